"""Citizens and officers who come to a running office over HTTP."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import requests

from tests.running import Running

_PATIENCE_SECONDS = 30
_ANSWER_SECONDS = 10


def press(service: str = "KK", **rest: object) -> dict[str, Any]:
    """A fresh press of a screen."""
    return {"service": service, "touch": str(uuid4()), **rest}


class Person:
    """Somebody at a screen; `given` are the numbers seen there, by token."""

    def __init__(self, office: Running) -> None:
        self._url = f"{office.url}/api/v1/tickets"
        self._link = requests.Session()
        self.given: dict[str, str] = {}

    def sends(self, pressed: dict[str, Any]) -> requests.Response:
        """One press, sent once; raises RequestException when nobody answers."""
        answer = self._link.post(self._url, json=pressed, timeout=_ANSWER_SECONDS)
        if answer.ok:
            told = answer.json()
            self.given[told["token"]] = told["number"]
        return answer

    def is_answered(self, pressed: dict[str, Any]) -> bool:
        """One press, sent once; whether a number came back."""
        try:
            answer = self.sends(pressed)
        except requests.RequestException:
            return False
        assert answer.ok, answer.text
        return True

    def insists(self, pressed: dict[str, Any], give_up: threading.Event | None = None) -> None:
        """The same press until it is answered, as the touchscreen's script does."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not self.is_answered(pressed):
            assert time.monotonic() < deadline
            if give_up and give_up.is_set():
                return
            time.sleep(0.05)

    def follows(self, token: str) -> dict[str, Any]:
        """What the person's phone is told of the ticket."""
        answer = self._link.get(f"{self._url}/{token}", timeout=_ANSWER_SECONDS)
        assert answer.ok, answer.text
        told: dict[str, Any] = answer.json()
        return told


class Panel:
    """The buttons of one counter, with the token of its device."""

    def __init__(self, office: Running, counter: int) -> None:
        self._url = f"{office.url}/api/v1/counters/{counter}"
        self._link = requests.Session()
        self._link.headers["Authorization"] = f"Bearer {office.tokens[counter]}"

    def press(self, button: str, **body: object) -> requests.Response:
        return self._link.post(f"{self._url}/{button}", json=body, timeout=_ANSWER_SECONDS)


def all_at_once(tasks: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run every task in a thread of its own, begun in the same moment; their results in order."""
    start = threading.Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        start.wait(_PATIENCE_SECONDS)
        return task()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return list(threads.map(run, tasks))
