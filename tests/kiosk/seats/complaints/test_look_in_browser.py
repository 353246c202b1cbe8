"""How the pages about complaints look at the office's own screen sizes: nothing axe minds."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.chromium import flaws
from tests.kiosk.seats.browser import CUT_PRESSES, Looker, sit_down, small_targets
from tests.kiosk.seats.complaint_office import filled, full
from tests.running import Running

pytestmark = pytest.mark.browser

BOOK = "/pengaduan-kantor"
PAGES = [
    ("rina", "/informasi"),
    ("rina", "/informasi/pengaduan"),
    ("rina", "/informasi/pengaduan?kotak=1"),
    ("rina", BOOK),
    ("rina", f"{BOOK}?cari=tidak-ada"),
    ("rina", f"{BOOK}?golongan=BERKADAR"),
    ("rina", f"{BOOK}/{{plain}}"),
    ("rina", f"{BOOK}/{{referred}}"),
    ("bambang", f"{BOOK}/{{long}}"),
    ("bambang", f"{BOOK}/{{closed}}"),
    ("bambang", f"{BOOK}/{{asked}}"),
    ("bambang", "/kasi"),
    ("tuti", BOOK),
    ("ratih", f"{BOOK}/{{guarded}}"),
    ("sari", BOOK),
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """An office with a complaint in every state, and sixty more."""
    with Running(tmp_path_factory.mktemp("office")) as made:
        with made.inside():
            numbers = filled(made)
            full(60)
        yield {**numbers, "office": made}


@pytest.mark.parametrize(("username", "page"), PAGES)
def test_every_page_is_readable_and_reachable(
    book: dict[str, Any], look: Looker, username: str, page: str
) -> None:
    desk = look.at(book["office"], username, page.format(**book))
    if page == "/informasi":
        desk.click("#tab-pengaduan")
    assert flaws(desk) == []
    assert small_targets(desk) == []


@pytest.mark.parametrize("dialog", ["golongkan", "laporkan", "arsipkan", "untuk-umum-tulis"])
def test_every_question_is_readable(book: dict[str, Any], look: Looker, dialog: str) -> None:
    username = "yusuf" if dialog == "arsipkan" else "rina"
    desk = look.at(book["office"], username, f"{BOOK}/{book['plain']}")
    desk.click(f'[data-open="{dialog}"]')
    if dialog == "golongkan":
        desk.check('[value="BERKADAR"]')
    if dialog == "arsipkan":
        desk.check('[value="SUDAH_ADA"]')
    assert flaws(desk) == []
    box = desk.locator(f"#{dialog}").bounding_box()
    assert box is not None
    assert box["y"] >= 0


def test_the_visitors_page(book: dict[str, Any], desk: Page) -> None:
    sit_down(desk, book["office"], "rina", "/informasi/pengaduan")
    desk.click("[form=pinjamkan]")
    desk.check("[value=ya]")
    assert flaws(desk) == []
    assert small_targets(desk) == []


def test_no_page_scrolls_sideways_or_hides_its_buttons(book: dict[str, Any], look: Looker) -> None:
    wrong = {}
    for username, address in PAGES:
        wrong |= look.at_sizes(book["office"], username, address.format(**book), CUT_PRESSES)
    assert wrong == {}
