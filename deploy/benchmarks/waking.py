"""How long until the other process has read what was committed: by our bell, or by a FIFO."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from deploy.benchmarks.figure import Figure, Floor, Goal, interleaved, p50
from deploy.benchmarks.ledger import Ledger
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import timed
from deploy.benchmarks.processes import PYTHON, Process
from shared import bell

_BELL, _CALL, _ANSWER, _BOOK = "ear", "call.fifo", "answer.fifo", "book.sqlite3"
_FOR_EVER = 3600.0


def figures(folder: Path, plan: Plan) -> Iterator[Figure]:
    """One row committed, the other process told, the row read there, and a byte back."""
    home = folder / "waking"
    (home / _BELL).mkdir(parents=True)
    for name in (_CALL, _ANSWER):
        os.mkfifo(home / name)
    command = (*PYTHON, "-m", "deploy.benchmarks.waking", str(home))
    with (
        Process(command, os.environ, home / "log"),
        closing(Ledger(home / _BOOK)) as book,
        (home / _CALL).open("wb", 0) as call,
        (home / _ANSWER).open("rb", 0) as answer,
    ):

        def until_read(tell: Callable[[], object]) -> None:
            book.give(str(uuid4()), 0)
            tell()
            answer.read(1)

        until_read(lambda: call.write(b"."))
        ours, floor = interleaved(
            plan.rounds,
            lambda: timed(
                lambda: until_read(lambda: bell.ring(home / _BELL, "book")), plan.presses
            ),
            lambda: timed(lambda: until_read(lambda: call.write(b".")), plan.presses),
        )
    runs, told = plan.rounds * plan.presses, Floor("the same by FIFO", p50(floor))
    yield Figure("wake-up: committed to read, p50", p50(ours), "ms", told, runs, goal=Goal(3))


def read_all(home: Path) -> None:
    """Read the book whenever the bell or a byte calls, and answer; until killed."""
    ear = bell.Listener(home / _BELL, "bench")
    with (home / _CALL).open("rb", 0) as call, (home / _ANSWER).open("wb", 0) as answer:
        book = Ledger(home / _BOOK)

        def read_when(called: Callable[[], object]) -> None:
            while called():
                book.last()
                answer.write(b".")

        threading.Thread(target=read_when, args=(lambda: ear.wait(_FOR_EVER),), daemon=True).start()
        read_when(lambda: call.read(1))


if __name__ == "__main__":
    read_all(Path(sys.argv[1]))
