"""The print station's process: start, heartbeat, bell, stop."""

import fcntl
import logging
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Event

from printstation.printers import address, open_printer, sheet_address
from printstation.sheets import document
from printstation.sheets.worker import SheetWorker
from printstation.slip_worker import SlipWorker
from shared import bell, config
from shared.config import Settings
from shared.errors import N_, SetupError
from shared.rules.common import office
from shared.rules.paper import power, printers, slips

log = logging.getLogger("antrean.printstation")

Workers = Sequence[SlipWorker | SheetWorker]

_HEARTBEAT_SECONDS = 2.0
_BELL_SECONDS = 0.5
_STOP_SECONDS = 10.0
_TOPICS = {"paper", "printers", "sheets"}


def run(settings: Settings, stop: Event | None = None) -> None:
    """Print until `stop` is set, or until SIGTERM or SIGINT when none is given.

    Raises SetupError when a setting, the database or a second station here stands in the way.
    """
    if stop is None:
        stop = _stop_at_signals()
    with _only_one_here(settings), _open_office(settings) as settings:
        sheet_address.addresses(settings.printers_sheet)
        address.parse(settings.printers_ticket)
        touched = slips.reconcile(settings.station)
        if touched:
            log.warning("%s slips were on their way at the last stop", touched)
        document.clear()
        _serve(settings, _workers(settings, stop), stop)


def _serve(settings: Settings, workers: Workers, stop: Event) -> None:
    listener = bell.Listener(settings.data, "printstation")
    try:
        for worker in workers:
            worker.start()
        log.info("print station %s is ready", settings.station)
        _stay_alive(settings, listener, workers, stop)
    finally:
        stop.set()
        listener.close()
        for worker in workers:
            worker.wake.set()
            worker.join(_STOP_SECONDS)
        log.info("print station %s has stopped", settings.station)


def _stay_alive(settings: Settings, listener: bell.Listener, workers: Workers, stop: Event) -> None:
    """Until it is stopped, or other printers were chosen: then whoever keeps it starts another."""
    beat_at = 0.0
    while not stop.is_set() and _printers_of(office.here().settings) == _printers_of(settings):
        if time.monotonic() >= beat_at:
            _beat(settings.station)
            beat_at = time.monotonic() + _HEARTBEAT_SECONDS
        if listener.wait(_BELL_SECONDS) & _TOPICS:
            for worker in workers:
                worker.wake.set()
        if not stop.is_set() and not all(worker.is_alive() for worker in workers):
            raise RuntimeError("a printer's thread has ended")


def _printers_of(settings: Settings) -> tuple[object, ...]:
    return (
        settings.printers_ticket,
        settings.printers_sheet,
        settings.printers_width,
        settings.printers_codes,
    )


def _beat(station: str) -> None:
    try:
        printers.heartbeat(station)
        office.renew()
        power.look()
    except Exception:
        # Its absence is what the seats will notice; the printers go on.
        log.exception("heartbeat not stored")


def _workers(settings: Settings, stop: Event) -> Workers:
    printer = open_printer(
        settings.printers_ticket,
        data=settings.data,
        width_mm=settings.printers_width,
        broken_off=slips.broken_off(settings.station),
    )
    sheet_printers = {
        name: sheet_address.open_sheet_printer(place, settings.data)
        for name, place in sheet_address.addresses(settings.printers_sheet).items()
    }
    return [
        *([SlipWorker(settings, slips.TICKET_PRINTER, printer, stop)] if printer else []),
        *(SheetWorker(settings.station, *known, stop) for known in sheet_printers.items()),
    ]


def _stop_at_signals() -> Event:
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


@contextmanager
def _open_office(settings: Settings) -> Iterator[Settings]:
    """The office, and the settings as it chose them."""
    here = office.open_office(settings, checkpoints=False)
    try:
        yield here.settings
    finally:
        office.close_office()


@contextmanager
def _only_one_here(settings: Settings) -> Iterator[None]:
    """Two stations of one name would take each other's half-sent slips for their own."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with open(settings.data / "printstation.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SetupError(
                "setelan", "data", N_("penjaga pencetak lain sudah berjalan untuk folder data ini")
            ) from error
        yield


if __name__ == "__main__":
    run(config.load(os.environ))
