"""What a first and a second visit fetch, as a real browser counts it."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import launched
from tests.running import Running

pytestmark = pytest.mark.browser

_FETCHED = """() => performance.getEntries()
  .filter((one) => ["navigation", "resource"].includes(one.entryType))
  .map((one) => [new URL(one.name).pathname, one.transferSize])"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with Running(tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as player:
        browser = launched(player.chromium)
        yield browser
        browser.close()


def _visit(page: Page, address: str) -> dict[str, int]:
    """Bytes over the wire of everything that the page fetched, heads too, by address."""
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    return dict(page.evaluate(_FETCHED))


@pytest.mark.parametrize(
    ("path", "most"), [("/kios", 150_000), ("/papan", 150_000), ("/t/", 45_000)]
)
def test_a_first_visit_is_light_and_a_second_fetches_no_file_again(
    office: Running, chromium: Browser, path: str, most: int
) -> None:
    if path == "/t/":
        press = {"touch": str(uuid4()), "service": "KK"}
        taken = requests.post(f"{office.url}/api/v1/tickets", json=press, timeout=30).json()
        path += taken["token"]
    context = chromium.new_context()
    page = context.new_page()
    first = _visit(page, office.url + path)
    page.goto("about:blank")
    second = _visit(page, office.url + path)
    context.close()
    files = {file: size for file, size in first.items() if "/static/" in file}
    assert len(files) > 5
    assert min(files.values()) > 0
    assert {file: size for file, size in second.items() if "/static/" in file and size} == {}
    assert files.keys() == {file for file in second if "/static/" in file}
    assert sum(first.values()) < most
