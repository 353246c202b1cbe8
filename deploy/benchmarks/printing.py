"""How long from a touch until the slip has come to the printer, beside writing it there bare."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

from deploy.benchmarks.figure import Figure, Floor, interleaved, p50
from deploy.benchmarks.ledger import Ledger
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import Client, Press, take_bare_number
from deploy.benchmarks.printer import TcpPrinter
from deploy.benchmarks.stage import Stage

_WRITTEN = "the same bytes written to the printer's TCP port"
_COMMITTED = "bare Flask POST, four rows durably committed, then those bytes written"
_COMMITS_OF_STATION = 3
_REST_SECONDS = 0.2


def figures(stage: Stage, plan: Plan) -> Iterator[Figure]:
    """Touch to paper sent, with the print station running.

    The first floor only writes; the second commits before as often as the office must: the number
    over HTTP, then claimed, composed and sending.
    """
    printer = stage.printer
    wire = socket.create_connection(("127.0.0.1", printer.port))
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    ledger = Ledger(stage.bare_place.settings.data / "station.sqlite3")
    with (
        closing(Client(stage.place.port)) as client,
        closing(Client(stage.bare_place.port)) as bare_client,
        closing(ledger),
        wire,
    ):
        press, bare_press = stage.take_number(client), take_bare_number(bare_client)
        _until_sent(printer, press)
        slip = printer.last

        def commit_and_write() -> None:
            bare_press()
            for _ in range(_COMMITS_OF_STATION):
                ledger.give(str(uuid4()), 0)
            wire.sendall(slip)

        ours, written, committed = interleaved(
            plan.rounds,
            lambda: [_until_sent(printer, press) for _ in range(plan.slips)],
            lambda: [_until_sent(printer, lambda: wire.sendall(slip)) for _ in range(plan.slips)],
            lambda: [_until_sent(printer, commit_and_write) for _ in range(plan.slips)],
        )
    name, runs = "touch to paper sent, p50", plan.rounds * plan.slips
    yield Figure(name, p50(ours), "ms", Floor(_WRITTEN, p50(written)), runs)
    yield Figure(name, p50(ours), "ms", Floor(_COMMITTED, p50(committed)), runs)


def _until_sent(printer: TcpPrinter, press: Press) -> float:
    before, began = printer.slips, time.perf_counter()
    press()
    came = printer.wait_for(before + 1)
    time.sleep(_REST_SECONDS)  # the station is still writing down how it went
    return (came - began) * 1000
