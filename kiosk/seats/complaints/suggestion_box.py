"""The suggestion box at the information desk: opened each working day, its slips transcribed."""

from typing import Annotated

from flask import Blueprint
from pydantic import Field

from kiosk.seats.common.shapes import ID, Line, day
from shared.errors import N_
from shared.rules.common import staff
from shared.rules.complaints import suggestion_box
from shared.web import guards
from shared.web.api import Body, describe

bp = Blueprint("suggestion_box_api", __name__, url_prefix="/api/v1/suggestion-box")
bp.before_request(guards.seat(staff.INFO_DESK))

NO_DAY = N_("Pilih tanggalnya.")


class Slips(Body):
    """How many there were after all."""

    slips: int = Field(title="Jumlah surat")


class Opening(Slips):
    """What was in the box on a day (`2026-11-23`); a past day needs a note that says why."""

    day: Line = Field(title="Hari")
    note: Annotated[str, Field(max_length=suggestion_box.LONGEST_NOTE)] = Field("", title="Catatan")


class BoxNow(Body):
    """The opening: how many slips, how many of them are in the book."""

    id: int
    day: str
    slips: int
    transcribed: int


@bp.post("")
@describe("The box was opened", body=Opening, returns={200: BoxNow})
def record(asked: Opening) -> BoxNow:
    opened_on = day(asked.day, NO_DAY, "day")
    return _told(suggestion_box.record(opened_on, asked.slips, guards.actor(), asked.note))


@bp.post(f"/{ID}/slips")
@describe("More slips were found", body=Slips, returns={200: BoxNow})
def add_slips(asked: Slips, row: int) -> BoxNow:
    return _told(suggestion_box.add_slips(row, asked.slips, guards.actor()))


def _told(box: suggestion_box.Opened) -> BoxNow:
    return BoxNow(id=box.id, day=box.day.isoformat(), slips=box.slips, transcribed=box.transcribed)
