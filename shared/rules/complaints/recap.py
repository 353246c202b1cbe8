"""The way of a recap: drafted, submitted and frozen, approved or returned, announced.

draft ─submit─► submitted ─approve─► approved ─announce─► announced
                    └─ return (with a note) ─► returned ─submit─► submitted
"""

import hashlib
import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from shared import clock, db
from shared.announce import announce as ring
from shared.calendar import Calendar
from shared.errors import N_, AppError, Invalid, NotAllowed, Refused
from shared.records import QuarterlyRecap
from shared.rules.common import beginning, journal, public_text, staff, versions
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import public_words, quarters, sight
from shared.rules.complaints import recap_figures as figures
from shared.rules.complaints.names import number_text
from shared.rules.complaints.view import ComplaintView, views
from shared.rules.hours import opening

DRAFT, SUBMITTED, RETURNED = "draft", "submitted", "returned"
APPROVED, ANNOUNCED = "approved", "announced"
LABELS = {
    DRAFT: N_("Konsep"),
    SUBMITTED: N_("Diajukan"),
    RETURNED: N_("Dikembalikan"),
    APPROVED: N_("Disetujui"),
    ANNOUNCED: N_("Diumumkan"),
}
PREPARERS = (staff.INFO_DESK,)
KEEPERS = (*PREPARERS, *sight.OVERSEERS)
"""Who may read the recap before the public does: its counts tell of guarded complaints too."""

PROMISE, SUBMIT, APPROVE, RETURN, ANNOUNCE = "promise", "submit", "approve", "return", "announce"
WHOSE = {
    PROMISE: PREPARERS,
    SUBMIT: PREPARERS,
    APPROVE: (staff.CAMAT,),
    RETURN: (staff.CAMAT,),
    ANNOUNCE: (staff.CAMAT, *PREPARERS),
}
_BEGINS = {
    PROMISE: (DRAFT, RETURNED),
    SUBMIT: (DRAFT, RETURNED),
    APPROVE: (SUBMITTED,),
    RETURN: (SUBMITTED,),
    ANNOUNCE: (APPROVED,),
}
LONGEST = 2000
_CHANGED = N_("Rekap ini baru saja diubah orang lain. Muat ulang.")


class RecapState(BaseModel, frozen=True):
    """Which recap, where it stands, and by when it is announced."""

    year: int
    quarter: int
    title: str
    state: str
    due: date
    late: bool


class Standing(RecapState, frozen=True):
    """Where the recap of a quarter stands, without its figures; quick for any number of them."""

    label: str
    over: bool
    submitted_at: datetime | None
    approved_at: datetime | None
    announced_at: datetime | None

    @property
    def frozen(self) -> bool:
        """Whether its figures do not change any more."""
        return self.state in (SUBMITTED, APPROVED, ANNOUNCED)


class RecapNow(RecapState, frozen=True):
    """A recap as programs get it; `figures` are live while it is a draft, frozen afterwards."""

    promise: str
    note: str
    missing: int
    figures: figures.RecapFigures
    version: int


class RecapView(RecapNow, Standing, frozen=True):
    """A recap as it stands, and by whom."""

    submitted_by: str
    approved_by: str


def of(year: int, quarter: int) -> RecapView:
    """The recap of the quarter, on any day."""
    return _view(_row(year, quarter))


def standings() -> list[Standing]:
    """Every quarter since the office keeps the book, newest first; one without complaints too."""
    rows = {(row.year, row.quarter): row for row in _all()}
    now = quarters.of(clock.service_day())
    first = min([quarters.of(beginning.of_the_book()), *rows])
    days, found = opening.calendar(quarters.span(*first)[1]), []
    while now >= first:
        found.append(_standing(rows.get(now) or _fresh(*now), days))
        now = quarters.before(*now)
    return found


def overdue() -> list[Standing]:
    """Recaps of quarters that are over, past their day, and not announced, oldest first."""
    return [one for one in reversed(standings()) if one.late]


def undescribed(year: int, quarter: int, person: staff.Officer) -> list[ComplaintView]:
    """Complaints without words for the public, as far as this person may know of them."""
    return views(figures.undescribed(year, quarter, sight.visible(sight.reader(person.id))))


def why_not(step: str, one: RecapView | QuarterlyRecap, roles: Collection[str]) -> AppError | None:
    """Why somebody in these roles may not take the step now; None when they may."""
    if set(WHOSE[step]).isdisjoint(roles):
        return NotAllowed(N_("Langkah ini bukan untuk peran Anda."))
    if one.state not in _BEGINS[step]:
        return Refused(
            N_("Rekap ini berstatus “%(label)s”, jadi langkah itu tidak dapat dilakukan."),
            code="wrong-state",
            label=LABELS[one.state],
        )
    return _unready(one) if step == SUBMIT else None


def steps(one: RecapView, roles: Collection[str]) -> frozenset[str]:
    """The steps that somebody in these roles may take now."""
    return frozenset(step for step in WHOSE if why_not(step, one, roles) is None)


def promise(
    year: int,
    quarter: int,
    text: str,
    by: Actor,
    *,
    confirmed: bool = False,
    seen: int | None = None,
) -> list[public_text.Remark]:
    """Write the promise of improvement; remarks that stopped it, empty when it was kept.

    Names and numbers of people never pass; what only looks like a name passes once confirmed.
    """
    _require(PROMISE, by)
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise Invalid(
            N_("Tulis janji perbaikan, paling banyak %(most)s huruf."), code="promise", most=LONGEST
        )
    remarks = public_words.look(said, public_words.of_quarter(year, quarter))
    if any(one.blocks or not confirmed for one in remarks):
        return remarks
    with db.transaction():
        row = _begin(PROMISE, year, quarter, by, seen)
        versions.change(row, _CHANGED, promise=said)
        journal.write(by, "recap.promise", _name(row))
    return []


def submit(year: int, quarter: int, by: Actor, *, seen: int | None = None) -> RecapView:
    """Freeze the figures and hand them to the Camat (11.8).

    Refused while the quarter runs, without a promise, with complaints that have no short text, or
    with one that names somebody.
    """
    with db.transaction():
        row = _begin(SUBMIT, year, quarter, by, seen)
        _require_nobody_named(row)
        counted = figures.count(year, quarter).model_dump()
        versions.change(
            row,
            _CHANGED,
            state=SUBMITTED,
            figures=counted,
            figures_hash=_hash(counted),
            submitted_at=clock.now(),
            submitted_by=by.who,
        )
        journal.write(by, "recap.submitted", _name(row), figures=row.figures_hash)
        ring("complaints")
    return of(year, quarter)


def approve(year: int, quarter: int, by: Actor, *, seen: int | None = None) -> RecapView:
    """The Camat approves; from here on the figures never change."""
    return _decide(
        APPROVE,
        year,
        quarter,
        by,
        seen,
        state=APPROVED,
        approved_at=clock.now(),
        approved_by=by.who,
    )


def send_back(
    year: int, quarter: int, note: str, by: Actor, *, seen: int | None = None
) -> RecapView:
    """The Camat returns it with a note; it is prepared anew."""
    said = " ".join(note.split())
    if not said or len(said) > LONGEST:
        raise Invalid(N_("Tulis apa yang perlu diperbaiki."), code="note")
    return _decide(
        RETURN,
        year,
        quarter,
        by,
        seen,
        state=RETURNED,
        returned_note=said,
        figures=None,
        figures_hash=None,
    )


def announced(year: int, quarter: int, by: Actor, *, seen: int | None = None) -> RecapView:
    """It hangs on the notice board from now on (11.9); Refused before the Camat approved."""
    with db.transaction():
        row = _begin(ANNOUNCE, year, quarter, by, seen)
        if _hash(row.figures) != row.figures_hash:
            raise Refused(N_("Angka rekap ini rusak. Pulihkan dari cadangan."), code="damaged")
        versions.change(
            row, _CHANGED, state=ANNOUNCED, announced_at=clock.now(), announced_by=by.who
        )
        journal.write(by, "recap.announced", _name(row))
        ring("complaints", "notices")
    return of(year, quarter)


def latest_announced() -> RecapView | None:
    """The newest recap that the public may read."""
    rows = [row for row in _all() if row.state == ANNOUNCED]
    return _view(rows[-1]) if rows else None


def public() -> list[RecapView]:
    """All recaps that the public may read, newest first."""
    return [_view(row) for row in reversed(_all()) if row.state == ANNOUNCED]


def _decide(
    step: str, year: int, quarter: int, by: Actor, seen: int | None, **columns: Any
) -> RecapView:
    with db.transaction():
        row = _begin(step, year, quarter, by, seen)
        versions.change(row, _CHANGED, **columns)
        journal.write(by, f"recap.{row.state}", _name(row))
        ring("complaints")
    return of(year, quarter)


def _begin(step: str, year: int, quarter: int, by: Actor, seen: int | None) -> QuarterlyRecap:
    """The recap as it was seen, with which whoever acts may take this step now."""
    _require(step, by)
    row = _row(year, quarter)
    if not row.id:
        row.save()
    versions.expect(row, seen, _CHANGED)
    if refusal := why_not(step, row, (by.role,)):
        raise refusal
    return row


def _unready(one: RecapView | QuarterlyRecap) -> Refused | None:
    """What a recap still lacks before it is submitted."""
    if quarters.span(one.year, one.quarter)[1] >= clock.service_day():
        return Refused(N_("Triwulan ini belum selesai."), code="not-over")
    if not one.promise:
        return Refused(N_("Tulis dahulu Janji Perbaikan Pelayanan."), code="no-promise")
    missing = len(figures.undescribed(one.year, one.quarter))
    if not missing:
        return None
    return Refused(
        N_("%(count)s pengaduan belum punya isi singkat untuk umum."),
        code="undescribed",
        count=missing,
    )


def _require_nobody_named(row: QuarterlyRecap) -> None:
    """A text may name somebody who complained only after it was written: all are looked at anew."""
    who = public_words.of_quarter(row.year, row.quarter)
    if any(one.blocks for one in public_words.look(row.promise or "", who)):
        raise Refused(
            N_("Janji perbaikan memuat nama atau nomor. Perbaiki dahulu."), code="personal"
        )
    for one in figures.described(row.year, row.quarter):
        told = f"{one.public_text}\n{one.public_action or ''}"
        if any(remark.blocks for remark in public_text.warnings(told, who)):
            raise Refused(
                N_("Teks untuk umum %(number)s memuat nama atau nomor. Perbaiki dahulu."),
                code="personal",
                number=number_text(one.year, one.number),
            )


def _view(row: QuarterlyRecap) -> RecapView:
    year, quarter, names = row.year, row.quarter, staff.usernames()
    frozen = row.figures
    return RecapView(
        **vars(_standing(row)),
        promise=row.promise or "",
        figures=figures.RecapFigures.model_validate(frozen)
        if frozen
        else figures.count(year, quarter),
        note=row.returned_note or "",
        submitted_by=names.get(row.submitted_by or "", row.submitted_by or ""),
        approved_by=names.get(row.approved_by or "", ""),
        missing=0 if frozen else len(figures.undescribed(year, quarter)),
        version=row.version,
    )


def _standing(row: QuarterlyRecap, days: Calendar | None = None) -> Standing:
    due, today = quarters.due(row.year, row.quarter, days), clock.service_day()
    over = quarters.span(row.year, row.quarter)[1] < today
    return Standing(
        year=row.year,
        quarter=row.quarter,
        title=quarters.title(row.year, row.quarter),
        state=row.state,
        label=LABELS[row.state],
        over=over,
        due=due,
        late=over and row.state != ANNOUNCED and today > due,
        submitted_at=row.submitted_at,
        approved_at=row.approved_at,
        announced_at=row.announced_at,
    )


def _fresh(year: int, quarter: int) -> QuarterlyRecap:
    """The recap of a quarter on which nobody has worked yet; not kept."""
    return QuarterlyRecap(office=here().id, year=year, quarter=quarter, state=DRAFT)


def _row(year: int, quarter: int) -> QuarterlyRecap:
    quarters.span(year, quarter)
    found: QuarterlyRecap | None = QuarterlyRecap.get_or_none(
        QuarterlyRecap.office == here().id,
        QuarterlyRecap.year == year,
        QuarterlyRecap.quarter == quarter,
    )
    return found or _fresh(year, quarter)


def _all() -> list[QuarterlyRecap]:
    return list(
        QuarterlyRecap.select()
        .where(QuarterlyRecap.office == here().id)
        .order_by(QuarterlyRecap.year, QuarterlyRecap.quarter)
    )


def _require(step: str, by: Actor) -> None:
    if by.role not in WHOSE[step]:
        raise NotAllowed(N_("Langkah ini bukan untuk peran Anda."))


def _hash(counted: object) -> str:
    text = json.dumps(counted, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _name(row: QuarterlyRecap) -> str:
    return f"{row.year}-{row.quarter}"
