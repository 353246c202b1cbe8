"""The office and its floors, all running at once on ports of the loopback."""

import contextlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.benchmarks import office
from deploy.benchmarks.office import Place
from deploy.benchmarks.printer import TcpPrinter
from deploy.benchmarks.processes import PYTHON, Process, free_port


@dataclass(frozen=True)
class Stage:
    """What is measured (`place`, `web`) and what it is held against."""

    place: Place
    web: Process
    printer: TcpPrinter
    bare_place: Place
    bare_web: Process
    bare_board_port: int


@contextmanager
def running(folder: Path) -> Iterator[Stage]:
    """Everything but the print station, started and answering."""
    printer, board_port = TcpPrinter(), free_port()
    place = office.prepared(folder, "office", f"net:127.0.0.1:{printer.port}")
    bare_place = office.empty(folder, "bare")
    command = (*PYTHON, "-m", "deploy.benchmarks.bare_board", str(board_port))
    with (
        contextlib.closing(printer),
        Process(command, place.environ, place.log) as bare_board,
        office.bare_web(bare_place) as bare_web,
        office.web(place) as web,
    ):
        bare_board.until(lambda: _listens(board_port))
        yield Stage(place, web, printer, bare_place, bare_web, board_port)


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False
