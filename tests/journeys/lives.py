"""One process after another of the same office, each to be killed: a test's hand on `mortal`."""

import atexit
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from typing import Self

from deploy.environment import ROOT
from tests.journeys.mortal import STEPS
from tests.running import DIES_WITH_US, until


class Lives:
    """The lives of `web` or `station`."""

    module = "tests.journeys.mortal"

    def __init__(self, which: str, environ: Mapping[str, str]) -> None:
        self.steps = sorted(STEPS[which])
        self.kills = 0
        self._which = which
        self._environ = environ
        self._pid = 0

    def __enter__(self) -> Self:
        self._source = _source(self.module, self._which)
        return self

    def __exit__(self, *_: object) -> None:
        if self._pid:
            self.kill()

    def begin(self, step: str = "none", times: int = 1) -> None:
        """Begin a life that ends at a step, or lasts until it is killed."""
        assert self._source.stdin
        assert self._source.stdout
        told = json.dumps([step, times, dict(self._environ)])
        self._source.stdin.write(f"{told}\n")
        self._pid = int(self._source.stdout.readline())

    def kill(self) -> None:
        """`kill -9`, whatever it is doing."""
        with contextlib.suppress(ProcessLookupError):  # it may just have died by itself
            os.killpg(self._pid, signal.SIGKILL)
        self._bury()

    def has_died(self, seconds: float, step: str) -> None:
        """Wait until the life has ended at its step."""
        until(lambda: not _alive(self._pid), seconds, f"death of {self._which} at {step}")
        self._bury()

    def live_and_die(self, luck: random.Random, longest: float) -> None:
        """Begin a life and kill it at a random moment."""
        self.begin()
        time.sleep(luck.uniform(0, longest))
        self.kill()

    def _bury(self) -> None:
        assert self._source.stdout
        assert self._source.stdout.readline() == "over\n"
        self._pid = 0
        self.kills += 1


@cache
def _source(*words: str) -> "subprocess.Popen[str]":
    """The process that forks all lives of a kind: loading the program takes longer than many."""
    source = subprocess.Popen(
        [*DIES_WITH_US, sys.executable, "-m", *words],
        cwd=ROOT,
        text=True,
        bufsize=1,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(source.communicate)
    return source


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
