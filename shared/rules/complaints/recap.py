"""The way of a recap: drafted, submitted and frozen, approved or returned, announced.

draft ─submit─► submitted ─approve─► approved ─announce─► announced
                    └─ return (with a note) ─► returned ─submit─► submitted
"""

import hashlib
import json
from collections.abc import Collection
from typing import Any

from shared import clock, db
from shared.announce import announce as ring
from shared.errors import N_, AppError, Invalid, NotAllowed, Refused
from shared.records import QuarterlyRecap
from shared.rules.common import journal, public_text, staff, versions
from shared.rules.common.actor import Actor
from shared.rules.complaints import public_words, quarters, sight
from shared.rules.complaints import recap_figures as figures
from shared.rules.complaints.names import number_of
from shared.rules.complaints.recap_view import (
    ANNOUNCED,
    APPROVED,
    DRAFT,
    LABELS,
    RETURNED,
    SUBMITTED,
    RecapView,
    of,
    row_of,
    seen_by,
)

PREPARERS = (staff.INFO_DESK,)
KEEPERS = (*PREPARERS, *sight.OVERSEERS)
"""Who may read the recap before the public does, each what they may know of."""

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
    known = public_words.of_quarter(year, quarter, sight.reader(by.staff_id))
    remarks = public_words.look(said, known)
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
        _require_nobody_named(row, by)
        counted = figures.count(year, quarter).model_dump()
        versions.change(
            row,
            _CHANGED,
            state=SUBMITTED,
            figures=counted,
            figures_hash=_hash(counted),
            views=_views(year, quarter, counted),
            submitted_at=clock.now(),
            submitted_by=by.who,
        )
        journal.write(by, "recap.submitted", _name(row), figures=row.figures_hash)
        ring("complaints")
    return seen_by(year, quarter, sight.reader(by.staff_id))


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
        views=None,
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


def _decide(
    step: str, year: int, quarter: int, by: Actor, seen: int | None, **columns: Any
) -> RecapView:
    with db.transaction():
        row = _begin(step, year, quarter, by, seen)
        if step == APPROVE:
            # Whoever submitted it does not know of every text that it holds.
            _require_nobody_named(row, by)
        versions.change(row, _CHANGED, **columns)
        journal.write(by, f"recap.{row.state}", _name(row))
        ring("complaints")
    return seen_by(year, quarter, sight.reader(by.staff_id))


def _begin(step: str, year: int, quarter: int, by: Actor, seen: int | None) -> QuarterlyRecap:
    """The recap as it was seen, with which whoever acts may take this step now."""
    _require(step, by)
    row = row_of(year, quarter)
    if not row.id:
        row.save()
    versions.expect(row, seen, _CHANGED)
    if refusal := why_not(step, row, (by.role,)):
        raise refusal
    if by.standing and step == APPROVE and row.submitted_by == by.who:
        raise Refused(N_("Rekap ini Anda sendiri yang mengajukan. Minta orang lain menyetujui."))
    return row


def _unready(one: RecapView | QuarterlyRecap) -> Refused | None:
    """What a recap still lacks before it is submitted."""
    if quarters.span(one.year, one.quarter)[1] >= clock.service_day():
        return Refused(N_("Triwulan ini belum selesai."), code="not-over")
    if not one.promise:
        return Refused(N_("Tulis dahulu Janji Perbaikan Pelayanan."), code="no-promise")
    missing = figures.undescribed(one.year, one.quarter).count()
    if not missing:
        return None
    return Refused(
        N_("%(count)s pengaduan belum punya isi singkat untuk umum."),
        code="undescribed",
        count=missing,
    )


def _require_nobody_named(row: QuarterlyRecap, by: Actor) -> None:
    """A text may name somebody who complained only after it was written: all are looked at anew.

    All that whoever acts may know of.
    """
    reader = sight.reader(by.staff_id)
    who = public_words.of_quarter(row.year, row.quarter, reader)
    if any(one.blocks for one in public_words.look(row.promise or "", who)):
        raise Refused(
            N_("Janji perbaikan memuat nama atau nomor. Perbaiki dahulu."), code="personal"
        )
    for one in figures.described(row.year, row.quarter, reader):
        told = f"{one.public_text}\n{one.public_action or ''}"
        if any(remark.blocks for remark in public_text.warnings(told, who)):
            raise Refused(
                N_("Teks untuk umum %(number)s memuat nama atau nomor. Perbaiki dahulu."),
                code="personal",
                number=number_of(one),
            )


def _views(year: int, quarter: int, counted: object) -> dict[str, object]:
    """The figures as those find them until the approval who may not know of all: by staff id.

    Under an empty key for all who do not oversee.
    """
    nobody = sight.reader(None)
    found = {"": figures.count(year, quarter, nobody).model_dump()}
    for who in sight.overseers():
        found[str(who.staff_id)] = figures.count(year, quarter, who).model_dump()
    return {key: one for key, one in found.items() if one != counted}


def _require(step: str, by: Actor) -> None:
    if by.role not in WHOSE[step]:
        raise NotAllowed(N_("Langkah ini bukan untuk peran Anda."))


def _hash(counted: object) -> str:
    text = json.dumps(counted, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _name(row: QuarterlyRecap) -> str:
    return f"{row.year}-{row.quarter}"
