"""A counter with somebody signed in at it, and desks with a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, sync_playwright

from shared.rules import queue
from shared.rules.common import staff
from tests.chromium import launched
from tests.kiosk.seats.browser import Looker, page_at
from tests.kiosk.seats.desks import enrol, sign_in
from tests.running import Running


@pytest.fixture
def ratna(client: FlaskClient) -> FlaskClient:
    """The browser of Ratna, who sits at counter 1."""
    person = enrol("ratna", staff.COUNTER)
    queue.sit(1, person.acting(staff.COUNTER))
    sign_in(client, "ratna")
    return client


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    with sync_playwright() as player:
        browser = launched(player.chromium)
        yield browser
        browser.close()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A running office whose counters are open, with nobody waiting."""
    with Running(tmp_path) as made:
        yield made


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    """A desk's browser whose script must not fail."""
    page = page_at(chromium)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.context.close()
    assert faults == []


@pytest.fixture(scope="module")
def _looker(chromium: Browser) -> Looker:
    return Looker(chromium)


@pytest.fixture
def look(_looker: Looker) -> Iterator[Looker]:
    """Looks at one page after the other of a module's office; no script may fail."""
    yield _looker
    faults, _looker.faults = _looker.faults, []
    assert faults == []
