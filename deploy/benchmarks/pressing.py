"""How long a press takes over HTTP: one person, eight at once, fairly; beside bare Flask."""

from collections.abc import Iterator
from contextlib import ExitStack, closing

from deploy.benchmarks.figure import Figure, Floor, Goal, interleaved, p50, p99
from deploy.benchmarks.plan import CLIENTS, Plan
from deploy.benchmarks.presses import (
    Client,
    Press,
    take_bare_number,
    timed,
    timed_together,
)
from deploy.benchmarks.stage import Stage

_WARM_UP = 3
_FLOOR = "bare Flask POST, one row durably committed"


def figures(stage: Stage, plan: Plan, beside: str, slower: float) -> Iterator[Figure]:
    """Touch to committed, and how many tickets a second, with this `beside` it.

    `slower`: how many times fewer tickets a second than the floor are good enough.
    """
    with ExitStack() as links:
        ours, bare = [
            [press(links.enter_context(closing(Client(port)))) for _ in range(CLIENTS)]
            for port, press in (
                (stage.place.port, stage.take_number),
                (stage.bare_place.port, take_bare_number),
            )
        ]
        for press in (*ours, *bare):
            timed(press, _WARM_UP)
        yield from _alone(ours[0], bare[0], plan, beside)
        yield from _together(ours, bare, plan, beside, slower)


def _alone(ours: Press, bare: Press, plan: Plan, beside: str) -> Iterator[Figure]:
    mine, floor = interleaved(
        plan.rounds, lambda: timed(ours, plan.presses), lambda: timed(bare, plan.presses)
    )
    runs = plan.rounds * plan.presses
    name = f"touch to committed, 1 client, {beside}"
    yield Figure(f"{name}, p50", p50(mine), "ms", Floor(_FLOOR, p50(floor)), runs, goal=Goal(2))
    yield Figure(f"{name}, p99", p99(mine), "ms", Floor(_FLOOR, p99(floor)), runs, goal=Goal(3))


def _together(
    ours: list[Press], bare: list[Press], plan: Plan, beside: str, slower: float
) -> Iterator[Figure]:
    results = interleaved(
        plan.rounds,
        lambda: timed_together(ours, plan.together),
        lambda: timed_together(bare, plan.together),
    )
    (mine, rates), (floor, floor_rates) = [zip(*result, strict=True) for result in results]
    runs = plan.rounds * plan.together * CLIENTS
    name = f"touch to committed, {CLIENTS} clients, {beside}"
    yield Figure(f"{name}, p50", p50(mine), "ms", Floor(_FLOOR, p50(floor)), runs)
    yield Figure(f"{name}, p99", p99(mine), "ms", Floor(_FLOOR, p99(floor)), runs)
    yield Figure(
        f"{name}, fairness p99/p50",
        p99(mine) / p50(mine),
        "x",
        Floor(_FLOOR, p99(floor) / p50(floor)),
        runs,
        goal=Goal(4, of_value=True),
    )
    yield Figure(
        f"tickets a second, {CLIENTS} clients, {beside}",
        p50([rates]),
        "1/s",
        Floor(_FLOOR, p50([floor_rates])),
        runs,
        more_is_better=True,
        goal=Goal(slower),
    )
