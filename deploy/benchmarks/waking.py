"""How long until another process is awake: our bell beside a FIFO, there and back."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from io import FileIO
from pathlib import Path

from deploy.benchmarks.figure import Figure, Floor, Goal, interleaved, p50
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import timed
from deploy.benchmarks.processes import PYTHON, Process
from shared import bell

_THERE, _BACK = "there", "back"
_PATIENCE_SECONDS = 20.0


def figures(folder: Path, plan: Plan) -> Iterator[Figure]:
    """There and back, by bell and by FIFO, to a process that only answers."""
    home = folder / "waking"
    for name in (_THERE, _BACK):
        (home / name).mkdir(parents=True)
        os.mkfifo(home / f"{name}.fifo")
    command = (*PYTHON, "-m", "deploy.benchmarks.waking", str(home))
    with (
        closing(bell.Listener(home / _BACK, "bench")) as ear,
        Process(command, os.environ, home / "log"),
    ):
        call, answer = (home / "there.fifo").open("wb", 0), (home / "back.fifo").open("rb", 0)
        with call, answer:
            ours, floor = interleaved(
                plan.rounds,
                lambda: timed(lambda: _ring(home, ear), plan.presses),
                lambda: timed(lambda: _write(call, answer), plan.presses),
            )
    runs = plan.rounds * plan.presses
    told = Floor("a byte through a FIFO and back", p50(floor))
    yield Figure("wake-up: a ring there and back, p50", p50(ours), "ms", told, runs, goal=Goal(3))


def answer_all(home: Path) -> None:
    """Answer each ring with a ring and each byte with a byte, until killed."""
    ear = bell.Listener(home / _THERE, "bench")
    threading.Thread(target=_answer_rings, args=(home, ear), daemon=True).start()
    with (home / "there.fifo").open("rb", 0) as heard, (home / "back.fifo").open("wb", 0) as back:
        while byte := heard.read(1):
            back.write(byte)


def _answer_rings(home: Path, ear: bell.Listener) -> None:
    while True:
        if ear.wait(_PATIENCE_SECONDS):
            bell.ring(home / _BACK, "back")


def _ring(home: Path, ear: bell.Listener) -> None:
    bell.ring(home / _THERE, "there")
    if not ear.wait(_PATIENCE_SECONDS):
        raise TimeoutError("nobody rang back")


def _write(call: FileIO, answer: FileIO) -> None:
    call.write(b".")
    answer.read(1)


if __name__ == "__main__":
    answer_all(Path(sys.argv[1]))
