"""The secretary's seat `/sekretaris`: oversees, and handles what is guarded or late."""

from flask import Blueprint

from kiosk.seats.oversight import desk as oversight
from shared.rules.common import staff
from shared.web import guards

bp = Blueprint("secretary", __name__, url_prefix="/sekretaris")
bp.before_request(guards.seat(staff.SECRETARY))

SEAT = ("/sekretaris", "Sekretaris", "eye-check", (staff.SECRETARY,))


@bp.get("")
def desk() -> str:
    """What waits for the secretary."""
    return oversight.draw("Sekretaris", "secretary")
