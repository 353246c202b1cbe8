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
_REST_SHARE = 4

Picture = Callable[[], None]


class Live:
    """Redraws pictures: those of a topic when it was announced, all when anything else changed."""

    def __init__(self, app: Flask, data: Path) -> None:
        self._app = app
        self._data = data
        self._pictures: list[tuple[Picture, frozenset[str]]] = []
        self._chores: list[tuple[float, Callable[[], object]]] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)

    def show(self, picture: Picture, *topics: str) -> None:
        """Redraw this picture from now on, at once when one of `topics` rings.

        It sends only what changed, and only to whoever looks.
        """
        self._pictures.append((picture, frozenset(topics)))

    def every(self, seconds: float, chore: Callable[[], object]) -> None:
        """Do a small chore about this often, unless the clock is doubted.

        What a day that nobody believes would end or remove cannot be had back.
        """
        self.always(seconds, lambda: journal.doubt() or chore())

    def always(self, seconds: float, chore: Callable[[], object]) -> None:
        """Do a small chore about this often, whatever the clock says."""
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
            now, seen, spent = time.monotonic(), db.data_version(), time.thread_time()
            if now - drawn > _REDRAW_EVERY or (not rung and seen != version):
                version, drawn = seen, now
                self._redraw(None)
            elif rung:
                # Not all is seen with that: what rang for nobody is looked for in the next silence.
                self._redraw(rung)
            else:
                continue
            # Drawing at every press of a crowd would take half of the process from it. Waiting took
            # nothing: while a hundred boards come in, each for its picture, that would be seconds.
            spent = time.thread_time() - spent
            self._stop.wait(min(max(_REST, _REST_SHARE * spent), _LOOK_EVERY))
        db.close_database()

    def _redraw(self, rung: set[str] | None) -> None:
        with self._app.app_context():
            for picture, topics in self._pictures:
                if rung is None or not topics.isdisjoint(rung):
                    self._safely(picture)

    def _do_chores(self, due: list[float]) -> None:
        for place, (seconds, chore) in enumerate(self._chores):
            if time.monotonic() >= due[place]:
                due[place] = time.monotonic() + seconds
                self._safely(chore)

    def _safely(self, call: Callable[[], object]) -> None:
        # One broken picture must not leave every other screen stale.
        try:
            call()
        except Exception as error:
            db.store.of(error)
            _log.exception("a picture could not be drawn")
