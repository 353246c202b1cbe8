"""Clients that press over HTTP, each with a connection of its own."""

import contextlib
import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

_PATIENCE_SECONDS = 20.0
_KEEP_SECONDS = 10.0

Press = Callable[[], Any]


class Client:
    """One connection to a port of the loopback, kept open, opened anew when it grew old."""

    def __init__(self, port: int, token: str = "") -> None:
        self._link = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
        self._headers = {"Content-Type": "application/json"}
        self._used_at = 0.0
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """The answer's JSON; RuntimeError unless it was a 200 or 201."""
        if time.monotonic() - self._used_at > _KEEP_SECONDS:
            self._link.close()
        self._used_at = time.monotonic()
        self._link.request("POST", path, json.dumps(body), self._headers)
        answer = self._link.getresponse()
        content = answer.read()
        if answer.status not in (200, 201):
            raise RuntimeError(f"{path}: {answer.status} {content[:200]!r}")
        return json.loads(content)

    def close(self) -> None:
        """Hang up."""
        self._link.close()


class Given:
    """Which numbers were given, by all presses of a run."""

    def __init__(self) -> None:
        self._numbers: list[int] = []

    def take_number(self, client: Client) -> Press:
        """A press on the touchscreen."""
        return lambda: self.ticket(client)

    def ticket(self, client: Client) -> Any:
        """The same press at once, and what it is answered."""
        asked = {"service": "KK", "touch": str(uuid4())}
        told = client.post("/api/v1/tickets", asked)
        self._numbers.append(int(told["number"].rpartition("-")[2]))
        return told

    @property
    def count(self) -> int:
        """How many numbers were given."""
        return len(self._numbers)

    @property
    def faults(self) -> int:
        """How many were given twice, or left out."""
        return len(set(range(1, self.count + 1)).symmetric_difference(self._numbers))


def take_bare_number(client: Client) -> Press:
    """A press on the bare application."""
    return lambda: client.post("/numbers", {"touch": str(uuid4())})


@contextlib.contextmanager
def silent(port: int, says: bytes) -> Iterator[None]:
    """A connection that says this and then nothing more."""
    with socket.create_connection(("127.0.0.1", port)) as link:
        link.sendall(says)
        yield


def timed(press: Press, times: int) -> list[float]:
    """Milliseconds of each of so many presses, one after the other."""
    return [_timed_once(press) for _ in range(times)]


def timed_together(presses: Sequence[Press], times: int) -> tuple[list[float], float]:
    """All press at once, each so many times: milliseconds of each press, presses per second."""
    began = time.perf_counter()
    with ThreadPoolExecutor(len(presses)) as people:
        waits = [
            wait
            for waits in people.map(lambda press: timed(press, times), presses)
            for wait in waits
        ]
    return waits, len(waits) / (time.perf_counter() - began)


def _timed_once(press: Press) -> float:
    began = time.perf_counter()
    press()
    return (time.perf_counter() - began) * 1000
