"""The year's Sasaran Mutu (clauses 12 and 14.1): its targets as the Camat set them, on one paper.

A paper is never changed: each change is its next revision, whose targets point back to those that
they replace. A target is not lowered without a reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from shared import clock, db
from shared.errors import N_, Invalid, NotAllowed, Refused
from shared.records import QualityTarget, TargetPaper, TargetReview
from shared.rules.common import journal, presses, staff, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.standard.objectives import Objective

LONGEST_NUMBER = 60
_MOST = {"percent": Decimal(100), "index": Decimal(100)}
_HIGHEST = Decimal(10_000)
_PLACES = 2
_REVISIONS = (
    "SELECT * FROM target_paper WHERE office_id = :office AND year = :year ORDER BY revision DESC"
)
_TARGETS = (
    "SELECT target.paper_id, target.code, target.target, older.target, target.reason,"
    " review.period FROM target_paper AS paper JOIN quality_target AS target"
    " ON target.office_id = paper.office_id AND target.paper_id = paper.id"
    " LEFT JOIN quality_target AS older ON older.id = target.replaces"
    " LEFT JOIN target_review AS review"
    " ON review.office_id = paper.office_id AND review.target_id = target.id"
    " WHERE paper.office_id = :office AND paper.year = :year ORDER BY target.id"
)


@dataclass(frozen=True)
class Target:
    """A target as it was set: what it replaced, where it did, and why it was lowered.

    `asked`: the period whose review asked for it (clause 14.3), where one did.
    """

    code: str
    target: Decimal
    before: Decimal | None
    reason: str
    asked: str


@dataclass(frozen=True)
class Paper:
    """A revision of the year's Sasaran Mutu; `revision` counts from 0."""

    id: int
    year: int
    revision: int
    number: str
    valid_from: date
    approved_at: datetime
    role: str
    name: str
    targets: Mapping[str, Target]

    @property
    def post(self) -> str:
        """Who signed it, as their post is written."""
        return staff.post_title(self.role)


def with_target(day: date) -> list[Objective]:
    """What has a target on that day."""
    return [one for one in here().standard.objectives_on(day) if one.direction != "trend"]


def approve(
    touch: str,
    year: int,
    number: str,
    targets: Mapping[str, str],
    reasons: Mapping[str, str],
    by: Actor,
    *,
    seen: int,
) -> Paper:
    """Set the targets of this year or the next on a paper; the same press sets them once.

    `seen`: how many revisions there were. Raises Invalid for what is no number, is missing, or is
    lowered without a reason; Refused when nothing changes or somebody was quicker.
    """
    if by.role != staff.CAMAT:
        raise NotAllowed(N_("Sasaran Mutu ditetapkan Camat."))
    today = clock.service_day()
    if year not in (today.year, today.year + 1):
        raise Invalid(N_("Sasaran Mutu ditetapkan untuk tahun ini atau tahun depan."), code="year")
    said = " ".join(number.split())
    if not said or len(said) > LONGEST_NUMBER:
        raise Invalid(N_("Tulis nomor surat Sasaran Mutu."), code="number")
    wanted = [(one, _read(one, targets.get(one.code, ""))) for one in with_target(_first(year))]
    with db.transaction():
        known, touch = revisions(year), presses.tidy(touch)
        row = TargetPaper.get_or_none(TargetPaper.office == here().id, TargetPaper.touch == touch)
        if row is None:
            if len(known) != seen:
                raise Refused(N_("Sasaran Mutu baru saja diubah. Muat ulang."), code="changed")
            row = _write(touch, year, said, wanted, reasons, by, known)
    return next(one for one in revisions(year) if one.id == row.id)


def revisions(year: int) -> list[Paper]:
    """Every revision of the year's paper, newest first."""
    return _papers(db.objects(TargetPaper, _REVISIONS, office=here().id, year=year))


def held(papers: Iterable[Paper], day: date) -> Paper | None:
    """Of the year's revisions, newest first, the one that held on that day."""
    return next((one for one in papers if one.valid_from <= day), None)


def latest(year: int) -> Paper | None:
    """The newest revision of the year's paper, or else of the year before."""
    return next(iter([*revisions(year), *revisions(year - 1)]), None)


def is_lower(objective: Objective, target: Decimal, before: Decimal | None) -> bool:
    """Whether that target asks for less than the one before."""
    if before is None:
        return False
    return target < before if objective.direction == "at_least" else target > before


def highest(objective: Objective) -> Decimal | None:
    """The target beyond which none can ask for more; None where there is always one."""
    return _MOST.get(objective.unit) if objective.direction == "at_least" else Decimal(0)


def _write(
    touch: str,
    year: int,
    number: str,
    wanted: list[tuple[Objective, Decimal]],
    reasons: Mapping[str, str],
    by: Actor,
    known: list[Paper],
) -> TargetPaper:
    old = known[0] if known else latest(year)
    before = {code: one.target for code, one in old.targets.items()} if old else {}
    lowered = {one.code for one, target in wanted if is_lower(one, target, before.get(one.code))}
    why = {code: words.tidy_note(reasons.get(code)) for code in lowered}
    for code in sorted(lowered):
        if not why[code]:
            raise Invalid(
                N_("Target %(target)s diturunkan. Tulis alasannya."),
                code=f"reason-{code}",
                target=code,
            )
    if known and {one.code: target for one, target in wanted} == before:
        raise Refused(N_("Tidak ada target yang berubah."), code="unchanged")
    today = clock.service_day()
    row: TargetPaper = TargetPaper.create(
        office=here().id,
        year=year,
        revision=len(known),
        touch=touch,
        number=number,
        valid_from=max(today, _first(year)) if known else _first(year),
        approved_at=clock.now(),
        approved_by=by.who,
        role=by.signs,
        name=staff.named(by.who),
    )
    replaced = _ids(old)
    for one, target in wanted:
        made = QualityTarget.create(
            office=here().id,
            paper_id=row.id,
            code=one.code,
            target=str(target),
            replaces=replaced.get(one.code),
            reason=why.get(one.code),
        )
        if target != before.get(one.code, target):
            _answer(made, "lower" if one.code in lowered else "raise")
    journal.write(by, "objectives.approved", f"{year}-{row.revision}", lowered=len(lowered))
    return row


def _answer(target: QualityTarget, decision: str) -> None:
    """What was judged to need such a target waits no longer: it points to this one."""
    TargetReview.update(
        state="done", since=clock.now(), target_id=target.id, version=TargetReview.version + 1
    ).where(
        TargetReview.office == here().id,
        TargetReview.state == "target",
        TargetReview.code == target.code,
        TargetReview.decision == decision,
    ).execute()


def _read(objective: Objective, typed: str) -> Decimal:
    """The number that was typed as its target, with a comma or a point."""
    text = typed.strip().replace(",", ".")
    whole, _, rest = text.partition(".")
    plain = (whole + rest).isascii() and whole.isdecimal() and (not rest or rest.isdecimal())
    most = _MOST.get(objective.unit, _HIGHEST)
    if not plain or len(rest) > _PLACES or len(whole) > len(str(_HIGHEST)) or Decimal(text) > most:
        raise Invalid(
            N_("Target %(target)s harus angka, paling banyak %(most)s."),
            code=f"target-{objective.code}",
            target=objective.code,
            most=most,
        )
    return Decimal(text)


def _first(year: int) -> date:
    return date(year, 1, 1)


def _ids(paper: Paper | None) -> dict[str, int]:
    if paper is None:
        return {}
    rows = QualityTarget.select().where(
        QualityTarget.office == here().id, QualityTarget.paper_id == paper.id
    )
    return {row.code: row.id for row in rows}


def _papers(rows: Iterable[TargetPaper]) -> list[Paper]:
    rows = list(rows)
    targets: dict[int, dict[str, Target]] = {row.id: {} for row in rows}
    for paper, code, target, before, reason, asked in (
        db.rows(_TARGETS, office=here().id, year=rows[0].year) if rows else []
    ):
        was = None if before is None else Decimal(before)
        targets[paper][code] = Target(code, Decimal(target), was, reason or "", asked or "")
    return [
        Paper(
            row.id,
            row.year,
            row.revision,
            row.number,
            row.valid_from,
            row.approved_at,
            row.role,
            row.name,
            targets[row.id],
        )
        for row in rows
    ]
