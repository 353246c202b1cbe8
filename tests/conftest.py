"""Fixtures named like the office: settings, an opened office, its people, its web application."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared import clock, config, db
from shared.config import Settings
from shared.rules import office as offices
from shared.rules import queue, staff
from shared.rules.actor import Actor
from shared.rules.office import Here

MONDAY = datetime(2026, 11, 23, 9, 0)
STANDARDS = Path(config.__file__).parent / "standard" / "offices"
PASSWORD = "rahasia-latihan"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The first office, practising, with all its data in a folder of the test."""
    return config.load({}, data=tmp_path / "data", practice=True, voice="off")


@pytest.fixture
def office(settings: Settings) -> Iterator[Here]:
    """The office opened on Monday, 23 November 2026 at 09.00, with nobody waiting."""
    offices.prepare(settings)
    here = offices.open_office(settings, checkpoints=True)
    clock.move(settings.data, MONDAY)
    yield here
    offices.close_office()


@pytest.fixture
def real_office(settings: Settings, tmp_path: Path) -> Iterator[Here]:
    """The same office at work, not practising: quotas, slow-downs and hours count.

    Its clock stands at Monday 09.00 all the same.
    """
    from dataclasses import replace

    earnest = replace(settings, practice=False)
    offices.prepare(earnest)
    here = offices.open_office(earnest, checkpoints=True)
    clock.follow(earnest.data)
    clock.move(earnest.data, MONDAY)
    yield here
    offices.close_office()


@pytest.fixture
def later(office: Here) -> "Later":
    """Moves the office's clock on."""
    return Later(office.settings.data)


class Later:
    """Lets time pass for everybody."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def __call__(self, **span: float) -> None:
        clock.move(self._data, clock.now() + timedelta(**span))


@pytest.fixture
def sari(office: Here) -> Actor:
    """The officer of counter 1, sitting there."""
    return seated(1, "sari", "Sari Percobaan", staff.COUNTER)


@pytest.fixture
def tono(office: Here) -> Actor:
    """The officer of the information desk, sitting there."""
    return seated(2, "tono", "Tono Contoh", staff.INFO_DESK)


def seated(counter: int, username: str, name: str, role: str) -> Actor:
    """A new officer who sits at the counter."""
    person = staff.add(username, name, [role], PASSWORD).acting(role)
    queue.sit(counter, person)
    return person


def press(service: str = "KK", **rest: object) -> queue.Press:
    """A fresh press of the touchscreen."""
    return queue.Press(service, str(uuid4()), **rest)  # type: ignore[arg-type]


def take(service: str = "KK", **rest: object) -> queue.TicketView:
    """A new ticket."""
    return queue.take(press(service, **rest)).ticket


@pytest.fixture
def app(office: Here) -> Iterator[Flask]:
    """The web application of the office, no thread started."""
    from deploy import app as composition

    made = composition.compose(office)
    made.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    yield made
    made.extensions["antrean.speaker"].close()


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    """Somebody with a browser, not signed in."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_client() as browser:
        yield browser


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    yield
    db.close_database()
    clock.unfollow()
