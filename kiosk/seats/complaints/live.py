"""What the seats hear of complaints: only that they should look again, never what is in them."""

from typing import Any

from flask_socketio import SocketIO

from shared import clock
from shared.rules.complaints import lists, sight
from shared.rules.queue import board
from shared.web import sockets

COMPLAINTS = "/complaints"


class ComplaintsPicture(sockets.StaffRoom):
    """Tells everybody who has to do with complaints to look again; each asks for what they may see.

    It does so when a complaint, the box or the hour changed.
    """

    def __init__(self, socketio: SocketIO) -> None:
        super().__init__(socketio, COMPLAINTS, (*sight.READERS, *sight.WRITERS), _news, lists.mark)


def _news() -> dict[str, Any]:
    return {"seq": board.sequence(), "at": clock.now().isoformat()}
