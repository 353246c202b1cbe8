"""A month of the office as those who read its report see it: nothing new, all of it together.

Each fact is asked of the subject that also tells it on its own pages, as far as its reader may know
of it there (clauses 10.1, 14.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shared import clock
from shared.errors import N_, NotAllowed, NotFound, Refused
from shared.rules.applications import closings, collecting, outages, promptness, register
from shared.rules.common import beginning, spans, staff
from shared.rules.common.actor import NOT_YOURS, Actor
from shared.rules.complaints import recap_figures, sight
from shared.rules.oversight import samples
from shared.rules.paper import account
from shared.rules.quality import (
    figures,
    incidents,
    indicators,
    objectives,
    of_office,
    periods,
    results,
    target_papers,
)
from shared.rules.quality.figures import Found
from shared.rules.quality.periods import Period
from shared.rules.quality.target_papers import ReachedLine
from shared.rules.queue import history

READERS = (staff.SECTION_HEAD, *staff.OVERSEERS)
"""Whoever reads each part of it on the pages that tell the same."""


@dataclass(frozen=True)
class StandstillKind:
    """How often a kind of thing stood still, and for how many minutes of service.

    `minutes`: None of a kind that stops no service.
    """

    title: str
    times: int
    minutes: float | None


@dataclass(frozen=True)
class OfficeMonth:
    """The whole month; `runs`: it is not over. `began`: when the office began to work with this.

    `oversees`: whether its reader finds counted what nobody else may know of.
    """

    period: Period
    runs: bool
    began: date
    oversees: bool
    queue: history.History
    files: dict[str, int]
    kept: promptness.Figures
    causes: list[tuple[str, int]]
    handed: int
    book: recap_figures.BookFigures
    survey: results.Results
    found: Found
    reached: list[ReachedLine]
    state: str
    standstills: list[StandstillKind]
    incidents: list[incidents.IncidentView]
    paper: account.Balance
    sample: samples.MonthView

    @property
    def stopped(self) -> float:
        """For how many minutes the service stood still."""
        return sum((one.minutes or 0.0 for one in self.standstills), 0.0)


def of(period: Period, by: Actor) -> OfficeMonth:
    """The month; one that runs until now.

    Raises NotAllowed for whoever does not read all of it, NotFound for what is no month, Refused
    for one of which there is no record yet.
    """
    _require(period, by)
    who, today = sight.reader(by.staff_id), clock.service_day()
    first, last = period.first, min(period.last, today)
    found = figures.of_periods([period], who, list(indicators.INDICATORS))[period.code]
    month = first.year, first.month
    return OfficeMonth(
        period=period,
        runs=period.last >= today,
        began=beginning.of_the_office(),
        oversees=who.oversees,
        queue=history.of(spans.of(spans.MONTH, first), officers=False),
        files=register.totals(*month),
        kept=register.figures(*month),
        causes=promptness.causes(first, last),
        handed=collecting.handed(first, last),
        book=recap_figures.of_days(first, period.last, who),
        survey=results.of(period, by),
        found=found,
        reached=target_papers.reached(period, found, objectives.revisions(period.year)),
        state=figures.state(period),
        standstills=_standstills(first, last),
        incidents=incidents.between(first, last, by),
        paper=account.between(first, last),
        sample=samples.of(*month),
    )


def months() -> Iterator[Period]:
    """Every month of which the office has a record, this one first."""
    first, month = _first().first, periods.of(clock.service_day(), 1)
    while month.first >= first:
        yield month
        month = month.before


def newest() -> Period | None:
    """The newest month that is over; None while the office has a record of none."""
    month = periods.of(clock.service_day(), 1).before
    return month if month.first >= _first().first else None


def _first() -> Period:
    """The first month of which there may be a record: somebody could sign in, or a book begins."""
    today = clock.service_day()
    return periods.of(min(beginning.of_the_book(), closings.first_month() or today), 1)


def _require(period: Period, by: Actor) -> None:
    """That the office has a record of that month, and that whoever asks reads it."""
    if by.role not in READERS:
        raise NotAllowed(NOT_YOURS)
    if period.months != 1:
        raise NotFound(N_("Laporan ini dibuat untuk satu bulan."), code="period")
    if period.first > clock.service_day():
        raise Refused(N_("Bulan ini belum mulai."), code="to-come")
    began = _first()
    if period.first < began.first:
        raise Refused(
            N_("Kantor belum punya catatan dari bulan ini. Yang pertama %(month)s."),
            code="no-record",
            month=began.title,
        )


def _standstills(first: date, last: date) -> list[StandstillKind]:
    """The outages by their kind, in the order of the log; a minute counts once, as in SM-20."""
    # In this order: one that begins meanwhile is in the second alone.
    every = outages.between(first, last)
    minutes = {id_: float(took / 60_000) for id_, took in of_office.stood_still(first, last)}
    found = []
    for kind, title in outages.KINDS.items():
        mine = [row.id for row in every if row.kind == kind]
        stops = kind in of_office.STANDSTILLS
        if mine:
            took = sum((minutes[id_] for id_ in mine), 0.0) if stops else None
            found.append(StandstillKind(title, len(mine), took))
    return found
