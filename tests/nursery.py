"""Processes of the program, born of one that has loaded it already: loading is most of a start.

The commands themselves (`./deploy/run`, `python -m`) are started as they are by tests/deploy.
"""

import atexit
import ctypes
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from typing import IO

from deploy.environment import ROOT
from tests import once

MODULE = [sys.executable, "-P", "-m"]
_LOADED = (
    "deploy.app",
    "deploy.practice.day",
    "deploy.web_worker",
    "printstation.__main__",
    "tests.complaint_book",
)
_LONGEST_WORD = 1 << 20
_PR_SET_PDEATHSIG = 1
_one_birth = threading.Lock()


class Born:
    """One of its processes, as far as `subprocess.Popen` is needed of it."""

    def __init__(self, pid: int, handle: int) -> None:
        self.pid = pid
        self._handle = handle

    def __del__(self) -> None:
        os.close(self._handle)

    def poll(self) -> int | None:
        """None while it lives."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; TimeoutExpired after so many seconds."""
        if self._ended(timeout) is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return 0

    def _ended(self, timeout: float | None) -> int | None:
        return 0 if select.select([self._handle], [], [], timeout)[0] else None


def bears(command: Sequence[str]) -> bool:
    """Whether it is a module of the program that this command runs."""
    return list(command[: len(MODULE)]) == MODULE


def born(command: Sequence[str], environ: Mapping[str, str], out: IO[bytes]) -> Born:
    """Start the command in a session of its own; it dies with this process."""
    door = _door()
    word = json.dumps([command[len(MODULE) :], dict(environ)])
    with _one_birth:
        socket.send_fds(door, [word.encode()], [out.fileno()])
        pid, handles, *_ = socket.recv_fds(door, _LONGEST_WORD, 1)
    return Born(int(pid), handles[0])


@cache
def _door() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        # A test that is killed must not leave its office behind.
        started = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "--", sys.executable, "-m", __name__],
            cwd=ROOT,
            stdin=theirs,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    atexit.register(started.wait)
    atexit.register(ours.close)
    return ours


def load() -> None:
    """Load the program, and work out what each of its starts would, before the first birth."""
    for name in _LOADED:
        importlib.import_module(name)
    once.work_out()


def _bear_forever() -> None:
    load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    door = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    while True:
        word, outs, *_ = socket.recv_fds(door, _LONGEST_WORD, 1)
        if not word:
            return
        if not os.fork():
            _begin(door, outs[0])
            _live(*json.loads(word))
            return
        os.close(outs[0])


def _begin(door: socket.socket, out: int) -> None:
    os.setsid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    null = os.open(os.devnull, os.O_RDONLY)
    for place, opened in enumerate((null, out, out)):
        os.dup2(opened, place)
    handle = os.pidfd_open(os.getpid())
    socket.send_fds(door, [str(os.getpid()).encode()], [handle])
    door.close()
    for opened in (null, out, handle):
        os.close(opened)


def _live(command: Sequence[str], environ: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environ)
    sys.argv[1:] = command[1:]
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _bear_forever()
