"""One ticket's whole way through real browsers: touch, paper, board, voice, counter, phone."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import paper_trail
from tests.journeys.people import Person
from tests.kiosk.seats.browser import DESK, page_at, sit_down
from tests.running import Running

pytestmark = pytest.mark.browser

KIOSK, BOARD, PHONE = (1080, 1920), (1920, 1080), (390, 844)
_PHONE_MS = 30_000  # it asks every few seconds
_HEAR = """
  window.heard = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    this.addEventListener('playing', () => window.heard.push(this.duration), {once: true});
    return play.call(this);
  };
"""


def test_a_number_goes_from_touch_to_paper_to_board_to_counter_to_phone(
    run, printer, browser, tmp_path
):
    office = run(printers_ticket=printer.address, voice="auto")
    board = _board(browser, office)
    number, token = _touch(browser, office, tmp_path)

    assert printer.printed(1)
    assert paper_trail.on_paper(printer).first == {number: 1}
    expect(board.locator("#services li").first).to_contain_text("1")
    phone = page_at(browser, PHONE)
    phone.goto(f"{office.url}/t/{token}")
    expect(phone.locator(".phone-number")).to_have_text(number)

    desk = sit_down(page_at(browser, DESK), office, "sari")
    desk.keyboard.press("F8")
    expect(desk.locator("[data-now-number]")).to_have_text(number)
    expect(board.locator(f'#hero[data-mode=calling] [data-number="{number}"]')).to_be_visible()
    expect(board.locator("#hero-counter")).to_have_text("Loket 1")
    board.wait_for_function("() => window.heard.some(seconds => seconds > 4)")
    expect(board.locator("#unmute")).to_be_hidden()
    board.screenshot(path=tmp_path / "board.png")
    expect(phone.locator(".phone-state")).to_contain_text("Loket 1", timeout=_PHONE_MS)

    desk.keyboard.press("F9")
    expect(desk.locator("[data-now-calls]")).to_have_text("Panggilan 2 dari 3")
    desk.keyboard.press("F2")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "serving")
    desk.screenshot(path=tmp_path / "desk.png")
    desk.keyboard.press("F4")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "empty")
    expect(phone.locator("#tiket")).to_have_class(re.compile("tone--done"), timeout=_PHONE_MS)
    expect(phone.locator(".phone-state")).to_contain_text("Selesai")
    phone.screenshot(path=tmp_path / "phone.png")
    _check_records(office, number)


def _board(browser: Browser, office: Running) -> Page:
    """A television with sound, connected, that nobody has touched."""
    page = page_at(browser, BOARD)
    page.add_init_script(_HEAR)
    page.goto(f"{office.url}/papan")
    expect(page.locator("#link-text")).to_have_text("Terhubung")
    return page


def _touch(browser: Browser, office: Running, folder) -> tuple[str, str]:
    """Take a number for a family card; the number shown, and its token."""
    page = page_at(browser, KIOSK)
    page.goto(f"{office.url}/kios")
    page.locator("form[data-press] button[type=submit]").first.click()
    page.wait_for_url(re.compile("/kios/tiket/"))
    expect(page.locator('[data-paper="printed"]')).to_be_visible()
    page.screenshot(path=folder / "kiosk.png")
    token = page.url.rpartition("/")[2]
    number = str(Person(office).follows(token)["number"])
    assert number in "".join(page.locator(".ticket").all_inner_texts()).replace("\n", "")
    page.context.close()
    return number, token


def _check_records(office: Running, number: str) -> None:
    """The journal tells the whole way, in order."""
    with office.inside():
        lines = [line.what for line in paper_trail.journal_of(number)]
        paper_trail.check_whole()
    assert lines == [
        f"ticket.{what}" for what in ("taken", "called", "recalled", "serving", "finished")
    ]
