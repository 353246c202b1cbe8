"""What no single file can know: references, doubles and words that disagree between files."""

from collections.abc import Iterator, Mapping, Sequence

from shared.errors import SetupError
from shared.standard import checks_of_papers
from shared.standard.complaints import ComplaintsFile
from shared.standard.doubles import doubles, pairs
from shared.standard.schema import GOOD_LETTERS, Coded, Dated
from shared.standard.services import Counter, Place, Service
from shared.standard.standard import Standard
from shared.standard.survey import SurveyForm


def problems(standard: Standard, names: Mapping[str, str]) -> list[SetupError]:
    """Everything wrong between the files; `names` gives each file as shown to people."""
    return [
        *_singles(standard, names),
        *_strangers(standard, names),
        *_double_letters(names["services.toml"], standard.services),
        *_priority_letters(names["queue.toml"], standard),
        *_unknown_services(names["counters.toml"], standard.counters, standard.services),
        *_unknown_counters(names["collecting.toml"], standard.places, standard.counters),
        *_same_forms(names["survey.toml"], standard.survey.forms),
        *_strange_levels(names["resources.toml"], standard),
        *_strange_categories(names["complaints.toml"], standard.complaints),
        *checks_of_papers.problems(standard.matrix, names),
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


def _singles(standard: Standard, names: Mapping[str, str]) -> Iterator[SetupError]:
    """Lists that must hold something, and entries that may stand only once at a time."""
    needed: Sequence[tuple[str, str, Sequence[Dated]]] = (
        ("services.toml", "services", standard.services),
        ("counters.toml", "counters", standard.counters),
        ("queue.toml", "queue", standard.queue_rules),
        ("collecting.toml", "collecting", standard.collecting_rules),
        ("collecting.toml", "places", standard.places),
        ("document.toml", "documents", standard.documents),
        ("promise.toml", "time_limits", standard.time_limits),
        ("promise.toml", "fees", standard.fees),
        ("promise.toml", "products", standard.products),
        ("complaints.toml", "units", standard.complaints.units),
        ("complaints.toml", "topics", standard.complaints.topics),
        ("oversight.toml", "samples", standard.sample_rules),
        ("oversight.toml", "questions", standard.questions),
        ("survey.toml", "forms", standard.survey.forms),
        ("survey.toml", "samples", standard.survey.samples),
        ("objectives.toml", "objectives", standard.objectives),
    )
    for file, key, entries in needed:
        if not entries:
            yield SetupError(names[file], key, "harus ada paling sedikit satu")
    for file, key, field, entries in _once(standard):
        yield from doubles(names[file], key, field, entries)


def gone(before: Standard, after: Standard) -> list[SetupError]:
    """Entries that are not there any more, though what was kept meanwhile may name them."""
    return [
        SetupError(file, key, f"{value!r} tidak boleh dihapus; isi valid_to, hari terakhirnya")
        for (file, key, field, was), (*_, now) in zip(_once(before), _once(after), strict=True)
        for value in sorted(
            {getattr(one, field) for one in was} - {getattr(one, field) for one in now}, key=str
        )
    ]


def _once(standard: Standard) -> Sequence[tuple[str, str, str, Sequence[Dated]]]:
    """Entries that may stand only once at a time: file, key, and the field that names them."""
    return (
        ("services.toml", "services", "code", standard.services),
        ("counters.toml", "counters", "id", standard.counters),
        ("queue.toml", "priority", "code", standard.priority_groups),
        ("collecting.toml", "places", "code", standard.places),
        ("kinds.toml", "groups", "code", standard.kind_groups),
        ("kinds.toml", "kinds", "code", standard.matrix.kinds),
        ("items.toml", "bring", "code", standard.bring),
        ("items.toml", "items", "code", standard.matrix.items),
        ("matrix.toml", "groups", "code", standard.matrix.groups),
        ("clauses.toml", "sections", "clause", standard.sections),
        ("clauses.toml", "clauses", "clause", standard.clauses),
        ("notices.toml", "notices", "id", standard.notices),
        ("statements.toml", "statements", "code", standard.statements),
        ("resources.toml", "facilities", "code", standard.facilities),
        ("safety.toml", "kinds", "code", standard.safety.kinds),
        ("safety.toml", "told", "code", standard.safety.told),
        ("resources.toml", "education", "code", standard.education),
        ("resources.toml", "competence", "role", standard.competence),
        ("complaints.toml", "units", "code", standard.complaints.units),
        ("complaints.toml", "channels", "code", standard.complaints.channels),
        ("complaints.toml", "categories", "code", standard.complaints.categories),
        ("complaints.toml", "topics", "code", standard.complaints.topics),
        ("complaints.toml", "answers", "code", standard.complaints.answers),
        ("oversight.toml", "questions", "code", standard.questions),
        ("survey.toml", "respondent", "code", standard.survey.respondent),
        ("objectives.toml", "objectives", "code", standard.objectives),
    )


def _strangers(standard: Standard, names: Mapping[str, str]) -> Iterator[SetupError]:
    """Entries that name another one which does not exist."""
    about = standard.complaints
    nowhere = "kode {} tidak ada di berkas ini"
    named: Sequence[tuple[str, str, str, Sequence[Dated], Sequence[Coded], str]] = (
        (
            "kinds.toml",
            "kinds",
            "group",
            standard.matrix.kinds,
            standard.kind_groups,
            "kelompok '{}' tidak ada di [[groups]]",
        ),
        (
            "items.toml",
            "items",
            "bring",
            standard.matrix.items,
            standard.bring,
            "cara membawa '{}' tidak ada di [[bring]]",
        ),
        ("complaints.toml", "topics", "unit", about.topics, about.units, nowhere),
        ("complaints.toml", "topics", "category", about.topics, about.categories, nowhere),
        (
            "objectives.toml",
            "objectives",
            "of",
            standard.objectives,
            about.categories,
            "golongan '{}' tidak ada di [[categories]] complaints.toml",
        ),
    )
    for file, key, field, entries, others, reason in named:
        known = {each.code for each in others}
        for place, code in enumerate((getattr(each, field) for each in entries), 1):
            if code is not None and code not in known:
                yield SetupError(names[file], f"{key}[{place}].{field}", reason.format(code))


def _same_forms(file: str, forms: Sequence[SurveyForm]) -> Iterator[SetupError]:
    """Answers are kept by form and place: what was asked under a code may not change."""
    for place, each in enumerate(forms, 1):
        if each.code in {earlier.code for earlier in forms[: place - 1]}:
            yield SetupError(
                file, f"forms[{place}].code", f"'{each.code}' sudah dipakai; beri kode baru"
            )


def _strange_levels(file: str, standard: Standard) -> Iterator[SetupError]:
    known = {each.code for each in standard.education}
    for place, each in enumerate(standard.competence, 1):
        if each.level not in known:
            reason = f"jenjang '{each.level}' tidak ada di [[education]]"
            yield SetupError(file, f"competence[{place}].level", reason)


def _strange_categories(file: str, about: ComplaintsFile) -> Iterator[SetupError]:
    known = {each.code for each in about.categories}
    for place, each in enumerate(about.answers, 1):
        for code in each.categories:
            if code not in known:
                reason = f"kode {code} tidak ada di [[categories]]"
                yield SetupError(file, f"answers[{place}].categories", reason)


def _double_letters(file: str, services: Sequence[Service]) -> Iterator[SetupError]:
    for place, each, earlier in pairs(services):
        if each.letter == earlier.letter and each.code != earlier.code:
            yield SetupError(
                file,
                f"services[{place}].letter",
                f"huruf '{each.letter}' sudah dipakai layanan {earlier.code}",
            )


def _priority_letters(file: str, standard: Standard) -> Iterator[SetupError]:
    for place, rule in enumerate(standard.queue_rules, 1):
        for service in standard.services:
            if service.letter == rule.priority_letter and service.overlaps(rule):
                yield SetupError(
                    file,
                    f"queue[{place}].priority_letter",
                    f"huruf '{service.letter}' sudah dipakai layanan {service.code}",
                )


def _unknown_services(
    file: str, counters: Sequence[Counter], services: Sequence[Service]
) -> Iterator[SetupError]:
    known = {each.code for each in services}
    for place, counter in enumerate(counters, 1):
        if not counter.services:
            yield SetupError(file, f"counters[{place}].services", "harus ada paling sedikit satu")
        for code in counter.services:
            if code not in known:
                yield SetupError(
                    file,
                    f"counters[{place}].services",
                    f"layanan '{code}' tidak ada di services.toml",
                )


def _unknown_counters(
    file: str, places: Sequence[Place], counters: Sequence[Counter]
) -> Iterator[SetupError]:
    known = {each.id for each in counters}
    for number, place in enumerate(places, 1):
        if place.counter not in {None, *known}:
            yield SetupError(
                file,
                f"places[{number}].counter",
                f"loket nomor {place.counter} tidak ada di counters.toml",
            )
