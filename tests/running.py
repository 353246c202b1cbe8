"""The real pair of processes for tests: web and print station, on data and a port of their own."""

import atexit
import os
import pwd
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from deploy import address, environment, prepare, start
from shared import config
from shared.rules import queue
from shared.rules.admin import devices, people
from shared.rules.common import office as offices
from shared.rules.common import staff
from shared.rules.common.actor import SYSTEM
from shared.rules.paper import printers
from tests import nursery
from tests.office import PASSWORD

MONDAY = "2026-11-23T09:00"
RUN_READY = "Ctrl-C menghentikan semuanya."
ORDINARY = "games"
OFFICERS = {1: "sari", 2: "tono", 3: "wulan", 4: "joko"}
_STOP_SECONDS = 10.0
_PRACTICE = {
    "ANTREAN_PRACTICE": "true",
    "ANTREAN_QUEUE_TOUCH_LIMIT": "0",  # a test presses faster than a person
    "ANTREAN_REQUESTS": "1000000",
    "ANTREAN_VOICE": "off",
}
# A test that is killed must not leave its office behind.
DIES_WITH_US = ("setpriv", "--pdeathsig", "KILL", "--")


def until(met: Callable[[], Any], seconds: float, what: str) -> Any:
    """What `met` gives once it is true; fails after so many seconds."""
    deadline = time.monotonic() + seconds
    while not (found := met()):
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(0.02)
    return found


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Run:
    """A started `./deploy/run`, its output line by line.

    `before`: words that start it, as another user for example.
    """

    def __init__(
        self, *words: str, before: Sequence[str] = (), settings: Mapping[str, str] | None = None
    ) -> None:
        self.port = free_port()
        environ = {k: v for k, v in os.environ.items() if not k.startswith("ANTREAN_")}
        self.process = subprocess.Popen(
            [*before, str(environment.ROOT / "deploy" / "run"), "--port", str(self.port), *words],
            env={**environ, **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.text = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def read_until(self, wanted: str, seconds: float = 180) -> str:
        """All that was said until `wanted` stands in it."""
        end = time.monotonic() + seconds
        assert self.process.stdout
        out = self.process.stdout.fileno()
        while wanted not in self.text:
            assert time.monotonic() < end, f"never said {wanted!r}:\n{self.text}"
            if select.select([out], [], [], 0.2)[0]:
                more = os.read(out, 65536).decode()
                assert more, f"it ended before {wanted!r}:\n{self.text}"
                self.text += more
        return self.text

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=10) as reply:
            answer: bytes = reply.read()
        return answer

    def descendants(self) -> list[int]:
        """Every process below this one."""
        parents = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(folder.name)] = int(fields[1])
        found = [self.process.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found[1:]

    def drop(self) -> None:
        """Stop it, and make sure that it has."""
        self.process.terminate()
        try:
            self.process.wait(20)
        finally:
            self.process.kill()
            self.process.wait()
            assert self.process.stdout
            self.process.stdout.close()


class Process:
    """One process of the office, with all the processes it starts."""

    def __init__(self, name: str, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self.name = name
        self.command = command
        self._environ = dict(environ)
        self._process: subprocess.Popen[bytes] | nursery.Born | None = None

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        log = Path(self._environ["ANTREAN_DATA"]).parent / f"{self.name}.out"
        with log.open("ab") as out:
            if nursery.bears(self.command):
                self._process = nursery.born(self.command, self._environ, out)
                return
            self._process = subprocess.Popen(
                [*DIES_WITH_US, *self.command],
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def kill(self) -> None:
        """`kill -9`, without a word of warning."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to stop, and make sure that it has."""
        if self.alive:
            self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        assert self._process
        os.killpg(self._process.pid, how)
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            raise


class Running:
    """An office in practice on a Monday at 09.00, its counters open, not yet started.

    `settings` are those of office.toml by field name, such as `printers_ticket="net:…"`.
    """

    def __init__(
        self, folder: Path, *, now: str = MONDAY, port: int = 0, **settings: object
    ) -> None:
        given = {f"ANTREAN_{name.upper()}": str(value) for name, value in settings.items()}
        plain = {name: text for name, text in os.environ.items() if not name.startswith("ANTREAN_")}
        self.environ = environment.chosen(
            {**plain, **_PRACTICE, **given},
            data=str(folder / "data"),
            port=port or free_port(),
            now=now,
        )
        self.settings = config.load(self.environ)
        self.url = f"http://127.0.0.1:{self.settings.port}"
        web, station = (child.command for child in start.children())
        self.web = Process("web", web, self.environ)
        self.station = Process("station", station, self.environ)
        self.tokens = self._prepare()

    def start(self) -> Self:
        """Start both processes and wait until they are ready."""
        self.web.start()
        self.station.start()
        self.wait_for_web()
        with self.inside():
            until(printers.alive_stations, 30, "heartbeat of the print station")
        return self

    def wait_for_web(self) -> None:
        until(lambda: address.answers(self.settings), 30, "answer of the web process")

    def stop(self) -> None:
        """Stop both processes as an officer would."""
        try:
            self.station.stop()
        finally:
            self.web.stop()

    def drop(self) -> None:
        """End both processes at once: nobody will look at this office again."""
        for process in (self.station, self.web):
            if process.alive:
                process.kill()

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.drop()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.drop()

    @contextmanager
    def inside(self) -> Iterator[offices.Here]:
        """The office opened in this process too, to look through its own rules."""
        here = offices.open_office(self.settings, checkpoints=False)
        try:
            yield here
        finally:
            offices.close_office()

    def said(self) -> str:
        """All that both processes have written to the terminal and to their logs."""
        found = [*self.settings.data.parent.glob("*.out"), *self.settings.data.glob("log/*.jsonl*")]
        return "\n".join(path.read_text() for path in found)

    def _prepare(self) -> dict[int, str]:
        known = _prepared(self.settings.standard, self.settings.practice_start)
        shutil.copytree(known.data, self.settings.data, dirs_exist_ok=True)
        prepare.database(self.settings)
        offices.close_office()
        return known.tokens


@dataclass(frozen=True)
class _Prepared:
    """The data of an office whose counters are open, and the tokens of their panels."""

    data: Path
    tokens: dict[int, str]


@cache
def _prepared(standard: Path, start: datetime) -> _Prepared:
    """Made once by the program, then copied for each office that begins at this moment."""
    folder = Path(tempfile.mkdtemp(prefix="prepared-"))
    atexit.register(shutil.rmtree, folder)
    made = _Prepared(folder / "data", {})
    settings = config.load(
        {}, data=made.data, standard=standard, practice=True, practice_start=start
    )
    prepare.database(settings)
    try:
        for counter, username in OFFICERS.items():
            if counter in [seat.counter for seat in queue.seats()]:
                made.tokens[counter] = _seated(counter, username)
    finally:
        offices.close_office()
    return made


def _seated(counter: int, username: str) -> str:
    person = people.add(username, f"{username.title()} Percobaan", staff.ROLES, PASSWORD)
    queue.sit(counter, person.acting(staff.COUNTER))
    return devices.add(f"panel-{counter}", counter, SYSTEM)


def as_ordinary(*, owns: bool = True) -> list[str]:
    """Another user for CUPS, whom files do not stop: the tests' own folders are root's.

    `owns`: what is another's counts as theirs.
    """
    user, open_files = pwd.getpwnam(ORDINARY), "+dac_override,+dac_read_search"
    open_files += ",+fowner,+chown" if owns else ""
    ids = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ["setpriv", *ids, f"--inh-caps={open_files}", f"--ambient-caps={open_files}", "--"]


def python(script: Path, *words: str) -> list[str]:
    """The command that runs a script of the tests."""
    return [sys.executable, "-P", str(script), *words]
