"""`./deploy/bench`: one JSON object per figure, each beside its floor, and nothing left behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.benchmarks.figure import Figure, Floor, Goal, interleaved, p50, p99, percentile

_KEYS = {"name", "value", "unit", "floor", "ratio", "goal", "verdict", "runs", "machine"}
_PROMISED = (
    "queue.take p50",
    "touch to committed, 1 client, paper and 1 board beside it, p50",
    "touch to committed, 1 client, paper and 30 boards beside it, p99",
    "touch to committed, 1 client, no paper, p99",
    "touch to committed, 8 clients, no paper, fairness p99/p50",
    "tickets a second, 8 clients, paper and 30 boards beside it",
    "tickets a second, 8 clients, no paper",
    "numbers given twice or left out",
    "touch to paper sent, p50",
    "call to the last of",
    "web idle, RSS",
    "web after load, RSS",
    "print station idle, RSS",
    "print station after load, RSS",
    "memory idle",
    "idle: web + print station",
    "memory some time after the crowd",
    "start to the first number",
    "wake-up",
    "worker killed, until 8 boards are right",
    "first visit by phone",
    "board, processor 6 times slower: first paint",
    "register: search by number",
    "queue: sweep",
    "dashboard: analysis and judgements",
    "page: register, a month",
    "page: queue, a year with its load",
    "page: operator's lists",
)


@pytest.mark.campaign
def test_a_quick_bench_prints_every_figure_beside_its_floor(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "deploy.benchmarks", "--quick", "--folder", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=360)
    assert done.returncode == 0, done.stderr
    figures = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(set(figure) == _KEYS for figure in figures)
    assert all(figure["floor"]["value"] >= 0 for figure in figures if figure["floor"])
    assert all(figure["verdict"] in ("met", "missed") for figure in figures if figure["goal"])
    faults = next(one for one in figures if one["name"].startswith("numbers given twice"))
    assert (faults["value"], faults["verdict"]) == (0, "met")
    assert faults["runs"] > 100
    for promised in _PROMISED:
        assert any(figure["name"].startswith(promised) for figure in figures), promised
    assert os.listdir(tmp_path) == []


def test_a_ratio_above_one_is_worse_than_the_floor() -> None:
    slow = Figure("wait", 6.0, "ms", Floor("bare", 2.0), 10)
    few = Figure("rate", 50.0, "1/s", Floor("bare", 100.0), 10, more_is_better=True)
    assert (slow.ratio, few.ratio) == (3.0, 2.0)
    assert json.loads(slow.line())["floor"] == {"name": "bare", "value": 2.0}


def test_a_figure_is_judged_by_its_ratio_or_by_its_value() -> None:
    bare = Floor("bare", 2.0)
    assert Figure("wait", 6.0, "ms", bare, 10, goal=Goal(3)).verdict == "met"
    assert Figure("wait", 6.1, "ms", bare, 10, goal=Goal(3)).verdict == "missed"
    assert Figure("wait", 6.0, "ms", bare, 10, goal=Goal(5, of_value=True)).verdict == "missed"
    assert Figure("twice", 0, "", None, 10, goal=Goal(0, of_value=True)).verdict == "met"
    assert Figure("wait", 6.0, "ms", bare, 10).verdict == ""
    row = Figure("wait", 6.0, "ms", bare, 10, goal=Goal(2)).row()
    assert row == "| wait | 3× | ≤ 2 × | missed | 6 ms | bare: 2 ms |"


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([5.0, 1.0, 3.0], 0.5) == 3.0
    assert percentile(range(1, 101), 0.99) == 99
    assert p50([[1.0, 9.0], [2.0]]) == 2.0
    assert p99([[1.0, 2.0], [4.0], [9.0]]) == 9.0


def test_works_take_turns_and_each_begins_as_often() -> None:
    order: list[str] = []
    results = interleaved(2, lambda: order.append("a") or 1, lambda: order.append("b") or 2)
    assert results == [[1, 1], [2, 2]]
    assert order == ["a", "b", "b", "a"]
