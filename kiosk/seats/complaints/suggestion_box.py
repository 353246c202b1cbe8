"""The suggestion box at the information desk: opened each working day, its slips transcribed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from flask import Blueprint
from pydantic import Field

from kiosk.seats.common.shapes import ID, Line
from kiosk.seats.complaints.shapes import day
from shared import clock
from shared.errors import N_
from shared.rules.common import staff
from shared.rules.complaints import sight, suggestion_box
from shared.rules.complaints.suggestion_box import LONGEST_NOTE, MOST_SLIPS, Opened
from shared.rules.hours import opening
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
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = Field("", title="Catatan")


class BoxNow(Body):
    """The opening: how many slips, how many of them are in the book."""

    id: int
    day: str
    slips: int
    transcribed: int


@dataclass(frozen=True)
class BoxPanel:
    """The box at the desk: today's opening, slips still to be written down, days missed."""

    box_today: Opened | None
    box_works: bool
    box_left: tuple[Opened, ...]
    box_overdue: tuple[date, ...]
    box_most: int = MOST_SLIPS
    box_longest: int = LONGEST_NOTE


@bp.post("")
@describe("The box was opened", body=Opening, returns={200: BoxNow})
def record(asked: Opening) -> BoxNow:
    opened_on = day(asked.day, NO_DAY, "day")
    return _told(suggestion_box.record(opened_on, asked.slips, guards.actor(), asked.note))


@bp.post(f"/{ID}/slips")
@describe("More slips were found", body=Slips, returns={200: BoxNow})
def add_slips(asked: Slips, row: int) -> BoxNow:
    return _told(suggestion_box.add_slips(row, asked.slips, guards.actor()))


def panel() -> BoxPanel:
    """What the desk's panel of the box shows."""
    today, recent = clock.service_day(), suggestion_box.recent()
    return BoxPanel(
        box_today=next((one for one in recent if one.day == today), None),
        box_works=opening.calendar(today, today).is_working_day(today),
        box_left=tuple(one for one in recent if one.left),
        box_overdue=tuple(suggestion_box.overdue()),
    )


def overdue_for(roles: Iterable[str]) -> list[date]:
    """Days without a record of the box, for whoever opens it or watches over it."""
    concerned = {staff.INFO_DESK, *sight.OVERSEERS} & set(roles)
    return suggestion_box.overdue() if concerned else []


def _told(box: Opened) -> BoxNow:
    return BoxNow(id=box.id, day=box.day.isoformat(), slips=box.slips, transcribed=box.transcribed)
