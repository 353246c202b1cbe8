"""The papers of the year's targets: what the Camat approved, and what was reached in a period."""

from collections.abc import Sequence

from shared import clock
from shared.discreet import discreetly
from shared.errors import N_, NotFound, Refused
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.paper.said import OwnPaper, Said
from shared.rules.quality import figures, measured, objectives
from shared.rules.quality.figures import Found
from shared.rules.quality.indicators import INDICATORS, OF_A_READER
from shared.rules.quality.objectives import Paper
from shared.rules.quality.periods import Period
from shared.standard.objectives import Objective


class TargetLine(Said):
    """A target of the year: what it replaced and why it is lower, where it is."""

    code: str
    title: str
    target: str
    before: str
    reason: str
    owner: str
    formula: str
    clause: str


class YearTargets(Said):
    """Sasaran Mutu of a year, as the Camat approved and signed it."""

    year: int
    number: str
    revision: int
    valid: str
    approved: str
    post: str
    name: str
    lines: list[TargetLine]


class ReachedLine(Said):
    """An objective of a period: what was found, of how many, and how it stands to its target."""

    code: str
    title: str
    target: str
    found: str
    parts: str
    verdict: str
    met: bool | None


class Achievement(Said):
    """Capaian Sasaran Mutu of a closed period, as everybody may read it.

    `apart`: those that are told without what the secretary and the Camat alone may see.
    """

    period: str
    number: str
    met: int
    judged: int
    lines: list[ReachedLine]
    apart: str
    post: str
    printed_on: str


def year_targets(year: int, revision: int) -> OwnPaper:
    """Sasaran Mutu of the year in that revision; NotFound where there is none."""
    paper = next((one for one in objectives.revisions(year) if one.revision == revision), None)
    if paper is None:
        raise NotFound(N_("Surat Sasaran Mutu ini tidak ada."), code="no-paper")
    known = {one.code: one for one in here().standard.objectives}
    said = YearTargets(
        year=year,
        number=paper.number,
        revision=revision,
        valid=words.day_of(paper.valid_from),
        approved=words.day_of(paper.approved_at),
        post=paper.post,
        name=paper.name,
        lines=[_target(known[code], one) for code, one in paper.targets.items()],
    )
    return OwnPaper("year_targets", discreetly(said))


def achievement(period: Period) -> OwnPaper:
    """What was reached in a period, as everybody may read it; Refused until it is closed."""
    return OwnPaper("achievement", of_all(period))


def of_all(period: Period) -> Achievement:
    """What was reached in a period, as everybody may read it; Refused until it is closed."""
    if figures.state(period) != figures.CLOSED:
        raise Refused(N_("Periode ini belum ditutup."), code="not-closed")
    papers = objectives.revisions(period.year)
    paper = objectives.held(papers, period.last)
    lines = reached(period, figures.of_period(period, sight.reader(None)), papers)
    return Achievement(
        period=period.title,
        number=paper.number if paper else "",
        met=sum(one.met is True for one in lines),
        judged=sum(one.met is not None for one in lines),
        lines=lines,
        apart=", ".join(code for code, one in INDICATORS.items() if one.about in OF_A_READER),
        post=staff.post_title(staff.CAMAT),
        printed_on=words.plain_date(clock.service_day()),
    )


def reached(period: Period, found: Found, papers: Sequence[Paper]) -> list[ReachedLine]:
    """How what was `found` in a period stands to its targets, of the year's `papers`."""
    return [
        _reached(one, figures.figure(one, period, found[one.code], papers))
        for one in here().standard.objectives_on(period.last)
        if one.code in found
    ]


def _target(objective: Objective, one: objectives.Target) -> TargetLine:
    return TargetLine(
        code=one.code,
        title=objective.title,
        target=measured.target_text(objective, one.target),
        before="" if one.before is None else measured.target_text(objective, one.before),
        reason=one.reason,
        owner=staff.post_title(objective.owner),
        formula=objective.formula,
        clause=objective.clause,
    )


def _reached(objective: Objective, one: figures.Figure) -> ReachedLine:
    return ReachedLine(
        code=objective.code,
        title=objective.title,
        target=measured.target_text(objective, one.target),
        found=one.text,
        parts=one.parts(objective),
        verdict=one.label,
        met={measured.MET: True, measured.MISSED: False}.get(one.verdict),
    )
