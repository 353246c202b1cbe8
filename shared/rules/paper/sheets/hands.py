"""What people do with prints: ask for one, stop it, look into the tray, count what spoiled."""

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, Refused
from shared.records import SheetJob, SheetSpoilage
from shared.rules.common import journal
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.common.words import tidy_note
from shared.rules.paper import pins, slips
from shared.rules.paper.sheets.kinds import KINDS, PAPER, Original
from shared.rules.paper.sheets.rows import (
    CANCELLED,
    FAILED,
    IN_FLIGHT,
    LIVE,
    NEEDS_PERSON,
    PRINTED,
    QUEUED,
    REPRINT_REASONS,
    UNCERTAIN,
    add,
    by_touch,
    job,
    set_state,
    write,
)

_MOST = 999


@db.transaction()
def ask_paper(
    file: str,
    sha256: str,
    pages: int,
    touch: str,
    by: Actor,
    application_id: int | None = None,
    *,
    kind: str = PAPER,
    media: str | None = None,
) -> SheetJob:
    """Ask for a paper of ours (`file` inside the data folder); it waits behind every KK.

    `kind`: PAPER, or RECEIPT for one that tells a code. `media`: None for A4, or `A3`.
    """
    original = Original(file, sha256, pages, media)
    return by_touch(touch) or add(kind, by, touch, original, application_id=application_id)


def reprint(job_id: int, reason: str, note: str | None, touch: str, by: Actor) -> SheetJob:
    """Print a document once more, for a reason of the list; a second press gives the same row.

    It is a further copy only where the one before came out.
    """
    words = tidy_note(note)
    if reason not in REPRINT_REASONS or (reason == "LAINNYA" and not words):
        raise Invalid(N_("Pilih alasan cetak ulang, dan tulis bila sebab lain."), code="reason")
    with db.transaction():
        old = job(job_id)
        known = by_touch(touch) or SheetJob.get_or_none(SheetJob.reprint_of == old.id)
        if known is not None:
            return known
        original = KINDS[old.kind].once_more(old)
        if old.state in LIVE or old.state == UNCERTAIN:
            raise Refused(N_("Cetakan sebelumnya belum selesai. Periksa dahulu."), code="live")
        return add(
            old.kind,
            by,
            touch,
            original,
            application_id=old.application_id,
            reprint_of=old.id,
            copy=old.copy + (old.state == PRINTED),
            reason=reason,
            reason_note=words,
        )


@db.transaction()
def cancel(job_id: int, by: Actor) -> SheetJob:
    """Cancel a job: at once while it waits, by the print station once CUPS has it."""
    row = job(job_id)
    if row.state == QUEUED:
        set_state(row, CANCELLED, None)
        pins.forget(row.token)
    elif row.state in IN_FLIGHT:
        write(row, cancel_asked=True)
    else:
        raise Refused(N_("Cetakan ini sudah selesai."), code="wrong-state")
    return _noted(row, by, "cancelled")


@db.transaction()
def move_to(job_id: int, printer: str, by: Actor) -> SheetJob:
    """Send a job that has not been handed to CUPS to another printer."""
    row = job(job_id)
    if row.state != QUEUED:
        raise Refused(N_("Cetakan ini sudah dikirim. Batalkan dahulu."), code="wrong-state")
    write(row, printer=printer)
    return _noted(row, by, "moved", printer=printer)


@db.transaction()
def answer(job_id: int, came_out: bool, spoiled: int, by: Actor) -> SheetJob:
    """A person looked into the tray: the uncertain sheet is there, or it is not.

    `spoiled`: sheets that lie there besides, and are good for nothing.
    """
    row = job(job_id)
    if row.state != UNCERTAIN:
        raise Refused(N_("Cetakan ini sudah diperiksa."), code="wrong-state")
    write(row, sheets_used=row.pages if came_out else 0, evidence="person")
    book(row, row.sheets_faulty, spoiled, by)
    set_state(row, PRINTED if came_out else FAILED, None if came_out else N_("tidak keluar"))
    _noted(row, by, "answered", came_out=came_out, spoiled=spoiled)
    if came_out:
        KINDS[row.kind].came_out(row, by)
    return row


@db.transaction()
def give_pin(job_id: int, pin: str, by: Actor) -> SheetJob:
    """Hand the print station the PIN of a waiting job's PDF; it is kept in memory only."""
    row = job(job_id)
    if not row.needs_pin or row.state != QUEUED:
        raise Refused(N_("Cetakan ini tidak menunggu PIN."), code="wrong-state")
    pins.keep(row, pin)
    write(row, trouble=None)
    return _noted(row, by, "pin")


@db.transaction()
def printed_elsewhere(job_id: int, by: Actor) -> SheetJob:
    """A person printed a downloaded paper on another computer: only where there is no printer."""
    if here().settings.printers_sheet != slips.NO_PRINTER:
        raise Refused(N_("Kantor ini mencetak lewat pencetaknya sendiri."), code="has-printer")
    row = job(job_id)
    if row.state != QUEUED:
        raise Refused(N_("Cetakan ini sudah selesai."), code="wrong-state")
    write(row, evidence="person", sheets_used=row.pages)
    set_state(row, PRINTED, None)
    _noted(row, by, "printed-elsewhere")
    KINDS[row.kind].came_out(row, by)
    return row


def may_spoil(row: SheetJob) -> bool:
    """Whether paper may have been spoiled: the printer had the job, or a person told of it."""
    reached = row.released_at is not None or row.evidence is not None
    return reached and row.state in (NEEDS_PERSON, PRINTED, FAILED, CANCELLED)


@db.transaction()
def spoil(job_id: int, faulty: int, spoiled: int, by: Actor) -> SheetJob:
    """Say how many sheets of a print are spoiled altogether.

    `faulty`: of those that came out as the print; `spoiled`: others, jammed, torn or half empty.
    What differs from before belongs to today; a day that was counted stays as it was.
    """
    row = job(job_id)
    if not may_spoil(row):
        raise Refused(N_("Belum ada lembar yang keluar dari cetakan ini."), code="wrong-state")
    _require(0 <= faulty <= (row.sheets_used or 0))
    book(row, faulty, spoiled, by)
    return _noted(row, by, "spoiled", faulty=faulty, sheets=spoiled)


def book(row: SheetJob, faulty: int, spoiled: int, by: Actor) -> None:
    """Bring the sheets spoiled with a print to these numbers; inside the present transaction."""
    db.require_transaction()
    _require(0 <= spoiled <= _MOST)
    more_faulty, more_spoiled = faulty - row.sheets_faulty, spoiled - row.sheets_spoiled
    if more_faulty or more_spoiled:
        SheetSpoilage.create(
            office=here().id,
            job_id=row.id,
            at=clock.now(),
            faulty=more_faulty,
            spoiled=more_spoiled,
            by=by.who,
        )
        write(row, sheets_faulty=faulty, sheets_spoiled=spoiled)


def _noted(row: SheetJob, by: Actor, what: str, **detail: object) -> SheetJob:
    journal.write(by, f"sheet.{what}", row.token, **detail)
    announce("sheets")
    return row


def _require(possible: bool) -> None:
    if not possible:
        raise Invalid(
            N_("Jumlah lembar rusak harus angka, tidak lebih dari yang keluar."), code="spoiled"
        )
