"""Small hands of the tests: press, take a number, sit at a counter, let time pass."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import hypothesis
import pytest

from shared import clock, config, db
from shared.config import Settings
from shared.rules import queue
from shared.rules.admin import people
from shared.rules.common import office as offices
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here

MONDAY = datetime(2026, 11, 23, 9, 0)
PASSWORD = "rahasia-latihan"


def examples(usual: int) -> int:
    """So many examples of a Hypothesis test, or the few of the quick loop."""
    quick = hypothesis.settings.get_current_profile_name() == "quick"
    return hypothesis.settings().max_examples if quick else usual


def having(monkeypatch: pytest.MonkeyPatch, **settings: object) -> None:
    """The office with other settings."""
    now = offices.here()
    changed = replace(now.settings, **settings)  # type: ignore[arg-type]
    monkeypatch.setattr(offices, "_here", replace(now, settings=changed))


def seated(counter: int, username: str, name: str, role: str) -> Actor:
    """A new officer who sits at the counter."""
    person = people.add(username, name, [role], PASSWORD).acting(role)
    queue.sit(counter, person)
    return person


_prepared: dict[Path, bytes] = {}


def _prepare(settings: Settings) -> None:
    """A fresh database of the office; made by the migrations once, then copied."""
    known = _prepared.get(settings.standard)
    if known is not None and not settings.sqlite_path.exists():
        settings.data.mkdir(parents=True, exist_ok=True)
        settings.sqlite_path.write_bytes(known)
        return
    fresh = not settings.sqlite_path.exists()
    offices.prepare(settings)
    if fresh:
        db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        _prepared[settings.standard] = settings.sqlite_path.read_bytes()
    db.close_database()


@contextmanager
def opened(settings: Settings) -> Iterator[Here]:
    """The office of these settings, opened on Monday at 09.00 even when it is not practising."""
    _prepare(settings)
    here = offices.open_office(settings, checkpoints=True)
    clock.follow(settings.data)
    clock.move(settings.data, MONDAY)
    try:
        yield here
    finally:
        offices.close_office()


@contextmanager
def counters_that_serve(services: Mapping[int, tuple[str, ...]]) -> Iterator[Here]:
    """The practice office with these counters alone, each with its services; open on Monday."""
    folder = Settings().standard.parent / "sumberkerta"
    with tempfile.TemporaryDirectory() as data:
        made = config.load({}, data=Path(data) / "d", practice=True, voice="off", standard=folder)
        with opened(made) as here:
            counters = tuple(
                replace(one, services=services[one.id])
                for one in here.standard.counters
                if one.id in services
            )
            other = replace(here, standard=replace(here.standard, counters=counters))
            with patch.object(offices, "_here", other):
                yield other


def press(service: str = "KK", **rest: object) -> queue.Press:
    """A fresh press of the touchscreen."""
    return queue.Press(service, str(uuid4()), **rest)  # type: ignore[arg-type]


def take(service: str = "KK", **rest: object) -> queue.TicketView:
    """A new ticket."""
    return queue.take(press(service, **rest)).ticket


class Later:
    """Lets time pass for everybody."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def __call__(self, **span: float) -> None:
        clock.move(self._data, clock.now() + timedelta(**span))


def forge(sql: str, **values: object) -> None:
    """Change the journal as somebody does who takes its locks away first."""
    for name in db.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        db.value("DROP TRIGGER {}".format(*name))
    db.value(sql, **values)
