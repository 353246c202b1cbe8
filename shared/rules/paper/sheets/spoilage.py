"""Sheets that a print spoiled: its own that came out bad, and others that went with it."""

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, Refused
from shared.records import SheetJob, SheetSpoilage
from shared.rules.common import journal
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.paper.sheets.rows import job, write
from shared.rules.paper.sheets.states import CANCELLED, FAILED, NEEDS_PERSON, PRINTED

_MOST = 999


def may_spoil(row: SheetJob) -> bool:
    """Whether paper may have been spoiled: the printer had the job, or a person told of it."""
    reached = row.released_at is not None or row.evidence is not None
    return reached and row.state in (NEEDS_PERSON, PRINTED, FAILED, CANCELLED)


def spoil(job_id: int, faulty: int, spoiled: int, by: Actor) -> SheetJob:
    """Say how many sheets of a print are spoiled altogether.

    `faulty`: of those that came out as the print; `spoiled`: others, jammed, torn or half empty.
    What differs from before belongs to today; a day that was counted stays as it was.
    """
    with db.transaction():
        row = job(job_id)
        if not may_spoil(row):
            raise Refused(N_("Belum ada lembar yang keluar dari cetakan ini."), code="wrong-state")
        _require(0 <= faulty <= (row.sheets_used or 0))
        book(row, faulty, spoiled, by)
        journal.write(by, "sheet.spoiled", row.token, faulty=faulty, sheets=spoiled)
        announce("sheets")
    return row


def book(row: SheetJob, faulty: int, spoiled: int, by: Actor) -> None:
    """Bring the sheets spoiled with a print to these numbers; inside the present transaction."""
    db.require_transaction()
    _require(0 <= spoiled <= _MOST)
    more = (faulty - row.sheets_faulty, spoiled - row.sheets_spoiled)
    if any(more):
        SheetSpoilage.create(
            office=here().id,
            job_id=row.id,
            at=clock.now(),
            faulty=more[0],
            spoiled=more[1],
            by=by.who,
        )
        write(row, sheets_faulty=faulty, sheets_spoiled=spoiled)


def _require(possible: bool) -> None:
    if not possible:
        raise Invalid(
            N_("Jumlah lembar rusak harus angka, tidak lebih dari yang keluar."), code="spoiled"
        )
