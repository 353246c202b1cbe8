"""What follows from a figure (clause 14.3): analysed by the staff, judged by the Camat, acted on.

analysis ─► evaluation ─► done              the target stays, or something is done
                 └─► target ─► done         it is raised or lowered: until the next paper says so

Every figure of a closed period that missed its target goes this way by itself; of a quarter or a
year only what no shorter period in it had missed. All of it is about the figures that everybody may
read: what a restricted complaint makes of them leads to nobody's review.
"""

from collections.abc import Iterable
from uuid import NAMESPACE_OID, uuid5

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, NotAllowed, Refused
from shared.records import ClosedPeriod, TargetReview
from shared.rules.common import journal, staff, versions, words
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.corrective import actions
from shared.rules.oversight import samples
from shared.rules.quality import figures, measured, objectives, periods
from shared.rules.quality.figures import Figure
from shared.rules.quality.periods import Period
from shared.rules.quality.review_view import (
    ACT,
    ANALYSIS,
    DECISIONS,
    DONE,
    EVALUATION,
    LOWER,
    RAISE,
    TARGET,
    WAITS,
    analysts,
    objective_of,
    public_figures,
)
from shared.standard.objectives import Objective

_CHANGED = N_("Sasaran ini baru saja ditinjau orang lain. Muat ulang.")


def open_next() -> bool:
    """Hand on what was missed in the next closed period whose targets are set; whether one was."""
    years = {year for (year,) in db.rows(_YEARS, office=here().id)}
    rows = ClosedPeriod.select(ClosedPeriod.id, ClosedPeriod.period).where(
        ClosedPeriod.office == here().id, ClosedPeriod.reviewed_at.is_null()
    )
    ready = sorted((row.id, row.period) for row in rows if int(row.period[:4]) in years)
    if not ready:
        return False
    row_id, period = ready[0][0], periods.read(ready[0][1])
    missed = [one for one in _missed(period) if not _missed_before(period, one.code)]
    with db.transaction():
        row = ClosedPeriod.get_by_id(row_id)
        if row.reviewed_at is not None:
            return False
        ClosedPeriod.update(reviewed_at=clock.now()).where(ClosedPeriod.id == row_id).execute()
        for one in missed:
            _create(period, one, ANALYSIS)
        journal.write(SYSTEM, "reviews.opened", period.code, missed=[one.code for one in missed])
        announce("complaints")
    return True


def analyse(
    period: Period, code: str, cause: str, done: str, by: Actor, *, seen: int | None = None
) -> None:
    """Write why a figure is what it is, and what was done; may be changed until it is judged.

    By whoever owns the target, or the head of the section. Raises Invalid where a word is missing.
    """
    objective = objective_of(period, code, by)
    if figures.posts_of(by).isdisjoint(analysts(objective.owner)):
        raise NotAllowed(N_("Analisis ditulis pelaksana sasaran ini atau Kepala Seksinya."))
    said = words.tidy_note(cause), words.tidy_note(done)
    if None in said:
        raise Invalid(N_("Tulis sebabnya dan apa yang sudah dilakukan."), code="analysis")
    with db.transaction():
        row = _row(period, objective, (ANALYSIS, EVALUATION), seen)
        versions.change(
            row,
            _CHANGED,
            state=EVALUATION,
            since=clock.now(),
            cause=said[0],
            done=said[1],
            analysed_at=clock.now(),
            analysed_by=by.who,
        )
        journal.write(by, "reviews.analysed", f"{period.code} {code}")
        announce("complaints")


def evaluate(
    period: Period,
    code: str,
    decision: str,
    reason: str,
    by: Actor,
    *,
    seen: int | None = None,
    severity: str = "",
    measure: str = "",
) -> None:
    """The Camat judges a figure: the target stays, is to change, or something is done.

    Something is a corrective action of that `severity`, or else a `measure` in words. A figure that
    missed its target is judged once it was analysed.
    """
    if by.role != staff.CAMAT:
        raise NotAllowed(N_("Capaian sasaran mutu dievaluasi Camat."))
    objective = objective_of(period, code, by)
    why, what = words.tidy_note(reason), words.tidy_note(measure)
    if decision not in DECISIONS or not why:
        raise Invalid(N_("Pilih keputusan dan tulis alasannya."), code="decision")
    if decision == ACT and not (severity or what):
        raise Invalid(N_("Pilih PTPP atau tulis tindakannya."), code="measure")
    with db.transaction():
        row = _row(period, objective, (EVALUATION, TARGET), seen)
        if decision in (RAISE, LOWER):
            _may_change(objective, decision, public_figures(period)[code])
        action = _action(row, period, objective, severity, by) if decision == ACT else None
        versions.change(
            row,
            _CHANGED,
            state=TARGET if decision in (RAISE, LOWER) else DONE,
            since=clock.now(),
            decision=decision,
            reason=why,
            action_id=action,
            measure=what if decision == ACT else None,
            evaluated_at=clock.now(),
            evaluated_by=by.who,
            role=by.signs,
        )
        journal.write(by, "reviews.evaluated", f"{period.code} {code}", decision=decision)
        announce("complaints")


_YEARS = "SELECT DISTINCT year FROM target_paper WHERE office_id = :office"


def _missed(period: Period) -> list[Objective]:
    found = public_figures(period)
    known = here().standard.objectives_on(period.last)
    return [one for one in known if found[one.code].verdict == measured.MISSED]


def _missed_before(period: Period, code: str) -> bool:
    """Whether a shorter period within this one has a review of the same indicator."""
    inner = [each for one in period.shorter for each in (one, *one.shorter)]
    return (
        TargetReview.select()
        .where(
            TargetReview.office == here().id,
            TargetReview.code == code,
            TargetReview.period.in_([one.code for one in inner]),
        )
        .exists()
    )


def _row(
    period: Period, objective: Objective, states: Iterable[str], seen: int | None
) -> TargetReview:
    """The review in one of these states; one that met its target begins here."""
    where = {"office": here().id, "period": period.code, "code": objective.code}
    row: TargetReview | None = TargetReview.get_or_none(**where)
    if row is None:
        if public_figures(period)[objective.code].verdict == measured.MISSED:
            raise Refused(N_("Periode ini baru ditutup. Coba sebentar lagi."), code="not-opened")
        row = _create(period, objective, EVALUATION)
    else:
        versions.expect(row, seen, _CHANGED)
    if row.state not in states:
        raise Refused(
            N_("Sasaran ini berstatus “%(label)s”, jadi langkah itu tidak dapat dilakukan."),
            code="wrong-state",
            label=WAITS[row.state],
        )
    return row


def _create(period: Period, objective: Objective, state: str) -> TargetReview:
    row: TargetReview = TargetReview.create(
        office=here().id,
        period=period.code,
        code=objective.code,
        owner=objective.owner,
        state=state,
        since=clock.now(),
    )
    return row


def _may_change(objective: Objective, decision: str, figure: Figure) -> None:
    """Refused where there is no target to change, or none beyond it."""
    if figure.target is None:
        raise Refused(N_("Sasaran ini belum mempunyai target."), code="no-target")
    if decision == RAISE and figure.target == objectives.highest(objective):
        raise Refused(N_("Target ini sudah yang tertinggi."), code="highest")


def _action(
    row: TargetReview, period: Period, objective: Objective, severity: str, by: Actor
) -> int | None:
    """The corrective action that the Camat asks the section for; None where none is asked for."""
    if not severity:
        return None
    figure = public_figures(period)[objective.code]
    target = measured.target_text(objective, figure.target)
    told = f"{objective.code} {objective.title}, {period.title}: {figure.text}, target {target}."
    problem = actions.Problem(
        touch=str(uuid5(NAMESPACE_OID, f"review {row.id} {row.version}")),
        source="target",
        problem=f"{told} {row.cause or ''}".strip(),
        severity=severity,
        unit=samples.unit(),
    )
    return actions.issue(problem, by).id
