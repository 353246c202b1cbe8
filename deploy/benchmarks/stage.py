"""The office and its floors, all running at once on ports of the loopback."""

import contextlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.benchmarks import office
from deploy.benchmarks.boards import SOCKET_IO
from deploy.benchmarks.figure import Figure, Goal
from deploy.benchmarks.office import Place
from deploy.benchmarks.presses import Client, Given, Press
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
    given: Given

    @contextmanager
    def listening(self, count: int) -> Iterator[None]:
        """So many boards beside it, in a process of their own."""
        log = self.place.settings.data.with_suffix(f".boards-{count}")
        url = SOCKET_IO.format(port=self.place.port)
        command = (*PYTHON, "-m", "deploy.benchmarks.boards", url, str(count))
        with Process(command, self.place.environ, log) as boards:
            boards.until(lambda: "listening" in log.read_text())
            yield

    def faults(self) -> Figure:
        """How many of all numbers of this run were given twice or left out."""
        name = "numbers given twice or left out"
        goal = Goal(0, of_value=True)
        return Figure(name, self.given.faults, "", None, self.given.count, goal=goal)

    def take_number(self, client: Client) -> Press:
        """A press on the touchscreen, noted down."""
        return self.given.take_number(client)


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
        yield Stage(place, web, printer, bare_place, bare_web, board_port, Given())


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False
