"""The thread that keeps the screens true: it hears the bell, looks itself, and redraws."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from shared import db
from shared.bell import Listener
from shared.rules.common import journal

_log = logging.getLogger("antrean.live")

_LOOK_EVERY = 1.0
_REDRAW_EVERY = 15.0
_REST = 0.05

Picture = Callable[[], None]


class Live:
    """Redraws every picture when something was announced, changed, or some seconds went by."""

    def __init__(self, app: Flask, data: Path) -> None:
        self._app = app
        self._data = data
        self._pictures: list[Picture] = []
        self._chores: list[tuple[float, Callable[[], object]]] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)

    def show(self, picture: Picture) -> None:
        """Redraw this picture from now on; it sends only what changed."""
        self._pictures.append(picture)

    def every(self, seconds: float, chore: Callable[[], object]) -> None:
        """Do a small chore about this often."""
        self._chores.append((seconds, chore))

    def start(self) -> None:
        """Begin."""
        self._ear = Listener(self._data, "web")
        self._thread.start()

    def close(self) -> None:
        """Stop within a second."""
        self._stop.set()
        self._thread.join(3)
        self._ear.close()

    def _run(self) -> None:
        db.connect()
        version, drawn = -1, 0.0
        due = [time.monotonic() for _ in self._chores]
        while not self._stop.is_set():
            rung = self._ear.wait(_LOOK_EVERY)
            self._do_chores(due)
            now, seen = time.monotonic(), db.data_version()
            if rung or seen != version or now - drawn > _REDRAW_EVERY:
                version, drawn = seen, now
                self._redraw()
                # Drawing at every press of a crowd would take half of the process from it.
                self._stop.wait(_REST)
        db.close_database()

    def _redraw(self) -> None:
        with self._app.app_context():
            for picture in self._pictures:
                self._safely(picture)

    def _do_chores(self, due: list[float]) -> None:
        for place, (seconds, chore) in enumerate(self._chores):
            # What a day that nobody believes would end or remove cannot be had back.
            if time.monotonic() >= due[place] and not journal.doubt():
                due[place] = time.monotonic() + seconds
                self._safely(chore)

    def _safely(self, call: Callable[[], object]) -> None:
        # One broken picture must not leave every other screen stale.
        try:
            call()
        except Exception:
            _log.exception("a picture could not be drawn")
