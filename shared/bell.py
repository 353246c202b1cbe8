"""Wake another process: a datagram that says "look again".

A ring may be lost (nobody listens yet, a full buffer, a crash). The tables are the truth, so
every listener also looks by itself after a while. Nothing may depend on a ring arriving.
"""

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

_FOLDER = "bell"
_LARGEST = 512


class Listener:
    """An ear for one process, named so that a restart takes the old one's place."""

    def __init__(self, data: Path, name: str) -> None:
        folder = data / _FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{name}.sock"
        self._path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        with _reachable(folder) as short:
            self._socket.bind(f"{short}/{self._path.name}")

    def wait(self, seconds: float) -> set[str]:
        """Topics rung since the last call; empty when `seconds` pass in silence."""
        self._socket.settimeout(seconds)
        topics: set[str] = set()
        with contextlib.suppress(TimeoutError, BlockingIOError):
            topics.update(self._socket.recv(_LARGEST).decode().split())
            self._socket.settimeout(0)
            while True:
                topics.update(self._socket.recv(_LARGEST).decode().split())
        return topics

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()
        self._path.unlink(missing_ok=True)


def ring(data: Path, *topics: str) -> None:
    """Tell every listener; never waits, never fails."""
    folder = data / _FOLDER
    message = " ".join(topics).encode()
    with (
        contextlib.suppress(OSError),
        _reachable(folder) as short,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender,
    ):
        sender.setblocking(False)
        for ear in os.listdir(folder):
            with contextlib.suppress(OSError):
                sender.sendto(message, f"{short}/{ear}")


@contextlib.contextmanager
def _reachable(folder: Path) -> Iterator[str]:
    # A socket's address holds 107 bytes at most; a data folder's path may be longer.
    handle = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}"
    finally:
        os.close(handle)
