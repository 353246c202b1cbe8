"""What every indicator found in a month, a quarter, a year (clause 14.2), and how it stands.

So many working days after a period's end its figures are kept by themselves and do not change any
more; what may not be seen by everybody is kept for each reader apart, as a recap's figures are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared import clock, db
from shared.errors import N_, NotAllowed
from shared.records import ClosedPeriod
from shared.rules.common import beginning, journal, staff
from shared.rules.common.actor import NOT_YOURS, SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.quality import measured, objectives, periods
from shared.rules.quality.indicators import INDICATORS, OF_A_READER, Known
from shared.rules.quality.measured import Measured
from shared.rules.quality.objectives import Paper
from shared.rules.quality.periods import Period
from shared.standard.objectives import Objective

READERS = (*sight.SECTION_HEADS, *sight.OVERSEERS)
POSTS = (staff.COUNTER, staff.OPERATOR, staff.INFO_DESK)
"""Whoever sees the targets of their own post."""
LENGTHS = (1, 3, 12)
CLOSED, OPEN, TO_COME = "closed", "open", "to-come"
LABELS = {
    CLOSED: N_("sudah ditutup"),
    OPEN: N_("masih berjalan"),
    TO_COME: N_("belum ada"),
}
_NOBODY = ""
_KEPT = "SELECT * FROM closed_period WHERE office_id = :office AND period IN :periods"

Found = dict[str, Measured]


@dataclass(frozen=True)
class Figure:
    """What an indicator found in a period: as told, with its target and how it stands to it."""

    period: Period
    found: Measured | None
    text: str
    target: Decimal | None
    verdict: str

    @property
    def label(self) -> str:
        """The verdict in words."""
        return measured.VERDICTS[self.verdict]

    def parts(self, objective: Objective) -> str:
        """`23 dari 47`, `atas 132 catatan`; empty where the figure says it itself."""
        if self.found is None or objective.unit == "count":
            return ""
        if objective.unit == "percent" and self.found == measured.of(
            self.found.part, self.found.whole
        ):
            return f"{self.found.part} dari {self.found.whole}"
        return f"atas {self.found.whole} catatan"


@dataclass(frozen=True)
class Line:
    """An indicator and its figures, period by period; `text` is its target as told."""

    objective: Objective
    owner: str
    text: str
    computed: bool
    figures: Sequence[Figure]


def of_year(year: int, by: Actor, only: str = "") -> list[Line]:
    """Every objective of the year with its months, quarters and year, as far as `by` may know.

    Somebody of a post sees that post's alone. `only`: of that one alone.
    """
    who, day = sight.reader(by.staff_id), _day_of(year)
    spans = _of(year)
    wanted = [one for one in seen_by(by, day) if only in ("", one.code)]
    kept = of_periods(spans, who, [one.code for one in wanted])
    papers = objectives.revisions(year)
    return [_line(one, spans, kept, papers) for one in wanted]


def seen_by(by: Actor, day: date) -> list[Objective]:
    """The objectives that whoever reads may see on that day; NotAllowed for whoever has none."""
    return seen_from(posts_of(by), day)


def seen_from(held: frozenset[str], day: date) -> list[Objective]:
    """The same for whoever holds these posts."""
    if not held.isdisjoint(READERS):
        return list(here().standard.objectives_on(day))
    if held.isdisjoint(POSTS):
        raise NotAllowed(NOT_YOURS)
    return [one for one in here().standard.objectives_on(day) if one.owner in held]


def posts_of(by: Actor) -> frozenset[str]:
    """Every post that they hold, whichever they act in: one person may have several."""
    return sight.reader(by.staff_id).roles | {by.role}


def _line(
    objective: Objective, spans: Iterable[Period], kept: dict[str, Found], papers: Sequence[Paper]
) -> Line:
    figures = [figure(objective, one, kept[one.code].get(objective.code), papers) for one in spans]
    return Line(
        objective=objective,
        owner=staff.post_title(objective.owner),
        text=measured.target_text(objective, figures[-1].target),
        computed=objective.code in INDICATORS,
        figures=figures,
    )


def figure(
    objective: Objective, period: Period, found: Measured | None, papers: Sequence[Paper]
) -> Figure:
    """How it stands to the target that held at the period's end, of the year's `papers`."""
    paper = objectives.held(papers, period.last)
    set_ = paper.targets.get(objective.code) if paper else None
    target = set_.target if set_ else None
    if found is None:
        return Figure(period, None, "", target, measured.NOTHING)
    verdict = measured.meets(found, objective, target)
    return Figure(period, found, measured.written(found, objective.unit), target, verdict)


def of_periods(
    spans: Iterable[Period], who: sight.Reader, codes: Sequence[str]
) -> dict[str, Found]:
    """What those indicators found in each period; nothing before the office worked with this.

    A closed one as it was kept; of those that run the months alone are counted, as they stand.
    """
    spans = list(spans)
    rows = {row.period: row for row in _kept([one.code for one in spans])}
    found = {
        one.code: _read(rows[one.code], one, who, codes) if one.code in rows else {}
        for one in spans
    }
    today = clock.service_day()
    running = [
        one for one in spans if one.code not in rows and one.months == 1 and one.first <= today
    ]
    began = beginning.of_the_office() if running else today
    return found | {one.code: count(one, who, codes) for one in running if began <= one.last}


def of_period(period: Period, who: sight.Reader, codes: Iterable[str] = INDICATORS) -> Found:
    """What those indicators found in a period; of one that runs as it stands."""
    row = next(iter(_kept([period.code])), None)
    return _read(row, period, who, codes) if row else count(period, who, codes)


def closed(year: int) -> list[Period]:
    """The closed periods of a year, the newest first."""
    spans = _of(year)
    known = {row.period for row in _kept([one.code for one in spans])}
    return [one for one in reversed(spans) if one.code in known]


def state(period: Period) -> str:
    """Whether a period is closed, runs or waits to be closed, or is still to come."""
    if _kept([period.code]):
        return CLOSED
    return OPEN if period.first <= clock.service_day() else TO_COME


def count(period: Period, who: sight.Reader | None, codes: Iterable[str] = INDICATORS) -> Found:
    """What these indicators find in a period now."""
    objectives_ = {one.code: one for one in here().standard.objectives_on(period.last)}
    known: Known = {}
    return {
        code: INDICATORS[code].make(
            INDICATORS[code].rows(objectives_[code], period.first, period.last, who, known)
        )
        for code in codes
        if code in objectives_ and code in INDICATORS
    }


def close_next() -> bool:
    """Keep the figures of the next period that is due, if one is; whether one was."""
    period = next(_due(), None)
    if period is None:
        return False
    # Counted without the write lock: of a year that takes longer than a press may wait.
    alike = [code for code, one in INDICATORS.items() if one.about not in OF_A_READER]
    figures = _written(count(period, None, alike))
    views = {_NOBODY: _written(count(period, sight.reader(None), _apart()))}
    for who in sight.overseers():
        views[str(who.staff_id)] = _written(count(period, who, _apart()))
    with db.transaction():
        if _kept([period.code]):
            return False
        ClosedPeriod.create(
            office=here().id,
            period=period.code,
            closed_at=clock.now(),
            figures=figures,
            views=views,
        )
        # No sum over the figures: from it one could tell what may not be seen.
        journal.write(SYSTEM, "objectives.closed", period.code)
    return True


def _due() -> Iterator[Period]:
    today, began = clock.service_day(), beginning.of_the_office()
    spans = [one for months in LENGTHS for one in _between(periods.of(began, months), today)]
    known = {row.period for row in _kept([one.code for one in spans])}
    return (one for one in spans if one.code not in known and periods.closes_on(one.last) < today)


def _between(first: Period, today: date) -> Iterator[Period]:
    while first.last < today:
        yield first
        first = first.after


def _read(
    row: ClosedPeriod, period: Period, who: sight.Reader, codes: Iterable[str] = INDICATORS
) -> Found:
    codes = set(codes)
    kept = {code: measured.read(one) for code, one in row.figures.items() if code in codes}
    view = row.views.get(str(who.staff_id) if who.oversees else _NOBODY)
    if view is None:
        # They came later: nobody asked then what they may know of.
        return kept | count(period, who, [code for code in codes if code in _apart()])
    return kept | {code: measured.read(one) for code, one in view.items() if code in codes}


def _apart() -> list[str]:
    """The indicators of which not everybody may know all."""
    return [code for code, one in INDICATORS.items() if one.about in OF_A_READER]


def _kept(codes: list[str]) -> list[ClosedPeriod]:
    return db.objects(ClosedPeriod, _KEPT, office=here().id, periods=codes)


def _written(found: Found) -> dict[str, list[object]]:
    return {code: one.kept() for code, one in found.items()}


def _of(year: int) -> list[Period]:
    """The months of a year, each quarter after its own, then the year."""
    whole = Period(year, 1, 12)
    return [one for quarter in whole.shorter for one in (*quarter.shorter, quarter)] + [whole]


def _day_of(year: int) -> date:
    """A day of that year by which its objectives are known: today, or its nearest day."""
    return min(max(clock.service_day(), date(year, 1, 1)), date(year, 12, 31))
