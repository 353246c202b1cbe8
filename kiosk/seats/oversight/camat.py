"""The seat of the Camat `/camat`: approves, decides, answers what went up."""

from flask import Blueprint

from kiosk.seats.oversight import desk as oversight
from shared.rules.common import staff
from shared.web import guards

bp = Blueprint("camat", __name__, url_prefix="/camat")
bp.before_request(guards.seat(staff.CAMAT))

SEAT = ("/camat", "Camat", "building-bank", (staff.CAMAT,))


@bp.get("")
def desk() -> str:
    """What waits for the Camat."""
    return oversight.draw("Camat", "camat")
