"""The way of a recap: drafted, submitted and frozen, approved or returned, announced.

draft ─submit─► submitted ─approve─► approved ─announce─► announced
                    └─ return (with a note) ─► returned ─submit─► submitted
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shared import clock, db
from shared.announce import announce as ring
from shared.errors import N_, Invalid, NotAllowed, Refused
from shared.records import QuarterlyRecap, Staff
from shared.rules.common import beginning, journal, public_text, staff, versions
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.common.public_text import Remark
from shared.rules.complaints import public_words, quarters, sight
from shared.rules.complaints import recap_figures as figures
from shared.rules.complaints.names import number_text

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
_LONGEST = 2000
_CHANGED = N_("Rekap ini baru saja diubah orang lain. Muat ulang.")


@dataclass(frozen=True)
class Standing:
    """Where the recap of a quarter stands, without its figures; quick for any number of them."""

    year: int
    quarter: int
    title: str
    state: str
    label: str
    over: bool
    due: date
    late: bool
    submitted_at: datetime | None
    approved_at: datetime | None
    announced_at: datetime | None


@dataclass(frozen=True)
class RecapView(Standing):
    """A recap as it stands; `figures` are live while it is a draft, frozen afterwards."""

    id: int | None
    promise: str
    figures: dict[str, Any]
    note: str
    submitted_by: str
    approved_by: str
    missing: int
    version: int


def of(year: int, quarter: int) -> RecapView:
    """The recap of the quarter, on any day."""
    quarters.span(year, quarter)
    return _view(_row(year, quarter), year, quarter)


def standings() -> list[Standing]:
    """Every quarter since the office keeps the book, newest first; one without complaints too."""
    rows = {(row.year, row.quarter): row for row in _all()}
    now = quarters.of(clock.service_day())
    first = min([quarters.of(beginning.of_the_book()), *rows])
    found = []
    while now >= first:
        found.append(_standing(rows.get(now), *now))
        now = quarters.before(*now)
    return found


def overdue() -> list[Standing]:
    """Recaps of quarters that are over, past their day, and not announced, oldest first."""
    return [one for one in reversed(standings()) if one.late]


def promise(
    year: int,
    quarter: int,
    text: str,
    by: Actor,
    *,
    confirmed: bool = False,
    seen: int | None = None,
) -> list[Remark]:
    """Write the promise of improvement; remarks that stopped it, empty when it was kept.

    Names and numbers of people never pass; what only looks like a name passes once confirmed.
    """
    _require(by, PREPARERS)
    said = text.strip()
    if not said or len(said) > _LONGEST:
        raise Invalid(N_("Tulis janji perbaikan, paling banyak 2000 huruf."), code="promise")
    remarks = check(year, quarter, said)
    if any(one.blocks or not confirmed for one in remarks):
        return remarks
    with db.transaction():
        row = _open(year, quarter)
        versions.expect(row, seen, _CHANGED)
        if row.state not in (DRAFT, RETURNED):
            raise _wrong(row)
        versions.change(row, _CHANGED, promise=said)
        journal.write(by, "recap.promise", _name(row))
    return []


def check(year: int, quarter: int, text: str) -> list[Remark]:
    """What in the text must not be read by everybody: people of this book, and staff."""
    return public_words.look(text, public_words.of_quarter(year, quarter))


def submit(year: int, quarter: int, by: Actor, *, seen: int | None = None) -> RecapView:
    """Freeze the figures and hand them to the Camat (11.8).

    Refused while the quarter runs, without a promise, with complaints that have no short text, or
    with one that names somebody.
    """
    _require(by, PREPARERS)
    with db.transaction():
        row = _open(year, quarter)
        versions.expect(row, seen, _CHANGED)
        if row.state not in (DRAFT, RETURNED):
            raise _wrong(row)
        _require_ready(row)
        counted = figures.count(year, quarter)
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
        year,
        quarter,
        by,
        seen,
        "recap.approved",
        state=APPROVED,
        approved_at=clock.now(),
        approved_by=by.who,
    )


def send_back(
    year: int, quarter: int, note: str, by: Actor, *, seen: int | None = None
) -> RecapView:
    """The Camat returns it with a note; it is prepared anew."""
    said = " ".join(note.split())
    if not said or len(said) > _LONGEST:
        raise Invalid(N_("Tulis apa yang perlu diperbaiki."), code="note")
    return _decide(
        year,
        quarter,
        by,
        seen,
        "recap.returned",
        state=RETURNED,
        returned_note=said,
        figures=None,
        figures_hash=None,
    )


def announced(year: int, quarter: int, by: Actor, *, seen: int | None = None) -> RecapView:
    """It hangs on the notice board from now on (11.9); Refused before the Camat approved."""
    _require(by, (staff.CAMAT, *PREPARERS))
    with db.transaction():
        row = _open(year, quarter)
        versions.expect(row, seen, _CHANGED)
        if row.state != APPROVED:
            raise _wrong(row)
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
    return _view(rows[-1], rows[-1].year, rows[-1].quarter) if rows else None


def public() -> list[RecapView]:
    """All recaps that the public may read, newest first."""
    return [_view(row, row.year, row.quarter) for row in reversed(_all()) if row.state == ANNOUNCED]


def _decide(
    year: int, quarter: int, by: Actor, seen: int | None, what: str, **columns: Any
) -> RecapView:
    _require(by, (staff.CAMAT,))
    with db.transaction():
        row = _open(year, quarter)
        versions.expect(row, seen, _CHANGED)
        if row.state != SUBMITTED:
            raise _wrong(row)
        versions.change(row, _CHANGED, **columns)
        journal.write(by, what, _name(row))
        ring("complaints")
    return of(year, quarter)


def _require_ready(row: QuarterlyRecap) -> None:
    if quarters.span(row.year, row.quarter)[1] >= clock.service_day():
        raise Refused(N_("Triwulan ini belum selesai."), code="not-over")
    if not row.promise:
        raise Refused(N_("Tulis dahulu Janji Perbaikan Pelayanan."), code="no-promise")
    missing = figures.undescribed(row.year, row.quarter)
    if missing:
        raise Refused(
            N_("%(count)s pengaduan belum punya isi singkat untuk umum."),
            code="undescribed",
            count=len(missing),
        )
    _require_nobody_named(row)


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


def _view(row: QuarterlyRecap | None, year: int, quarter: int) -> RecapView:
    frozen = row.figures if row else None
    return RecapView(
        **vars(_standing(row, year, quarter)),
        id=row.id if row else None,
        promise=(row.promise if row else None) or "",
        figures=frozen or figures.count(year, quarter),
        note=(row.returned_note if row else None) or "",
        submitted_by=staff.named(row.submitted_by) if row else "",
        approved_by=_signed(row.approved_by if row else None),
        missing=0 if frozen else len(figures.undescribed(year, quarter)),
        version=row.version if row else 0,
    )


def _standing(row: QuarterlyRecap | None, year: int, quarter: int) -> Standing:
    state, due = row.state if row else DRAFT, quarters.due(year, quarter)
    today = clock.service_day()
    over = quarters.span(year, quarter)[1] < today
    return Standing(
        year=year,
        quarter=quarter,
        title=quarters.title(year, quarter),
        state=state,
        label=LABELS[state],
        over=over,
        due=due,
        late=over and state != ANNOUNCED and today > due,
        submitted_at=row.submitted_at if row else None,
        approved_at=row.approved_at if row else None,
        announced_at=row.announced_at if row else None,
    )


def _signed(username: str | None) -> str:
    row = Staff.get_or_none(Staff.office == here().id, Staff.username == username)
    return row.name if row else ""


def _open(year: int, quarter: int) -> QuarterlyRecap:
    quarters.span(year, quarter)
    return _row(year, quarter) or QuarterlyRecap.create(
        office=here().id, year=year, quarter=quarter, state=DRAFT
    )


def _row(year: int, quarter: int) -> QuarterlyRecap | None:
    found: QuarterlyRecap | None = QuarterlyRecap.get_or_none(
        QuarterlyRecap.office == here().id,
        QuarterlyRecap.year == year,
        QuarterlyRecap.quarter == quarter,
    )
    return found


def _all() -> list[QuarterlyRecap]:
    query = QuarterlyRecap.select().where(QuarterlyRecap.office == here().id)
    return list(query.order_by(QuarterlyRecap.year, QuarterlyRecap.quarter))


def _wrong(row: QuarterlyRecap) -> Refused:
    return Refused(
        N_("Rekap ini berstatus “%(label)s”, jadi langkah itu tidak dapat dilakukan."),
        code="wrong-state",
        label=LABELS[row.state],
    )


def _require(by: Actor, roles: tuple[str, ...]) -> None:
    if by.role not in roles:
        raise NotAllowed(N_("Langkah ini bukan untuk peran Anda."))


def _hash(counted: object) -> str:
    text = json.dumps(counted, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _name(row: QuarterlyRecap) -> str:
    return f"{row.year}-{row.quarter}"
