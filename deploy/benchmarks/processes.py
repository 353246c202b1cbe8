"""Processes of the bench: started on the loopback, waited for, weighed, and stopped by their id."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

_STOP_SECONDS = 10.0
_LOOK_EVERY = 0.005
PYTHON = (sys.executable, "-P")
# A bench that is killed leaves nothing behind.
_DIES_WITH_US = ("setpriv", "--pdeathsig", "TERM", "--")


@dataclass(frozen=True)
class Weight:
    """Memory of a process and its children in MB.

    `rss`: all that is mapped, of the largest process; `pss`: shared parts counted once, of all.
    """

    rss: float
    pss: float


class Process:
    """One started process and whatever it starts."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], log: Path) -> None:
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [*_DIES_WITH_US, *command],
                env=dict(environ),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self._log = log

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Ask it to stop; after ten seconds make it."""
        if self._process.poll() is not None:
            return
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def until(self, met: Callable[[], bool], seconds: float = 30.0) -> None:
        """Wait until `met`; raises with the end of its log when it died or time is up."""
        deadline = time.monotonic() + seconds
        while not met():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"not ready: {self._log.read_text()[-2000:]}")
            time.sleep(_LOOK_EVERY)

    def kill_worker(self) -> None:
        """End its child, as a crash would."""
        os.kill(_family(self._process.pid)[1], signal.SIGKILL)

    def processor_seconds(self) -> float:
        """Processor time that it and its children have used until now."""
        ticks = 0
        for pid in _family(self._process.pid):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def weigh(self) -> Weight:
        """Its memory now."""
        parts = [_memory(pid) for pid in _family(self._process.pid)]
        return Weight(max(part["Rss"] for part in parts), sum(part["Pss"] for part in parts))


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _memory(pid: int) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {
        name: int(rest.split()[0]) / 1024
        for name, _, rest in (line.partition(":") for line in lines)
    }
