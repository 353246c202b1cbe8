"""A running office for whole paths: both processes, and a printer on the network."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import launched
from tests.devices.print_room import ADDRESS, PrintRoom
from tests.devices.thermal_printer import ThermalPrinter
from tests.journeys.mortal_sheets import SheetLives
from tests.running import Running

Run = Callable[..., Running]


@pytest.fixture
def printer() -> Iterator[ThermalPrinter]:
    """A healthy thermal printer."""
    with ThermalPrinter() as device:
        yield device


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Starts the pair of processes with these settings; stopped at the end."""
    with ExitStack() as offices:
        yield lambda **settings: offices.enter_context(Running(tmp_path, **settings))


@pytest.fixture
def browser() -> Iterator[Browser]:
    """The browser in which people of a path have their pages."""
    with sync_playwright() as player:
        chromium = launched(player.chromium)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def whole_room() -> Iterator[PrintRoom]:
    """A private CUPS with an A4 printer, for a whole file of tests."""
    with PrintRoom() as made:
        yield made


@pytest.fixture
def room(whole_room: PrintRoom) -> PrintRoom:
    """The same, healthy and with empty trays."""
    whole_room.tidy()
    return whole_room


@pytest.fixture
def sheet_office(tmp_path: Path, room: PrintRoom) -> Running:
    """An office that prints on A4 only, not yet started."""
    return Running(tmp_path, printers_ticket="none", printers_sheet=ADDRESS)


@pytest.fixture
def sheet_station(sheet_office: Running) -> Iterator[SheetLives]:
    """Lives of its print station."""
    with SheetLives(sheet_office.environ) as lives:
        yield lives
