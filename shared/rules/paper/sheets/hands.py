"""What a person does with a print: cancel it, move it, look into the tray, give its PIN."""

from shared import db
from shared.announce import announce
from shared.errors import N_, Refused
from shared.records import SheetJob
from shared.rules.common import journal
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.paper import pins, slips
from shared.rules.paper.sheets.kinds import KINDS
from shared.rules.paper.sheets.rows import job, set_state, write
from shared.rules.paper.sheets.spoilage import book
from shared.rules.paper.sheets.states import (
    CANCELLED,
    FAILED,
    IN_FLIGHT,
    PRINTED,
    QUEUED,
    UNCERTAIN,
)


def cancel(job_id: int, by: Actor) -> SheetJob:
    """Cancel a job: at once while it waits, by the print station once CUPS has it."""
    with db.transaction():
        row = job(job_id)
        if row.state == QUEUED:
            set_state(row, CANCELLED, None)
            pins.forget(row.token)
        elif row.state in IN_FLIGHT:
            write(row, cancel_asked=True)
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
        write(row, printer=printer)
        journal.write(by, "sheet.moved", row.token, printer=printer)
        announce("sheets")
    return row


def answer(job_id: int, came_out: bool, spoiled: int, by: Actor) -> SheetJob:
    """A person looked into the tray: the uncertain sheet is there, or it is not.

    `spoiled`: sheets that lie there besides, and are good for nothing.
    """
    with db.transaction():
        row = job(job_id)
        if row.state != UNCERTAIN:
            raise Refused(N_("Cetakan ini sudah diperiksa."), code="wrong-state")
        write(row, sheets_used=row.pages if came_out else 0, evidence="person")
        book(row, row.sheets_faulty, spoiled, by)
        set_state(row, PRINTED if came_out else FAILED, None if came_out else N_("tidak keluar"))
        journal.write(by, "sheet.answered", row.token, came_out=came_out, spoiled=spoiled)
        if came_out:
            KINDS[row.kind].came_out(row, by)
        announce("sheets")
    return row


def give_pin(job_id: int, pin: str, by: Actor) -> SheetJob:
    """Hand the print station the PIN of a waiting job's PDF; it is kept in memory only."""
    with db.transaction():
        row = job(job_id)
        if not row.needs_pin or row.state != QUEUED:
            raise Refused(N_("Cetakan ini tidak menunggu PIN."), code="wrong-state")
        pins.keep(row, pin)
        write(row, trouble=None)
        journal.write(by, "sheet.pin", row.token)
        announce("sheets")
    return row


def printed_elsewhere(job_id: int, by: Actor) -> SheetJob:
    """A person printed a downloaded paper on another computer: only where there is no printer."""
    if here().settings.printers_sheet != slips.NO_PRINTER:
        raise Refused(N_("Kantor ini mencetak lewat pencetaknya sendiri."), code="has-printer")
    with db.transaction():
        row = job(job_id)
        if row.state != QUEUED:
            raise Refused(N_("Cetakan ini sudah selesai."), code="wrong-state")
        write(row, evidence="person", sheets_used=row.pages)
        set_state(row, PRINTED, None)
        journal.write(by, "sheet.printed-elsewhere", row.token)
        KINDS[row.kind].came_out(row, by)
        announce("sheets")
    return row
