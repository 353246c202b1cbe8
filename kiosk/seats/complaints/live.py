"""What the seats hear of complaints: only that they should look again, never what is in them."""

from typing import Any

from flask_socketio import SocketIO, join_room

from shared import clock
from shared.rules.complaints import lists, sight
from shared.rules.queue import board
from shared.web import guards, sockets

COMPLAINTS = "/complaints"
_EVERYBODY = "everybody"


class ComplaintsPicture(sockets.StaffRoom):
    """Tells everybody who has to do with complaints to look again; each asks for what they may see.

    It does so when a complaint, the box or the hour changed. Of a complaint that somebody may not
    see they hear nothing: whoever oversees the office has a room of their own.
    """

    def __init__(self, socketio: SocketIO) -> None:
        roles = (*sight.READERS, *sight.WRITERS)
        super().__init__(socketio, COMPLAINTS, roles, _news, lambda: None)
        self._marks: dict[str, object] = {}

    def welcome(self) -> None:
        who = sight.reader(guards.require_officer().id)
        join_room(_room(who))
        super().welcome()

    def refresh(self) -> None:
        """Send the news into every room whose mark changed."""
        self.put_out()
        if not self.has_listeners:
            return
        for who in (sight.reader(None), *sight.overseers()):
            room, mark = _room(who), lists.mark(who)
            if mark != self._marks.get(room):
                self._marks[room] = mark
                self._server.emit(self._event, self._draw(), namespace=self.namespace, to=room)


def _room(who: sight.Reader) -> str:
    return str(who.staff_id) if who.oversees else _EVERYBODY


def _news() -> dict[str, Any]:
    return {"seq": board.sequence(), "at": clock.now().isoformat()}
