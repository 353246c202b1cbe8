"""How long from a touch until the slip has come to the printer, beside writing it there bare."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing

from deploy.benchmarks.figure import Figure, Floor, interleaved, p50
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import Client, Press, take_number
from deploy.benchmarks.printer import TcpPrinter
from deploy.benchmarks.stage import Stage

_REST_SECONDS = 0.2


def figures(stage: Stage, plan: Plan) -> Iterator[Figure]:
    """Touch to paper sent, with the print station running."""
    printer = stage.printer
    wire = socket.create_connection(("127.0.0.1", printer.port))
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with closing(Client(stage.place.port)) as client, wire:
        press = take_number(client)
        _until_sent(printer, press)
        slip = printer.last
        ours, floor = interleaved(
            plan.rounds,
            lambda: [_until_sent(printer, press) for _ in range(plan.slips)],
            lambda: [_until_sent(printer, lambda: wire.sendall(slip)) for _ in range(plan.slips)],
        )
    bare = Floor("the same bytes written to the printer's TCP port", p50(floor))
    yield Figure("touch to paper sent, p50", p50(ours), "ms", bare, plan.rounds * plan.slips)


def _until_sent(printer: TcpPrinter, press: Press) -> float:
    before, began = printer.slips, time.perf_counter()
    press()
    came = printer.wait_for(before + 1)
    time.sleep(_REST_SECONDS)  # the station is still writing down how it went
    return (came - began) * 1000
