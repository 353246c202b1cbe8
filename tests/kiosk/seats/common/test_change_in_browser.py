"""One PC and several officers: the change with a PIN, the way back after a sign-in that ended."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from shared import clock
from shared.announce import announce
from shared.records import Session, SignIn
from shared.rules import queue
from shared.rules.admin import people
from shared.rules.common import own_account, staff
from tests import kk
from tests.chromium import flaws
from tests.kiosk.seats.browser import page_at, sit_down, small_targets, write_intake
from tests.office import PASSWORD, take
from tests.running import Running

pytestmark = pytest.mark.browser

PIN = "402857"
# The widest that the page gets in any state of its connection, with the words of that state.
_WIDEST = """() => Math.max(...Object.entries({
  wait: "Menyambung …", ok: "Terhubung", lost: "Terputus", out: "Perlu masuk",
}).map(([state, words]) => {
  const [link] = document.querySelectorAll(".link");
  if (link) {
    link.dataset.link = state;
    link.querySelector("[data-link-words]").textContent = words;
  }
  return document.documentElement.scrollWidth;
}))"""
_COUNT = """addEventListener("keydown", () => {
  localStorage.setItem("keys", String(Number(localStorage.getItem("keys") ?? 0) + 1));
}, true);"""


@pytest.fixture
def one_pc(tmp_path: Path) -> Iterator[Running]:
    """An office where Rina (counter), Bambang (Kasi) and Dewi (operator) have PINs."""
    with Running(tmp_path) as made:
        with made.inside():
            for username, role in (
                ("rina", staff.COUNTER),
                ("bambang", staff.SECTION_HEAD),
                ("dewi", staff.OPERATOR),
            ):
                person = people.add(username, f"{username.title()} Percobaan", [role], PASSWORD)
                own_account.set_pin(person, PASSWORD, PIN, "127.0.0.1")
                if role == staff.COUNTER:
                    queue.sit(1, person.acting(role), take_over=True)
            kk.register()
        yield made


def then_sign_in(page: Page, office: Running, *usernames: str) -> None:
    """These sign in at the same browser with their passwords; the last one stays."""
    for username in usernames:
        page.evaluate(
            """async (body) => {
              const { post } = await import("/static/js/api.js");
              await post("/api/v1/sign-in/password", body);
            }""",
            {"username": username, "password": PASSWORD},
        )
    page.goto(f"{office.url}/loket")
    expect(page.locator('[data-link="ok"]')).to_be_attached()


def change_to(page: Page, name: str) -> None:
    """F12, the person's own digit, the PIN."""
    page.keyboard.press("F12")
    person = page.locator("[data-who-people] button", has_text=name)
    expect(person).to_be_visible()
    page.keyboard.press(person.locator("[data-key]").inner_text())
    expect(page.locator("#pin-petugas")).to_be_focused()
    page.keyboard.type(PIN)
    expect(page.locator(".desk-person strong")).to_have_text(name)
    expect(page.locator('[data-link="ok"]')).to_be_attached()


def test_a_file_passes_four_officers_with_two_keys_more_than_their_pins(
    one_pc: Running, desk: Page
) -> None:
    """About eighty keys with sign-out, name and password; the counter and its ticket stay."""
    with one_pc.inside():
        take()
    sit_down(desk, one_pc, "dewi", "/operator")
    then_sign_in(desk, one_pc, "bambang", "rina")
    desk.keyboard.press("F8")
    desk.keyboard.press("F2")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "serving")
    desk.goto(f"{one_pc.url}/loket/berkas/KK-2026-000001")
    expect(desk.locator('[data-link="ok"]')).to_be_attached()
    desk.context.add_init_script(_COUNT)
    desk.evaluate(_COUNT)
    desk.evaluate("localStorage.removeItem('keys')")
    for name, seat in (
        ("Bambang Percobaan", "kasi"),
        ("Dewi Percobaan", "operator"),
        ("Bambang Percobaan", "kasi"),
        ("Rina Percobaan", "loket/berkas"),
    ):
        change_to(desk, name)
        expect(desk).to_have_url(f"{one_pc.url}/{seat}/KK-2026-000001")
    pins, keys = 4 * len(PIN), int(desk.evaluate("localStorage.getItem('keys')"))
    assert keys - pins <= 4 * 2
    with one_pc.inside():
        assert queue.by_number("A-001").state == "serving"
        assert staff.name_of(queue.seat(1).staff_id) == "Rina Percobaan"


def typed(page: Page, office: Running) -> None:
    """Eight fields of the intake, not sent yet."""
    page.goto(f"{office.url}/loket/berkas")
    expect(page.locator('[data-link="ok"]')).to_be_attached()
    write_intake(page, "KK hilang", kk.NIK[:-1] + "2", kk.KK_NUMBER[:-1] + "2")


def the_sign_in_ends(office: Running) -> None:
    with office.inside():
        SignIn.delete().execute()


def test_what_was_typed_is_still_there_after_signing_in_again(one_pc: Running, desk: Page) -> None:
    sit_down(desk, one_pc, "rina")
    typed(desk, one_pc)
    the_sign_in_ends(one_pc)
    expect(desk.locator("[data-lost]")).to_contain_text("masuk lagi")
    desk.locator("[data-sign-in]").dispatch_event("click")
    expect(desk.locator("#nama-petugas")).to_have_value("rina")
    assert flaws(desk) == []
    desk.keyboard.type(PASSWORD)
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-lost]")).to_be_hidden()
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url(re.compile("/loket/berkas/KK-2026-000002$"))


def test_after_an_idle_hour_six_digits_go_on_with_what_was_typed(
    one_pc: Running, desk: Page
) -> None:
    sit_down(desk, one_pc, "rina")
    typed(desk, one_pc)
    with one_pc.inside():
        Session.update(seen_at=clock.now() - timedelta(hours=2)).execute()
        announce("people")
    expect(desk.locator("[data-lost]")).to_contain_text("masuk lagi")
    desk.locator("[data-sign-in]").dispatch_event("click")
    expect(desk.locator("#pin-petugas")).to_be_focused()
    desk.keyboard.type(PIN)
    expect(desk.locator("[data-lost]")).to_be_hidden()
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url(re.compile("/loket/berkas/KK-2026-000002$"))


def test_a_press_that_was_answered_with_the_sign_in_is_made_after_it(
    one_pc: Running, desk: Page
) -> None:
    desk.route_web_socket(re.compile("socket.io"), lambda socket: None)
    sit_down(desk, one_pc, "rina")
    typed(desk, one_pc)
    desk.wait_for_load_state("networkidle")
    desk.context.clear_cookies()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#sandi-petugas")).to_be_focused()
    desk.keyboard.type(PASSWORD)
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile("/loket/berkas/KK-2026-000002$"))


def test_a_form_that_the_browser_sends_itself_waits_for_the_sign_in_too(
    one_pc: Running, desk: Page
) -> None:
    sit_down(desk, one_pc, "sari", "/admin/hari")
    desk.get_by_text("Tambah atau ganti hari").click()
    desk.locator("#tanggal").fill("2026-11-27")
    desk.locator("#nama").fill("Rapat seluruh pegawai")
    the_sign_in_ends(one_pc)
    expect(desk.locator("[data-lost]")).to_contain_text("masuk lagi")
    desk.locator("#nama").press("Enter")
    desk.locator("#sandi-petugas").fill(PASSWORD)
    desk.keyboard.press("Enter")
    expect(desk.locator(".banner--ok")).to_contain_text("Sudah disimpan.")
    expect(desk.locator(".table strong", has_text="Rapat seluruh pegawai")).to_be_visible()


def test_nobody_else_gets_what_was_typed(one_pc: Running, desk: Page) -> None:
    sit_down(desk, one_pc, "rina")
    typed(desk, one_pc)
    the_sign_in_ends(one_pc)
    desk.locator("[data-sign-in]").dispatch_event("click")
    expect(desk.locator("[data-who-dirty]")).to_be_visible()
    desk.locator("#nama-petugas").fill("sari")
    desk.locator("#sandi-petugas").fill(PASSWORD)
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk-person strong")).to_have_text("Sari Percobaan")
    expect(desk.locator("#applicant")).to_have_value("")
    expect(desk.locator("#nik")).to_have_value("")


def test_a_closed_account_and_another_tab_are_told_at_once(
    one_pc: Running, desk: Page, chromium: Browser
) -> None:
    sit_down(desk, one_pc, "bambang", "/kasi")
    other = desk.context.new_page()
    other.goto(f"{one_pc.url}/register")
    expect(other.locator('[data-link="ok"]')).to_be_attached()
    other.keyboard.press("F12")
    other.locator("#nama-petugas").fill("rina")
    other.locator("#sandi-petugas").fill(PASSWORD)
    other.keyboard.press("Enter")
    expect(other.locator(".desk-person strong")).to_have_text("Rina Percobaan")
    expect(desk.locator("[data-lost]")).to_contain_text("dipakai petugas lain")
    with desk.expect_response("**/api/v1/seats"):
        pass
    expect(desk.locator("[data-lost]")).to_contain_text("dipakai petugas lain")
    other.close()
    far = sit_down(page_at(chromium), one_pc, "dewi", "/operator")
    with one_pc.inside():
        people.set_active("dewi", False)
    expect(far.locator("[data-lost]")).to_contain_text("Admin menutup akun Anda.")
    far.context.close()


def test_that_another_officer_sits_here_is_not_covered_by_a_slower_word(
    one_pc: Running, desk: Page
) -> None:
    sit_down(desk, one_pc, "bambang", "/kasi")
    held: list[Route] = []
    desk.route("**/api/v1/seats", lambda route: held.append(route))
    desk.evaluate(
        """() => document.dispatchEvent(new CustomEvent("signed-out",
            {detail: {words: "Anda sudah keluar.", forGood: false}}))"""
    )
    desk.wait_for_timeout(100)
    asked = list(held)
    desk.evaluate("new BroadcastChannel('antrean-petugas').postMessage(0)")
    expect(desk.locator("[data-lost]")).to_contain_text("dipakai petugas lain")
    for route in asked:
        route.fulfill(status=401, json={"error": {"code": "sign-in-needed", "message": "Masuk."}})
    desk.wait_for_timeout(300)
    assert asked
    assert "dipakai petugas lain" in desk.locator("[data-lost]").inner_text()


@pytest.mark.parametrize("size", [(1366, 768), (1093, 535)])
def test_who_is_signed_in_stands_on_every_page_with_all_roles(
    one_pc: Running, chromium: Browser, size: tuple[int, int]
) -> None:
    page = sit_down(page_at(chromium, size), one_pc, "sari")
    for seat in (
        "/loket",
        "/informasi",
        "/operator",
        "/kasi",
        "/register",
        "/admin/orang",
        "/akun",
    ):
        page.goto(one_pc.url + seat)
        expect(page.locator(".desk-person strong")).to_be_visible()
        assert page.evaluate(_WIDEST) <= size[0], seat
        box = page.locator(".desk-person").bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= size[0], seat
    assert small_targets(page) == []
    assert flaws(page) == []
    page.context.close()


def test_leaving_asks_the_same_on_every_page(one_pc: Running, desk: Page) -> None:
    with one_pc.inside():
        take()
    sit_down(desk, one_pc, "rina")
    desk.keyboard.press("F8")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "called")
    for seat in ("/loket", "/register"):
        desk.goto(one_pc.url + seat)
        expect(desk.locator('[data-link="ok"]')).to_be_attached()
        desk.get_by_role("button", name="Keluar", exact=True).click()
        expect(desk.locator('[data-ask="leave"]')).to_contain_text("Loket 1 masih dibuka")
        expect(desk.locator('[data-ask="leave"]')).to_contain_text("A-001 masih di sana")
        expect(desk.locator('[data-yes="close"]')).to_be_hidden()
        desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Keluar", exact=True).click()
    desk.locator('[data-yes="stay"]').click()
    desk.wait_for_url(re.compile("/masuk$"))
    with one_pc.inside():
        assert queue.by_number("A-001").state == "called"
        assert queue.seat(1).state == "open"
