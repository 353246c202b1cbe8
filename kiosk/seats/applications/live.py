"""What the seats hear of files: every list, at once and on every change."""

from dataclasses import asdict

from flask_socketio import SocketIO

from shared.rules.applications import roles, seat_lists
from shared.web import sockets

FILES = "/files"


class FilesPicture(sockets.StaffRoom):
    """Sends the lists of files to whoever may read them."""

    def __init__(self, socketio: SocketIO) -> None:
        super().__init__(
            socketio, FILES, roles.READERS, lambda: asdict(seat_lists.picture()), seat_lists.mark
        )
