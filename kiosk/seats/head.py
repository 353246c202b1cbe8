"""The seat of the head of the office `/camat`: approves, decides, answers what went up."""

from flask import Blueprint

from kiosk.seats import oversight, page
from shared.rules import staff
from shared.web import guards

bp = Blueprint("head", __name__, url_prefix="/camat")
bp.before_request(guards.seat(staff.HEAD))

SEAT = ("/camat", "Camat", "building-bank", (staff.HEAD,))


@bp.get("")
def desk() -> str:
    """What waits for the Camat."""
    return page.draw("oversight/desk.html", waiting=oversight.waiting(), level=2)
