"""Watches one printer and tells the seats at once when something about it changes."""

import logging
import time

from printstation.printers.printer import Printer, Reasons, blocking
from printstation.printers.sheet import SheetPrinter
from shared.rules.paper import printers

log = logging.getLogger("antrean.printstation")

_PAUSES = (2.0, 5.0, 15.0, 60.0)


class Watch:
    """What the seats have last been told about one printer."""

    def __init__(self, station: str, name: str, printer: Printer | SheetPrinter) -> None:
        self._station = station
        self._name = name
        self._printer = printer
        self._told: tuple[Reasons, str | None] | None = None

    def look(self) -> Reasons:
        """Ask the printer how it is, and tell the seats if that is news."""
        found = self._printer.look()
        self.tell(found)
        return found

    def tell(self, found: Reasons) -> None:
        """Tell the seats if this is news; tried again at the next look if it cannot be stored."""
        news = (found, self._printer.capability)
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
