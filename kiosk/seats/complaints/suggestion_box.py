"""The suggestion box at the information desk: opened each working day, its slips transcribed."""

from typing import Annotated

from flask import Blueprint
from pydantic import Field

from kiosk.seats.common.shapes import ID, Line, Seen, Version
from shared.rules.common import dates, staff
from shared.rules.complaints import suggestion_box
from shared.web import guards
from shared.web.api import Body, Row, describe

bp = Blueprint("suggestion_box_api", __name__, url_prefix="/api/v1/suggestion-box")
bp.before_request(guards.seat(staff.INFO_DESK))


Note = Annotated[str, Field(max_length=suggestion_box.LONGEST_NOTE)]


class Counted(Seen):
    """How many there were after all, and why that was not written down at once."""

    slips: Row = Field(title="Jumlah surat")
    reason: Note = Field(title="Alasan")


class Opening(Body):
    """What was in the box on a day (`2026-11-23`); a past day needs a note that says why.

    Opened once more that day, what was in it is added to the record whose version was `seen`.
    """

    slips: Row = Field(title="Jumlah surat")
    day: Line = Field(title="Hari")
    note: Note = Field("", title="Catatan")
    seen: Version = Field(0, title="Versi yang dilihat")


class BoxNow(Body):
    """The day of the box: how many slips, how many of them are in the book.

    `at_end`: it was opened at the end of service; else it has to be opened once more.
    """

    id: int
    day: str
    slips: int
    transcribed: int
    at_end: bool
    version: int


@bp.post("")
@describe("The box was opened", body=Opening, returns={200: BoxNow})
def record(asked: Opening) -> BoxNow:
    opened_on = dates.day(asked.day, "tanggal kotak dibuka", *dates.past_year())
    by = guards.actor()
    return _told(suggestion_box.record(opened_on, asked.slips, by, asked.note, seen=asked.seen))


@bp.post(f"/{ID}/slips")
@describe("Its slips were miscounted", body=Counted, returns={200: BoxNow})
def correct(asked: Counted, row: int) -> BoxNow:
    by = guards.actor()
    return _told(suggestion_box.correct(row, asked.slips, asked.reason, by, seen=asked.seen))


@bp.post(f"/{ID}/undo")
@describe("Take back the last correction", body=Seen, returns={200: BoxNow})
def undo(asked: Seen, row: int) -> BoxNow:
    return _told(suggestion_box.undo(row, guards.actor(), seen=asked.seen))


def _told(box: suggestion_box.Opened) -> BoxNow:
    return BoxNow(
        id=box.id,
        day=box.day.isoformat(),
        slips=box.slips,
        transcribed=box.transcribed,
        at_end=box.at_end,
        version=box.version,
    )
