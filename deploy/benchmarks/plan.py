"""How much is measured: enough for medians, bounded in count and time."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """Rounds of each measurement and what is done in a round."""

    rounds: int
    presses: int
    together: int
    slips: int
    boards: int
    calls: int
    starts: int
    files: int
    tickets: int
    sheets: int
    complaints: int


CLIENTS = 8
FULL = Plan(
    rounds=7,
    presses=40,
    together=15,
    slips=6,
    boards=50,
    calls=5,
    starts=5,
    files=60_000,
    tickets=60_000,
    sheets=5,
    complaints=20_000,
)
QUICK = Plan(
    rounds=2,
    presses=10,
    together=4,
    slips=2,
    boards=8,
    calls=2,
    starts=1,
    files=2_000,
    tickets=2_000,
    sheets=1,
    complaints=2_000,
)
