"""The counter's tasks done from the text of its book alone, one after another, in a browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from shared.rules.applications import states
from tests.handbook_reader import Reader
from tests.journeys.test_kk_path import tick_what_is_there
from tests.kiosk.seats.browser import name_taker, page_at, sit_down, write_intake
from tests.kk import KK_NUMBER, NIK, ready
from tests.office import take
from tests.running import Running

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

ECHO = 700  # the same press sooner is the tail of a double press
FILE = "KK-2026-000002"


def stands(page: Page, state: str) -> None:
    expect(page.locator("[data-stage]")).to_have_attribute("data-state", state)


def call(page: Page) -> None:
    page.keyboard.press("F8")
    stands(page, "called")


def of_the_queue(page: Page) -> None:
    with Reader(page, "loket#membuka-loket-dan-memanggil") as reader:
        reader.see()
        page.locator("[data-choices] button").first.click()
        reader.pass_over()
        reader.press()
        stands(page, "called")
        reader.press()
        stands(page, "serving")
        reader.press()
        stands(page, "empty")
        reader.press()
        expect(page.locator("[data-ended] [aria-pressed=true]")).to_be_visible()
    call(page)
    with Reader(page, "loket#orangnya-tidak-datang") as reader:
        reader.press()
        expect(page.locator("[data-now-calls]")).to_contain_text("2")
        reader.press()
        stands(page, "empty")
        reader.press()
        stands(page, "called")
        page.wait_for_timeout(ECHO)
        page.keyboard.press("F10")
        stands(page, "empty")
        reader.press()
        page.fill("#cari", "a2")
        page.keyboard.press("Enter")
        reader.press()
        page.click("#tab-antrean")
    call(page)
    with Reader(page, "loket#orangnya-perlu-pergi-sebentar") as reader:
        reader.press()
        stands(page, "empty")
        call(page)
        page.keyboard.press("F2")
        reader.press()
        stands(page, "empty")
        reader.see()
        reader.press()
    call(page)
    with Reader(page, "loket#orangnya-salah-loket") as reader:
        reader.press()
        page.locator("[data-targets] button").first.click()
        stands(page, "empty")
    call(page)
    with Reader(page, "loket#membatalkan-nomor") as reader:
        reader.press()
        reader.press()
        reader.press()
        stands(page, "empty")


def of_a_file(page: Page) -> None:
    call(page)
    page.keyboard.press("F2")
    stands(page, "serving")
    with Reader(page, "loket#menerima-berkas-kk") as reader:
        reader.press()
        page.wait_for_url(re.compile(r"/loket/berkas\?tiket="))
        for _ in range(5):
            reader.see()
        write_intake(page, "KK hilang", f"{NIK[:-1]}2", f"{KK_NUMBER[:-1]}2")
        reader.press()
        for _ in range(2):
            reader.see()
        reader.pass_over(2)
        reader.press()
        page.wait_for_url(re.compile(f"/loket/berkas/{FILE}$"))
    with Reader(page, "loket#mencetak-tanda-terima-berkas") as reader:
        reader.press()
        expect(page.locator("[data-code-say]")).to_be_visible(timeout=60_000)
        reader.see()
    with Reader(page, "loket#mengembalikan-berkas-yang-kurang") as reader:
        reader.press()
        reader.see()
        reader.write("Surat kehilangan tidak terbaca.")
        reader.press()
        expect(page.locator(f".file-head .badge--{states.RETURNED}")).to_be_visible()
        reader.press()
        expect(page.locator(f".file-head .badge--{states.CHECKING}")).to_be_visible()
    with Reader(page, "loket#memeriksa-syarat") as reader:
        reader.see()
        reader.pass_over(3)
        tick_what_is_there(page)
        reader.press()
        expect(page.locator(".file-head .badge--next")).to_be_visible()
    with Reader(page, "loket#merujuk-atau-pemohon-membatalkan") as reader:
        reader.pass_over(4)
        reader.press()
        reader.write("Suratnya ketemu.")
        reader.press()
        expect(page.locator(f".file-head .badge--{states.CANCELLED}")).to_be_visible()


def of_a_ready_kk(page: Page, office: Running) -> None:
    page.goto(f"{office.url}/loket/berkas")
    page.wait_for_selector('[data-link="ok"]')
    with Reader(page, "loket#menyerahkan-kk") as reader:
        reader.press()
        page.get_by_text("KK-2026-000001").locator("visible=true").first.click()
        page.wait_for_selector("#serah")
        for _ in range(7):
            reader.see()
        reader.pass_over()
        name_taker(page, NIK)
        reader.press()
        expect(page.locator(f".file-head .badge--{states.HANDED}")).to_be_visible()
        reader.press()


def test_ten_tasks_of_the_counter_from_its_book(
    run: Callable[..., Running], browser: Browser
) -> None:
    office = run()
    with office.inside():
        ready()
        for _ in range(6):
            take()
    page = sit_down(page_at(browser), office, "sari")
    page.click("[data-press=close]")
    of_the_queue(page)
    of_a_file(page)
    of_a_ready_kk(page, office)
    page.goto(f"{office.url}/loket")
    page.wait_for_selector('[data-link="ok"]')
    page.keyboard.press("F4")
    stands(page, "empty")
    with Reader(page, "loket#istirahat-dan-menutup-loket") as reader:
        reader.press()
        reader.see()
        reader.press()
        stands(page, "break")
        page.wait_for_timeout(ECHO)
        reader.press()
        stands(page, "empty")
        reader.press()
        expect(page.locator("[data-choose]")).to_be_visible()
