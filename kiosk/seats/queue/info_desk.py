"""The information desk `/informasi`: a number for somebody, its story and paper; complaints."""

from typing import Any

from flask import Blueprint

from kiosk.seats.common import page
from shared import clock
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.complaints import lists, recap_view, sight, suggestion_box
from shared.web import guards

_ROLES = (staff.INFO_DESK, staff.COUNTER)

bp = Blueprint("info_desk", __name__, url_prefix="/informasi")
bp.before_request(guards.seat(*_ROLES))

SEAT = ("/informasi", "Meja Informasi", "info-circle", _ROLES)


@bp.get("")
def desk() -> str:
    """Take a number for somebody, find one, and call people to the desk."""
    today = clock.service_day()
    return page.draw_counter(
        "seats/queue/info_desk.html",
        services=here().standard.services_on(today),
        groups=here().standard.priority_on(today),
        **_complaints(),
    )


def _complaints() -> dict[str, Any]:
    """What waits at the desk; nothing for those who only help out at its counter."""
    person = guards.require_officer()
    if staff.INFO_DESK not in person.roles:
        return {"inbox": None}
    who, today = sight.reader(person.id), clock.service_day()
    box, openings = suggestion_box.today(), suggestion_box.recent()
    return {
        "inbox": lists.inbox(who),
        "unreported": lists.today_unreported(who),
        "today": today,
        "now": clock.now(),
        "box": box,
        "box_left": [one for one in openings if one.left],
        "box_older": [one for one in openings if one.day != today and _is_open(one)],
        "box_seen": {one.day: one.version for one in openings},
        "box_overdue": suggestion_box.overdue(),
        "box_most": suggestion_box.MOST_SLIPS,
        "box_longest": suggestion_box.LONGEST_NOTE,
        "overdue": recap_view.overdue(),
    }


def _is_open(box: suggestion_box.Opened) -> bool:
    """Whether its number may still be wrong: slips are left, or it was corrected today."""
    corrected = box.correction and clock.service_day(box.correction.at) == clock.service_day()
    return bool(box.left or corrected)
