"""How long the rule itself takes: a number with ticket, slip, history and journal, on disk."""

import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from deploy.benchmarks import office
from deploy.benchmarks.figure import Figure, Floor, Goal, interleaved, p50
from deploy.benchmarks.ledger import Ledger
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import timed
from shared.rules import queue
from shared.rules.queue import Press


def figures(folder: Path, plan: Plan) -> Iterator[Figure]:
    """`queue.take` beside the bare commit of the same four rows."""
    place = office.prepared(folder, "rules", printer="virtual:")
    with office.opened(place):
        ledger = Ledger(place.settings.data / "bare.sqlite3")
        ours, floor = interleaved(
            plan.rounds,
            lambda: timed(_take, plan.presses),
            lambda: timed(lambda: _give(ledger), plan.presses),
        )
        ledger.close()
    bare = Floor("number, step, slip and journal line durably committed", p50(floor))
    runs = plan.rounds * plan.presses
    yield Figure("queue.take p50", p50(ours), "ms", bare, runs, goal=Goal(2))


def _take() -> None:
    queue.take(Press("KK", str(uuid4())))


def _give(ledger: Ledger) -> None:
    ledger.give(str(uuid4()), time.time_ns() // 1_000_000, whole=True)
