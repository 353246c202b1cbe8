"""What stands behind a figure: the rows that it counted, each by what people call it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from shared import clock, db
from shared.errors import N_, NotFound
from shared.records import Complaint, CorrectiveAction, Incident, Outage
from shared.rules.applications import outages
from shared.rules.applications import view as files
from shared.rules.common import words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import names, quarters, sight
from shared.rules.corrective import lists as corrective
from shared.rules.corrective import view as actions
from shared.rules.quality import (
    figures,
    incidents,
    indicators,
    measured,
    objectives,
    of_office,
    of_queue,
    results,
)
from shared.rules.quality.figures import Figure
from shared.rules.quality.periods import Period
from shared.rules.queue import by_hand
from shared.rules.queue.ticket import number_text
from shared.standard.objectives import Objective

AT_ONCE = 60
_FILES = "SELECT id, year, number FROM application WHERE id IN :ids"
_ANSWERS = "SELECT id, month FROM questionnaire WHERE id IN :ids"
_TICKETS = "SELECT id, day, letter, number FROM ticket WHERE office_id = :office AND id IN :ids"
_ON_PAPER = "SELECT id, day, number FROM paper_visit WHERE office_id = :office AND id IN :ids"


@dataclass(frozen=True)
class CountedRow:
    """A row by what people call it: whether it counts, or in words what it took or comes to."""

    name: str
    counts: bool
    took: str


@dataclass(frozen=True)
class Behind:
    """A figure with a page of its rows; `hidden`: of those, who reads may not see which they are.

    `now`: what is found now, where that is another than was kept.
    """

    objective: Objective
    figure: Figure
    state: str
    rows: list[CountedRow]
    total: int
    hidden: int
    pages: int
    now: str
    parts: str


def of(period: Period, code: str, by: Actor, page: int = 1) -> Behind:
    """What stands behind a figure; NotFound for none, or one of another post."""
    known = {one.code: one for one in figures.seen_by(by, period.last)}
    if code not in known or code not in indicators.INDICATORS:
        raise NotFound(N_("Sasaran ini tidak ada."), code="no-objective")
    objective, who = known[code], sight.reader(by.staff_id)
    indicator = indicators.INDICATORS[code]
    found = sorted(
        indicator.rows(objective, period.first, period.last, who),
        key=lambda row: (-row[1] if objective.unit == "minutes" else row[1], row[0]),
    )
    kept = figures.of_period(period, who, [code]).get(code)
    figure = figures.figure(objective, period, kept, objectives.revisions(period.first.year))
    some = found[(page - 1) * AT_ONCE : page * AT_ONCE]
    called = _NAMES[indicator.about](tuple(id_ for id_, _ in some), who)
    now = indicator.make(found)
    alike = indicator.about not in indicators.OF_A_READER or who.oversees
    of_paper = indicator.about == indicators.TICKETS
    told = of_queue.told_of_paper(period.first, period.last, found) if of_paper else ""
    return Behind(
        objective=objective,
        figure=figure,
        state=figures.state(period),
        rows=[
            CountedRow(called[id_], bool(value), _told(value, objective))
            for id_, value in some
            if id_ in called
        ],
        total=len(found),
        hidden=len(some) - len(called),
        pages=-(-len(found) // AT_ONCE),
        now=measured.written(now, objective.unit) if alike and kept and now != kept else "",
        parts=f"{figure.parts(objective)}{told}",
    )


def _told(value: int | Fraction, objective: Objective) -> str:
    """What it took or comes to; empty where it is only counted."""
    if objective.unit == "minutes":
        return measured.written(measured.total([(0, value)]), objective.unit)
    by_itself = isinstance(value, Fraction)
    return measured.written(measured.mean([(0, value)]), objective.unit) if by_itself else ""


Names = dict[int, str]


def _files(ids: tuple[int, ...], _: sight.Reader) -> Names:
    rows = db.rows(_FILES, ids=ids)
    return {id_: files.number_text(year, number) for id_, year, number in rows}


def _tickets(ids: tuple[int, ...], _: sight.Reader) -> Names:
    paper = tuple(-id_ for id_ in ids if id_ < 0)
    found = [
        (id_, number_text(letter, number), day)
        for id_, day, letter, number in db.rows(_TICKETS, office=here().id, ids=ids)
    ]
    by_paper = db.rows(_ON_PAPER, office=here().id, ids=paper) if paper else []
    found += [(-id_, by_hand.name_of(number), day) for id_, day, number in by_paper]
    return {id_: f"{name}, {words.plain_date(date.fromisoformat(day))}" for id_, name, day in found}


def _complaints(ids: tuple[int, ...], who: sight.Reader) -> Names:
    columns: tuple[Any, ...] = (Complaint.id, Complaint.year, Complaint.public_number)
    rows = Complaint.select(*columns).where(
        Complaint.office == here().id, Complaint.id.in_(ids), sight.visible(who)
    )
    return {row.id: names.number_of(row) for row in rows}


def _actions(ids: tuple[int, ...], who: sight.Reader) -> Names:
    table = CorrectiveAction
    rows = table.select(table.id, table.year, table.number).where(
        table.office == here().id, table.id.in_(ids), corrective.visible(who)
    )
    return {row.id: actions.number_text(row.year, row.number) for row in rows}


def _days(ids: tuple[int, ...], _: sight.Reader) -> Names:
    return {id_: words.long_date(date.fromordinal(id_)) for id_ in ids}


def _recaps(ids: tuple[int, ...], _: sight.Reader) -> Names:
    return {id_: quarters.title(*divmod(id_, 10)).capitalize() for id_ in ids}


def _answers(ids: tuple[int, ...], who: sight.Reader) -> Names:
    """For those who read the survey: by the month, the finest time that is kept of an answer."""
    if not who.roles & set(results.READERS):
        return {}
    months = {id_: date.fromisoformat(month) for id_, month in db.rows(_ANSWERS, ids=ids)}
    titles = {id_: words.month_name(day.year, day.month) for id_, day in months.items()}
    return {id_: f"Kuesioner {titles[id_]}" if id_ > 0 else "Belum terisi" for id_ in ids}


def _months(ids: tuple[int, ...], _: sight.Reader) -> Names:
    return {id_: words.month_name(*divmod(id_, 100)).capitalize() for id_ in ids}


def _requirements(ids: tuple[int, ...], _: sight.Reader) -> Names:
    return {id_: of_office.requirement(id_) for id_ in ids}


def _incidents(ids: tuple[int, ...], who: sight.Reader) -> Names:
    rows = Incident.select().where(Incident.office == here().id, Incident.id.in_(ids))
    handles = who.roles & set(incidents.HANDLERS)
    return {row.id: incidents.number_of(row) for row in rows} if handles else {}


def _outages(ids: tuple[int, ...], _: sight.Reader) -> Names:
    rows = Outage.select().where(Outage.office == here().id, Outage.id.in_(ids))
    return {
        row.id: f"{outages.KINDS[row.kind]}, {words.plain_date(clock.service_day(row.began_at))}"
        for row in rows
    }


_NAMES: dict[str, Callable[[tuple[int, ...], sight.Reader], Names]] = {
    indicators.FILES: _files,
    indicators.TICKETS: _tickets,
    indicators.COMPLAINTS: _complaints,
    indicators.ACTIONS: _actions,
    indicators.DAYS: _days,
    indicators.RECAPS: _recaps,
    indicators.OUTAGES: _outages,
    indicators.ANSWERS: _answers,
    indicators.MONTHS: _months,
    indicators.REQUIREMENTS: _requirements,
    indicators.INCIDENTS: _incidents,
}
