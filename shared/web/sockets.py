"""Socket.IO for boards, seats and touchscreens, with room always left for plain requests."""

import threading

from flask import Flask, current_app
from flask_socketio import ConnectionRefusedError as Refuse
from flask_socketio import Namespace, SocketIO

from shared import db
from shared.errors import N_

RESERVED = 32
"""Threads kept free for plain requests; every open socket holds one thread for its life."""


def create(app: Flask, threads: int) -> SocketIO:
    """The Socket.IO server of the application, WebSocket only."""
    socketio = SocketIO(
        app,
        async_mode="threading",
        transports=["websocket"],
        ping_interval=10,
        ping_timeout=10,
        manage_session=False,
        max_http_buffer_size=10_000,
    )
    app.extensions["antrean.doorkeeper"] = Doorkeeper(threads - RESERVED)
    return socketio


class Doorkeeper:
    """Counts the open sockets of every namespace and refuses those that would starve the rest."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._inside = 0
        self._lock = threading.Lock()

    def admit(self) -> None:
        """Count one in; raises the refusal that Socket.IO tells the client."""
        with self._lock:
            if self._inside >= self._most:
                raise Refuse(N_("Terlalu banyak layar. Coba lagi nanti."))
            self._inside += 1

    def leave(self) -> None:
        """Count one out."""
        with self._lock:
            self._inside -= 1

    @property
    def inside(self) -> int:
        """How many sockets are open."""
        return self._inside


class Room(Namespace):
    """A namespace whose visitors are counted; subclasses send their picture in `welcome`."""

    def on_connect(self, auth: object = None) -> None:
        db.connect()  # a socket's thread passes no before_request
        self.allow()
        current_app.extensions["antrean.doorkeeper"].admit()
        self.welcome()

    def on_disconnect(self, reason: object = None) -> None:
        current_app.extensions["antrean.doorkeeper"].leave()

    def allow(self) -> None:
        """Raise ConnectionRefusedError to keep somebody out."""

    def welcome(self) -> None:
        """Send the newcomer the whole picture."""
