"""How long the web process takes to start, and what both processes weigh."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from deploy.benchmarks import office
from deploy.benchmarks.figure import Figure, Floor, interleaved, p50
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.processes import PYTHON, Process, Weight


def starting(folder: Path, plan: Plan) -> Iterator[Figure]:
    """From the command until /healthz answers, beside bare Flask and bare Python."""
    place, bare_place = office.prepared(folder, "start"), office.empty(folder, "bare-start")
    ours, bare, python = interleaved(
        plan.starts,
        lambda: _until_up(lambda: office.web(place)),
        lambda: _until_up(lambda: office.bare_web(bare_place)),
        _bare_python,
    )
    name = "start to /healthz"
    yield Figure(name, p50([ours]), "ms", Floor("bare Flask", p50([bare])), plan.starts)
    yield Figure(name, p50([ours]), "ms", Floor("python -c pass", p50([python])), plan.starts)


def memory(name: str, ours: Weight, floor: Weight) -> Iterator[Figure]:
    """RSS of the one process, and PSS with its parent, beside bare Flask in the same state."""
    yield Figure(f"{name}, RSS", ours.rss, "MB", Floor("bare Flask", floor.rss), 1)
    yield Figure(f"{name}, PSS", ours.pss, "MB", Floor("bare Flask", floor.pss), 1)


def _until_up(start: Callable[[], AbstractContextManager[Process]]) -> float:
    began = time.perf_counter()
    with start():
        return (time.perf_counter() - began) * 1000


def _bare_python() -> float:
    began = time.perf_counter()
    subprocess.run([*PYTHON, "-c", "pass"], check=True, timeout=30)
    return (time.perf_counter() - began) * 1000
