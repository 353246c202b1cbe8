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

from deploy.told import HOPELESS

_STOPS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_WATCHED = _STOPS | {signal.SIGCHLD}
_FIRST_DELAY, _LONGEST_DELAY = 0.5, 30.0
_STEADY_SECONDS = 20.0
_STOP_SECONDS = 8.0
_TICK_SECONDS = 0.25
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


@dataclass
class Child:
    """One process to keep, and how its last lives went."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    delay: float = _FIRST_DELAY
    due: float = 0.0
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
    now = time.monotonic()
    if child.process is None:
        if now >= child.due:
            _start(child, environ)
        return
    if not _has_ended(child.process):
        return
    # What it left behind, such as a worker on our port, goes with it.
    _kill_group(child.process, signal.SIGKILL)
    code = child.process.wait()
    child.process = None
    if now - child.started > _STEADY_SECONDS:
        child.delay, child.lived = _FIRST_DELAY, True
    if code == HOPELESS and not child.lived:
        child.hopeless = True
        return
    say(f"{child.name} berhenti ({_reason(code)}); dijalankan lagi dalam {child.delay:g} detik.")
    child.due = now + child.delay
    child.delay = min(child.delay * 2, _LONGEST_DELAY)


def _start(child: Child, environ: Mapping[str, str]) -> None:
    keeper = os.getpid()

    def become_child() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != keeper:
            os._exit(1)

    child.process = subprocess.Popen(
        child.command,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=become_child,  # the keeper has one thread
    )
    child.started = time.monotonic()


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


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    # Not reaped yet: until then its number, and its group's, cannot become somebody else's.
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _kill_group(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, how)


def _reason(code: int) -> str:
    return f"kode {code}" if code >= 0 else f"sinyal {signal.Signals(-code).name}"
