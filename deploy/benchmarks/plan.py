"""How much is measured: enough for medians, bounded in count and time."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """Rounds of each measurement and what is done in a round."""

    rounds: int
    presses: int
    together: int
    slips: int
    boards: tuple[int, ...]
    calls: int
    starts: int
    restarts: int
    idle_seconds: float
    look_seconds: float
    crowd: int
    years: tuple[float, ...]
    sheets: int
    complaints: int


CLIENTS = 8
FULL = Plan(
    rounds=7,
    presses=150,
    together=40,
    slips=15,
    boards=(100, 1000),
    calls=5,
    starts=5,
    restarts=3,
    idle_seconds=30,
    look_seconds=2,
    crowd=300,
    years=(0, 1, 5),
    sheets=5,
    complaints=20_000,
)
QUICK = Plan(
    rounds=2,
    presses=10,
    together=4,
    slips=2,
    boards=(8,),
    calls=2,
    starts=1,
    restarts=1,
    idle_seconds=2,
    look_seconds=0.3,
    crowd=20,
    years=(0.1,),
    sheets=1,
    complaints=2_000,
)
