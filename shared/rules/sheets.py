"""A4 paper, accounted for: each print a row with its copy, its reason, its end (PRINTING 3).

queued ─► submitting ─► held ─► releasing ─► printing ─► printed
  ▲           │           │         │           ├─► needs_person (paper out, jam …) ─► printing
  └───────────┴───────────┘         └───────────┴─► failed · uncertain · cancelled
A job goes back to `queued` by itself only while CUPS was not allowed to print it. From `releasing`
on nothing is ever repeated by itself: an uncertain job waits for a person.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, NotFound, Refused
from shared.records import SheetEvent, SheetJob
from shared.rules import journal, kk_documents, pins, presses, prints
from shared.rules.actor import SYSTEM, Actor
from shared.rules.applications import process, states
from shared.rules.applications.moves import tidy_note
from shared.rules.applications.view import row_by_id
from shared.rules.office import here
from shared.rules.sheet_documents import KK as KK
from shared.rules.sheet_documents import PAPER as PAPER
from shared.rules.sheet_documents import columns, columns_again
from shared.rules.sheet_documents import content as content

QUEUED, SUBMITTING, HELD, RELEASING = "queued", "submitting", "held", "releasing"
PRINTING, NEEDS_PERSON = "printing", "needs_person"
PRINTED, FAILED, UNCERTAIN, CANCELLED = "printed", "failed", "uncertain", "cancelled"
IN_FLIGHT = (SUBMITTING, HELD, RELEASING, PRINTING, NEEDS_PERSON)
LIVE = (QUEUED, *IN_FLIGHT)
PRIORITY = {KK: 100, PAPER: 50}
DEFAULT_PRINTER = "sheet"
A3 = "iso_a3_297x420mm"

REPRINT_REASONS = {
    "KERTAS_MACET": N_("Kertas macet atau sobek"),
    "TINTA": N_("Tinta kurang, cetakan pudar"),
    "SALAH_CETAK": N_("Hasil cetak tidak benar"),
    "DATA_DIPERBAIKI": N_("Data diperbaiki, PDF baru"),
    "RUSAK": N_("Lembar rusak sebelum diserahkan"),
    "LAINNYA": N_("Sebab lain"),
}

NO_PRINTER = N_("Tidak ada pencetak A4. Unduh lembarnya dan cetak di komputer lain.")
NO_PIN = N_("Menunggu PIN berkas PDF ini dari operator.")
_MAY = {
    SUBMITTING: (HELD, QUEUED, UNCERTAIN, FAILED, CANCELLED),
    HELD: (RELEASING, QUEUED, CANCELLED, FAILED, UNCERTAIN),
    RELEASING: (PRINTING, UNCERTAIN, CANCELLED, FAILED, PRINTED),
    PRINTING: (PRINTED, NEEDS_PERSON, FAILED, UNCERTAIN, CANCELLED),
    NEEDS_PERSON: (PRINTING, PRINTED, FAILED, UNCERTAIN, CANCELLED),
}


@dataclass(frozen=True)
class Evidence:
    """Why a job counts as printed: the printer's own record, a virtual printer, or a person."""

    kind: str
    sheets: int


def ask_kk(application_id: int, touch: str, by: Actor) -> SheetJob:
    """Ask for the first print of a file's KK; the same press, or a live job, gives the same row.

    A KK that was printed before needs `reprint` with its reason (Refused here).
    """
    with db.transaction():
        known = _by_touch(touch)
        if known is not None:
            return known
        row = row_by_id(application_id)
        if row.state not in (states.PROCESSING, states.AWAITING):
            states.target(row.state, "print")
        document = kk_documents.of_application(application_id)
        fresh = columns(document)
        last = _last_of(application_id)
        if last is not None and last.state in LIVE:
            return last
        if last is not None and last.state not in (CANCELLED, FAILED):
            raise Refused(
                N_("KK ini sudah pernah dicetak. Pakai Cetak ulang dengan alasannya."), code="again"
            )
        return _add(
            KK, by, touch, application_id=application_id, copy=last.copy if last else 1, **fresh
        )


def ask_paper(
    file: str, sha256: str, pages: int, touch: str, by: Actor, application_id: int | None = None,
    *, media: str | None = None,
) -> SheetJob:  # fmt: skip
    """Ask for a paper of ours (`file` inside the data folder); it waits behind every KK.

    `media`: None for A4, or `A3`.
    """
    with db.transaction():
        return _by_touch(touch) or _add(
            PAPER, by, touch, application_id=application_id, file=file, sha256=sha256,
            pages=pages, media=media,
        )  # fmt: skip


def reprint(job_id: int, reason: str, note: str | None, touch: str, by: Actor) -> SheetJob:
    """Print a document once more, for a reason of the list; a second press gives the same row."""
    words = tidy_note(note)
    if reason not in REPRINT_REASONS or (reason == "LAINNYA" and not words):
        raise Invalid(N_("Pilih alasan cetak ulang, dan tulis bila sebab lain."), code="reason")
    with db.transaction():
        old = job(job_id)
        known = _by_touch(touch) or SheetJob.get_or_none(SheetJob.reprint_of == old.id)
        if known is not None:
            return known
        if old.state in LIVE or old.state == UNCERTAIN:
            raise Refused(N_("Cetakan sebelumnya belum selesai. Periksa dahulu."), code="live")
        fresh = columns_again(old)
        return _add(
            old.kind, by, touch, application_id=old.application_id, copy=old.copy + 1,
            reprint_of=old.id, reason=reason, reason_note=words, **fresh,
        )  # fmt: skip


def cancel(job_id: int, by: Actor) -> SheetJob:
    """Cancel a job: at once while it waits, by the print station once CUPS has it."""
    with db.transaction():
        row = job(job_id)
        if row.state == QUEUED:
            _set(row, CANCELLED, None)
            pins.forget(row.token)
        elif row.state in IN_FLIGHT:
            _write(row, cancel_asked=True)
        else:
            raise Refused(N_("Cetakan ini sudah selesai."), code="wrong-state")
        journal.write(by, "sheet.cancelled", row.token)
        announce("sheets")
    return row


def move_to(job_id: int, printer: str, by: Actor) -> SheetJob:
    """Send a job that has not been handed to CUPS to another printer."""
    with db.transaction():
        row = job(job_id)
        if row.state != QUEUED:
            raise Refused(N_("Cetakan ini sudah dikirim. Batalkan dahulu."), code="wrong-state")
        _write(row, printer=printer)
        journal.write(by, "sheet.moved", row.token, printer=printer)
        announce("sheets")
    return row


def answer(job_id: int, came_out: bool, spoiled: int, by: Actor) -> SheetJob:
    """A person looked into the tray: the uncertain sheet is there, or it is not."""
    if not 0 <= spoiled <= 999:
        raise Invalid(N_("Jumlah lembar rusak harus angka."), code="spoiled")
    with db.transaction():
        row = job(job_id)
        if row.state != UNCERTAIN:
            raise Refused(N_("Cetakan ini sudah diperiksa."), code="wrong-state")
        used = (row.pages if came_out else 0) + spoiled
        _write(row, sheets_used=used, sheets_spoiled=spoiled, evidence="person")
        _set(row, PRINTED if came_out else FAILED, None if came_out else N_("tidak keluar"))
        journal.write(by, "sheet.answered", row.token, came_out=came_out, spoiled=spoiled)
        _tell_application(row, by)
        announce("sheets")
    return row


def spoil(job_id: int, sheets: int, by: Actor) -> SheetJob:
    """Note sheets that were spoiled with a print, for the paper account."""
    if not 0 <= sheets <= 999:
        raise Invalid(N_("Jumlah lembar rusak harus angka."), code="spoiled")
    with db.transaction():
        row = job(job_id)
        if row.state in (QUEUED, SUBMITTING, HELD):
            raise Refused(N_("Belum ada lembar yang keluar dari cetakan ini."), code="wrong-state")
        used = max(0, (row.sheets_used or 0) - row.sheets_spoiled) + sheets
        _write(row, sheets_spoiled=sheets, sheets_used=used)
        journal.write(by, "sheet.spoiled", row.token, sheets=sheets)
        announce("sheets")
    return row


def give_pin(job_id: int, pin: str, by: Actor) -> SheetJob:
    """Hand the print station the PIN of a waiting job's PDF; it is kept in memory only."""
    with db.transaction():
        row = job(job_id)
        if not row.needs_pin or row.state != QUEUED:
            raise Refused(N_("Cetakan ini tidak menunggu PIN."), code="wrong-state")
        pins.keep(row, pin)
        _write(row, trouble=None)
        journal.write(by, "sheet.pin", row.token)
        announce("sheets")
    return row


def printed_elsewhere(job_id: int, by: Actor) -> SheetJob:
    """A person printed a downloaded paper on another computer: only where there is no printer."""
    if here().settings.printers_sheet != prints.NO_PRINTER:
        raise Refused(N_("Kantor ini mencetak lewat pencetaknya sendiri."), code="has-printer")
    with db.transaction():
        row = job(job_id)
        if row.state != QUEUED:
            raise Refused(N_("Cetakan ini sudah selesai."), code="wrong-state")
        _write(row, evidence="person", sheets_used=row.pages)
        _set(row, PRINTED, None)
        journal.write(by, "sheet.printed-elsewhere", row.token)
        _tell_application(row, by)
        announce("sheets")
    return row


def claim_next(station: str, printer: str) -> SheetJob | None:
    """Give this station the next job of a printer, KK before everything else; one at a time.

    A job that waits for its PIN holds up nobody.
    """
    with db.transaction():
        if in_flight(station, printer):
            return None
        row = _next(printer)
        if row is None:
            return None
        _write(row, station=station, cups_job=None, cups_uuid=None, released_at=None)
        _set(row, SUBMITTING, None)
        announce("sheets")
    return row


def step(row: SheetJob, state: str, trouble: str | None = None, **columns: Any) -> SheetJob:
    """Record the station's next step; Refused when that step does not follow from where it is.

    Columns may be queue, cups_job, cups_uuid, released_at, station.
    """
    with db.transaction():
        if state not in _MAY.get(row.state, ()):
            raise Refused(N_("Langkah cetak ini tidak cocok."), code="wrong-state")
        _write(row, **columns)
        _set(row, state, trouble)
        announce("sheets")
    return row


def retell(row: SheetJob, trouble: str | None) -> SheetJob:
    """The job stays where it is, for another reason than before."""
    with db.transaction():
        _set(row, row.state, trouble)
        announce("sheets")
    return row


def printed(row: SheetJob, evidence: Evidence) -> SheetJob:
    """The sheets are out, and this is why we know."""
    with db.transaction():
        _write(row, evidence=evidence.kind, sheets_used=evidence.sheets)
        step(row, PRINTED)
        journal.write(SYSTEM, "sheet.printed", row.token, evidence=evidence.kind)
        _tell_application(row, Actor(row.by, "operator"))
    return row


def in_flight(station: str, printer: str) -> list[SheetJob]:
    """Jobs that this station has begun at a printer; after a restart each must be looked into."""
    where = (SheetJob.station == station, SheetJob.printer == printer)
    return list(_of(*where, SheetJob.state.in_(IN_FLIGHT)).order_by(SheetJob.id))


def job(job_id: int) -> SheetJob:
    """The row of that id; NotFound when there is none."""
    row = _of(SheetJob.id == job_id).first()
    if row is None:
        raise NotFound(N_("Cetakan ini tidak ada."), code="no-job")
    return row


def fresh(row: SheetJob) -> SheetJob:
    """The row as it stands in the database now."""
    return job(row.id)


def of_application(application_id: int) -> list[SheetJob]:
    """Every KK print of a file, oldest first."""
    where = (SheetJob.application_id == application_id, SheetJob.kind == KK)
    return list(_of(*where).order_by(SheetJob.id))


def queue() -> list[SheetJob]:
    """Jobs that are not over, and those a person must look at, in the order of printing."""
    rows = _of(SheetJob.state.in_((*LIVE, UNCERTAIN)))
    return list(rows.order_by(SheetJob.priority.desc(), SheetJob.id))


def _next(printer: str) -> SheetJob | None:
    may_go = (SheetJob.needs_pin == False) | SheetJob.token.in_(pins.given())  # noqa: E712
    rows = _of(SheetJob.printer == printer, SheetJob.state == QUEUED, may_go)
    return rows.order_by(SheetJob.priority.desc(), SheetJob.id).first()


def _add(kind: str, by: Actor, touch: str, **columns: Any) -> SheetJob:
    moment = clock.now()
    row = SheetJob.create(
        office=here().id,
        token=f"SPD-{secrets.token_hex(5)}",
        touch=presses.tidy(touch),
        kind=kind,
        priority=PRIORITY[kind],
        printer=DEFAULT_PRINTER,
        state=QUEUED,
        by=by.who,
        created_at=moment,
        changed_at=moment,
        trouble=_waits_for(needs_pin=columns.get("needs_pin", False)),
        **columns,
    )
    _event(row, row.trouble)
    journal.write(by, "sheet.asked", row.token, kind=kind, copy=row.copy, reason=row.reason)
    announce("sheets")
    return row


def _waits_for(*, needs_pin: bool) -> str | None:
    """Why a new job will not go by itself."""
    if here().settings.printers_sheet == prints.NO_PRINTER:
        return NO_PRINTER
    return NO_PIN if needs_pin else None


def _tell_application(row: SheetJob, by: Actor) -> None:
    if row.kind == KK and row.state == PRINTED and row.application_id is not None:
        process.mark_printed(row.application_id, by)


def _set(row: SheetJob, state: str, trouble: str | None) -> None:
    before = row.state
    changed = (
        SheetJob.update(state=state, trouble=trouble, changed_at=clock.now())
        .where(SheetJob.id == row.id, SheetJob.state == before)
        .execute()
    )
    if changed != 1:
        raise Refused(N_("Cetakan ini baru saja berubah."), code="changed")
    row.state, row.trouble = state, trouble
    _event(row, trouble)


def _write(row: SheetJob, **columns: Any) -> None:
    if columns:
        SheetJob.update(**columns).where(SheetJob.id == row.id).execute()
        for name, value in columns.items():
            setattr(row, name, value)


def _event(row: SheetJob, trouble: str | None) -> None:
    SheetEvent.create(
        office=here().id, job_id=row.id, at=clock.now(), state=row.state, trouble=trouble
    )


def _of(*where: Any) -> Any:
    return SheetJob.select().where(SheetJob.office == here().id, *where)


def _by_touch(touch: str) -> SheetJob | None:
    return _of(SheetJob.touch == presses.tidy(touch)).first()


def _last_of(application_id: int) -> SheetJob | None:
    return (
        _of(SheetJob.application_id == application_id, SheetJob.kind == KK)
        .order_by(SheetJob.id.desc())
        .first()
    )
