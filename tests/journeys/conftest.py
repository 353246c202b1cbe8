"""A running office for whole paths: both processes, and a printer on the network."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.devices.thermal_printer import ThermalPrinter
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
