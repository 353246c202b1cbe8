"""What the seats hear of complaints: only that they should look again, never what is in them."""

from typing import Any

from flask_socketio import ConnectionRefusedError as Refuse
from flask_socketio import SocketIO, emit

from shared import clock
from shared.rules.complaints import lists, sight
from shared.rules.queue import board
from shared.web import guards, sockets

COMPLAINTS = "/complaints"
_LISTENERS = frozenset((*sight.READERS, *sight.WRITERS))


class ComplaintsRoom(sockets.Room):
    """Signed-in people who have to do with complaints; who may see which is asked elsewhere."""

    def allow(self) -> None:
        person = guards.maybe_officer()
        if person is None or not set(person.roles) & _LISTENERS:
            raise Refuse("Silakan masuk dahulu.")

    def welcome(self) -> None:
        emit("complaints", _news())


class ComplaintsPicture:
    """Tells every seat to look again when a complaint, the box or the hour changed."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio
        self._mark: tuple[Any, ...] = ()
        socketio.on_namespace(ComplaintsRoom(COMPLAINTS))

    def refresh(self) -> None:
        """Say so once, if anything may have changed; each page then asks for what it may see."""
        mark = lists.mark()
        if mark != self._mark:
            self._mark = mark
            self._socketio.emit("complaints", _news(), namespace=COMPLAINTS)


def _news() -> dict[str, Any]:
    return {"seq": board.sequence(), "at": clock.now().isoformat()}
