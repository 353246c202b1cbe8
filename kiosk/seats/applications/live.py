"""What the seats hear of files: every list, at once and on every change."""

from dataclasses import asdict
from typing import Any

from flask_socketio import ConnectionRefusedError as Refuse
from flask_socketio import SocketIO, emit

from shared.rules.applications import seat_lists
from shared.rules.applications.roles import READERS
from shared.web import guards, sockets

FILES = "/files"


class FilesRoom(sockets.Room):
    """Signed-in people who may read files."""

    def allow(self) -> None:
        person = guards.maybe_officer()
        if person is None or not set(person.roles) & set(READERS):
            raise Refuse("Silakan masuk dahulu.")

    def welcome(self) -> None:
        emit("files", asdict(seat_lists.picture()))


class FilesPicture:
    """Sends the lists of files to every seat when one of them changed."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio
        self._mark: tuple[Any, ...] = ()
        socketio.on_namespace(FilesRoom(FILES))

    def refresh(self) -> None:
        """Draw the lists and send them to everybody, if anything in them may have changed."""
        mark = seat_lists.mark()
        if mark != self._mark:
            self._mark = mark
            self._socketio.emit("files", asdict(seat_lists.picture()), namespace=FILES)
