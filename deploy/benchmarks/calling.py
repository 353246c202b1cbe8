"""How long from pressing "call" until the last of many boards has the picture of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing

from deploy.benchmarks.boards import SOCKET_IO, Boards
from deploy.benchmarks.figure import Figure, Floor, Goal, interleaved, p50, p99
from deploy.benchmarks.office import COUNTER
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import Client, Press, take_bare_number
from deploy.benchmarks.stage import Stage

_BROADCAST = "bare websockets broadcast of the same picture"
_COMMITTED = "bare Flask POST, one row durably committed, then that broadcast"
_REST_SECONDS = 0.3


def figures(stage: Stage, plan: Plan, count: int, most: float) -> Iterator[Figure]:
    """Call to the last of so many boards, beside a broadcast of as many bytes by a bare server.

    The first floor only broadcasts; the second commits a row over HTTP before, as a call must.
    """
    port, bare_port = stage.place.port, stage.bare_board_port
    with (
        closing(Client(port, stage.place.token)) as counter,
        closing(Client(stage.bare_place.port)) as bare_counter,
        closing(
            Boards(SOCKET_IO.format(port=port), count, socket_io=True, comes_back=True)
        ) as boards,
        closing(Boards(f"ws://127.0.0.1:{bare_port}", count, socket_io=False)) as bare,
    ):
        _let_people_wait(stage, plan.rounds * plan.calls + 1)
        _call(counter, boards)
        picture = boards.forget()
        commit = take_bare_number(bare_counter)
        ours, told, committed = interleaved(
            plan.rounds,
            lambda: _times(plan.calls, lambda: _call(counter, boards)),
            lambda: _times(plan.calls, lambda: _broadcast(bare, picture, first=_nothing)),
            lambda: _times(plan.calls, lambda: _broadcast(bare, picture, first=commit)),
        )
    name, runs = f"call to the last of {count} boards", plan.rounds * plan.calls
    yield Figure(f"{name}: hung up on", boards.lost, "", None, runs, goal=Goal(0, of_value=True))
    yield Figure(
        f"{name}, p50", p50(ours), "ms", Floor(_BROADCAST, p50(told)), runs, goal=Goal(most)
    )
    yield Figure(f"{name}, p50", p50(ours), "ms", Floor(_COMMITTED, p50(committed)), runs)
    yield Figure(f"{name}, p99", p99(ours), "ms", Floor(_COMMITTED, p99(committed)), runs)


def _let_people_wait(stage: Stage, count: int) -> None:
    slips = stage.printer.slips + count
    with closing(Client(stage.place.port)) as client:
        for _ in range(count):
            stage.take_number(client)()
    stage.printer.wait_for(slips)


def _call(counter: Client, boards: Boards) -> float:
    began = time.perf_counter()
    number = counter.post(f"/api/v1/counters/{COUNTER}/next", {})["number"]
    took = boards.until_last_heard(f'"{number}"', began)
    counter.post(f"/api/v1/counters/{COUNTER}/serve", {})
    time.sleep(_REST_SECONDS)  # until the boards have heard of that too
    return took


def _broadcast(boards: Boards, picture: str, *, first: Press) -> float:
    boards.forget()
    began = time.perf_counter()
    first()
    boards.say(picture)
    return boards.until_last_heard(picture[:40], began)


def _nothing() -> None:
    pass


def _times(count: int, work: Callable[[], float]) -> list[float]:
    return [work() for _ in range(count)]
