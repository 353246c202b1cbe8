"""The counter in a real browser: a day by keyboard, undo, double presses, two desks, old pages."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from shared.records import Ticket
from shared.rules import queue
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from tests.kiosk.seats.browser import page_at, sit_down
from tests.office import take
from tests.running import Running

pytestmark = pytest.mark.browser


def people(office: Running, *services: str) -> None:
    """Somebody comes for each of these services."""
    with office.inside():
        for service in services:
            take(service)


def officer(username: str) -> Actor:
    return next(one for one in staff.everybody() if one.username == username).acting(staff.COUNTER)


def number(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-now-number]")).to_have_text(text)


def test_a_morning_by_keyboard_alone(running: Running, desk: Page) -> None:
    people(running, "KK", "KK", "AMBIL")
    desk.goto(f"{running.url}/loket")
    expect(desk.locator("#username")).to_be_focused()
    desk.keyboard.type("sari")
    desk.keyboard.press("Tab")
    desk.keyboard.type("rahasia-latihan")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-link]")).to_have_attribute("data-link", "ok")
    desk.keyboard.press("F8")
    number(desk, "A-001")
    desk.keyboard.press("F9")
    expect(desk.locator("[data-now-calls]")).to_have_text("Panggilan 2 dari 3")
    desk.keyboard.press("F2")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "serving")
    desk.keyboard.press("F4")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "empty")
    desk.keyboard.press("F8")
    number(desk, "A-002")
    desk.keyboard.press("F10")
    expect(desk.locator('[data-rows="away"] .row-one')).to_have_count(1)
    desk.locator("[data-back]").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-say]")).to_contain_text("dipanggil setelah 1 nomor lagi")
    desk.keyboard.press("F8")
    number(desk, "K-001")
    desk.keyboard.press("F6")
    desk.keyboard.press("F8")
    number(desk, "A-002")


def test_keys_pressed_ahead_of_a_slow_answer_are_each_judged_by_the_one_before(
    running: Running, desk: Page
) -> None:
    people(running, "KK", "KK")
    sit_down(desk, running, "sari")
    desk.route("**/api/v1/seats", lambda route: (time.sleep(0.3), route.continue_()))
    desk.keyboard.press("F8")
    number(desk, "A-001")
    for key in ("F10", "F8", "F2"):
        desk.keyboard.press(key)
    number(desk, "A-002")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "serving")


def test_the_keys_rest_while_somebody_types_or_answers(running: Running, desk: Page) -> None:
    people(running, "KK", "KK")
    sit_down(desk, running, "sari")
    desk.click("#tab-cari")
    desk.focus("#cari")
    desk.keyboard.press("F8")
    desk.keyboard.type("a1")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-story-state]")).to_contain_text("Menunggu")
    desk.focus("body")
    desk.locator("#tab-antrean").click()
    desk.keyboard.press("F8")
    number(desk, "A-001")
    desk.keyboard.press("F3")
    expect(desk.locator('[data-ask="transfer"]')).to_be_visible()
    desk.keyboard.press("F4")
    desk.keyboard.press("Escape")
    number(desk, "A-001")


def test_a_press_is_taken_back_and_the_offer_ends(running: Running, desk: Page) -> None:
    people(running, "KK")
    sit_down(desk, running, "sari")
    desk.keyboard.press("F8")
    number(desk, "A-001")
    expect(desk.locator('[data-press="undo"]')).to_contain_text("A-001 dipanggil")
    desk.keyboard.press("Control+z")
    number(desk, "Siap memanggil")
    expect(desk.locator('[data-press="undo"]')).to_be_hidden()
    expect(desk.locator('[data-rows="waiting"] .row-one')).to_have_count(1)


def test_one_key_after_the_finish_says_how_the_visit_ended_and_finishing_stays_one_key(
    running: Running, desk: Page
) -> None:
    people(running, "KK", "KK")
    sit_down(desk, running, "sari")
    ended = desk.locator("[data-ended]")

    def kept() -> str | None:
        with running.inside():
            return Ticket.get(Ticket.number == 1).outcome

    desk.keyboard.press("F8")
    number(desk, "A-001")
    expect(ended).to_be_hidden()
    desk.keyboard.press("F4")
    number(desk, "Siap memanggil")
    expect(ended).to_contain_text("A-001 selesai. Hasilnya?")
    desk.keyboard.press("F8")
    number(desk, "A-002")
    assert kept() is None
    desk.keyboard.press("3")
    expect(desk.locator('[data-outcome="informed"]')).to_have_attribute("aria-pressed", "true")
    assert kept() == "informed"
    desk.locator('[data-outcome="lacking"]').click()
    expect(desk.locator('[data-outcome="lacking"]')).to_have_attribute("aria-pressed", "true")
    expect(ended).to_contain_text("A-001 hasilnya:")
    # What a code reader types says nothing of a visit, not even where a letter of it comes late.
    desk.evaluate(
        """async () => {
          for (const [key, wait] of [['K', 5], ['-', 5], ['2', 150], ['5', 5], ['4', 5]]) {
            document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
            await new Promise((done) => setTimeout(done, wait));
          }
        }"""
    )
    desk.keyboard.press("F2")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "serving")
    assert kept() == "lacking"


def test_a_trembling_hand_presses_once(running: Running, desk: Page) -> None:
    people(running, "KK")
    sit_down(desk, running, "sari")
    desk.keyboard.press("F8")
    number(desk, "A-001")
    desk.locator('[data-press="recall"]').dblclick()
    expect(desk.locator("[data-now-calls]")).to_have_text("Panggilan 2 dari 3")
    with running.inside():
        assert queue.by_number("A-001").calls == 2


def test_a_button_that_does_nothing_now_says_why(running: Running, desk: Page) -> None:
    people(running, "KK", "KK")
    sit_down(desk, running, "sari")
    desk.keyboard.press("F4")
    expect(desk.get_by_role("alert").last).to_contain_text("Belum ada nomor di loket ini.")
    desk.keyboard.press("F8")
    number(desk, "A-001")
    desk.wait_for_timeout(650)  # sooner it would be the tail of a double press
    desk.keyboard.press("F8")
    expect(desk.locator("[data-say]")).to_contain_text("A-001 belum dijawab.")
    with running.inside():
        assert queue.by_number("A-002").state == "waiting"


def test_a_transfer_arrives_at_the_other_desk_by_itself(
    running: Running, desk: Page, chromium: Browser
) -> None:
    people(running, "KK")
    sit_down(desk, running, "sari")
    other = sit_down(page_at(chromium), running, "tono")
    expect(other.locator("[data-counter-name]")).to_have_text("Meja Informasi")
    desk.keyboard.press("F8")
    number(desk, "A-001")
    desk.keyboard.press("F3")
    desk.get_by_role("button", name=re.compile("^Meja Informasi")).last.click()
    expect(other.locator('[data-rows="waiting"] .row-one')).to_contain_text("A-001")
    other.keyboard.press("F8")
    number(other, "A-001")
    number(desk, "Tidak ada antrean")
    other.context.close()


def test_one_desk_at_two_windows_shows_one_truth(
    running: Running, desk: Page, chromium: Browser
) -> None:
    people(running, "KK", "KK")
    sit_down(desk, running, "sari")
    second = sit_down(page_at(chromium), running, "sari")
    desk.keyboard.press("F8")
    number(second, "A-001")
    second.keyboard.press("F4")
    number(desk, "Siap memanggil")
    with running.inside():
        assert [row.state for row in Ticket.select().order_by(Ticket.id)] == ["done", "waiting"]
    second.context.close()


def test_an_old_page_gets_one_sentence_and_the_truth(running: Running, desk: Page) -> None:
    people(running, "KK", "KK")

    def deaf(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        socket.on_message(lambda _message: None)

    sit_down(desk, running, "sari")
    desk.keyboard.press("F8")
    number(desk, "A-001")
    desk.route_web_socket(re.compile("socket.io"), deaf)
    desk.reload()
    number(desk, "A-001")
    with running.inside():
        queue.finish(1, officer("sari"))
        queue.call_next(1, officer("sari"))
    desk.keyboard.press("F9")
    expect(desk.locator("[data-say]")).to_contain_text("Di loket ini sekarang A-002.")
    number(desk, "A-002")
    with running.inside():
        assert queue.by_number("A-002").calls == 1


def test_whoever_loses_the_counter_is_told_who_has_it(
    running: Running, desk: Page, chromium: Browser
) -> None:
    sit_down(desk, running, "sari")
    other = sit_down(page_at(chromium), running, "tono")
    other.click('[data-press="close"]')
    other.get_by_role("button", name=re.compile("^Loket 1")).click()
    expect(other.locator('[data-ask="take-over"]')).to_contain_text("Sari Percobaan sedang duduk")
    other.get_by_role("button", name="Ambil alih", exact=True).click()
    expect(other.locator("[data-counter-name]")).to_have_text("Loket 1")
    expect(desk.locator("[data-choose-say]")).to_have_text(
        "Loket 1 sekarang dipakai Tono Percobaan."
    )
    other.context.close()


def test_a_cancelled_number_keeps_its_reason(running: Running, desk: Page) -> None:
    people(running, "KK")
    sit_down(desk, running, "sari")
    desk.keyboard.press("F8")
    number(desk, "A-001")
    desk.click('[data-press="cancel"]')
    desk.get_by_role("button", name="Tidak jadi mengurus").click()
    desk.keyboard.press("Enter")
    number(desk, "Tidak ada antrean")
    with running.inside():
        assert queue.by_number("A-001").reason == "Tidak jadi mengurus"


def test_a_break_calls_nobody(running: Running, desk: Page) -> None:
    people(running, "KK")
    sit_down(desk, running, "sari")
    desk.click('[data-press="break"]')
    desk.get_by_role("button", name="30 menit").click()
    number(desk, re.compile(r"Istirahat sampai 09\.3\d WIB"))
    desk.keyboard.press("F8")
    expect(desk.locator("[data-say]")).to_contain_text("Loket sedang istirahat.")
    desk.click('[data-press="break"]')
    number(desk, "Siap memanggil")


def test_nobody_signs_out_and_leaves_a_counter_open_unaware(running: Running, desk: Page) -> None:
    people(running, "KK")
    sit_down(desk, running, "sari")
    desk.keyboard.press("F8")
    number(desk, "A-001")
    desk.get_by_role("button", name="Keluar", exact=True).click()
    expect(desk.locator('[data-ask="leave"]')).to_contain_text("A-001 masih di sana")
    desk.keyboard.press("Escape")
    desk.keyboard.press("F4")
    number(desk, "Tidak ada antrean")
    desk.get_by_role("button", name="Keluar", exact=True).click()
    desk.get_by_role("button", name="Tutup loket, lalu keluar").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Masuk")
    with running.inside():
        assert queue.seat(1).state == "closed"
