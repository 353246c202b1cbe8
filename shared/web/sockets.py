"""Socket.IO for boards and seats: rooms with a picture, and who may enter."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from engineio import packet as frames
from engineio.async_drivers.threading import SimpleWebSocketWSGI
from flask import Flask, current_app, request
from flask_socketio import ConnectionRefusedError as Refuse
from flask_socketio import Namespace, SocketIO, disconnect, emit
from socketio import packet as messages

from shared import db
from shared.rules.common import sign_ins, staff
from shared.web import guards
from shared.web.doorkeeper import Doorkeeper

_entrance = threading.Semaphore(2)


def create(app: Flask, places: int) -> SocketIO:
    """The Socket.IO server of the application, WebSocket only, with so many places."""
    socketio = SocketIO(
        app,
        async_mode="threading",
        transports=["websocket"],
        ping_interval=10,
        ping_timeout=10,
        manage_session=False,
        max_http_buffer_size=10_000,
    )
    wire = socketio.server.eio
    wire._async = {**wire._async, "websocket": _Wire}
    app.extensions["antrean.doorkeeper"] = Doorkeeper(app, socketio, places)
    return socketio


class _Wire(SimpleWebSocketWSGI):
    """A socket that ends with the first frame that no page of ours sends."""

    def wait(self) -> str | bytes | None:
        """The next frame; ValueError ends the socket as if its peer had left."""
        frame: str | bytes | None = super().wait()
        if frame is not None and not _ours(frame):
            raise ValueError("no frame of ours")
        return frame


def _ours(frame: str | bytes) -> bool:
    """Whether the server may read the frame: what is in it would be told by tracebacks only."""
    try:
        read = frames.Packet(encoded_packet=frame)
        if read.packet_type != frames.MESSAGE:
            return read.packet_type in (frames.CLOSE, frames.PONG)
        told = messages.Packet(encoded_packet=read.data)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return False
    if told.packet_type != messages.EVENT:
        return told.packet_type in (messages.CONNECT, messages.DISCONNECT)
    named = isinstance(told.data, list) and told.data and isinstance(told.data[0], str)
    # Whoever sends these would be counted in and out once more.
    return bool(named) and told.data[0] not in ("connect", "disconnect")


class Room(Namespace):
    """A namespace with a picture; subclasses send it to the newcomer in `welcome`."""

    def on_connect(self, auth: object = None) -> None:
        # A crowd that comes back at once is let in by twos, and leaves no connection open.
        with _entrance, db.connected():
            door = current_app.extensions["antrean.doorkeeper"]
            try:
                self.allow()
            except Refuse:
                door.heard(request.environ, allowed=False)
                raise
            door.heard(request.environ, allowed=True)
            self.welcome()

    @property
    def has_listeners(self) -> bool:
        """Whether anybody looks at the picture."""
        return self.namespace in self.socketio.server.manager.rooms

    def allow(self) -> None:
        """Raise ConnectionRefusedError to keep somebody out."""

    def welcome(self) -> None:
        """Send the newcomer the whole picture."""


class SignedInRoom(Room):
    """A namespace for people who are signed in; whose sign-in ended is told so and put out."""

    roles: frozenset[str] = frozenset(staff.ROLES)

    def __init__(self, namespace: str) -> None:
        super().__init__(namespace)
        self._inside: dict[str, tuple[str, int]] = {}

    def allow(self) -> None:
        person = guards.maybe_officer()
        if person is None or self.roles.isdisjoint(person.roles):
            raise Refuse("Silakan masuk dahulu.")

    def on_connect(self, auth: object = None) -> None:
        super().on_connect(auth)
        self._inside[request.sid] = guards.sign_in_here()  # type: ignore[attr-defined]

    def on_disconnect(self, reason: object = None) -> None:
        self._inside.pop(request.sid, None)  # type: ignore[attr-defined]

    def put_out(self) -> None:
        """Tell those whose sign-in ended meanwhile, or their role here, and let them go."""
        if not self._inside:
            return
        seated = sign_ins.seated()
        out = [
            (sid, of)
            for sid, of in list(self._inside.items())
            if of not in seated or self.roles.isdisjoint(seated[of].roles)
        ]
        people = {one.id: one for one in staff.at_work()} if out else {}
        for sid, (_browser, staff_id) in out:
            person = people.get(staff_id)
            for_good = person is not None and self.roles.isdisjoint(person.roles)
            if person is None:
                why = (
                    "Admin menutup akun Anda. Anda sudah keluar, dan loket Anda sudah dikembalikan."
                )
            elif for_good:
                why = "Peran Anda di halaman ini sudah berakhir."
            else:
                why = "Anda sudah keluar. Yang Anda ketik masih ada; masuk lagi untuk meneruskan."
            self._inside.pop(sid, None)
            self.emit("out", {"words": why, "forGood": for_good}, room=sid)
            disconnect(sid, namespace=self.namespace)


class StaffRoom(SignedInRoom):
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
        self._server, self._event, self.roles = socketio, namespace.lstrip("/"), frozenset(roles)
        self._draw, self._mark = draw, mark
        self._seen: object = None
        socketio.on_namespace(self)

    def welcome(self) -> None:
        emit(self._event, self._draw())

    def refresh(self) -> None:
        """Send the picture to everybody, if anything in it may have changed."""
        self.put_out()
        if not self.has_listeners:
            return
        mark = self._mark()
        if mark != self._seen:
            self._seen = mark
            self._server.emit(self._event, self._draw(), namespace=self.namespace)
