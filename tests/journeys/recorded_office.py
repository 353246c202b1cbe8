"""An office that gives and prints numbers while its disk is recorded; run as a program.

    python -m tests.journeys.recorded_office DATA COUNT SYNCHRONOUS

What the world is told is written to the file `told` in the same order as everything else: a ticket
once its press is answered, a slip just before its bytes leave.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

from printstation.printers.printer import Evidence, Reasons
from printstation.slip_worker import SlipWorker
from shared import config
from shared.db import sqlite
from shared.rules.paper import slips
from tests.office import opened, take

TOLD = "told"


class Outside:
    """The world outside the office's disk."""

    def __init__(self, data: Path) -> None:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.open(data / TOLD, os.O_CREAT | os.O_WRONLY)
        self._at = 0

    def hears(self, kind: str, what: str) -> None:
        self._at += os.pwrite(self._file, f"{kind} {what}".encode(), self._at)


class Window:
    """A printer whose slips go straight to the world outside."""

    capability = "process-id"
    device = None

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def look(self) -> Reasons:
        return ()

    def print(
        self, data: bytes, token: str, *, tell: Callable[[Reasons], None], stop: Event
    ) -> Evidence:
        self._outside.hears("slip", token)
        return "process-id"

    def forget(self) -> None: ...

    def close(self) -> None: ...


def main(data: Path, count: int, synchronous: str) -> None:
    sqlite.PRAGMAS["synchronous"] = synchronous
    settings = config.load({}, data=data, practice=True, voice="off")
    outside = Outside(data)
    with opened(settings):
        worker = SlipWorker(settings, slips.TICKET_PRINTER, Window(outside), Event())
        for _ in range(count):
            outside.hears("ticket", take().number)
            assert worker.print_next()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
