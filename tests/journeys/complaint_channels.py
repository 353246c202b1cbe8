"""A complaint enters by every channel, each through the page that people use for it."""

import io
import re
from dataclasses import dataclass

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.kiosk.seats.browser import page_at, sit_down
from tests.kiosk.touch.common.test_visit_in_browser import opened, ready
from tests.kiosk.touch.complaints.test_complaint_in_browser import (
    DONE,
    forward,
    key,
    send,
    to_check,
    write,
)
from tests.kiosk.touch.conftest import context
from tests.running import Running

ENTRY = "/informasi/pengaduan"
TOPICS = (
    "LAMA",
    "PETUGAS",
    "UANG",
    "SYARAT",
    "SALAH",
    "TEMPAT",
    "SISTEM",
    "BANTUAN",
    "LINGKUNGAN",
    "LAIN",
)
HUMAN = 15  # milliseconds for a key, so that two presses of a button are no echo
PAPER_MS = 15_000


@dataclass(frozen=True)
class Wish:
    """What somebody says, by which channel, and who they are; unlike anything else in the book."""

    channel: str
    topic: str
    text: str
    name: str = ""
    phone: str = ""
    source: str = ""


@dataclass(frozen=True)
class Receipt:
    """What the complainant takes home."""

    number: str
    code: str


def by_chips(browser: Browser, office: Running) -> Receipt:
    """The touchscreen, no key touched: picture, words, no name; a slip comes out."""
    made = context(browser)
    screen = made.new_page()
    opened(screen, f"{office.url}/kios/pengaduan")
    screen.get_by_role("link", name="Terlalu lama").tap()
    screen.wait_for_url(re.compile(r"/kios/pengaduan/lama$"))
    ready(screen)
    screen.locator(".chip").first.tap()
    to_check(screen)
    send(screen)
    screen.wait_for_url(DONE)
    expect(screen.get_by_text("Ambil tanda terima di bawah")).to_be_visible(timeout=PAPER_MS)
    told = Receipt(_said(screen, ".complaint-number"), _said(screen, ".complaint-code"))
    made.close()
    return told


def by_screen_keyboard(browser: Browser, office: Running, wish: Wish) -> Receipt:
    """The touchscreen, own words and a telephone number by the keys on it."""
    made = context(browser)
    screen = made.new_page()
    opened(screen, f"{office.url}/kios/pengaduan/{wish.topic.lower()}")
    write(screen, wish.text.lower())
    forward(screen)
    forward(screen)
    screen.locator(".is-on .chip").nth(1).tap()
    forward(screen)
    screen.locator("#telepon").tap()
    for digit in wish.phone:
        key(screen, digit)
    forward(screen)
    send(screen)
    screen.wait_for_url(DONE)
    told = Receipt(_said(screen, ".complaint-number"), _said(screen, ".complaint-code"))
    made.close()
    return told


def by_own_phone(browser: Browser, office: Running, wish: Wish) -> Receipt:
    """A code on the touchscreen read by a phone; sent twice it is one, opened again it is used."""
    kiosk, pocket = context(browser), context(browser, "phone")
    link = _scanned(kiosk.new_page(), f"{office.url}/kios/pengaduan/{wish.topic.lower()}")
    assert link.startswith(office.url)
    phone = pocket.new_page()
    phone.goto(link)
    phone.fill("#tulisan", wish.text)
    phone.check('[name=nama_saya][value="ya"]')
    phone.fill("#nama", wish.name)
    phone.fill("#telepon", wish.phone)
    with phone.expect_request(lambda sent: sent.method == "POST") as sending:
        phone.get_by_role("button", name="Kirim").click()
    phone.wait_for_url(re.compile("/pengaduan/nomor/"))
    told = Receipt(_said(phone, ".phone-file"), _said(phone, ".phone-code"))
    sent = sending.value
    again = pocket.request.post(
        sent.url,
        data=sent.post_data_buffer or b"",
        headers={"Content-Type": sent.headers["content-type"]},
    )
    assert told.number in again.text()
    assert told.code in again.text()
    phone.goto(link)
    expect(phone.get_by_text("Tautan ini sudah dipakai")).to_be_visible()
    expect(phone.locator("body")).not_to_contain_text(told.number)
    kiosk.close()
    pocket.close()
    return told


def at_the_desk(page: Page, wish: Wish) -> Receipt:
    """An officer writes it down without a mouse: what somebody telephones, writes, sends."""
    page.keyboard.press("F2")
    page.keyboard.type(wish.channel)
    page.locator("#asal").fill(wish.source)
    page.keyboard.press("F3")
    page.keyboard.press(str((TOPICS.index(wish.topic) + 1) % 10))
    page.keyboard.type(wish.text, delay=HUMAN)
    if wish.name:
        page.keyboard.press("F6")
        page.keyboard.press("ArrowRight")
        page.locator("#nama").focus()
        page.keyboard.type(wish.name)
        page.keyboard.press("Tab")
        page.keyboard.type(wish.phone)
    return _into_the_book(page)


def from_the_box(page: Page, office: Running, slips: tuple[Wish, ...]) -> list[Receipt]:
    """The box is opened at the end of the day and every slip in it written down."""
    page.goto(f"{office.url}/informasi")
    page.wait_for_selector('[data-link="ok"]')
    page.click("#tab-pengaduan")
    page.fill("#surat", str(len(slips)))
    page.keyboard.press("Enter")
    page.wait_for_url("**/informasi/pengaduan?kotak=*")
    page.wait_for_selector('[data-link="ok"]')
    told = []
    for place, wish in enumerate(slips, 1):
        expect(page.locator("[data-box-words]")).to_have_text(f"Surat {place} dari {len(slips)}")
        page.keyboard.press("F3")
        page.keyboard.press(str((TOPICS.index(wish.topic) + 1) % 10))
        page.keyboard.type(wish.text, delay=HUMAN)
        told.append(_into_the_book(page))
    expect(page.locator("[data-box-over]")).to_be_visible()
    return told


def box_is_empty(page: Page, office: Running) -> None:
    """Nothing lay in it: one click."""
    page.goto(f"{office.url}/informasi")
    page.wait_for_selector('[data-link="ok"]')
    page.click("#tab-pengaduan")
    page.click('[data-do="/api/v1/suggestion-box"]')
    expect(page.locator(".saran-done")).to_contain_text("kosong")


def by_the_visitor(browser: Browser, office: Running, wish: Wish) -> Receipt:
    """The officer lends the browser; the visitor writes alone and leaves nothing on the screen."""
    page = sit_down(page_at(browser), office, "rina", ENTRY)
    page.click("[form=pinjamkan]")
    page.check(f'[name=topic][value="{wish.topic}"]')
    page.fill("#isi-tamu", wish.text)
    page.check("[name=named][value=ya]")
    page.fill("#nama-tamu", wish.name)
    page.fill("#hp-tamu", wish.phone)
    page.get_by_role("button", name="Kirim").click()
    expect(page.locator("[data-end] [data-number]")).to_have_text(re.compile(r"P-\d{4}-\d{4}"))
    told = Receipt(_said(page, "[data-end] [data-number]"), _said(page, "[data-end] [data-code]"))
    page.click("[data-finish]")
    expect(page.locator("[data-visitor]")).to_be_visible()
    for words in (wish.text, wish.name, told.code):
        assert words not in page.content()
    page.context.close()
    return told


def _into_the_book(page: Page) -> Receipt:
    number = page.locator("[data-entered] [data-number]")
    before = number.text_content() or ""
    page.keyboard.press("Control+Enter")
    expect(number).not_to_have_text(before)
    expect(page.locator("#kata-isi")).to_have_value("")
    return Receipt(
        _said(page, "[data-entered] [data-number]"), _said(page, "[data-entered] [data-code]")
    )


def _scanned(screen: Page, form: str) -> str:
    """The address that a phone reads from the touchscreen."""
    opened(screen, form)
    screen.get_by_role("button", name="Lanjut di ponsel sendiri").tap()
    screen.locator(".qr--large svg").wait_for()
    (seen,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(screen.screenshot())))
    return seen.text


def _said(page: Page, place: str) -> str:
    return page.locator(place).inner_text().strip()
