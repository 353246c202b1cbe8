"""The frame of the seats and the information desk in a real browser: trouble, help, finding."""

import re
from time import sleep

import pytest
from playwright.sync_api import Page, Route, expect

from shared.rules import queue
from shared.rules.paper import printers, slips
from shared.rules.queue import help as helping
from tests.kiosk.seats.browser import sit_down
from tests.office import take
from tests.running import Running

pytestmark = pytest.mark.browser


def test_a_printer_in_trouble_is_told_with_what_to_do(running: Running, desk: Page) -> None:
    sit_down(desk, running, "sari")
    with running.inside():
        printers.heartbeat("station-2")
        printers.report("station-2", slips.TICKET_PRINTER, [printers.COVER_OPEN])
    band = desk.locator("li.band--bad")
    expect(band).to_contain_text("Tutup pencetak terbuka. Tutup rapat.")
    with running.inside():
        printers.report("station-2", slips.TICKET_PRINTER, [])
    expect(band).to_have_count(0)


def test_a_slip_in_doubt_is_asked_and_printed_again(running: Running, desk: Page) -> None:
    running.station.stop()
    with running.inside():
        ticket = take()
        job = slips.claim_next("station-1", slips.TICKET_PRINTER)
        assert job is not None
        slips.store_bytes(job, b"x")
        slips.mark_sending(job)
        slips.mark_uncertain(job, "listrik padam")
    sit_down(desk, running, "sari")
    expect(desk.locator(".band--ask")).to_contain_text("Karcis A-001: apakah kertasnya keluar?")
    desk.get_by_role("button", name="Tidak, cetak ulang").click()
    expect(desk.locator(".band--ask")).to_have_count(0)
    with running.inside():
        copy = slips.job_of(ticket.id)
        assert copy is not None
        assert copy.copy == 1


def test_help_rings_until_somebody_goes(running: Running, desk: Page) -> None:
    sit_down(desk, running, "sari")
    with running.inside():
        helping.call("Layar sentuh")
    expect(desk.locator(".band--help")).to_contain_text("Layar sentuh minta bantuan")
    expect(desk).to_have_title(re.compile("Bantuan: Layar sentuh"))
    desk.get_by_role("button", name="Saya ke sana").click()
    expect(desk.locator(".band--help")).to_have_count(0)
    expect(desk).to_have_title(re.compile("^Loket"))
    with running.inside():
        assert helping.ringing() == []


def test_a_lost_connection_greys_the_page_and_heals_by_itself(running: Running, desk: Page) -> None:
    sit_down(desk, running, "sari")
    running.web.kill()
    expect(desk.locator("[data-lost]")).to_contain_text("Sambungan ke sistem terputus.")
    expect(desk.locator("[data-seat]")).to_have_class(re.compile("is-lost"))
    desk.keyboard.press("F8")
    with running.inside():
        take()
    running.web.start()
    running.wait_for_web()
    expect(desk.locator("[data-lost]")).to_be_hidden(timeout=15_000)
    expect(desk.locator('[data-rows="waiting"] .row-one')).to_contain_text("A-001")
    with running.inside():
        assert queue.by_number("A-001").state == "waiting"


def test_without_a_socket_the_page_asks_by_itself(running: Running, desk: Page) -> None:
    desk.route_web_socket(re.compile("socket.io"), lambda socket: socket.close())
    sit_down(desk, running, "sari")
    with running.inside():
        take()
    expect(desk.locator('[data-rows="waiting"] .row-one')).to_contain_text("A-001")
    desk.keyboard.press("F8")
    expect(desk.locator("[data-now-number]")).to_have_text("A-001")


def test_a_sign_in_that_ended_is_told_with_the_way_back(running: Running, desk: Page) -> None:
    sit_down(desk, running, "sari")
    desk.context.clear_cookies()
    with running.inside():
        take()
    expect(desk.locator('[data-rows="waiting"] .row-one')).to_have_count(1)
    desk.keyboard.press("F8")
    expect(desk.locator("#sandi-petugas")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(desk.locator("[data-sign-in]")).to_be_visible()
    expect(desk.locator("[data-lost]")).to_contain_text("Anda perlu masuk lagi.")
    sit_down(desk.context.new_page(), running, "sari")
    expect(desk.locator("[data-lost]")).to_be_hidden()
    with running.inside():
        assert queue.by_number("A-001").state == "waiting"


def test_a_number_for_somebody_comes_out_on_paper(running: Running, desk: Page) -> None:
    sit_down(desk, running, "tono", "/informasi")
    desk.get_by_label("Lansia").check()
    desk.locator(".take-go").press("Enter")
    expect(desk.locator("[data-taken-number]")).to_have_text("U-001")
    expect(desk.locator("[data-taken-paper]")).to_have_text("Karcis sudah keluar.")
    expect(desk.get_by_label("Biasa")).to_be_checked()
    desk.locator('[data-taken-do="reprint"]').click()
    expect(desk.locator("[data-taken-paper]")).to_have_text("Karcis sudah keluar.")
    desk.locator('[data-taken-do="story"]').click()
    expect(desk.locator("[data-story-lines]")).to_contain_text("Karcis diminta dicetak ulang.")


def test_a_trembling_hand_takes_one_number(running: Running, desk: Page) -> None:
    sit_down(desk, running, "tono", "/informasi")
    desk.locator(".take-go").dblclick()
    expect(desk.locator("[data-taken-number]")).to_have_text("A-001")
    with running.inside():
        assert take().number == "A-002"


def test_a_number_is_found_by_keyboard_with_its_story(running: Running, desk: Page) -> None:
    with running.inside():
        take()
    sit_down(desk, running, "tono", "/informasi")
    desk.locator("#tab-ambil").press("ArrowRight")
    desk.keyboard.press("Tab")
    desk.keyboard.type(" a 1")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-story-number]")).to_have_text("A-001")
    expect(desk.locator("[data-story-lines]")).to_contain_text("Nomor diambil di layar sentuh.")
    desk.fill("#cari", "zz9")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-find-say]")).to_have_text("Tulis nomor seperti A-012.")


def test_news_of_the_office_does_not_swallow_a_search(running: Running, desk: Page) -> None:
    def dawdle(route: Route) -> None:
        with running.inside():
            take()
        sleep(0.7)
        route.continue_()

    with running.inside():
        take()
    sit_down(desk, running, "tono", "/informasi")
    desk.locator("#tab-cari").click()
    desk.fill("#cari", "a1")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-story-number]")).to_have_text("A-001")
    desk.route("**/desk/tickets/zz9", dawdle, times=1)
    desk.fill("#cari", "zz9")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-find-say]")).to_have_text("Tulis nomor seperti A-012.")


def test_somebody_who_comes_back_is_called_from_the_story(running: Running, desk: Page) -> None:
    with running.inside():
        take("INFO")
    sit_down(desk, running, "tono", "/informasi")
    desk.keyboard.press("F8")
    expect(desk.locator("[data-now-number]")).to_have_text("M-001")
    desk.keyboard.press("F7")
    desk.click("#tab-antrean")
    desk.get_by_role("button", name="M-001", exact=True).click()
    desk.get_by_role("button", name="Panggil ke sini").click()
    expect(desk.locator("[data-now-number]")).to_have_text("M-001")


def test_the_slips_that_wait_are_counted_beside_the_trouble(running: Running, desk: Page) -> None:
    running.station.stop()
    with running.inside():
        take(), take()
        printers.heartbeat("station-1")
        printers.report("station-1", slips.TICKET_PRINTER, [printers.PAPER_OUT])
    sit_down(desk, running, "sari")
    expect(desk.locator("li.band--bad")).to_contain_text("2 karcis menunggu dicetak.")
