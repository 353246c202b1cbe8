"""Fixtures named like the office: settings, an opened office, its people, its web application."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from shared import clock, config, db
from shared.config import Settings
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here
from tests import once
from tests.office import Later, opened, seated

# A busy machine is no fault of the code: no test is timed.
hypothesis.settings.register_profile("office", deadline=None)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=5)
hypothesis.settings.load_profile("office")

_SECONDS = "antrean/seconds by file"
_TOLD = 15
_LONG = ("campaign", "cups", "browser")
"""Kinds of long tests: kills and paper mostly wait, a browser computes."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with long tests begin first; those that wait stand among those that compute."""
    kinds: dict[Path, str] = {}
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        kind = next((one for one in _LONG if one in marks), "")
        kinds[item.path] = max(kinds.get(item.path, ""), kind)
    places: dict[Path, float] = dict.fromkeys(kinds, 1)
    for kind in _LONG:
        files = [file for file in kinds if kinds[file] == kind]
        places |= {file: at / len(files) for at, file in enumerate(files)}
    items.sort(key=lambda item: places[item.path])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Tell the files that took the most time, and keep it for tests/choose.py."""
    spent: Counter[str] = Counter()
    for report in chain.from_iterable(terminalreporter.stats.values()):
        if isinstance(report, pytest.TestReport):
            spent[report.nodeid.partition("::")[0]] += report.duration
    if len(spent) > _TOLD and getattr(config, "cache", None):
        config.cache.set(_SECONDS, {**config.cache.get(_SECONDS, {}), **spent})
        terminalreporter.section(f"where {sum(spent.values()):.0f} seconds of tests went")
        for file, seconds in spent.most_common(_TOLD):
            terminalreporter.write_line(f"{seconds:6.0f} {file}")


@pytest.fixture(autouse=True)
def _temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command run within a test keeps its temporary folder to itself."""
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())
    monkeypatch.setenv("TMPDIR", tempfile.gettempdir())


once.keep()
staff._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The first office, practising, with all its data in a folder of the test."""
    return config.load({}, data=tmp_path / "data", practice=True, voice="off")


@pytest.fixture
def office(settings: Settings) -> Iterator[Here]:
    """The office opened on Monday, 23 November 2026 at 09.00, with nobody waiting."""
    with opened(settings) as here:
        yield here


@pytest.fixture
def later(office: Here) -> Later:
    """Moves the office's clock on."""
    return Later(office.settings.data)


@pytest.fixture
def sari(office: Here) -> Actor:
    """The officer of counter 1, sitting there."""
    return seated(1, "sari", "Sari Percobaan", staff.COUNTER)


@pytest.fixture
def tono(office: Here) -> Actor:
    """The officer of the information desk, sitting there."""
    return seated(2, "tono", "Tono Contoh", staff.INFO_DESK)


@pytest.fixture
def app(office: Here) -> Iterator[Flask]:
    """The web application of the office, no thread started."""
    from deploy import app as composition

    made = composition.compose(office)
    made.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    yield made
    made.extensions["antrean.speaker"].close()
    made.extensions["antrean.examination"].close()


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
