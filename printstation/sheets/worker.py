"""One A4 printer's thread: looks at the printer, carries begun jobs on, claims the next one."""

import logging
from threading import Event, Thread

from printstation.printers.printer import Reasons, blocking
from printstation.printers.sheet import QueueAway, SheetPrinter
from printstation.sheets.way import Way
from printstation.watch import Pause, Watch
from shared import db
from shared.records import SheetJob
from shared.rules.paper import sheets

log = logging.getLogger("antrean.printstation")

_LOOK_SECONDS = 2.0
_BEFORE_RELEASE = (sheets.SUBMITTING, sheets.HELD)


class SheetWorker(Thread):
    """Prints for one A4 printer until `stop` is set; `wake` makes it look for work at once."""

    def __init__(self, station: str, name: str, printer: SheetPrinter, stop: Event) -> None:
        super().__init__(name=f"printer-{name}", daemon=True)
        self.wake = Event()
        self._station = station
        self._printer_name = name
        self._printer = printer
        self._stop_asked = stop
        self._watch = Watch(station, name, printer)
        self._pause = Pause()
        self._way = Way(printer, stop, self._watch.tell)

    def run(self) -> None:
        try:
            while not self._stop_asked.is_set():
                self._turn()
                self.wake.wait(_LOOK_SECONDS)
                self.wake.clear()
        finally:
            self._printer.close()
            db.close_database()

    def _turn(self) -> None:
        try:
            self.work(self._watch.look())
        except QueueAway as away:
            log.info("printer %s: CUPS is away: %s", self._printer_name, away)
        except Exception:
            # Whatever is wrong with one job or the database, the printer is looked at again.
            log.exception("turn of printer %s failed", self._printer_name)

    def work(self, found: Reasons) -> None:
        """Everything that can be done now; `found` is what is wrong with the printer."""
        may_print = self._pause.may_print(found)
        for row in sheets.in_flight(self._station, self._printer_name):
            if may_print or row.cancel_asked or row.state not in _BEFORE_RELEASE:
                self._carry_on(row)
        if self._stop_asked.is_set() or not may_print:
            return
        self._printer.open_queue(None)
        while not self._stop_asked.is_set() and self._print_next():
            pass

    def _print_next(self) -> bool:
        if blocking(self._watch.look()):
            return False
        row = sheets.claim_next(self._station, self._printer_name)
        return row is not None and self._carry_on(row)

    def _carry_on(self, row: SheetJob) -> bool:
        try:
            ended = self._way.carry_on(row)
        except QueueAway:
            self._pause.failed()
            raise
        if ended:
            self._pause.reset()
        elif not self._stop_asked.is_set():
            self._pause.failed()
        return ended
