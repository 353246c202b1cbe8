"""Socket.IO for boards, seats and touchscreens, with room always left for plain requests."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, current_app
from flask_socketio import ConnectionRefusedError as Refuse
from flask_socketio import Namespace, SocketIO, emit

from shared import db
from shared.errors import N_
from shared.web import guards

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
    """Counts the open sockets of every namespace and refuses those that would starve the rest.

    `inside`: how many are open.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.inside = 0
        self._lock = threading.Lock()

    def admit(self) -> None:
        """Count one in; raises the refusal that Socket.IO tells the client."""
        with self._lock:
            if self.inside >= self._most:
                raise Refuse(N_("Terlalu banyak layar. Coba lagi nanti."))
            self.inside += 1

    def leave(self) -> None:
        """Count one out."""
        with self._lock:
            self.inside -= 1


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


class StaffRoom(Room):
    """Signed-in people of these roles: they get the picture, and again when its mark changed."""

    def __init__(
        self,
        socketio: SocketIO,
        namespace: str,
        roles: Iterable[str],
        draw: Callable[[], dict[str, Any]],
        mark: Callable[[], object],
    ) -> None:
        super().__init__(namespace)
        self._server, self._event, self._roles = socketio, namespace.lstrip("/"), frozenset(roles)
        self._draw, self._mark = draw, mark
        self._seen: object = None
        socketio.on_namespace(self)

    def allow(self) -> None:
        person = guards.maybe_officer()
        if person is None or self._roles.isdisjoint(person.roles):
            raise Refuse("Silakan masuk dahulu.")

    def welcome(self) -> None:
        emit(self._event, self._draw())

    def refresh(self) -> None:
        """Send the picture to everybody, if anything in it may have changed."""
        mark = self._mark()
        if mark != self._seen:
            self._seen = mark
            self._server.emit(self._event, self._draw(), namespace=self.namespace)
