"""Hostile connections in full numbers, and how fast the office works meanwhile: some minutes.

`python -m tests.campaigns.connections` lets whoever is sent away come again, a tenth of the crowd
each second, all from one address, or from so many with `--addresses 50`. Meanwhile somebody takes
numbers, an officer calls and a board hears it, through both real processes. A bare server under the
same crowd gives numbers too: one durable row each, and 2,048 threads. What was refused, came twice,
was left behind or was slower than three times the bare one ends it with 1. The suite's crowds are
smaller, those of `tests/journeys/test_connections.py`.
"""

import argparse
import contextlib
import http.client
import json
import math
import multiprocessing
import resource
import select
import signal
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, count, repeat
from pathlib import Path
from uuid import uuid4

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

import tests.conftest  # noqa: F401  # what the suite spares, this does too
from deploy.benchmarks import office as places
from deploy.benchmarks.presses import Client
from shared.config import PLAIN_THREADS
from tests.journeys import test_connections as short
from tests.running import Running, until

Series = dict[str, list[float]]

_JOINED, _DRIPS, _STORMS = "joined", "drips", "storms"
_UPGRADE = short.UPGRADE.format("").encode()
CROWDS: dict[str, tuple[int, bytes, str]] = {
    "sockets that join nothing": (2000, _UPGRADE, ""),
    "sockets that joined and are silent": (500, _UPGRADE, _JOINED),
    "half a head": (500, short.HALF_A_HEAD, ""),
    "half a body": (500, short.HALF_A_BODY, ""),
    "readers that never read": (300, short.LARGE_ANSWERS, ""),
    "connections that say nothing": (1000, b"", ""),
    "uploads of one byte a second": (50, short.UPLOAD, _DRIPS),
    "a storm of boards that come and go": (200, _UPGRADE, _STORMS),
}
"""How many, what each says first, and what it does then."""
_ROUND_SECONDS = 1.0
_BACK_SECONDS = 60
_MORE_MEMORY = 40.0
_SLOWER = 3
_UNANSWERED = 3
"""So many presses in a row that the bare server leaves unanswered are enough."""


class Siege:
    """A crowd in a process of its own, kept at its full number until it goes."""

    def __init__(self, port: int, name: str, addresses: int) -> None:
        self._process = multiprocessing.get_context("fork").Process(
            target=_besiege, args=(port, *CROWDS[name], addresses), daemon=True
        )

    def __enter__(self) -> None:
        self._process.start()

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()


def _besiege(port: int, most: int, says: bytes, then: str, addresses: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    most_files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
    crowds = [short.Crowd(port, f"127.0.1.{one + 1}") for one in range(addresses)]
    joined: set[socket.socket] = set()
    for first in chain([True], repeat(False)):
        began = time.monotonic()
        for crowd in crowds:
            with contextlib.suppress(OSError):  # it had to wait at the door
                missing = most // addresses - len(crowd.links)
                crowd.come(missing if first else min(missing, most // 10), says, then == "")
            if then in (_JOINED, _STORMS):
                joined |= {link for link in crowd.links if link not in joined and _join(link)}
            if then == _DRIPS:
                _drip(crowd.links)
        time.sleep(max(0.0, began + _ROUND_SECONDS - time.monotonic()))
        for crowd in crowds:
            gone = crowd.links if then == _STORMS else _ended(crowd.links)
            joined -= set(gone)
            for link in gone:
                link.close()
            crowd.links = [link for link in crowd.links if link.fileno() >= 0]


def _join(link: socket.socket) -> bool:
    link.setblocking(False)
    with contextlib.suppress(OSError):
        if b"101" in link.recv(4096):
            link.send(short.JOIN)
            return True
    return False


def _drip(links: list[socket.socket]) -> None:
    for link in links:
        with contextlib.suppress(OSError):
            link.send(b"x")


def _ended(links: list[socket.socket]) -> list[socket.socket]:
    """Those that the server has hung up, found without reading from any."""
    look = select.poll()
    for link in links:
        look.register(link, select.POLLRDHUP)
    ended = {handle for handle, _ in look.poll(0)}
    return [link for link in links if link.fileno() in ended]


class Board:
    """A board of the office that notes when it is told what."""

    def __init__(self, office: Running) -> None:
        address = f"ws://127.0.0.1:{office.settings.port}/socket.io/?EIO=4&transport=websocket"
        self._open = contextlib.ExitStack()
        how = connect(address, open_timeout=30, max_size=None, ping_interval=None)
        self._link = self._open.enter_context(how)
        self._link.send("40/board,")
        self._heard: list[tuple[float, str]] = []
        self.lost = False
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            for said in self._link:
                if said == "2":
                    self._link.send("3")
                self._heard.append((time.perf_counter(), str(said)))
        self.lost = True

    def shown(self, number: str, since: float) -> float:
        """Seconds from `since` until the number was in a picture."""
        found = until(
            lambda: [at for at, said in list(self._heard) if at > since and f'"{number}"' in said],
            10,
            f"{number} on the board",
        )
        return float(found[0]) - since

    def forget(self) -> None:
        self._heard.clear()

    def close(self) -> None:
        self._open.close()


class Work:
    """What an office does all day, timed; `wrong` says what failed, `numbers` what was given."""

    def __init__(self, office: Running) -> None:
        self._office, self._board = office, Board(office)
        self.numbers: list[str] = []
        self.wrong: list[str] = []

    def days(self, times: int) -> Series:
        """So many times a number is taken and called, and the board shows it."""
        found: Series = {"touch": [], "call": [], "board": []}
        for _ in range(times):
            try:
                self._once(found)
            except (OSError, AssertionError, KeyError) as error:
                self.wrong.append(f"{type(error).__name__}: {str(error)[:200]}")
                if self._board.lost:
                    self._board = Board(self._office)
        return found

    def _once(self, found: Series) -> None:
        began = time.perf_counter()
        number = self._post("/api/v1/tickets", {"touch": str(uuid4()), "service": "KK"})
        found["touch"].append(time.perf_counter() - began)
        self.numbers.append(number)
        self._board.forget()
        token = {"Authorization": f"Bearer {self._office.tokens[1]}"}
        began = time.perf_counter()
        called = self._post("/api/v1/counters/1/next", {}, token)
        found["call"].append(time.perf_counter() - began)
        found["board"].append(self._board.shown(called, began))
        for press in ("serve", "finish"):
            self._post(f"/api/v1/counters/1/{press}", {}, token)

    def _post(self, path: str, body: object, headers: dict[str, str] | None = None) -> str:
        head = {"Content-Type": "application/json", **(headers or {})}
        status, said = short.ask(self._office, "POST", path, json.dumps(body), head)
        assert status in (200, 201), f"{path}: {status} {said[:200]!r}"
        return str(json.loads(said).get("number"))

    def close(self) -> None:
        self._board.close()


def bare_numbers(folder: Path, name: str, times: int, addresses: int) -> list[float]:
    """How long each number took from a bare server under the crowd; for ever if unanswered."""
    place, found = places.empty(folder, "bare"), list[float]()
    with places.bare_web(place), Siege(place.port, name, addresses):
        time.sleep(3 * _ROUND_SECONDS)
        while len(found) < times and found[-_UNANSWERED:] != [math.inf] * _UNANSWERED:
            client, began = Client(place.port), time.perf_counter()
            try:
                client.post("/numbers", {"touch": str(uuid4())})
                found.append(time.perf_counter() - began)
            except (OSError, RuntimeError, http.client.HTTPException):
                found.append(math.inf)
            client.close()
    return found


def _beside_bare(touch: list[float], bare: list[float]) -> tuple[str, bool]:
    """How the slowest presses stand beside the bare server's, and whether that is good enough."""
    slowest = _percentiles(touch)[1]
    if math.inf in bare:
        return f"  bare   {bare.count(math.inf)} of {len(bare)} presses unanswered", True
    floor = _percentiles(bare)[1]
    told = f"  bare   p99 {floor * 1000:6.1f} ms, ours {slowest / floor:.1f}x  n={len(bare)}"
    return told, slowest <= _SLOWER * floor


def _weight(office: Running) -> tuple[int, int, float]:
    """Threads, open files and megabytes of the web process."""
    rollup = Path(f"/proc/{short.worker(office)}/smaps_rollup").read_text().split()
    return *short.weight(office), int(rollup[rollup.index("Pss:") + 1]) / 1024


def _told(series: Series, beside: Series) -> Iterator[str]:
    for what, seconds in series.items():
        if len(seconds) < 2 or len(beside[what]) < 2:
            yield f"  {what:<6} n={len(seconds)}"
            continue
        (p50, p99), (calm50, calm99) = _percentiles(seconds), _percentiles(beside[what])
        yield (
            f"  {what:<6} p50 {p50 * 1000:6.1f} ms ({p50 / calm50:4.1f}x)  p99 {p99 * 1000:6.1f} ms"
            f" ({p99 / calm99:4.1f}x)  n={len(seconds)}"
        )


def _percentiles(seconds: list[float]) -> tuple[float, float]:
    parts = statistics.quantiles(seconds, n=100, method="inclusive")
    return parts[49], parts[98]


def _is_back(office: Running, before: tuple[int, int, float]) -> bool:
    threads, files, megabytes = _weight(office)
    return (
        threads <= before[0] + PLAIN_THREADS
        # SQLite keeps a descriptor for each connection that was open at once, for the next one.
        and files <= before[1] + office.settings.threads
        and megabytes <= before[2] + _MORE_MEMORY
    )


def campaign(office: Running, folder: Path, times: int, addresses: int) -> list[str]:
    """What went wrong; each crowd's latencies are said beside those of the quiet before it."""
    work, wrong = Work(office), []
    work.days(times)
    with ThreadPoolExecutor(PLAIN_THREADS) as everybody:  # all threads have been at work
        list(everybody.map(lambda _: short.ask(office, "GET", "/kios"), range(300)))
    before, alive = _weight(office), short.worker(office)
    _say(f"before: {before[0]} threads, {before[1]} files, {before[2]:.0f} MB")
    for name, (most, *_) in CROWDS.items():
        calm = work.days(times)
        with Siege(office.settings.port, name, addresses):
            time.sleep(3 * _ROUND_SECONDS)
            busy = work.days(times)
        bare = bare_numbers(folder, name, times, addresses)
        beside, good = _beside_bare(busy["touch"], bare)
        _say(f"{most} {name}:\n" + "\n".join([*_told(busy, calm), beside, *work.wrong[:3]]))
        wrong += [] if good else [f"{name}: {beside.strip()}"]
        with contextlib.suppress(AssertionError):
            until(lambda: _is_back(office, before), _BACK_SECONDS, "the weight of before")
        after = _weight(office)
        _say(f"  after: {after[0]} threads, {after[1]} files, {after[2]:.0f} MB")
        wrong += [f"{name}: {one}" for one in work.wrong]
        if not _is_back(office, before):
            wrong.append(f"{name}: left behind {after}, before {before}")
        work.wrong.clear()
    work.close()
    if short.worker(office) != alive:
        wrong.append("the web process was started anew")
    expected = [f"A-{number:03}" for number, _ in zip(count(1), work.numbers, strict=False)]
    if sorted(work.numbers, key=lambda one: int(one[2:])) != expected:
        wrong.append("numbers came twice or not at all")
    return wrong


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """Attack, tell, and exit with 1 where something was wrong."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--presses", type=int, default=100)
    asked.add_argument("--addresses", type=int, default=1)
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, Running(Path(folder) / "office") as office:
        wrong = campaign(office, Path(folder), chosen.presses, chosen.addresses)
    _say("\n".join(wrong) or "nothing was refused, nothing was left behind")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
