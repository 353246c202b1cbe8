"""The operator's presses about paper: prints under way, its account, what stands still."""

from typing import Literal, Protocol

from flask import Blueprint
from pydantic import Field

from kiosk.seats.common.shapes import (
    ID,
    Code,
    Count,
    Done,
    Line,
    Note,
    PinText,
    Press,
    Reason,
    moment,
)
from kiosk.seats.paper import papers as paper_files
from shared.errors import N_, Invalid
from shared.rules.applications import outages, seat_lists
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.paper import account, printers, sheets
from shared.web import guards
from shared.web.api import Body, Nothing, Printing, describe

bp = Blueprint("sheets_api", __name__, url_prefix="/api/v1")
bp.before_request(guards.seat(staff.OPERATOR))


class _Job(Protocol):
    """A print, as far as its answer tells of it."""

    id: int
    state: str


class Move(Body):
    """To which printer."""

    printer: Code = Field(title="Pencetak")


class SheetAnswer(Body):
    """Whether the sheets lie in the tray, and how many spoiled ones lie there besides."""

    came_out: bool = Field(title="Keluar utuh")
    spoiled: Count = Field(0, title="Lembar lain yang rusak")


class Again(Body):
    """Why a second copy; `note` in words where the reason is another one."""

    touch: Press
    reason: Code = Field(title="Alasan cetak ulang")
    note: Note = Field("", title="Keterangan")


class Spoiled(Body):
    """How many of the sheets that came out are bad, and how many others were spoiled."""

    faulty: Count = Field(0, title="Dari lembar yang keluar, yang rusak")
    spoiled: Count = Field(0, title="Lembar lain yang rusak")


class Pin(Body):
    """The PIN of the PDF; kept in memory only."""

    pin: PinText


class TrayCount(Body):
    """Sheets put in, taken out, or counted in the tray; `sure`: also of what is hardly true."""

    what: Literal["loaded", "removed", "counted"] = Field(title="Catat")
    sheets: Count = Field(title="Lembar")
    note: Note = ""
    sure: bool = Field(False, title="Jumlah sudah diperiksa")


class Arrival(Body):
    """Which PDF of the watched folder."""

    name: Line = Field(title="Nama PDF")


class Outage(Body):
    """What stands still; `since` as the wall clock shows it, empty: now."""

    kind: Code = Field(title="Yang terganggu")
    note: Note = ""
    since: Line = Field("", title="Sejak jam")


@bp.post(f"/sheets/{ID}/cancel")
@describe("Cancel a print", body=Nothing, returns={200: Printing})
def cancel(_nothing: Nothing, row: int) -> Printing:
    return _told(sheets.cancel(row, guards.actor()))


@bp.post(f"/sheets/{ID}/move")
@describe("Send a waiting print to another printer", body=Move, returns={200: Printing})
def move(asked: Move, row: int) -> Printing:
    if asked.printer not in printers.sheet_names(here().settings.printers_sheet):
        raise Invalid(N_("Pencetak A4 ini tidak ada."), code="unknown-printer")
    return _told(sheets.move_to(row, asked.printer, guards.actor()))


@bp.post(f"/sheets/{ID}/answer")
@describe("Say whether the sheets came out", body=SheetAnswer, returns={200: Printing})
def answer(asked: SheetAnswer, row: int) -> Printing:
    return _told(sheets.answer(row, asked.came_out, asked.spoiled, guards.actor()))


@bp.post(f"/sheets/{ID}/reprint")
@describe("Print once more, for a reason", body=Again, returns={200: Printing})
def reprint(asked: Again, row: int) -> Printing:
    return _told(sheets.reprint(row, asked.reason, asked.note, asked.touch, guards.actor()))


@bp.post(f"/sheets/{ID}/spoiled")
@describe("Note spoiled sheets", body=Spoiled, returns={200: Printing})
def spoiled(asked: Spoiled, row: int) -> Printing:
    return _told(sheets.spoil(row, asked.faulty, asked.spoiled, guards.actor()))


@bp.post(f"/sheets/{ID}/pin")
@describe("Give a waiting print its PIN", body=Pin, returns={200: Printing})
def pin(asked: Pin, row: int) -> Printing:
    return _told(sheets.give_pin(row, asked.pin, guards.actor()))


@bp.post(f"/sheets/{ID}/elsewhere")
@describe("It was printed on another computer", body=Nothing, returns={200: Printing})
def elsewhere(_nothing: Nothing, row: int) -> Printing:
    return _told(sheets.printed_elsewhere(row, guards.actor()))


@bp.post("/paper")
@describe("Note the sheets of the A4 printer", body=TrayCount, returns={200: Done})
def paper(asked: TrayCount) -> Done:
    account.note(asked.what, asked.sheets, guards.actor(), asked.note, sure=asked.sure)
    return Done()


@bp.post(f"/paper/{ID}/cancel")
@describe("Take back a wrong note about the sheets", body=Reason, returns={200: Done})
def cancel_paper(asked: Reason, row: int) -> Done:
    account.cancel(row, asked.reason, guards.actor())
    return Done()


@bp.post("/arrivals/discard")
@describe(
    "Delete a PDF of the watched folder that belongs to no file", body=Arrival, returns={200: Done}
)
def discard(asked: Arrival) -> Done:
    paper_files.discard(asked.name, guards.actor())
    return Done()


@bp.post("/outages")
@describe("Note that something stands still", body=Outage, returns={200: Done})
def outage(asked: Outage) -> Done:
    outages.begin(asked.kind, guards.actor(), asked.note, moment(asked.since, "since"))
    return Done()


@bp.post(f"/outages/{ID}/end")
@describe("It works again", body=Nothing, returns={200: Done})
def outage_over(_nothing: Nothing, row: int) -> Done:
    outages.end(row, guards.actor())
    return Done()


def _told(job: _Job) -> Printing:
    return Printing(job=job.id, label=seat_lists.SHEET_LABELS[job.state])
