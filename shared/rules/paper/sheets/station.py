"""What the print station does with a job: claim it, take it a step on, tell why it is out."""

from typing import Any

from shared import db
from shared.errors import N_, Refused
from shared.records import SheetJob
from shared.rules.common import journal
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.paper import pins
from shared.rules.paper.sheets.kinds import KINDS, may_go
from shared.rules.paper.sheets.rows import (
    CANCELLED,
    MAY,
    PRINTED,
    QUEUED,
    SUBMITTING,
    in_flight,
    of_office,
    set_state,
    write,
)


@db.transaction()
def claim_next(station: str, printer: str) -> SheetJob | None:
    """Give this station the next job of a printer, KK before everything else; one at a time.

    A job that waits for its PIN holds up nobody; a KK whose file left is cancelled.
    """
    if in_flight(station, printer):
        return None
    row = _next(printer)
    while row is not None and not may_go(row):
        set_state(row, CANCELLED, N_("berkasnya tidak lagi diproses"))
        row = _next(printer)
    if row is None:
        return None
    write(row, station=station, cups_job=None, cups_uuid=None, released_at=None)
    set_state(row, SUBMITTING, None)
    return row


@db.transaction()
def step(row: SheetJob, state: str, trouble: str | None = None, **columns: Any) -> SheetJob:
    """Record the station's next step; Refused when that step does not follow from where it is.

    Columns may be queue, cups_job, cups_uuid, released_at, station.
    """
    if state not in MAY.get(row.state, ()):
        raise Refused(N_("Langkah cetak ini tidak cocok."), code="wrong-state")
    write(row, **columns)
    set_state(row, state, trouble)
    return row


@db.transaction()
def retell(row: SheetJob, trouble: str | None) -> SheetJob:
    """The job stays where it is, for another reason than before."""
    set_state(row, row.state, trouble)
    return row


@db.transaction()
def printed(row: SheetJob, evidence: str, used: int) -> SheetJob:
    """So many sheets are out; `evidence` is how we know (the printer's own record, virtual)."""
    write(row, evidence=evidence, sheets_used=used)
    step(row, PRINTED)
    journal.write(SYSTEM, "sheet.printed", row.token, evidence=evidence)
    KINDS[row.kind].came_out(row, Actor(row.by, "operator"))
    return row


def _next(printer: str) -> SheetJob | None:
    may_go = (SheetJob.needs_pin == False) | SheetJob.token.in_(pins.given())  # noqa: E712
    rows = of_office(SheetJob.printer == printer, SheetJob.state == QUEUED, may_go)
    return rows.order_by(SheetJob.priority.desc(), SheetJob.id).first()
