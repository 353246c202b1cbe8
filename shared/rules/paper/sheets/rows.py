"""A4 paper, accounted for: each print a row with its copy, its reason, its end.

Why an end may be "uncertain": `deploy/decisions/uncertain.md`.

queued ─► submitting ─► held ─► releasing ─► printing ─► printed
  ▲           │           │         │           ├─► needs_person (paper out, jam …) ─► printing
  └───────────┴───────────┘         └───────────┴─► failed · uncertain · cancelled
A job goes back to `queued` by itself only while CUPS was not allowed to print it. From `releasing`
on nothing is ever repeated by itself: an uncertain job waits for a person.
"""

import secrets
from collections.abc import Iterable
from functools import partial
from typing import Any

from shared import clock, db, space
from shared.announce import announce
from shared.errors import N_, NotFound, Refused
from shared.records import SheetEvent, SheetJob
from shared.rules.common import journal, presses
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.paper import slips
from shared.rules.paper.sheets.kinds import KINDS, Original

QUEUED, SUBMITTING, HELD, RELEASING = "queued", "submitting", "held", "releasing"
PRINTING, NEEDS_PERSON = "printing", "needs_person"
PRINTED, FAILED, UNCERTAIN, CANCELLED = "printed", "failed", "uncertain", "cancelled"
IN_FLIGHT = (SUBMITTING, HELD, RELEASING, PRINTING, NEEDS_PERSON)
LIVE = (QUEUED, *IN_FLIGHT)
OVER = (PRINTED, FAILED, CANCELLED)
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
MAY = {
    SUBMITTING: (HELD, QUEUED, UNCERTAIN, FAILED, CANCELLED),
    HELD: (RELEASING, QUEUED, CANCELLED, FAILED, UNCERTAIN),
    RELEASING: (PRINTING, UNCERTAIN, CANCELLED, FAILED, PRINTED),
    PRINTING: (PRINTED, NEEDS_PERSON, FAILED, UNCERTAIN, CANCELLED),
    NEEDS_PERSON: (PRINTING, PRINTED, FAILED, UNCERTAIN, CANCELLED),
}


def job(job_id: int) -> SheetJob:
    """The row of that id; NotFound when there is none."""
    row = of_office(SheetJob.id == job_id).first()
    if row is None:
        raise NotFound(N_("Cetakan ini tidak ada."), code="no-job")
    return row


def by_ids(ids: Iterable[int | None]) -> dict[int, SheetJob]:
    """The rows of those ids that there are."""
    return {row.id: row for row in of_office(SheetJob.id.in_({one for one in ids if one}))}


def fresh(row: SheetJob) -> SheetJob:
    """The row as it stands in the database now."""
    return job(row.id)


def in_flight(station: str, printer: str) -> list[SheetJob]:
    """Jobs that this station has begun at a printer; after a restart each must be looked into."""
    where = (SheetJob.station == station, SheetJob.printer == printer)
    # Ordered here: for the order of ids SQLite would walk through the jobs of years.
    return sorted(of_office(*where, SheetJob.state.in_(IN_FLIGHT)), key=lambda row: row.id)


def queue() -> list[SheetJob]:
    """Jobs that are not over, and those a person must look at, in the order of printing."""
    rows = of_office(SheetJob.state.in_((*LIVE, UNCERTAIN)))
    return list(rows.order_by(SheetJob.priority.desc(), SheetJob.id))


def by_touch(touch: str) -> SheetJob | None:
    """The job that this press of a button began; Invalid when it is no press."""
    return of_office(SheetJob.touch == presses.tidy(touch)).first()


def add(kind: str, by: Actor, touch: str, original: Original, **columns: Any) -> SheetJob:
    """Begin a job, journaled; inside the present transaction.

    Raises Unavailable while the room that is left on the disk is kept for numbers.
    """
    db.require_transaction()
    space.require_for_paper(here().settings.data)
    moment = clock.now()
    row = SheetJob.create(
        office=here().id,
        token=f"SPD-{secrets.token_hex(5)}",
        touch=presses.tidy(touch),
        kind=kind,
        priority=KINDS[kind].priority,
        printer=DEFAULT_PRINTER,
        state=QUEUED,
        by=by.who,
        created_at=moment,
        changed_at=moment,
        trouble=_waits_for(needs_pin=original.needs_pin),
        **vars(original),
        **columns,
    )
    _event(row, row.trouble)
    journal.write(by, "sheet.asked", row.token, kind=kind, copy=row.copy, reason=row.reason)
    announce("sheets")
    return row


def set_state(row: SheetJob, state: str, trouble: str | None) -> None:
    """Take the row to a state with its event; Refused when somebody else has moved it."""
    if not db.change(row, "state", state=state, trouble=trouble, changed_at=clock.now()):
        raise Refused(N_("Cetakan ini baru saja berubah."), code="changed")
    _event(row, trouble)
    announce("sheets")
    if state not in LIVE:
        db.after_commit(partial(KINDS[row.kind].ended, row))


def write(row: SheetJob, **columns: Any) -> None:
    """Set columns that no state depends on."""
    if columns:
        SheetJob.update(**columns).where(SheetJob.id == row.id).execute()
        for name, value in columns.items():
            setattr(row, name, value)


def of_office(*where: Any) -> Any:
    """The jobs of this office that fit."""
    return SheetJob.select().where(SheetJob.office == here().id, *where)


def _event(row: SheetJob, trouble: str | None) -> None:
    SheetEvent.create(
        office=here().id, job_id=row.id, at=clock.now(), state=row.state, trouble=trouble
    )


def _waits_for(*, needs_pin: bool) -> str | None:
    """Why a new job will not go by itself."""
    if here().settings.printers_sheet == slips.NO_PRINTER:
        return NO_PRINTER
    return NO_PIN if needs_pin else None
