"""An admin opens the practice office, an officer learns in it, and the real one never notices."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from deploy import prepare
from shared import clock
from shared.rules.admin import people, practising
from shared.rules.common import office, staff
from tests.chromium import flaws
from tests.deploy.test_practice_beside import Beside, table_rows
from tests.kiosk.seats.browser import out_of_sight, page_at, small_targets
from tests.office import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.timeout(280)]

_MAKING_MS = 200_000
_SOON = timedelta(minutes=5)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Beside]:
    """A real office with an admin and an officer; it has no clock but the machine's."""
    made = Beside(tmp_path)
    prepare.database(made.settings)
    for username, role in (("kepala", staff.ADMIN), ("sari", staff.COUNTER)):
        people.add(username, username.title(), [role], PASSWORD)
    is_ending = any(
        timedelta() < practising.ends() + after - clock.now() < _SOON
        for after in (timedelta(), timedelta(hours=-1), timedelta(hours=1))
    )
    office.close_office()
    if is_ending:
        pytest.skip("service, a session or the day is about to end")
    made.start()
    yield made
    made.process.terminate()
    made.process.wait(30)


def sign_in(page: Page, made: Beside, username: str, seat: str) -> None:
    page.goto(f"http://127.0.0.1:{made.settings.port}/masuk?lanjut={seat}")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_selector('[data-link="ok"]')


def press(page: Page, name: str, role: str = "button") -> None:
    page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]


def looks_well(page: Page) -> None:
    assert (flaws(page), small_targets(page), out_of_sight(page)) == ([], [], [])


def test_an_officer_learns_beside_the_real_office_which_stays_as_it_was(
    real: Beside, browser: Browser
) -> None:
    admin, officer = page_at(browser), page_at(browser)
    sign_in(admin, real, "kepala", "/admin")
    press(admin, "Latihan", "link")
    expect(admin.locator(".manage-page")).to_contain_text("Latihan belum menyala.")
    looks_well(admin)
    press(admin, "Mulai latihan")
    expect(admin.locator(".manage-page")).to_contain_text("Sedang disiapkan")
    expect(admin.get_by_role("link", name="Buka kantor latihan")).to_be_visible(timeout=_MAKING_MS)
    looks_well(admin)
    admin.goto("about:blank")

    sign_in(officer, real, "sari", "/loket")
    press(officer, "Halaman lain")
    press(officer, "Kantor latihan", "link")
    way = officer.get_by_role("link", name="Buka kantor latihan")
    expect(way).to_be_visible()
    before = table_rows(real.settings)
    way.click()
    officer.wait_for_url(f"http://127.0.0.1:{real.settings.practice_port}/masuk")
    officer.locator('[data-username="ratna"]').click()
    press(officer, "Masuk")
    officer.wait_for_selector('[data-link="ok"]')
    there = f"http://127.0.0.1:{real.settings.practice_port}"
    assert officer.url.startswith(there)
    expect(officer.locator(".practice")).to_contain_text("LATIHAN")
    officer.goto(f"{there}/latihan")
    first = officer.locator(".practice-tasks li", has_text="Panggil nomor berikutnya.")
    expect(first).to_contain_text("Belum.")
    officer.goto(f"{there}/loket")
    officer.wait_for_selector('[data-link="ok"]')
    officer.keyboard.press("F8")
    expect(officer.locator("[data-stage]")).to_have_attribute("data-state", "called")
    officer.goto(f"{there}/latihan")
    expect(first).to_contain_text("Sudah.")
    assert table_rows(real.settings) == before

    # Cookies know no ports, and yet nobody was signed out.
    officer.goto(f"http://127.0.0.1:{real.settings.port}/loket")
    officer.wait_for_selector('[data-link="ok"]')
    expect(officer.locator(".practice")).to_have_count(0)
    expect(officer.locator("body")).to_contain_text("Sari")
    admin.goto(f"http://127.0.0.1:{real.settings.port}/admin/latihan")
    press(admin, "Hentikan")
    expect(admin.locator(".manage-page")).to_contain_text("Latihan belum menyala.", timeout=60_000)
    assert real.practising() == []
