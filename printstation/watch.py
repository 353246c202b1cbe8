"""One printer's thread: watches the printer, tells the seats what is news, has the work done."""

import logging
import time
from abc import ABC, abstractmethod
from threading import Event, Thread
from typing import Generic, TypeVar

from printstation.printers.printer import Printer, Reasons, blocking
from printstation.printers.sheet import QueueAway, QueueRefused, SheetPrinter
from shared import db, hold
from shared.rules.common.office import here
from shared.rules.paper import printers

log = logging.getLogger("antrean.printstation")

P = TypeVar("P", Printer, SheetPrinter)

_PAUSES = (2.0, 5.0, 15.0, 60.0)


class Watch:
    """What the seats have last been told about one printer."""

    def __init__(self, station: str, name: str, printer: Printer | SheetPrinter) -> None:
        self._station = station
        self._name = name
        self._printer = printer
        self._told: tuple[Reasons, str | None, str | None] | None = None

    def look(self) -> Reasons:
        """Ask the printer how it is, and tell the seats if that is news."""
        found = self._printer.look()
        self.tell(found)
        return found

    def tell(self, found: Reasons) -> None:
        """Tell the seats if this is news; tried again at the next look if it cannot be stored."""
        news = (found, self._printer.capability, self._printer.device)
        if news == self._told:
            return
        try:
            printers.report(self._station, self._name, *news)
        except Exception:
            # A slip may be half printed just now: no trouble with the news may break into that.
            log.exception("state of printer %s not stored", self._name)
            return
        self._told = news
        log.info(
            "printer %s: %s",
            self._name,
            ", ".join(found) or "ready",
            extra={"printer": self._name, "reasons": found},
        )


class Pause:
    """How long to leave a printer alone that could not take a slip, though it looked able to."""

    def __init__(self) -> None:
        self._failures = 0
        self._until = 0.0
        self._was_blocked = False

    def failed(self) -> None:
        """Nothing of a slip could be sent."""
        step = min(self._failures, len(_PAUSES) - 1)
        self._until = time.monotonic() + _PAUSES[step]
        self._failures += 1

    def reset(self) -> None:
        """A slip came through."""
        self._failures, self._until = 0, 0.0

    def may_print(self, found: Reasons) -> bool:
        """Whether to try now; a printer seen mended is tried at once."""
        blocked = bool(blocking(found))
        if self._was_blocked and not blocked:
            self._until = 0.0
        self._was_blocked = blocked
        return not blocked and time.monotonic() >= self._until


class Worker(ABC, Thread, Generic[P]):
    """Works for one printer until `stop` is set; `wake` makes it look at once."""

    look_seconds: float

    def __init__(self, station: str, name: str, printer: P, stop: Event) -> None:
        super().__init__(name=f"printer-{name}", daemon=True)
        self.wake = Event()
        self._station = station
        self._printer_name = name
        self._printer: P = printer
        self._stop_asked = stop
        self._watch = Watch(station, name, printer)
        self._pause = Pause()

    def run(self) -> None:
        try:
            while not self._stop_asked.is_set():
                self._turn()
                self.wake.wait(self.look_seconds)
                self.wake.clear()
        finally:
            self._printer.close()
            db.close_database()

    def _turn(self) -> None:
        if hold.is_on(here().settings.data):
            return  # paper cannot be undone
        try:
            self.work(self._watch.look())
        except (QueueAway, QueueRefused) as no:
            log.info("printer %s: %s: %s", self._printer_name, no.reason, no)
            self._watch.look()
        except Exception:
            # Whatever is wrong with one job or the database, the printer is looked at again.
            log.exception("turn of printer %s failed", self._printer_name)

    @abstractmethod
    def work(self, found: Reasons) -> None:
        """Everything that can be done now; `found` is what is wrong with the printer."""
