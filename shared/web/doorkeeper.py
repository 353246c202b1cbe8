"""Which WebSockets may stay: each costs threads for its whole life, and some are owed a place."""

import contextlib
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from shared import db
from shared.web import guards

JOIN_SECONDS = 10.0
"""Within these a connection has joined a picture, or it is ended."""
_YOUNG = 1.0
_MOST_UNREAD = 50
_SHARE = 0.75
_PLACE = "antrean.place"
_FULL = (
    "503 Service Unavailable",
    [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Retry-After", "3"),
    ],
)
_WORDS = b"Terlalu banyak layar. Coba lagi nanti."


@dataclass(eq=False)
class _Place:
    link: socket.socket | None
    address: str
    officer: bool
    since: float = field(default_factory=time.monotonic)
    joined: bool = False
    refused: bool = False
    ended: bool = False

    def end(self) -> None:
        """Put it out: its threads end as soon as its connection does."""
        self.ended = True
        if self.link is not None:
            with contextlib.suppress(OSError):
                self.link.shutdown(socket.SHUT_RDWR)


class Doorkeeper:
    """Counts WebSockets where they arrive, and ends those that join nothing, or fell silent.

    A quarter of the places is kept for people who are signed in. Of the others the address that
    holds most gives one up to a newcomer whose address holds fewer: one phone starves nobody.
    """

    def __init__(self, app: Flask, socketio: SocketIO, places: int) -> None:
        self._app, self._inner = app, app.wsgi_app
        self._server = socketio.server
        self._most, self._open_to_all = places, int(places * _SHARE)
        self._places: set[_Place] = set()
        self._lock = threading.Lock()
        app.wsgi_app = self  # type: ignore[method-assign]

    @property
    def inside(self) -> int:
        """How many WebSockets are open."""
        return sum(not one.ended for one in list(self._places))

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
            return self._inner(environ, start_response)
        place = _Place(
            environ.get("gunicorn.socket"), environ.get("REMOTE_ADDR", ""), self._officer(environ)
        )
        if not self._admit(place):
            start_response(*_FULL)
            return [_WORDS]
        try:
            return self._inner({**environ, _PLACE: place}, start_response)
        finally:
            with self._lock:
                self._places.discard(place)

    def _officer(self, environ: dict[str, Any]) -> bool:
        try:
            with db.connected(), self._app.request_context(environ):
                return guards.maybe_officer() is not None
        except Exception as error:
            if not db.store.of(error):
                raise
            return False

    def _admit(self, place: _Place) -> bool:
        with self._lock:
            inside = [one for one in self._places if not one.ended]
            others = [one for one in inside if not one.officer]
            free = len(inside) < self._most if place.officer else len(others) < self._open_to_all
            free = free or _gave_up(others, place)
            if free:
                self._places.add(place)
            return free

    def heard(self, environ: dict[str, Any], *, allowed: bool) -> None:
        """This connection joined a picture, or may not; then it is ended unless it has another."""
        if place := environ.get(_PLACE):
            place.joined, place.refused = place.joined or allowed, not allowed

    def look_round(self) -> None:
        """End what joined nothing in time, what has gone silent, and what does not read."""
        now, live = time.monotonic(), {}
        joined = {
            connection
            for rooms in list(self._server.manager.rooms.values())
            for connection in list(rooms.get(None, {}).values())
        }
        for connection, environ in list(self._server.environ.items()):
            if place := environ.get(_PLACE):
                place.joined = connection in joined
                live[place] = connection
        for place in list(self._places):
            age = now - place.since
            late = not place.joined and age > (_YOUNG if place.refused else JOIN_SECONDS)
            gone = place not in live and age > _YOUNG
            if late or gone or self._does_not_read(live.get(place)):
                place.end()

    def _does_not_read(self, connection: str | None) -> bool:
        one = self._server.eio.sockets.get(connection)
        return one is not None and one.queue.qsize() > _MOST_UNREAD


def _gave_up(others: list[_Place], newcomer: _Place) -> bool:
    """Whether somebody makes room: who has joined nothing, or who has the most."""
    waiting = [one for one in others if not one.joined and time.monotonic() - one.since > _YOUNG]
    held = Counter(one.address for one in others)
    most, count = max(held.items(), key=lambda one: one[1], default=("", 0))
    crowd = [one for one in others if one.address == most and count > held[newcomer.address] + 1]
    found = min(waiting or crowd, key=lambda one: one.since, default=None)
    if found is None:
        return False
    found.end()
    return True
