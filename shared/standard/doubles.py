"""Finds entries that stand twice at the same time."""

from collections.abc import Iterator, Sequence

from shared.errors import SetupError
from shared.standard.schema import D, Dated


def doubles(file: str, key: str, field: str, entries: Sequence[Dated]) -> Iterator[SetupError]:
    """Entries whose `field` an earlier one has too, on some common day."""
    for place, each, earlier in pairs(entries):
        value = getattr(each, field)
        if value == getattr(earlier, field):
            yield SetupError(file, f"{key}[{place}].{field}", f"{value!r} sudah dipakai")


def pairs(entries: Sequence[D]) -> Iterator[tuple[int, D, D]]:
    """Each entry (counted from 1) beside each earlier one that holds on some common day."""
    for place, each in enumerate(entries, 1):
        for earlier in entries[: place - 1]:
            if each.overlaps(earlier):
                yield place, each, earlier
