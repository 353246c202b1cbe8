"""The work of one A4 printer's thread: carries begun jobs on, claims the next one."""

from threading import Event

from printstation.printers.printer import Reasons, blocking
from printstation.printers.sheet import QueueAway, SheetPrinter
from printstation.sheets.way import Way
from printstation.watch import Watch, Worker
from shared.records import SheetJob
from shared.rules.paper import power, printers, sheets

NO_RIGHT = printers.QUEUE_NO_RIGHT
_BEFORE_RELEASE = (sheets.SUBMITTING, sheets.HELD)


class _FedWatch(Watch):
    """A printer's watch that also says when the battery is too short to begin another sheet."""

    def look(self) -> Reasons:
        return _fed(super().look())

    def tell(self, found: Reasons) -> None:
        super().tell(_fed(found))


def _fed(found: Reasons) -> Reasons:
    supply = power.known()
    ends = supply is not None and supply.last and printers.BATTERY_LOW not in found
    return (*found, printers.BATTERY_LOW) if ends else found


class SheetWorker(Worker[SheetPrinter]):
    """Prints the sheets of one A4 printer."""

    look_seconds = 2.0

    def __init__(self, station: str, name: str, printer: SheetPrinter, stop: Event) -> None:
        super().__init__(station, name, printer, stop)
        self._watch = _FedWatch(station, name, printer)
        self._way = Way(printer, stop, self._watch.tell)

    def work(self, found: Reasons) -> None:
        may_print = self._pause.may_print(found)
        for row in sheets.in_flight(self._station, self._printer_name):
            if may_print or row.cancel_asked or row.state not in _BEFORE_RELEASE:
                self._carry_on(row)
        if self._stop_asked.is_set() or not (may_print or NO_RIGHT in found):
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
