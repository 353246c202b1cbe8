"""The touchscreen alone in an application, a person before it, and a real browser of its size."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from deploy import catalogues
from kiosk import touch
from shared.rules.common.office import Here
from shared.rules.paper import printers
from shared.web import app as web
from tests.chromium import launched
from tests.running import Running

Window = Callable[..., Page]
SIZES: dict[str, tuple[int, int]] = {
    "kiosk": (1080, 1920),
    "panel": (1366, 768),
    "narrow": (768, 1366),
    "short": (1080, 1440),
    "phone": (390, 844),
}


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    for catalogue in catalogues.stale():
        catalogues.compile_catalogue(catalogue)


@pytest.fixture
def touch_app(office: Here) -> Flask:
    """The touchscreen and nothing else."""
    made = web.create(office)
    made.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    touch.install(made)
    return made


@pytest.fixture
def citizen(touch_app: Flask) -> Iterator[FlaskClient]:
    """Somebody before a touchscreen, with a ticket printer that prints."""
    printers.heartbeat("station-1")
    printers.report("station-1", "ticket", [])
    with touch_app.test_client() as browser:
        yield browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    with sync_playwright() as player:
        browser = launched(player.chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A running office, for tests that leave it as they found it."""
    with Running(tmp_path_factory.mktemp("office")) as made:
        yield made


def context(chromium: Browser, size: str = "kiosk", **more: Any) -> BrowserContext:
    """A touchscreen of that size, never used before."""
    width, height = SIZES[size]
    return chromium.new_context(
        viewport={"width": width, "height": height},
        has_touch=True,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        reduced_motion="reduce",
        **more,
    )


@pytest.fixture(scope="module")
def _windows(chromium: Browser) -> Callable[[str], BrowserContext]:
    return cache(partial(context, chromium))


@pytest.fixture
def window(_windows: Callable[[str], BrowserContext]) -> Iterator[Window]:
    """Opens touchscreens of a size for a test that only looks: what they have loaded is kept."""
    pages: list[Page] = []
    faults: list[str] = []

    def opened(size: str = "kiosk") -> Page:
        page = _windows(size).new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.clear_cookies()
        page.close()
    assert faults == []


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Page]:
    """A touchscreen whose script must not fail."""
    made = context(chromium)
    page = made.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    made.close()
    assert faults == []
