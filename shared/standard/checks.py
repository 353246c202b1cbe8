"""What no single file can know: references, doubles and words that disagree between files."""

from collections.abc import Iterator, Mapping, Sequence

from shared.errors import SetupError
from shared.standard.schema import GOOD_LETTERS, D, Dated
from shared.standard.services import Counter, Service
from shared.standard.standard import Standard


def problems(standard: Standard, names: Mapping[str, str]) -> list[SetupError]:
    """Everything wrong between the files; `names` gives each file as shown to people."""
    return [
        *_doubles(names["services.toml"], "services", "code", standard.services),
        *_doubles(names["counters.toml"], "counters", "id", standard.counters),
        *_doubles(names["queue.toml"], "priority", "code", standard.priority_groups),
        *_empty(names["services.toml"], "services", standard.services),
        *_empty(names["counters.toml"], "counters", standard.counters),
        *_empty(names["queue.toml"], "queue", standard.queue_rules),
        *_empty(names["document.toml"], "documents", standard.documents),
        *_double_letters(names["services.toml"], standard.services),
        *_priority_letters(names["queue.toml"], standard),
        *_unknown_services(names["counters.toml"], standard.counters, standard.services),
    ]


def advice(standard: Standard) -> tuple[str, ...]:
    """What works but could be better, as sentences for `antrean setup`."""
    letters = {each.letter: each.title for each in standard.services}
    letters |= {each.priority_letter: each.priority_title for each in standard.queue_rules}
    return tuple(
        f"Huruf '{letter}' ({title}) mudah salah dengar; lebih aman: "
        f"{', '.join(sorted(GOOD_LETTERS))}."
        for letter, title in letters.items()
        if letter not in GOOD_LETTERS
    )


def _empty(file: str, key: str, entries: Sequence[object]) -> Iterator[SetupError]:
    if not entries:
        yield SetupError(file, key, "harus ada paling sedikit satu")


def _doubles(file: str, key: str, field: str, entries: Sequence[Dated]) -> Iterator[SetupError]:
    for place, each, earlier in _pairs(entries):
        value = getattr(each, field)
        if value == getattr(earlier, field):
            yield SetupError(file, f"{key}[{place}].{field}", f"{value!r} sudah dipakai")


def _double_letters(file: str, services: Sequence[Service]) -> Iterator[SetupError]:
    for place, each, earlier in _pairs(services):
        if each.letter == earlier.letter and each.code != earlier.code:
            reason = f"huruf '{each.letter}' sudah dipakai layanan {earlier.code}"
            yield SetupError(file, f"services[{place}].letter", reason)


def _priority_letters(file: str, standard: Standard) -> Iterator[SetupError]:
    for place, rule in enumerate(standard.queue_rules, 1):
        for service in standard.services:
            if service.letter == rule.priority_letter and service.overlaps(rule):
                reason = f"huruf '{service.letter}' sudah dipakai layanan {service.code}"
                yield SetupError(file, f"queue[{place}].priority_letter", reason)


def _unknown_services(
    file: str, counters: Sequence[Counter], services: Sequence[Service]
) -> Iterator[SetupError]:
    known = {each.code for each in services}
    for place, counter in enumerate(counters, 1):
        if not counter.services:
            yield SetupError(file, f"counters[{place}].services", "harus ada paling sedikit satu")
        for code in counter.services:
            if code not in known:
                reason = f"layanan '{code}' tidak ada di services.toml"
                yield SetupError(file, f"counters[{place}].services", reason)


def _pairs(entries: Sequence[D]) -> Iterator[tuple[int, D, D]]:
    """Each entry (counted from 1) beside each earlier one that holds on some common day."""
    for place, each in enumerate(entries, 1):
        for earlier in entries[: place - 1]:
            if each.overlaps(earlier):
                yield place, each, earlier
