"""The CUPS queue of an A4 printer: made, repaired, or let go on after somebody stopped it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import cups

from printstation.printers.sheet_caller import NO_RIGHT, connect, let_go_on
from printstation.printers.sheet_cups import JOB, OPTIONS, OURS, STOPPED_BY_US
from printstation.printers.sheet_line import SheetLine
from shared import terminal
from shared.errors import N_, SetupError

_DRIVERLESS = "everywhere"
_KEY = "printers.sheet"
_POLICY = "antrean"
_AS_OURS = frozenset({"no-hold", "auto", "('none', 'none')", "['none', 'none']"})
_MADE_SECONDS = 60.0
_CONNECT_SECONDS = 10
_TRIES = 20


def set_up(queue: str, device_uri: str, driver: str = _DRIVERLESS) -> None:
    """Make the queue for the printer at this address, or repair it; it is left stopped.

    The print station lets it go on. `driver`: a PPD name of `lpinfo -m`; driverless by default.
    Raises SetupError when CUPS cannot be reached or cannot talk to the printer.
    """
    uri = device_uri.partition("?")[0]
    if driver == _DRIVERLESS and SheetLine.to(uri) is None:
        raise _wrong(N_("alamat pencetak harus ipp:// atau ipps://, atau sebutkan driver-nya"))
    with _connected() as connection:
        _make(connection, queue, uri, driver)


def resume(queue: str) -> None:
    """Let a queue print again that CUPS or a person has stopped; no job that was in it, though.

    What was let go before the stop may be on paper already: CUPS would print it once more.
    """
    with _connected() as connection:
        for number in _let_go(connection, queue):
            connection.cancelJob(number)
        let_go_on(connection, queue)
        connection.acceptJobs(queue)


@dataclass(frozen=True)
class QueueStand:
    """A queue: the address behind it, and whether we may let it go on; None while that would."""

    device: str
    may_open: bool | None


def stand(queue: str) -> QueueStand:
    """How the queue stands for whoever runs this; SetupError when CUPS does not know it."""
    with _connected() as connection:
        found = connection.getPrinters().get(queue)
        if found is None:
            mend = f"jalankan {terminal.typed('printer add ALAMAT', root=True)}"
            raise _wrong(f"antrean {queue} tidak ada di CUPS; {mend}")
        device = found["device-uri"].partition("?")[0]
        if found["printer-state"] == cups.IPP_PRINTER_STOPPED:
            return QueueStand(device, None)
        try:
            let_go_on(connection, queue)
        except cups.IPPError as error:
            if error.args[0] in NO_RIGHT:
                return QueueStand(device, False)
            raise
    return QueueStand(device, True)


def _let_go(connection: Any, queue: str) -> list[int]:
    """Our jobs in the queue that may print as soon as it goes on."""
    found = connection.getJobs(requested_attributes=JOB)
    return [
        number
        for number, job in found.items()
        if job.get("job-printer-uri", "").endswith(f"/{queue}")
        and job.get("job-name", "").startswith(OURS)
        and job["job-state"] != cups.IPP_JOB_HELD
    ]


def defaults(queue: str) -> dict[str, str]:
    """What the queue would do to a page of whoever says nothing else, where our jobs say other."""
    names = [f"{name}-default" for name in OPTIONS]
    with _connected() as connection:
        found = connection.getPrinterAttributes(queue, requested_attributes=names)
    said = {name: str(found.get(f"{name}-default", ours)) for name, ours in OPTIONS.items()}
    return {
        name: said[name] for name, ours in OPTIONS.items() if said[name] not in _AS_OURS | {ours}
    }


def _make(connection: Any, queue: str, uri: str, driver: str) -> None:
    connection.addPrinter(queue, device=uri, ppdname=driver, info="Pencetak A4 kantor")
    if driver == _DRIVERLESS:
        _wait_until_made(connection, queue)
    for tries_left in reversed(range(_TRIES)):
        try:
            _settle(connection, queue, uri)
            break
        except cups.IPPError as error:
            # A queue that is made anew looks made at once, while CUPS still writes its driver.
            if error.args[0] != cups.IPP_INTERNAL_ERROR or not tries_left:
                raise
            time.sleep(0.1)


def _settle(connection: Any, queue: str, uri: str) -> None:
    """Everything that a queue is told once it is there; telling it again changes nothing."""
    if SheetLine.to(uri) is not None:
        # Not before: CUPS makes no driver for an address with options, and says nothing.
        connection.setPrinterDevice(queue, f"{uri}?contimeout={_CONNECT_SECONDS}")
    connection.setPrinterErrorPolicy(queue, "abort-job")
    connection.setPrinterJobSheets(queue, "none", "none")
    connection.setPrinterShared(queue, False)
    _let_the_station_open(connection, queue)
    connection.acceptJobs(queue)
    connection.disablePrinter(queue, STOPPED_BY_US)


def _let_the_station_open(connection: Any, queue: str) -> None:
    """Put the queue under the office's policy, where CUPS has it (`deploy.cups`)."""
    name = "printer-op-policy-supported"
    if _POLICY in connection.getPrinterAttributes(queue, requested_attributes=[name])[name]:
        connection.setPrinterOpPolicy(queue, _POLICY)


def _wait_until_made(connection: Any, queue: str) -> None:
    deadline = time.monotonic() + _MADE_SECONDS
    while "IPP Everywhere" not in connection.getPrinters()[queue]["printer-make-and-model"]:
        if time.monotonic() > deadline:
            connection.deletePrinter(queue)
            raise _wrong(N_("pencetak tidak menjawab, atau tidak mendukung IPP Everywhere"))
        time.sleep(0.05)


@contextmanager
def _connected() -> Iterator[Any]:
    try:
        yield connect()
    except RuntimeError as error:
        raise _wrong(N_("CUPS tidak berjalan; pasang dan nyalakan dahulu")) from error
    except cups.IPPError as error:
        raise _wrong(str(error.args[1])) from error


def _wrong(reason: str) -> SetupError:
    return SetupError("setelan", _KEY, reason)
