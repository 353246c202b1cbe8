"""What the seats hear: the whole floor, at once and on every change."""

from typing import Any

from flask_socketio import ConnectionRefusedError as Refuse
from flask_socketio import SocketIO, emit

from shared.rules.queue import floor
from shared.web import guards, sockets

SEATS = "/seats"
_CHANGES_BY_ITSELF = ("at", "clock")


class SeatsRoom(sockets.Room):
    """Signed-in people at their seats."""

    def allow(self) -> None:
        if guards.maybe_officer() is None:
            raise Refuse("Silakan masuk dahulu.")

    def welcome(self) -> None:
        emit("seats", floor.picture())


class SeatsPicture:
    """Sends the floor to every seat when it changed."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio
        self._last: dict[str, Any] = {}
        socketio.on_namespace(SeatsRoom(SEATS))

    def refresh(self) -> None:
        """Draw the floor once and send it to everybody, if anything but the clock changed."""
        whole = floor.picture()
        kept = {key: value for key, value in whole.items() if key not in _CHANGES_BY_ITSELF}
        if kept != self._last:
            self._last = kept
            self._socketio.emit("seats", whole, namespace=SEATS)
