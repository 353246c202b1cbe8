"""One measured figure beside its floor, as one line of JSON."""

import json
import math
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from shared.db import sqlite


@dataclass(frozen=True)
class Floor:
    """What the machine does at best, measured in the same run."""

    name: str
    value: float


@dataclass(frozen=True)
class Figure:
    """A median over `runs` single values or rounds; `more_is_better` for rates."""

    name: str
    value: float
    unit: str
    floor: Floor
    runs: int
    more_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times worse than the floor; None when there is no floor to speak of."""
        above, below = self.value, self.floor.value
        if self.more_is_better:
            above, below = below, above
        return above / below if below else None

    def line(self) -> str:
        """The figure as JSON, with a note on the machine and how busy it was."""
        told: dict[str, Any] = {
            "name": self.name,
            "value": _short(self.value),
            "unit": self.unit,
            "floor": {"name": self.floor.name, "value": _short(self.floor.value)},
            "ratio": None if self.ratio is None else _short(self.ratio),
            "runs": self.runs,
            "machine": machine(),
        }
        return json.dumps(told, ensure_ascii=False)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values (0 to 1) does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def interleaved(rounds: int, *works: Callable[[], Any]) -> list[list[Any]]:
    """What each work gave in each round, done by turns so that all meet the same weather."""
    results: list[list[Any]] = [[] for _ in works]
    for turn in range(rounds):
        # The one that began last time goes last now.
        for place in sorted(range(len(works)), key=lambda place: (place + turn) % len(works)):
            results[place].append(works[place]())
    return results


def p50(rounds: Sequence[Sequence[float]]) -> float:
    """The middle of all values of all rounds."""
    return median(value for values in rounds for value in values)


def p99(rounds: Sequence[Sequence[float]]) -> float:
    """The usual 99th percentile of a round."""
    return median(percentile(values, 0.99) for values in rounds)


def machine() -> str:
    """The machine and how busy it is, for a reader of the figures."""
    version = ".".join(map(str, sqlite.version()))
    return (
        f"{os.cpu_count()} x {_processor()}, Linux {platform.release()},"
        f" Python {platform.python_version()}, SQLite {version}, load {os.getloadavg()[0]:.1f}"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _short(value: float) -> float:
    return float(f"{value:.4g}")
