"""A visit in a real browser: presses, the ticket's page, idleness, a lost server, help."""

import re
from contextlib import suppress
from uuid import uuid4

import pytest
from playwright.sync_api import Error, Locator, Page, Position, expect

from shared.records import Ticket
from shared.rules.common import staff
from shared.rules.paper import printers
from shared.rules.queue import help as helping
from tests.kiosk.touch.conftest import SIZES, context
from tests.running import Running, until

pytestmark = pytest.mark.browser

TAKE = "form[data-press] button[type=submit]"
TICKET = re.compile(r"/kios/tiket/")
WRITING_SECONDS = 180  # who writes words has longer than the usual minute


def count(running: Running) -> int:
    with running.inside():
        return int(Ticket.select().count())


def taken(page: Page, running: Running) -> None:
    """A number taken on this screen."""
    opened(page, f"{running.url}/kios")
    page.locator(TAKE).first.tap()
    page.wait_for_url(TICKET)
    ready(page)


def opened(page: Page, address: str) -> None:
    """A page whose script has begun."""
    page.goto(address)
    ready(page)


def ready(page: Page) -> None:
    page.locator("html[data-script]").wait_for(state="attached")


def tremble(page: Page, control: Locator, times: int) -> None:
    """Touch where the control stands so many times, whatever page is there by then."""
    control.tap(trial=True)
    at, page_at = control.bounding_box(), page.locator("body").bounding_box()
    assert at is not None
    assert page_at is not None
    middle = Position(
        x=at["x"] - page_at["x"] + at["width"] / 2, y=at["y"] - page_at["y"] + at["height"] / 2
    )
    for _ in range(times):
        # A page that is just being left may never say that it felt the touch, or has no body.
        with suppress(Error):
            page.locator("body").tap(position=middle, force=True, timeout=5_000)


def idle(page: Page, seconds: int) -> None:
    """Nobody touches the screen for so long."""
    for _ in range(seconds):
        page.clock.run_for(1000)


def idle_until_asked(page: Page) -> int:
    """Nobody touches the screen until it asks: after how many seconds, 4 minutes at the most.

    A busy machine hears the last touch late, so that they may be some more than the screen's own.
    """
    asked = page.get_by_text("Anda masih di sini?")
    for waited in range(4 * 60):
        if asked.is_visible():
            return waited
        page.clock.run_for(1000)
    raise AssertionError("the screen never asks")


def test_one_touch_gives_a_number_and_its_paper(running, screen):
    before = count(running)
    taken(screen, running)
    assert count(running) == before + 1
    expect(screen.get_by_text("Ambil kertas Anda di bawah")).to_be_visible(timeout=15_000)


def test_a_trembling_finger_takes_one_number(running, screen):
    opened(screen, f"{running.url}/kios")
    before = count(running)
    with screen.expect_event("framenavigated", lambda frame: bool(TICKET.search(frame.url))):
        tremble(screen, screen.locator(TAKE).first, times=5)
    assert count(running) == before + 1


def test_a_press_whose_answer_is_lost_is_sent_again_and_stays_one(running, screen):
    opened(screen, f"{running.url}/kios")
    before, sent = count(running), []

    def lose_the_first(route):
        sent.append(route.request.post_data_json["touch"])
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    screen.route("**/api/v1/tickets", lose_the_first)
    screen.locator(TAKE).first.tap()
    screen.wait_for_url(TICKET)
    assert len(sent) == 2
    assert len(set(sent)) == 1
    assert count(running) == before + 1


def test_a_press_that_came_too_soon_waits_and_is_sent_again_by_itself(running, screen):
    opened(screen, f"{running.url}/kios")
    before, sent = count(running), []

    def refuse_the_first(route):
        sent.append(route.request.post_data_json["touch"])
        if len(sent) == 1:
            told = {"code": "slow-down", "message": "Terlalu sering."}
            route.fulfill(status=429, json=told, headers={"Retry-After": "1"})
        else:
            route.continue_()

    screen.route("**/api/v1/tickets", refuse_the_first)
    screen.locator(TAKE).first.tap()
    screen.wait_for_url(TICKET)
    assert len(sent) == 2
    assert len(set(sent)) == 1
    assert count(running) == before + 1


def test_a_press_that_must_wait_long_says_so(running, screen):
    opened(screen, f"{running.url}/kios")
    told = {"code": "slow-down", "message": "Terlalu sering."}
    screen.route(
        "**/api/v1/tickets",
        lambda route: route.fulfill(status=429, json=told, headers={"Retry-After": "60"}),
    )
    screen.locator(TAKE).first.tap()
    screen.wait_for_url("**/kios/maaf/slow-down")
    assert screen.get_by_text("Sebentar, ya").is_visible()


def test_a_form_that_must_wait_long_says_so_as_well(running, screen):
    opened(screen, f"{running.url}/kios/syarat/KK/jenis/ubah_lahir")
    screen.route(
        "**/kios/daftar",
        lambda route: route.fulfill(status=429, body="", headers={"Retry-After": "60"}),
    )
    screen.locator("form[action='/kios/daftar'] button").first.tap()
    screen.wait_for_url("**/kios/maaf/slow-down")
    assert screen.get_by_text("Sebentar, ya").is_visible()


def test_going_back_takes_no_second_number_and_shows_nobody_elses(running, screen):
    taken(screen, running)
    before = count(running)
    screen.go_back()
    assert not TICKET.search(screen.url)
    assert count(running) == before


def test_the_ticket_page_makes_room_by_itself(running, screen):
    screen.clock.install()
    taken(screen, running)
    assert TICKET.search(screen.url)
    idle(screen, 16)
    screen.wait_for_url(re.compile(r"/kios$"))
    expect(screen.get_by_text("Ambil kertas Anda di bawah")).to_have_count(0)


def test_hold_keeps_the_ticket_page_and_idleness_ends_it(running, screen):
    screen.clock.install()
    taken(screen, running)
    screen.locator("[data-hold]").tap()
    idle(screen, 30)
    assert TICKET.search(screen.url)
    assert idle_until_asked(screen) < WRITING_SECONDS - 30


def test_idleness_asks_and_a_touch_keeps_the_page(running, screen):
    screen.clock.install()
    opened(screen, f"{running.url}/kios/prioritas")
    assert 45 < idle_until_asked(screen) < WRITING_SECONDS - 30
    screen.get_by_role("button", name="Saya masih di sini").tap()
    idle(screen, 30)
    assert screen.url.endswith("/kios/prioritas")
    expect(screen.get_by_text("Anda masih di sini?")).to_be_hidden()


def test_after_idleness_nothing_is_left_of_the_last_person(running, screen):
    screen.clock.install()
    opened(screen, f"{running.url}/kios/tampilan?teks=besar&kontras=tinggi&bahasa=en")
    opened(screen, f"{running.url}/kios/syarat/KK/jenis/ubah_lahir")
    screen.locator("label.paper").first.tap()
    for _ in range(4 * 60):  # a busy machine hears the touch late
        if screen.url.endswith("/kios"):
            break
        idle(screen, 1)
    screen.wait_for_url(re.compile(r"/kios$"))
    root = screen.locator("html")
    expect(root).to_have_attribute("lang", "id")
    assert root.get_attribute("data-text") is None
    assert root.get_attribute("data-kontras") is None
    opened(screen, f"{running.url}/kios/syarat/KK/jenis/ubah_lahir")
    assert screen.locator("label.paper input:checked").count() == 0


@pytest.mark.parametrize("left", ["zoomed", "scrolled", "asked for help"])
def test_the_home_page_too_is_put_back_as_everybody_finds_it(running, screen, left):
    screen.clock.install()
    opened(screen, f"{running.url}/kios")
    if left == "zoomed":
        tools = screen.context.new_cdp_session(screen)
        pinch = {"x": 540, "y": 960, "scaleFactor": 2.2}
        tools.send("Input.synthesizePinchGesture", pinch)
        assert screen.evaluate("visualViewport.scale") > 2
    elif left == "scrolled":
        screen.evaluate("document.querySelector('.page').style.paddingBlockEnd = '3000px'")
        screen.evaluate("document.querySelector('.page').style.overflow = 'auto'")
        screen.evaluate("document.querySelector('.page').scrollTop = 500")
    else:
        screen.get_by_role("button", name="Minta bantuan").tap()
    screen.wait_for_timeout(300)
    with screen.expect_navigation():
        idle(screen, 100)
    ready(screen)
    expect(screen.locator("dialog[open]")).to_have_count(0)
    assert screen.evaluate("visualViewport.scale") == 1
    assert screen.evaluate("document.querySelector('.page').scrollTop") == 0


def test_walking_through_the_pages_leaves_no_trail_behind_back(running, screen):
    opened(screen, f"{running.url}/kios")
    trail = screen.evaluate("history.length")
    screen.locator("a.group").first.tap()
    screen.wait_for_url(re.compile(r"/syarat/"))
    ready(screen)
    screen.locator("a.choice").first.tap()
    screen.wait_for_url(re.compile(r"/jenis/"))
    ready(screen)
    screen.get_by_role("button", name="Cetak daftar").tap()
    screen.wait_for_url(re.compile(r"daftar="))
    assert screen.evaluate("history.length") == trail


def test_home_follows_the_queue_without_being_touched(running, screen):
    opened(screen, f"{running.url}/kios")
    before = screen.locator(".main-head .waits").inner_text()
    screen.request.post(
        f"{running.url}/api/v1/tickets", data={"service": "KK", "touch": str(uuid4())}
    )
    expect(screen.locator(".main-head .waits")).not_to_have_text(before)


def test_help_rings_and_tells_when_somebody_comes(running, screen):
    opened(screen, f"{running.url}/kios")
    with running.inside():
        person = staff.everybody()[0]
        for left in helping.ringing():  # by whoever stood here before
            helping.answer(left.id, person.acting(person.roles[0]))
        screen.get_by_role("button", name="Minta bantuan").tap()
        expect(screen.get_by_text("Memanggil petugas…")).to_be_visible()
        [mine] = until(helping.ringing, 30, "the bell of this screen")
        helping.answer(mine.id, person.acting(person.roles[0]))
    expect(screen.get_by_text(re.compile("Petugas .*sedang ke sini"))).to_be_visible()


def test_a_screen_without_voice_says_so(running, screen):
    opened(screen, f"{running.url}/kios")
    screen.get_by_role("button", name="Dengarkan").tap()
    expect(screen.get_by_text("Suara belum tersedia")).to_be_visible()


def test_without_script_a_number_is_three_plain_steps_away(running, chromium):
    made = context(chromium, java_script_enabled=False)
    page = made.new_page()
    page.goto(f"{running.url}/kios")
    page.locator("a.group").nth(1).click()
    page.locator("a.choice").first.click()
    page.locator(TAKE).click()
    page.wait_for_url(TICKET)
    assert page.locator(".ticket-number").inner_text()
    made.close()


def test_a_dead_printer_still_gives_the_number(tmp_path, chromium, screen):
    with Running(tmp_path, printers_ticket="net:127.0.0.1:9") as office:
        with office.inside():
            until(lambda: _unreachable(), 30, "the station's look at its printer")
        opened(screen, f"{office.url}/kios")
        expect(screen.get_by_text("Kertas tidak keluar: nomor di layar")).to_be_visible()
        screen.locator(TAKE).first.tap()
        screen.wait_for_url(TICKET)
        expect(screen.get_by_text("Foto layar ini atau ingat nomornya")).to_be_visible()
        told = "Kertas tidak keluar: nomor di layar"
        for size in SIZES:
            made = context(chromium, size)
            page = made.new_page()
            for look in ("biasa", "besar"):
                page.goto(f"{office.url}/kios/tampilan?teks={look}")
                opened(page, f"{office.url}/kios")
                expect(page.get_by_text(told)).to_be_in_viewport(ratio=1)
            made.close()


def test_a_lost_server_is_told_and_the_screen_recovers_by_itself(tmp_path, screen):
    with Running(tmp_path) as office:
        opened(screen, f"{office.url}/kios")
        office.web.kill()
        screen.locator("a.priority").tap()
        lost = screen.get_by_text("Mesin nomor sedang terputus")
        expect(lost).to_be_visible(timeout=15_000)
        assert screen.url.endswith("/kios")
        office.web.start()
        office.wait_for_web()
        expect(lost).to_be_hidden(timeout=20_000)
        screen.locator(TAKE).first.tap()
        screen.wait_for_url(TICKET)


def _unreachable() -> bool:
    seen = printers.ticket_printer()
    return seen is not None and not seen.ok


def test_whoever_left_while_the_line_was_down_is_asked_as_soon_as_it_is_back(running, screen):
    screen.clock.install()
    opened(screen, f"{running.url}/kios/standar")
    screen.route("**/kios/keadaan*", lambda route: route.abort())
    lost = screen.locator('[data-over="lost"]')
    until(lambda: idle(screen, 1) or lost.is_visible(), 60, "the line is down")
    idle(screen, 65)
    screen.unroute("**/kios/keadaan*")
    until(lambda: idle(screen, 1) or not lost.is_visible(), 60, "the line is back")
    assert idle_until_asked(screen) < 10


def test_a_closed_office_goes_dark_and_the_touch_that_wakes_it_presses_nothing(screen, tmp_path):
    with Running(tmp_path, now="2026-11-23T17:00") as office:
        screen.clock.install()
        opened(screen, f"{office.url}/kios")
        night, opens = screen.locator("[data-night]"), screen.locator(".opens")
        expect(opens).to_contain_text("Nomor dapat diambil")
        screen.clock.fast_forward(9 * 60 * 1000)
        expect(night).to_be_hidden()
        screen.clock.fast_forward(60 * 1000)
        expect(night).to_be_visible()
        expect(night).to_contain_text("Sentuh layar")
        night.tap(trial=True)
        link = screen.locator(".group").first.bounding_box()
        screen.touchscreen.tap(link["x"] + 20, link["y"] + 20)
        expect(night).to_be_hidden()
        expect(opens).to_be_visible()
        assert screen.url == f"{office.url}/kios"
        screen.clock.fast_forward(10 * 60 * 1000)
        expect(night).to_be_visible()
