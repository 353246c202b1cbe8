"""What the seats hear: the whole floor, at once and on every change."""

from dataclasses import replace

from flask_socketio import SocketIO, emit
from pydantic_core import to_jsonable_python

from shared import db
from shared.rules.queue import floor
from shared.web import sockets

SEATS = "/seats"


class SeatsPicture(sockets.SignedInRoom):
    """Sends the floor to signed-in people at their seats."""

    def __init__(self, socketio: SocketIO) -> None:
        super().__init__(SEATS)
        self._last: floor.OfficeFloor | None = None
        socketio.on_namespace(self)

    def welcome(self) -> None:
        emit("seats", to_jsonable_python(floor.picture()))

    def refresh(self) -> None:
        """Draw the floor once and send it to everybody, if anything but the clock changed."""
        self.put_out()
        if not self.has_listeners:
            return
        with db.store.told(lambda words: self.emit("ill", {"words": words})):
            whole = floor.picture()
        kept = replace(whole, at="", clock="")
        if kept != self._last:
            self._last = kept
            self.emit("seats", to_jsonable_python(whole))
