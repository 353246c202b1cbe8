"""How long until the first number after a start, and until all boards are right after a crash."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

from deploy.benchmarks import office
from deploy.benchmarks.boards import SOCKET_IO, Boards
from deploy.benchmarks.figure import Figure, Floor, Goal, interleaved, p50
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import Client, Given, Press, take_bare_number
from deploy.benchmarks.processes import PYTHON, Process
from deploy.benchmarks.stage import Stage


def figures(folder: Path, plan: Plan) -> Iterator[Figure]:
    """From the command until the first number, beside bare Flask and bare Python."""
    place, bare_place = office.prepared(folder, "start"), office.empty(folder, "bare-start")
    ours, bare, python = interleaved(
        plan.starts,
        lambda: _first_number(lambda: office.web(place), place.port, Given().take_number),
        lambda: _first_number(
            lambda: office.bare_web(bare_place), bare_place.port, take_bare_number
        ),
        _bare_python,
    )
    name = "start to the first number"
    floor, least = Floor("bare Flask", p50([bare])), Floor("python -c pass", p50([python]))
    yield Figure(name, p50([ours]), "ms", floor, plan.starts, goal=Goal(3))
    yield Figure(name, p50([ours]), "ms", least, plan.starts, goal=Goal(1000, of_value=True))


def again(stage: Stage, plan: Plan, count: int) -> Iterator[Figure]:
    """From the death of the worker until each of so many boards has a whole picture again."""
    ours, bare = [
        closing(Boards(SOCKET_IO.format(port=place.port), count, socket_io=True, comes_back=True))
        for place in (stage.place, stage.bare_place)
    ]
    with ours as our_boards, bare as bare_boards:
        times, floor = interleaved(
            plan.restarts,
            lambda: _killed(stage.web, our_boards),
            lambda: _killed(stage.bare_web, bare_boards),
        )
    told = Floor("bare Flask-SocketIO", p50([floor]))
    name = f"worker killed, until {count} boards are right"
    yield Figure(name, p50([times]), "ms", told, plan.restarts, goal=Goal(2))


def _first_number(
    start: Callable[[], AbstractContextManager[Process]],
    port: int,
    press: Callable[[Client], Press],
) -> float:
    began = time.perf_counter()
    with start(), closing(Client(port)) as client:
        press(client)()
        return (time.perf_counter() - began) * 1000


def _killed(process: Process, boards: Boards) -> float:
    boards.forget()
    began = time.perf_counter()
    process.kill_worker()
    return boards.until_last_heard("", began)


def _bare_python() -> float:
    began = time.perf_counter()
    subprocess.run([*PYTHON, "-c", "pass"], check=True, timeout=30)
    return (time.perf_counter() - began) * 1000
