"""A month of the register as PDF in a real browser: it moves, is stopped, survives a restart."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import kk
from tests.chromium import flaws
from tests.kiosk.seats.browser import sit_down
from tests.running import Running

pytestmark = pytest.mark.browser
MONTH = "/register/2026/11"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Running]:
    """An office whose month takes some seconds to draw."""
    with Running(tmp_path) as made:
        with made.inside():
            for _ in range(60):
                kk.register()
        yield made


def ask(desk: Page, book: Running) -> Page:
    """Press PDF on the month's page; the page that opens."""
    sit_down(desk, book, "sari", MONTH)
    with desk.expect_popup() as opened:
        desk.get_by_role("button", name="PDF").click()
    page = opened.value
    page.wait_for_selector('[data-link="ok"]')
    return page


def test_it_moves_page_by_page_and_a_closed_window_changes_nothing(
    desk: Page, book: Running
) -> None:
    page = ask(desk, book)
    expect(page.locator(".wait-words")).to_have_text(re.compile(r"Halaman \d+ dari \d+"))
    assert not flaws(page)
    address = page.url
    page.close()
    desk.goto(f"{book.url}{MONTH}")
    link = desk.locator(".drawn")
    assert link.get_attribute("href") == address.removeprefix(book.url)
    for _ in range(120):
        desk.goto(f"{book.url}{MONTH}")
        if link.get_attribute("data-state") == "done":
            break
        desk.wait_for_timeout(500)
    desk.goto(address)
    expect(desk.locator(".wait-words")).to_have_text("Siap dibuka")
    file = desk.get_by_role("link", name="Buka PDF").get_attribute("href")
    assert desk.request.get(f"{book.url}{file}").body()[:5] == b"%PDF-"


def test_it_is_stopped_and_asked_for_again(desk: Page, book: Running) -> None:
    page = ask(desk, book)
    page.get_by_role("button", name="Batalkan").click()
    expect(page.locator(".wait-words")).to_have_text("Dibatalkan")
    expect(page.get_by_role("button", name="Batalkan")).to_be_hidden()
    first = page.url
    page.get_by_role("button", name="Buat lagi").click()
    page.wait_for_url(lambda address: "/dokumen/" in address and address != first)
    page.wait_for_selector('[data-link="ok"]')


def test_a_killed_web_process_leaves_it_interrupted(desk: Page, book: Running) -> None:
    page = ask(desk, book)  # and at once: five pages are soon drawn
    book.web.kill()
    book.web.start()
    expect(page.locator(".wait-words")).to_contain_text("Terhenti karena sistem")
    expect(page.get_by_role("button", name="Buat lagi")).to_be_visible()
