"""One measured figure beside its floor, judged by its goal: a line of JSON, or of a table."""

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
class Goal:
    """At most so much: of the ratio to the floor, or with `of_value` of the value itself."""

    most: float
    of_value: bool = False


@dataclass(frozen=True)
class Figure:
    """A percentile of `runs` single values; `more_is_better` for rates."""

    name: str
    value: float
    unit: str
    floor: Floor | None
    runs: int
    more_is_better: bool = False
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        """How many times worse than the floor; None when there is no floor to speak of."""
        if self.floor is None:
            return None
        above, below = self.value, self.floor.value
        if self.more_is_better:
            above, below = below, above
        return above / below if below else None

    @property
    def verdict(self) -> str:
        """Whether the goal is met; empty where none was set."""
        judged = self.value if self.goal and self.goal.of_value else self.ratio
        if self.goal is None or judged is None:
            return ""
        return "met" if judged <= self.goal.most else "missed"

    def line(self) -> str:
        """The figure as JSON, with a note on the machine and how busy it was."""
        told: dict[str, Any] = {
            "name": self.name,
            "value": _short(self.value),
            "unit": self.unit,
            "floor": self.floor and {"name": self.floor.name, "value": _short(self.floor.value)},
            "ratio": None if self.ratio is None else _short(self.ratio),
            "goal": self.goal and {"most": self.goal.most, "of": self._judged},
            "verdict": self.verdict,
            "runs": self.runs,
            "machine": machine(),
        }
        return json.dumps(told, ensure_ascii=False)

    def row(self) -> str:
        """The figure as a row of a Markdown table: what is judged comes first."""
        ratio = "" if self.ratio is None else f"{_short(self.ratio):g}×"
        goal = f"≤ {self.goal.most:g} {self._judged}" if self.goal else ""
        floor = f"{self.floor.name}: {_short(self.floor.value):g} {self.unit}" if self.floor else ""
        value = f"{_short(self.value):g} {self.unit}"
        return f"| {self.name} | {ratio} | {goal} | {self.verdict} | {value} | {floor} |"

    @property
    def _judged(self) -> str:
        return self.unit if self.goal and self.goal.of_value else "×"


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
    """The 99th percentile of all values of all rounds."""
    return percentile([value for values in rounds for value in values], 0.99)


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
