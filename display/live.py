"""What boards hear: the whole picture on connecting and after every change that shows."""

import threading

from flask import current_app
from flask_socketio import SocketIO, emit

from display.picture import whole, without_clock
from shared import clock, db
from shared.rules.common import words
from shared.rules.queue.screens import SOUNDS, WORDLESS
from shared.web import screens
from shared.web.sockets import Room

NAMESPACE = "/board"


def _trouble(said: object) -> str:
    """What ails the board's voice, by its own word and by its speaker's."""
    if not isinstance(said, str) or said not in SOUNDS:
        return ""
    wordless = current_app.extensions["antrean.speaker"].fails
    return said or (WORDLESS if wordless else "")


class Boards(Room):
    """All boards that are connected."""

    def __init__(self, socketio: SocketIO) -> None:
        super().__init__(NAMESPACE)
        # Painting and sending are one step: no board may get an older picture after a newer one.
        self._in_order = threading.Lock()
        self._shown = ""
        socketio.on_namespace(self)

    def welcome(self) -> None:
        """Give the newcomer the picture of this moment."""
        db.connect()
        with self._in_order:
            emit("board", whole().model_dump(mode="json"))

    def on_tick(self, said: object = None, *_more: object) -> dict[str, str | bool]:
        """Answer that the server lives, with its clock, and hear that the board does, and how."""
        moment = clock.now()
        known = screens.sign_of_life(_trouble(said))
        date = words.long_date(clock.service_day(moment))
        return {"at": moment.isoformat(), "date": date, "known": known}

    def refresh(self) -> None:
        """Send the picture of this moment to every board, unless only the clock moved."""
        if not self.has_listeners:
            return
        with self._in_order:
            picture = whole()
            shown = without_clock(picture)
            if shown != self._shown:
                self._shown = shown
                self.emit("board", picture.model_dump(mode="json"))
