"""F1 in a real browser, and the cards for the desk as they come out of its printer."""

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from deploy.handbook import books
from shared.rules.common import staff
from tests.chromium import flaws
from tests.kiosk.seats.browser import sit_down
from tests.running import Running

pytestmark = pytest.mark.browser

_IS_KEPT = """() => {
  const event = new KeyboardEvent("keydown", { key: "F1", bubbles: true, cancelable: true });
  document.body.dispatchEvent(event);
  return event.defaultPrevented;
}"""
_A4 = (595, 842)


def test_f1_opens_the_book_at_the_page_and_nothing_where_nobody_reads(
    running: Running, desk: Page
) -> None:
    sit_down(desk, running, "sari", "/loket/berkas")
    desk.fill("#applicant", "Wati")
    with desk.context.expect_page() as opened:
        desk.keyboard.press("F1")
    book = opened.value
    expect(book).to_have_url(running.url + books.place("/loket/berkas", [staff.COUNTER]))
    expect(book.locator(".help-task:target h2")).to_be_in_viewport()
    assert flaws(book) == []
    desk.bring_to_front()
    desk.locator("[data-handbook]").click()
    expect(desk.locator("#applicant")).to_have_value("Wati")
    assert len(desk.context.pages) == 2
    for screen in ("/kios", "/papan"):
        desk.goto(running.url + screen)
        desk.wait_for_load_state("networkidle")
        assert desk.evaluate(_IS_KEPT), screen
        assert len(desk.context.pages) == 2, screen


def test_each_card_is_one_sheet_of_a4(running: Running, desk: Page) -> None:
    sheets = {}
    for one in books.cards():
        desk.goto(running.url + one.address)
        pdf = pypdfium2.PdfDocument(desk.pdf(prefer_css_page_size=True))
        sheets[one.name] = [tuple(round(side) for side in page.get_size()) for page in pdf]
        pdf.close()
    assert sheets == {name: [_A4] for name in books.CARDS}
