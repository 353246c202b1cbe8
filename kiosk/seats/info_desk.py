"""The information desk `/informasi`: a number for somebody, its story and paper; a counter too."""

from flask import Blueprint

from kiosk.seats import page
from shared import clock
from shared.rules import staff
from shared.rules.office import here
from shared.web import guards

_ROLES = (staff.INFO_DESK, staff.COUNTER)

bp = Blueprint("info_desk", __name__, url_prefix="/informasi")
bp.before_request(guards.seat(*_ROLES))

SEAT = ("/informasi", "Meja Informasi", "info-circle", _ROLES)


@bp.get("")
def desk() -> str:
    """Take a number for somebody, find one, and call people to the desk."""
    today = clock.service_day()
    return page.draw(
        "seats/info_desk.html",
        services=here().standard.services_on(today),
        groups=here().standard.priority_on(today),
    )
