"""Questionnaires that are filled in: at a touchscreen, on a phone, on paper.

One for each ticket, and nothing that is kept tells whose it was: deploy/decisions/survey.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shared import clock, db, vault
from shared.errors import N_, Invalid, NotAllowed, Refused, TooMany
from shared.records import Questionnaire
from shared.rules.common import forgetting, journal, presses, staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.queue import TicketView, by_token
from shared.standard.survey import SurveyForm

TOUCHSCREEN, PHONE, PAPER = "touchscreen", "phone", "paper"
SOURCES = {TOUCHSCREEN: "Layar sentuh", PHONE: "Ponsel", PAPER: "Kertas, diketik petugas"}
TYPISTS = (staff.INFO_DESK,)
NONE = "-"
MOODS = 4
_FIRST_ID, _IDS = 1 << 32, 1 << 62
_SERVED = "done"
_SEVERAL = (TOUCHSCREEN,)
_MOODS = {
    PHONE: tuple(f"mood-{mood}" for mood in range(1, MOODS + 1)),
    TOUCHSCREEN: tuple(f"touchscreen-mood-{mood}" for mood in range(1, MOODS + 1)),
}

_IS_KEPT = "SELECT id FROM questionnaire WHERE id = :id"
_IS_SPENT = "SELECT id FROM spent_right WHERE id = :id"
_SPEND = "INSERT INTO spent_right (id, office_id, day) VALUES (:id, :office, :day)"
_PAST = (
    "DELETE FROM spent_right WHERE id IN (SELECT id FROM spent_right"
    " WHERE office_id = :office AND day < :day LIMIT :most) RETURNING id"
)
_COUNT = (
    "INSERT INTO day_tally (office_id, day, what, number) VALUES (:office, :day, :what, 1)"
    " ON CONFLICT (office_id, day, what) DO UPDATE SET number = day_tally.number + 1"
)
_PRESSED = (
    "SELECT what, SUM(number) FROM day_tally"
    " WHERE office_id = :office AND day BETWEEN :first AND :last GROUP BY what"
)
_AT_COUNTERS = (
    "SELECT COUNT(*) FROM ticket"
    " WHERE office_id = :office AND day = :day AND state IN ('done', 'serving')"
)
_TODAY = (
    "SELECT SUM(number) FROM day_tally WHERE office_id = :office AND day = :day AND what IN :what"
)
_ENOUGH = N_("Survei di layar ini sudah cukup untuk saat ini. Terima kasih.")


@dataclass(frozen=True)
class Filled:
    """A questionnaire as somebody leaves it.

    `answers`: one character for each element, `NONE` where there is none. `about`: the code of what
    was said of oneself, by the question's. `touch`: a UUID of this questionnaire alone.
    """

    touch: str
    service: str
    answers: str
    about: Mapping[str, str]


def may_answer(ticket: TicketView) -> bool:
    """Whether the survey is offered to whoever holds this ticket: served today, not yet asked."""
    served = ticket.state == _SERVED and ticket.day == clock.service_day()
    return served and db.value(_IS_SPENT, id=_mark(ticket.token)) is None


def is_known(filled: Filled) -> bool:
    """Whether it is kept already."""
    return db.value(_IS_KEPT, id=_id(filled.touch)) is not None


@db.transaction()
def from_touchscreen(filled: Filled) -> None:
    """Keep it; TooMany once touchscreens have as many of today as people came to the counters.

    Raises Invalid for what is no questionnaire of today.
    """
    journal.require_clock()
    if is_known(filled):
        return
    if not has_room():
        raise TooMany(_ENOUGH, code="survey-enough", after=600)
    _count(*_SEVERAL)
    _keep(filled, TOUCHSCREEN)


def has_room() -> bool:
    """Whether touchscreens have fewer questionnaires of today than people came to the counters."""
    return _has_room(_SEVERAL)


def has_room_to_feel() -> bool:
    """The same of moods that were pressed at touchscreens."""
    return _has_room(_MOODS[TOUCHSCREEN])


@db.transaction()
def from_phone(filled: Filled, token: str) -> None:
    """Keep it and use the ticket's right up; Refused when there is none (any more).

    Raises Invalid for what is no questionnaire of today.
    """
    journal.require_clock()
    ticket = by_token(token)
    if is_known(filled):
        return
    if not may_answer(ticket):
        raise Refused(
            N_("Survei untuk nomor ini sudah diisi atau sudah lewat waktunya. Terima kasih."),
            code="survey-over",
        )
    db.rows(_SPEND, id=_mark(token), office=here().id, day=clock.service_day().isoformat())
    _keep(filled, PHONE, ticket.service)


@db.transaction()
def from_paper(filled: Filled, by: Actor, month: date) -> None:
    """Keep what a visitor wrote on paper in that month, marked as typed by staff."""
    if by.role not in TYPISTS:
        raise NotAllowed(N_("Survei kertas diketik Petugas Layanan Informasi."))
    if month not in months():
        raise Invalid(N_("Pilih bulan ini atau bulan lalu."), code="month")
    if not is_known(filled):
        _keep(filled, PAPER, month=month)
        journal.write(by, "survey.typed", f"{month:%Y-%m}")


def months() -> tuple[date, date]:
    """The months, by their first day, of which paper is still typed: this one and the last."""
    now = clock.service_day().replace(day=1)
    return now, (now - timedelta(days=1)).replace(day=1)


@db.transaction()
def feel(mood: int, source: str = PHONE) -> None:
    """Count one press of a mood, from 1 to `MOODS`; it never enters the index.

    TooMany once touchscreens have as many of today as people came to the counters.
    """
    if not 1 <= mood <= MOODS:
        raise Invalid(N_("Pilih salah satu gambar."), code="mood")
    journal.require_clock()
    if source == TOUCHSCREEN and not has_room_to_feel():
        raise TooMany(_ENOUGH, code="survey-enough", after=600)
    _count(_MOODS[source][mood - 1])


def moods(first: date, last: date) -> dict[str, list[int]]:
    """How often each mood was pressed in those days, from the worst to the best, by source."""
    span = {"first": first.isoformat(), "last": last.isoformat()}
    found = dict(db.rows(_PRESSED, office=here().id, **span))
    return {source: [int(found.get(one, 0)) for one in names] for source, names in _MOODS.items()}


def purge() -> int:
    """Forget which tickets of other days were answered for; how many."""
    return forgetting.forget(_PAST, office=here().id, day=clock.service_day().isoformat())


def _has_room(what: tuple[str, ...]) -> bool:
    today = {"office": here().id, "day": clock.service_day().isoformat()}
    pressed = db.value(_TODAY, **today, what=what) or 0
    return int(pressed) < int(db.value(_AT_COUNTERS, **today))


def _keep(
    filled: Filled, source: str, service: str | None = None, month: date | None = None
) -> None:
    day = clock.service_day()
    form = here().standard.survey_form_on(day)
    # Every text in it is one of the office's own: nothing that a sender made up is kept.
    db.add(
        Questionnaire,
        id=_id(filled.touch),
        office=here().id,
        form=form.code,
        month=month or day.replace(day=1),
        service=service or _service(filled.service, day),
        source=source,
        answers=_answers(filled.answers, form),
        about=_about(filled.about, day),
    )


def _answers(answers: str, form: SurveyForm) -> str:
    if len(answers) != len(form.elements) or not {*answers} <= {*f"1234{NONE}"}:
        raise Invalid(N_("Formulir survei sudah berganti. Mulai lagi dari awal."), code="answers")
    if not answers.strip(NONE):
        raise Invalid(N_("Belum ada pertanyaan yang dijawab."), code="no-answer")
    return answers


def _service(code: str, day: date) -> str:
    if code not in {one.code for one in here().standard.services_on(day)}:
        raise Invalid(N_("Pilih layanan yang dinilai."), code="unknown-service")
    return code


def _about(about: Mapping[str, str], day: date) -> dict[str, str]:
    """What is known of these choices, in the order of the questions."""
    return {
        asked.code: given
        for asked in here().standard.respondent_on(day)
        if (given := about.get(asked.code)) in {one.code for one in asked.choices}
    }


def _id(touch: str) -> int:
    """The row's id: nothing of when, after whom or for which ticket it was answered."""
    return _drawn(f"questionnaire {presses.tidy(touch)}")


def _mark(token: str) -> int:
    return _drawn(f"survey {clock.service_day()} {token}")


def _drawn(text: str) -> int:
    return _FIRST_ID + int(vault.fingerprint(text), 16) % _IDS


def _count(what: str) -> None:
    db.rows(_COUNT, office=here().id, day=clock.service_day().isoformat(), what=what)
