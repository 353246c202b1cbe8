"""What the seats hear: the whole floor, at once and on every change."""

from dataclasses import replace

from flask_socketio import ConnectionRefusedError as Refuse
from flask_socketio import SocketIO, emit
from pydantic_core import to_jsonable_python

from shared.rules.queue import floor
from shared.rules.queue.floor import OfficeFloor
from shared.web import guards, sockets

SEATS = "/seats"


class SeatsRoom(sockets.Room):
    """Signed-in people at their seats."""

    def allow(self) -> None:
        if guards.maybe_officer() is None:
            raise Refuse("Silakan masuk dahulu.")

    def welcome(self) -> None:
        emit("seats", to_jsonable_python(floor.picture()))


class SeatsPicture:
    """Sends the floor to every seat when it changed."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio
        self._last: OfficeFloor | None = None
        socketio.on_namespace(SeatsRoom(SEATS))

    def refresh(self) -> None:
        """Draw the floor once and send it to everybody, if anything but the clock changed."""
        whole = floor.picture()
        kept = replace(whole, at="", clock="")
        if kept != self._last:
            self._last = kept
            self._socketio.emit("seats", to_jsonable_python(whole), namespace=SEATS)
