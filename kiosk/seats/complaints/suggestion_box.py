"""The suggestion box at the information desk: opened each working day, its slips transcribed."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask import Blueprint

from kiosk.seats.common.shapes import ID, Line
from shared import clock
from shared.errors import N_, Invalid, NotFound
from shared.rules.common import staff
from shared.rules.complaints import sight, suggestion_box
from shared.rules.complaints.suggestion_box import Opened
from shared.rules.hours import opening
from shared.web import guards
from shared.web.api import Body, describe

bp = Blueprint("suggestion_box_api", __name__, url_prefix="/api/v1/suggestion-box")
bp.before_request(guards.seat(staff.INFO_DESK))

_LOOK_BACK = timedelta(days=92)


class Opening(Body):
    """What was in the box on a day (`2026-11-23`); a past day needs a note that says why."""

    day: Line
    slips: int
    note: Line = ""


class Slips(Body):
    """How many there were after all."""

    slips: int


class BoxNow(Body):
    """The opening: how many slips, how many of them are in the book."""

    id: int
    day: str
    slips: int
    transcribed: int


@bp.post("")
@describe("The box was opened", body=Opening, returns={200: BoxNow})
def record(asked: Opening) -> BoxNow:
    return _told(suggestion_box.record(day_of(asked.day), asked.slips, guards.actor(), asked.note))


@bp.post(f"/{ID}/slips")
@describe("More slips were found", body=Slips, returns={200: BoxNow})
def add_slips(asked: Slips, row: int) -> BoxNow:
    return _told(suggestion_box.add_slips(row, asked.slips, guards.actor()))


def values() -> dict[str, Any]:
    """What the desk's panel of the box shows."""
    today = clock.service_day()
    return {
        "box_today": suggestion_box.of(today),
        "box_works": opening.calendar(today, today).is_working_day(today),
        "box_left": [one for one in _recent() if one.left],
        "box_overdue": suggestion_box.overdue(),
    }


def overdue_for(roles: Iterable[str]) -> list[date]:
    """Days without a record of the box, for whoever opens it or watches over it."""
    concerned = {staff.INFO_DESK, *sight.OVERSEERS} & set(roles)
    return suggestion_box.overdue() if concerned else []


def opened(row: int) -> Opened:
    """The opening of that number; NotFound when there is none of late."""
    found = next((one for one in _recent() if one.id == row), None)
    if found is None:
        raise NotFound(N_("Catatan Kotak Saran ini tidak ada."), code="no-box")
    return found


def day_of(text: str) -> date:
    """The day of `2026-11-23`; Invalid for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(N_("Pilih tanggalnya."), code="day") from error


def _recent() -> list[Opened]:
    today = clock.service_day()
    return suggestion_box.openings(today - _LOOK_BACK, today)


def _told(box: Opened) -> BoxNow:
    return BoxNow(id=box.id, day=box.day.isoformat(), slips=box.slips, transcribed=box.transcribed)
