"""A thermal printer on the network, and the print station's view of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from printstation.printers import open_printer
from printstation.printers.printer import Printer
from tests.devices.thermal_printer import ThermalPrinter

Open = Callable[[str], Printer]
Print = Callable[..., str]


@pytest.fixture
def device() -> Iterator[ThermalPrinter]:
    """A healthy printer that answers everything."""
    with ThermalPrinter() as printer:
        yield printer


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens printers by address and closes them at the end."""
    all_of_them: list[Printer] = []

    def open_one(address: str) -> Printer:
        printer = open_printer(address, data=tmp_path, width_mm=80)
        assert printer
        all_of_them.append(printer)
        return printer

    yield open_one
    for printer in all_of_them:
        printer.close()


@pytest.fixture
def printer(device: ThermalPrinter, opened: Open) -> Printer:
    """The healthy printer as the print station holds it."""
    return opened(device.address)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printers that stay silent are not waited for as long as real ones."""
    monkeypatch.setattr("printstation.printers.conversation._FIRST_SECONDS", 0.3)
    monkeypatch.setattr("printstation.printers.conversation._PROBE_SECONDS", 0.3)


class Ear:
    """Hears why a slip is stuck."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, ...]] = []
        self.stop = Event()

    def __call__(self, reasons: tuple[str, ...]) -> None:
        self.heard.append(reasons)


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def put(ear: Ear) -> Print:
    """Prints a slip and gives the evidence."""

    def put_on_paper(printer: Printer, data: bytes, token: str = "token-1") -> str:
        return printer.print(data, token, tell=ear, stop=ear.stop)

    return put_on_paper
