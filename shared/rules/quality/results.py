"""What the survey found in a period: per element, service and source; who answered; how many more.

The answers of one form at a time: those of another are told, never mixed in.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from shared import db
from shared.errors import N_, NotAllowed
from shared.rules.common import staff, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.quality import index
from shared.rules.quality.periods import Period
from shared.rules.quality.questionnaires import NONE, PAPER, SOURCES
from shared.standard.survey import Element, Grade, SurveyForm

READERS = (staff.CAMAT, staff.SECRETARY, staff.SECTION_HEAD, staff.ANY_SECTION_HEAD)
LOWEST = 3
_OF = (
    "SELECT form, service, source, answers, about, month FROM questionnaire"
    " WHERE office_id = :office AND month BETWEEN :first AND :last"
)
_WHOLE = (
    "SELECT id, answers FROM questionnaire WHERE office_id = :office"
    " AND month BETWEEN :first AND :last AND form = :form AND answers NOT LIKE :none"
)
_SERVED = (
    "SELECT (SELECT COUNT(*) FROM ticket"
    " WHERE office_id = :office AND day BETWEEN :first AND :last AND state = 'done')"
    " + (SELECT COUNT(*) FROM paper_visit"
    " WHERE office_id = :office AND day BETWEEN :first AND :last AND state = 'served'"
    " AND withdrawn_at IS NULL AND ticket_id IS NULL)"
)


@dataclass(frozen=True)
class ElementFigure:
    """An element with its mean (NRR), by those who filled it in.

    `whole`: the same of whole questionnaires alone, of which the index is made.
    """

    element: Element
    counted: index.OfElement
    whole: index.OfElement
    lowest: bool = False

    @property
    def mean(self) -> str:
        """`3,40`, or `–` where nobody filled it in."""
        return index.written(self.counted.mean)

    @property
    def share(self) -> float:
        """Of the highest mean, in percent, for a bar."""
        return float((self.counted.mean or 0) * 25)


@dataclass(frozen=True)
class Subtotal:
    """What some of the questionnaires come to: those of a service, of a source, of all."""

    title: str
    number: int
    whole: int
    index: Fraction | None
    grade: Grade | None

    @property
    def ikm(self) -> str:
        """`85,00`, or `–` while no questionnaire is whole."""
        return index.written(self.index)

    @property
    def unfinished(self) -> int:
        """Questionnaires that count for the elements, not for the index."""
        return self.number - self.whole


@dataclass(frozen=True)
class Told:
    """What respondents said of themselves: a question, and how many gave each answer or none."""

    title: str
    answers: tuple[tuple[str, int], ...]
    silent: int


@dataclass(frozen=True)
class Answered:
    """One questionnaire for the table of raw answers, in no order that tells anything."""

    month: str
    service: str
    source: str
    answers: tuple[int | None, ...]
    about: tuple[str, ...]


class AnsweredRow(NamedTuple):
    """What of a questionnaire is counted."""

    form: str
    service: str
    source: str
    answers: str
    about: str
    month: str


@dataclass(frozen=True)
class Results:
    """The survey of a period by one form.

    `parts`: its quarters or months. `others`: questionnaires of the same period by another form.
    `served`, `wanted`: people served in the period before, and how many of so many should be asked.
    """

    period: Period
    form: SurveyForm
    all: Subtotal
    elements: tuple[ElementFigure, ...]
    services: tuple[Subtotal, ...]
    sources: tuple[Subtotal, ...]
    parts: tuple[Subtotal, ...]
    told: tuple[Told, ...]
    others: int
    served: int
    wanted: int
    rows: tuple[AnsweredRow, ...]

    @property
    def lowest(self) -> list[ElementFigure]:
        """The elements that need work first, the lowest first."""
        found = [one for one in self.elements if one.lowest]
        return sorted(found, key=lambda one: one.counted.mean or 0)

    @property
    def by_staff(self) -> str:
        """`12,5 %`: of all questionnaires those that staff typed."""
        typed = sum(one.number for one in self.sources if one.title == SOURCES[PAPER])
        return words.percent(typed, self.all.number)

    @property
    def enough(self) -> bool:
        """Whether so many answered as the table of samples asks for; never of nobody."""
        return bool(self.wanted) and self.all.whole >= self.wanted


def of(period: Period, by: Actor) -> Results:
    """The survey of that period; NotAllowed for whoever neither leads a section nor oversees."""
    every, standard = _rows(period, by), here().standard
    form = standard.survey_form_on(period.last)
    rows = [row for row in every if row.form == form.code]
    before = served(period.before)
    return Results(
        period=period,
        form=form,
        all=_part("Semua layanan", rows, form),
        elements=_elements(rows, form),
        services=_parts(rows, "service", _services(rows), form),
        sources=_parts(rows, "source", SOURCES, form),
        parts=_shorter(rows, period, form),
        told=_told(rows, period),
        others=len(every) - len(rows),
        served=before,
        wanted=standard.sample_table(period.last).least(before),
        rows=tuple(rows),
    )


def whole(period: Period) -> list[tuple[int, str]]:
    """The questionnaires by the form in force in which every element is answered: id, answers."""
    form = here().standard.survey_form_on(period.last)
    rows = _asked(_WHOLE, period, form=form.code, none=f"%{NONE}%")
    return [(id_, answers) for id_, answers in rows]


def served(period: Period) -> int:
    """How many people were served in a period."""
    return int(_asked(_SERVED, period)[0][0])


def answers(found: Results) -> list[Answered]:
    """Each questionnaire of these results."""
    standard = here().standard
    asked = standard.respondent_on(found.period.last)
    titles = {(one.code, each.code): each.title for one in asked for each in one.choices}
    services = {one.code: one.title for one in standard.services}
    told = []
    for row in found.rows:
        said = json.loads(row.about)
        told.append(
            Answered(
                month=row.month[:7],
                service=services[row.service],
                source=SOURCES[row.source],
                answers=tuple(int(one) if one.isdigit() else None for one in row.answers),
                about=tuple(titles.get((one.code, said.get(one.code, "")), "") for one in asked),
            )
        )
    return told


def _rows(period: Period, by: Actor) -> list[AnsweredRow]:
    if by.role not in READERS:
        raise NotAllowed(N_("Hasil survei dibaca Kasi, Sekretaris, dan Camat."))
    return [AnsweredRow._make(row) for row in _asked(_OF, period)]


def _asked(sql: str, period: Period, **values: str) -> list[tuple[Any, ...]]:
    first, last = period.first.isoformat(), period.last.isoformat()
    return db.rows(sql, office=here().id, first=first, last=last, **values)


def _part(title: str, rows: Sequence[AnsweredRow], form: SurveyForm) -> Subtotal:
    whole = _whole(rows)
    if not whole:
        return Subtotal(title, len(rows), 0, None, None)
    counted = index.of_elements(whole, len(form.elements))
    found = index.index([one.mean or Fraction(0) for one in counted])
    return Subtotal(title, len(rows), len(whole), found, form.grade(index.rounded(found)))


def _whole(rows: Sequence[AnsweredRow]) -> list[str]:
    return [row.answers for row in rows if NONE not in row.answers]


def _shorter(rows: Sequence[AnsweredRow], period: Period, form: SurveyForm) -> tuple[Subtotal, ...]:
    """A year by its quarters, a quarter by its months."""
    whose = {month: one.code for one in period.shorter for month in one.begins}
    titles = {one.code: one.title for one in period.shorter}
    found: dict[str, list[AnsweredRow]] = {code: [] for code in titles}
    for row in rows if titles else ():
        found[whose[row.month]].append(row)
    return tuple(_part(titles[code], some, form) for code, some in found.items())


def _parts(
    rows: Sequence[AnsweredRow], by: str, titles: dict[str, str], form: SurveyForm
) -> tuple[Subtotal, ...]:
    found: defaultdict[str, list[AnsweredRow]] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return tuple(_part(title, found[code], form) for code, title in titles.items() if found[code])


def _services(rows: Sequence[AnsweredRow]) -> dict[str, str]:
    """The services that were answered for, in the order of the standard."""
    asked = {row.service for row in rows}
    return {one.code: one.title for one in here().standard.services if one.code in asked}


def _elements(rows: Sequence[AnsweredRow], form: SurveyForm) -> tuple[ElementFigure, ...]:
    counted = index.of_elements([row.answers for row in rows], len(form.elements))
    whole = index.of_elements(_whole(rows), len(form.elements))
    means = [(one.mean, at) for at, one in enumerate(counted) if one.mean is not None]
    lowest = {at for _, at in sorted(means)[:LOWEST]}
    return tuple(
        ElementFigure(element, counted[at], whole[at], at in lowest)
        for at, element in enumerate(form.elements)
    )


def _told(rows: Sequence[AnsweredRow], period: Period) -> tuple[Told, ...]:
    # Few different sets of answers: each is read once.
    said = Counter(row.about for row in rows)
    given: Counter[tuple[str, str]] = Counter()
    for about, number in said.items():
        for code, answer in json.loads(about).items():
            given[code, answer] += number
    told = []
    for asked in here().standard.respondent_on(period.last):
        answers = tuple((one.title, given[asked.code, one.code]) for one in asked.choices)
        silent = len(rows) - sum(number for _, number in answers)
        told.append(Told(asked.title, answers, silent))
    return tuple(told)
