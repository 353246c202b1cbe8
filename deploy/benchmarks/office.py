"""The office under measurement: practising on a Monday morning, its first counter open."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy import address, environment, prepare, start
from deploy.benchmarks.processes import PYTHON, Process, free_port
from shared import config
from shared.config import Settings
from shared.rules import queue
from shared.rules.admin import devices, people
from shared.rules.common import office, staff
from shared.rules.common.actor import SYSTEM

COUNTER = 1
WEB, STATION = "web", "pencetak"
_MOMENT = "2026-11-23T09:00"  # a Monday morning: every office is open
_READY_SECONDS = 60.0


@dataclass(frozen=True)
class Place:
    """A data folder with a port of its own: settings, environment, token of its first counter."""

    settings: Settings
    environ: dict[str, str]
    token: str = ""

    @property
    def port(self) -> int:
        """Where it is served."""
        return self.settings.port

    @property
    def log(self) -> Path:
        """Where its processes write what they say."""
        return self.settings.data.with_suffix(".log")


def empty(folder: Path, name: str, printer: str = "none") -> Place:
    """A place without an office in it."""
    plain = {key: text for key, text in os.environ.items() if not key.startswith("ANTREAN_")}
    given = {
        "ANTREAN_PRACTICE": "true",
        "ANTREAN_PRINTERS_TICKET": printer,
        "ANTREAN_QUEUE_TOUCH_LIMIT": "0",
        "ANTREAN_THREADS": "2048",
        "ANTREAN_REQUESTS": "1000000",  # counted like others
    }
    environ = environment.chosen(
        {**plain, **given}, data=str(folder / name), port=free_port(), now=_MOMENT
    )
    return Place(config.load(environ), environ)


def prepared(folder: Path, name: str, printer: str = "none") -> Place:
    """A place with an office whose first counter is open."""
    place = empty(folder, name, printer)
    try:
        prepare.database(place.settings)
        person = people.add("ukur", "Petugas Ukur", [staff.COUNTER], "hanya-untuk-mengukur", SYSTEM)
        queue.sit(COUNTER, person.acting(staff.COUNTER))
        token = devices.add("pengukur", COUNTER, SYSTEM)
    finally:
        office.close_office()
    return Place(place.settings, place.environ, token)


@contextmanager
def opened(place: Place) -> Iterator[None]:
    """The office opened in this process."""
    office.open_office(place.settings, checkpoints=True)
    try:
        yield
    finally:
        office.close_office()


@contextmanager
def web(place: Place) -> Iterator[Process]:
    """Its web process, answering."""
    with _started(place, _command(WEB), "/healthz") as process:
        yield process


@contextmanager
def station(place: Place) -> Iterator[Process]:
    """Its print station, alive and seen by its web process, which must be running."""
    with _started(place, _command(STATION), "/readyz") as process:
        yield process


@contextmanager
def bare_web(place: Place) -> Iterator[Process]:
    """The floor of the web process on the same settings, answering."""
    with _started(place, (*PYTHON, "-m", "deploy.benchmarks.bare_web"), "/healthz") as process:
        yield process


@contextmanager
def _started(place: Place, command: tuple[str, ...], path: str) -> Iterator[Process]:
    with Process(command, place.environ, place.log) as process:
        process.until(lambda: address.answers(place.settings, path), _READY_SECONDS)
        yield process


def _command(name: str) -> tuple[str, ...]:
    return next(tuple(child.command) for child in start.children() if child.name == name)
