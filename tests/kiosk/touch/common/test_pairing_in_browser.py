"""A second touchscreen in a real browser: its code, the admin who accepts it, its numbers."""

from dataclasses import replace
from threading import Thread

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from deploy import app as composition
from shared.records import Ticket
from shared.rules.admin import people
from shared.rules.common import staff
from tests.kiosk.touch.conftest import context
from tests.office import PASSWORD, opened, seated

pytestmark = pytest.mark.browser

# As the office's own proxy tells it: else the loopback is this machine's own screen.
ELSEWHERE = {"X-Forwarded-For": "192.168.1.20"}
CODE, TAKE = ".pairing-code", "form[data-press] button[type=submit]"


@pytest.fixture
def address(settings):
    """A real office on a Monday at 09.00, with an officer at counter 1, served on the loopback."""
    with opened(replace(settings, practice=False)) as here:
        seated(1, "sari", "Sari Percobaan", staff.COUNTER)
        people.add("agus", "Agus Percobaan", [staff.ADMIN], PASSWORD)
        made = composition.compose(here)
        server = make_server("127.0.0.1", 0, made, threaded=True)
        serving = Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.port}"
        server.shutdown()
        serving.join()
        server.server_close()
        made.extensions["antrean.speaker"].close()


@pytest.fixture
def admin(chromium, address):
    """The admin's page of devices."""
    made = context(chromium, "panel")
    page = made.new_page()
    page.goto(f"{address}/masuk")
    page.fill("#username", "agus")
    page.fill("#password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url(f"{address}/admin/orang")
    page.goto(f"{address}/admin/perangkat")
    yield page
    made.close()


def pair(admin, code):
    if not admin.locator("#kode").is_visible():
        admin.get_by_text("Pasangkan layar sentuh").click()
    admin.fill("#kode", code)
    admin.fill("#nama-layar", "Layar depan")
    admin.get_by_role("button", name="Pasangkan", exact=True).click()


def test_a_screen_shows_its_code_is_accepted_gives_numbers_and_is_revoked(chromium, address, admin):
    made = context(chromium, extra_http_headers=ELSEWHERE)
    screen = made.new_page()
    screen.goto(f"{address}/kios")
    code = screen.inner_text(CODE)
    assert screen.locator("[data-help-form]").count() == 0

    pair(admin, "000 000" if code != "000 000" else "000 001")
    expect(admin.locator("#ditolak")).to_contain_text("Kode ini tidak ada")
    pair(admin, code)
    expect(admin.locator(".banner--ok")).to_contain_text("Layar depan sudah dipasangkan")

    # Nobody touches it: it looks by itself.
    screen.locator(TAKE).first.click(timeout=30_000)
    screen.wait_for_url(f"{address}/kios/tiket/*")
    assert Ticket.select().count() == 1

    admin.get_by_role("button", name="Cabut Layar depan").click()
    admin.get_by_role("button", name="Ya, teruskan").click()
    expect(admin.locator("tr", has_text="Layar depan")).to_contain_text("Dicabut")
    screen.goto(f"{address}/kios/selesai")
    again = screen.inner_text(CODE)
    assert again != code
    pair(admin, again)
    expect(screen.locator(TAKE).first).to_be_visible(timeout=30_000)
    made.close()


def test_a_screen_that_is_revoked_while_somebody_stands_there_shows_its_code(
    chromium, address, admin
):
    made = context(chromium, extra_http_headers=ELSEWHERE)
    screen = made.new_page()
    screen.goto(f"{address}/kios")
    pair(admin, screen.inner_text(CODE))
    expect(screen.locator(TAKE).first).to_be_visible(timeout=30_000)
    # Before it looks by itself: the press is what finds out.
    held = {"version": screen.locator("[data-live]").get_attribute("data-live"), "now": 0}
    screen.route("**/kios/keadaan", lambda route: route.fulfill(json=held))
    admin.get_by_role("button", name="Cabut Layar depan").click()
    admin.get_by_role("button", name="Ya, teruskan").click()
    expect(admin.locator("tr", has_text="Layar depan")).to_contain_text("Dicabut")
    screen.locator(TAKE).first.click()
    expect(screen.locator(CODE)).to_be_visible(timeout=30_000)
    assert Ticket.select().count() == 0
    made.close()


def test_the_own_screen_of_the_machine_gives_numbers_without_a_hand(chromium, address):
    made = context(chromium)
    screen = made.new_page()
    screen.goto(f"{address}/kios")
    screen.locator(TAKE).first.click()
    screen.wait_for_url(f"{address}/kios/tiket/*")
    assert Ticket.get().channel == "kiosk"
    made.close()
