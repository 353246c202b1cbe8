"""The counter `/loket`: call, serve, finish; who waits and who is away."""

from flask import Blueprint

from kiosk.seats.common import page
from kiosk.seats.queue.counter_api import ROLES
from shared.web import guards

bp = Blueprint("counter", __name__, url_prefix="/loket")
bp.before_request(guards.seat(*ROLES))

SEAT = ("/loket", "Loket", "speakerphone", ROLES)


@bp.get("")
def counter() -> str:
    """The counter of whoever is signed in; it asks which one until they sit down."""
    return page.draw_counter("seats/queue/counter.html")
