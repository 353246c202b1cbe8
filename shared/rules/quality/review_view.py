"""What stands of the reviews (clause 14.3): each with its steps, and for whom they wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from shared import db
from shared.errors import N_, NotFound, Refused
from shared.records import QualityTarget, TargetPaper, TargetReview
from shared.records.base import from_ms
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.corrective import view as corrective
from shared.rules.quality import figures, measured, objectives, periods
from shared.rules.quality.figures import Figure
from shared.rules.quality.periods import Period
from shared.standard.objectives import Objective

ANALYSIS, EVALUATION, TARGET, DONE = "analysis", "evaluation", "target", "done"
WAITS = {
    ANALYSIS: N_("Menunggu analisis"),
    EVALUATION: N_("Menunggu evaluasi"),
    TARGET: N_("Menunggu target baru"),
    DONE: N_("Selesai"),
}
KEEP, RAISE, LOWER, ACT = "keep", "raise", "lower", "act"
DECISIONS = {
    KEEP: N_("Target tetap"),
    RAISE: N_("Target dinaikkan"),
    LOWER: N_("Target diturunkan"),
    ACT: N_("Diambil tindakan"),
}
_OF_YEAR = (
    "SELECT * FROM target_review WHERE office_id = :office AND period >= :first AND period < :after"
)
_WAITING = (
    "SELECT period, state, owner, MIN(since) AS longest, COUNT(*) FROM target_review"
    " WHERE office_id = :office AND state <> 'done' GROUP BY period, state, owner ORDER BY longest"
)


@dataclass(frozen=True)
class Unreviewed:
    """So many figures of a period that wait for the same people, the longest since then."""

    period: Period
    state: str
    roles: frozenset[str]
    post: str
    since: datetime
    number: int

    @property
    def label(self) -> str:
        """For what they wait."""
        return WAITS[self.state]


@dataclass(frozen=True)
class ReviewView:
    """A figure and what followed from it; empty where that is still to come."""

    period: Period
    objective: Objective
    figure: Figure
    state: str
    post: str
    since: datetime | None
    cause: str = ""
    done: str = ""
    analysed_at: datetime | None = None
    analysed_by: str = ""
    decision: str = ""
    reason: str = ""
    action: str = ""
    measure: str = ""
    evaluated_at: datetime | None = None
    evaluated_by: str = ""
    new_target: str = ""
    version: int = 0

    @property
    def label(self) -> str:
        """For what it waits, or that it is over."""
        return WAITS[self.state]

    @property
    def waits(self) -> str:
        """For what it waits; empty when it is over, or nobody asked for it."""
        return self.state if self.since and not self.is_over else ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more follows."""
        return self.state == DONE

    @property
    def analysable(self) -> bool:
        """Whether its analysis may still be written or changed."""
        return self.state in (ANALYSIS, EVALUATION)

    @property
    def judgeable(self) -> bool:
        """Whether the Camat may judge it now."""
        return self.state in (EVALUATION, TARGET)

    @property
    def decided(self) -> str:
        """The Camat's decision in words; empty until there is one."""
        return DECISIONS.get(self.decision, "")


@dataclass(frozen=True)
class ReviewAsks:
    """That a target be changed, decided over the figure of a period; in words, and why."""

    period: Period
    lowers: bool
    words: str
    reason: str


def waiting() -> list[Unreviewed]:
    """What is still to be done about closed periods, and for whom it waits, the longest first."""
    return [
        Unreviewed(
            periods.read(period),
            state,
            analysts(owner) if state == ANALYSIS else frozenset({staff.CAMAT}),
            staff.post_title(owner if state == ANALYSIS else staff.CAMAT),
            from_ms(since),
            number,
        )
        for period, state, owner, since, number in db.rows(_WAITING, office=here().id)
    ]


def analysts(owner: str) -> frozenset[str]:
    """Who may analyse the figures of a target: whose it is, and the head of the section (14.3)."""
    return frozenset({owner, staff.SECTION_HEAD})


def asked_targets() -> dict[str, ReviewAsks]:
    """The changes of targets that were decided and stand on no paper yet, by indicator."""
    rows = TargetReview.select().where(
        TargetReview.office == here().id, TargetReview.state == TARGET
    )
    return {
        row.code: ReviewAsks(
            periods.read(row.period), decision == LOWER, DECISIONS[decision], row.reason or ""
        )
        for row in sorted(rows, key=lambda row: row.since)
        for decision in [row.decision or ""]
    }


def of_year(year: int, by: Actor) -> list[ReviewView]:
    """Every review of that year's periods that `by` may read, in the order of the periods."""
    rows = db.objects(
        TargetReview, _OF_YEAR, office=here().id, first=f"{year}", after=f"{year + 1}"
    )
    views = _views(rows, by)
    return sorted(views, key=lambda one: (one.period.last, one.period.months, one.objective.code))


def of(period: Period, code: str, by: Actor) -> ReviewView:
    """The review of a figure of a closed period; one that nobody began waits for its judgement."""
    rows = TargetReview.select().where(
        TargetReview.office == here().id,
        TargetReview.period == period.code,
        TargetReview.code == code,
    )
    found = _views(rows, by)
    if found:
        return found[0]
    objective = objective_of(period, code, by)
    figure = public_figures(period)[code]
    return ReviewView(period, objective, figure, EVALUATION, staff.post_title(staff.CAMAT), None)


def public_figures(period: Period) -> dict[str, Figure]:
    """The figures of a closed period as everybody may read them; Refused until it is closed."""
    if figures.state(period) != figures.CLOSED:
        raise Refused(N_("Periode ini belum ditutup."), code="not-closed")
    wanted = [(period, one) for one in here().standard.objectives_on(period.last)]
    return {code: one for (_, code), one in _of_closed(wanted).items()}


def _of_closed(wanted: Iterable[tuple[Period, Objective]]) -> dict[tuple[str, str], Figure]:
    """How these stand as everybody may read them, by period and objective."""
    wanted = list(wanted)
    spans = {period for period, _ in wanted}
    found = figures.of_periods(spans, sight.reader(None), [one.code for _, one in wanted])
    papers = {year: objectives.revisions(year) for year in {one.year for one in spans}}
    return {
        (period.code, one.code): figures.figure(
            one, period, found[period.code].get(one.code), papers[period.year]
        )
        for period, one in wanted
    }


def objective_of(period: Period, code: str, by: Actor) -> Objective:
    """The objective, if `by` may see it; else NotFound."""
    known = {one.code: one for one in figures.seen_by(by, period.last)}
    if code not in known:
        raise NotFound(N_("Sasaran ini tidak ada."), code="no-objective")
    return known[code]


def _views(rows: Iterable[TargetReview], by: Actor) -> list[ReviewView]:
    rows = list(rows)
    days = {code: periods.read(code) for code in {row.period for row in rows}}
    held = figures.posts_of(by)
    known = {
        (code, one.code): one
        for code, period in days.items()
        for one in figures.seen_from(held, period.last)
    }
    rows = [row for row in rows if (row.period, row.code) in known]
    found = _of_closed((days[row.period], known[row.period, row.code]) for row in rows)
    numbers = corrective.numbers(row.action_id for row in rows)
    targets, people = _new_targets(rows), staff.usernames()
    return [
        ReviewView(
            period=days[row.period],
            objective=known[row.period, row.code],
            figure=found[row.period, row.code],
            state=row.state,
            post=staff.post_title(row.owner if row.state == ANALYSIS else staff.CAMAT),
            since=row.since,
            cause=row.cause or "",
            done=row.done or "",
            analysed_at=row.analysed_at,
            analysed_by=people.get(row.analysed_by or "", row.analysed_by or ""),
            decision=row.decision or "",
            reason=row.reason or "",
            action=numbers.get(row.action_id, ""),
            measure=row.measure or "",
            evaluated_at=row.evaluated_at,
            evaluated_by=_signed(row, people),
            new_target=targets.get(row.target_id or 0, ""),
            version=row.version,
        )
        for row in rows
    ]


def _signed(row: TargetReview, people: dict[str, str]) -> str:
    name = people.get(row.evaluated_by or "", row.evaluated_by or "")
    return f"{staff.post_title(row.role)} {name}" if row.role else ""


def _new_targets(rows: Iterable[TargetReview]) -> dict[int, str]:
    """The targets that answered, with the paper that they stand on."""
    ids = [row.target_id for row in rows if row.target_id]
    if not ids:
        return {}
    known = {one.code: one for one in here().standard.objectives}
    found = QualityTarget.select().where(QualityTarget.id.in_(ids))
    papers = {row.id: row for row in TargetPaper.select().where(TargetPaper.office == here().id)}
    return {
        one.id: f"{measured.target_text(known[one.code], Decimal(one.target))}, "
        f"Sasaran Mutu {papers[one.paper_id].year} revisi {papers[one.paper_id].revision}"
        for one in found
    }
