"""What both processes weigh: memory before, under and after a crowd, processor time at rest."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing

from deploy.benchmarks.boards import SOCKET_IO, Boards
from deploy.benchmarks.figure import Figure, Floor, Goal
from deploy.benchmarks.office import Place
from deploy.benchmarks.plan import Plan
from deploy.benchmarks.presses import silent
from deploy.benchmarks.processes import Process, Weight

_HALF_A_HEAD = b"GET /kios HTTP/1.1\r\nHost: 127."
_SETTLED_SECONDS = 45  # silent connections are gone within 40


def at_rest(web: Process, station: Process, bare: Process, plan: Plan) -> Iterator[Figure]:
    """Memory and processor time of an office in which nobody does anything."""
    yield from _memory("web idle", web.weigh(), bare.weigh())
    yield from _memory("print station idle", station.weigh(), bare.weigh())
    yield _together("idle", web, station, 130)
    before, began = [one.processor_seconds() for one in (web, station, bare)], time.monotonic()
    time.sleep(plan.idle_seconds)
    span = time.monotonic() - began
    *ours, floor = [
        100 * (one.processor_seconds() - was) / span
        for one, was in zip((web, station, bare), before, strict=True)
    ]
    told = Floor("bare Flask", floor)
    runs = int(plan.idle_seconds)
    yield Figure("idle: web + print station", sum(ours), "% CPU", told, runs, goal=_value(0.3))


def crowded(place: Place, web: Process, station: Process, plan: Plan) -> Iterator[Figure]:
    """Memory with boards, half requests and silent connections, and when all are gone."""
    with ExitStack() as links:
        url = SOCKET_IO.format(port=place.port)
        links.enter_context(closing(Boards(url, plan.crowd, socket_io=True)))
        for says in (b"", _HALF_A_HEAD):
            for _ in range(plan.crowd):
                links.enter_context(silent(place.port, says))
        yield _together(f"with a crowd of {3 * plan.crowd}", web, station, None)
    time.sleep(1)
    yield _together("just after the crowd", web, station, 180)
    time.sleep(_SETTLED_SECONDS if plan.crowd > 100 else 1)
    yield _together("some time after the crowd", web, station, 150)


def after_load(web: Process, station: Process, bare: Process) -> Iterator[Figure]:
    """Memory when all presses of the bench are over."""
    yield from _memory("web after load", web.weigh(), bare.weigh())
    yield from _memory("print station after load", station.weigh(), bare.weigh())


def _memory(name: str, ours: Weight, floor: Weight) -> Iterator[Figure]:
    """RSS of the one process, and PSS with its parent, beside bare Flask in the same state."""
    yield Figure(f"{name}, RSS", ours.rss, "MB", Floor("bare Flask", floor.rss), 1)
    yield Figure(f"{name}, PSS", ours.pss, "MB", Floor("bare Flask", floor.pss), 1)


def _together(when: str, web: Process, station: Process, most: float | None) -> Figure:
    both = web.weigh().pss + station.weigh().pss
    goal = None if most is None else _value(most)
    return Figure(f"memory {when}: web + print station, PSS", both, "MB", None, 1, goal=goal)


def _value(most: float) -> Goal:
    return Goal(most, of_value=True)
