"""Keeps the processes of the office alive: starts, watches, restarts with back-off, stops.

Signals are waited for, never handled: the loop below is the only place where anything happens.
A child asks the kernel for a SIGTERM when its keeper dies, so none is ever left behind.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from deploy.told import HOPELESS

_STOPS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_WATCHED = _STOPS | {signal.SIGCHLD}
_FIRST_DELAY, _LONGEST_DELAY = 0.5, 30.0
_STEADY_SECONDS = 20.0
_STOP_SECONDS = 8.0
_LONGEST_END_SECONDS = 12.0  # of one that keeps others itself
_TICK_SECONDS = 0.25
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


class Started(Protocol):
    """What the keeper asks of one that was started, the first of a group of its own."""

    pid: int

    def wait(self) -> int:
        """Its exit code once it has ended; of a signal the number below zero."""


@dataclass
class Child:
    """One process to keep, and how its last lives went.

    `wish`: what it lives for; it ends once that is another, and none is started for None.
    `start`: starts it in another way than by its command.
    """

    name: str
    command: Sequence[str] = ()
    wish: Callable[[], str | None] = str
    start: Callable[[Mapping[str, str]], Started] | None = None
    process: Started | None = None
    started: float = 0.0
    delay: float = _FIRST_DELAY
    due: float = 0.0
    lives_for: str | None = None
    asked_to_end: float = 0.0
    lived: bool = False
    hopeless: bool = False


def keep(
    children: Sequence[Child],
    environ: Mapping[str, str],
    say: Callable[[str], None],
    tick: Callable[[], None] = lambda: None,
) -> bool:
    """Keep all children running until a stop signal comes, then stop them; `tick` runs often.

    False when a child said at its first start that no other would help.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
    try:
        stopped = False
        while not stopped and not any(child.hopeless for child in children):
            for child in children:
                _look_after(child, environ, say)
            tick()
            got = signal.sigtimedwait(_WATCHED, _TICK_SECONDS)
            stopped = got is not None and got.si_signo in _STOPS
        return stopped
    finally:
        _stop(children)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _look_after(child: Child, environ: Mapping[str, str], say: Callable[[str], None]) -> None:
    now, wish = time.monotonic(), child.wish()
    if child.process is None:
        if now >= child.due and wish is not None:
            child.lives_for = wish
            _start(child, environ)
        return
    if not _has_ended(child.process):
        if wish != child.lives_for:
            _ask_to_end(child, child.process, now)
        return
    # What it left behind, such as a worker on our port, goes with it.
    _kill_group(child.process, signal.SIGKILL)
    code = child.process.wait()
    child.process, child.asked_to_end = None, 0.0
    if wish != child.lives_for:
        child.delay, child.due = _FIRST_DELAY, now
        return
    if now - child.started > _STEADY_SECONDS:
        child.delay, child.lived = _FIRST_DELAY, True
    if code == HOPELESS and not child.lived:
        child.hopeless = True
        return
    say(f"{child.name} berhenti ({_reason(code)}); dijalankan lagi dalam {child.delay:g} detik.")
    child.due = now + child.delay
    child.delay = min(child.delay * 2, _LONGEST_DELAY)


def _ask_to_end(child: Child, process: Started, now: float) -> None:
    if not child.asked_to_end:
        child.asked_to_end = now
        _kill_group(process, signal.SIGTERM)
    elif now - child.asked_to_end > _LONGEST_END_SECONDS:
        _kill_group(process, signal.SIGKILL)


def tied() -> Callable[[], None]:
    """For `preexec_fn` of a keeper, which has one thread: the process ends with its keeper."""
    keeper = os.getpid()

    def become_child() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != keeper:
            os._exit(1)

    return become_child


def _start(child: Child, environ: Mapping[str, str]) -> None:
    child.process = child.start(environ) if child.start else _run(child.command, environ)
    child.started = time.monotonic()


def _run(command: Sequence[str], environ: Mapping[str, str]) -> Started:
    process: Started = subprocess.Popen(
        command,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=tied(),
    )
    return process


def _stop(children: Sequence[Child]) -> None:
    running = [child.process for child in children if child.process is not None]
    for process in running:
        _kill_group(process, signal.SIGTERM)
    end = time.monotonic() + _STOP_SECONDS
    for process in running:
        while not _has_ended(process) and time.monotonic() < end:
            time.sleep(0.02)
        _kill_group(process, signal.SIGKILL)
        process.wait()


def _has_ended(process: Started) -> bool:
    # Not reaped yet: until then its number, and its group's, cannot become somebody else's.
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _kill_group(process: Started, how: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, how)


def _reason(code: int) -> str:
    return f"kode {code}" if code >= 0 else f"sinyal {signal.Signals(-code).name}"
