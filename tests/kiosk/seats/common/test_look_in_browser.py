"""How the seats look at the office's own screen sizes: nothing cut off, nothing axe minds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from shared.records import Staff
from shared.rules.admin import people
from shared.rules.common import staff
from shared.rules.paper import printers
from shared.rules.queue import help as helping
from tests.chromium import flaws
from tests.kiosk.seats.browser import Looker, out_of_sight, page_at, sit_down, small_targets
from tests.office import PASSWORD, take
from tests.running import Running

pytestmark = pytest.mark.browser

SIZES = [(1366, 768), (1366, 625), (1280, 720), (1920, 1080), (1093, 535)]


@pytest.fixture(scope="module")
def full_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A busy office in trouble: sixty waiting, a printer open, somebody asking for help."""
    with Running(tmp_path_factory.mktemp("office")) as made:
        with made.inside():
            for place in range(60):
                take("INFO" if place % 9 == 0 else "KK", priority="LANSIA" if place == 30 else None)
            people.add("tamu", "Tamu Percobaan", [staff.CAMAT], PASSWORD)
            Staff.update(roles=[]).where(Staff.username == "tamu").execute()
            helping.call("Layar sentuh")
            printers.report("station-1", "receipts", [printers.COVER_OPEN])
        yield made


def faults(page: Page) -> list[str]:
    """What nobody could read or hit."""
    return [*flaws(page), *small_targets(page)]


def test_every_state_of_the_counter_is_readable_and_reachable(
    full_house: Running, desk: Page
) -> None:
    sit_down(desk, full_house, "sari")
    expect(desk.locator(".band")).not_to_have_count(0)
    for key, state in (("F8", "called"), ("F2", "serving"), ("F6", "empty")):
        assert faults(desk) == []
        desk.keyboard.press(key)
        expect(desk.locator("[data-stage]")).to_have_attribute("data-state", state)
    assert faults(desk) == []
    for key, state in (("F8", "called"), ("F4", "empty")):
        desk.keyboard.press(key)
        expect(desk.locator("[data-stage]")).to_have_attribute("data-state", state)
    expect(desk.locator("[data-ended]")).to_be_visible()
    assert faults(desk) == []
    desk.click('[data-press="break"]')
    expect(desk.locator('[data-ask="break"]')).to_be_visible()
    assert faults(desk) == []
    desk.get_by_role("button", name="Tanpa jam").click()
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "break")
    assert faults(desk) == []
    desk.click('[data-press="close"]')
    expect(desk.locator("[data-choose]")).to_be_visible()
    assert faults(desk) == []
    desk.locator("[data-choices] button").first.click()
    expect(desk.locator("[data-stage]")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seat", ["/loket", "/informasi"])
def test_every_button_of_the_counter_is_in_sight(
    full_house: Running, look: Looker, size: tuple[int, int], seat: str
) -> None:
    page = look.at(full_house, "tono", seat, size)
    expect(page.locator("[data-stage]")).to_be_visible()
    expect(page.locator(".band")).not_to_have_count(0)
    assert out_of_sight(page) == []


def test_the_dialogs_are_readable(full_house: Running, desk: Page) -> None:
    sit_down(desk, full_house, "sari")
    desk.keyboard.press("F8")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "called")
    for button in ("transfer", "cancel"):
        desk.click(f'[data-press="{button}"]')
        expect(desk.locator(f'[data-ask="{button}"]')).to_be_visible()
        assert faults(desk) == []
        desk.keyboard.press("Escape")
    desk.keyboard.press("F4")
    expect(desk.locator("[data-stage]")).to_have_attribute("data-state", "empty")


def test_every_tab_of_the_information_desk_is_readable(full_house: Running, desk: Page) -> None:
    sit_down(desk, full_house, "tono", "/informasi")
    desk.locator(".take-go").click()
    expect(desk.locator("[data-taken]")).to_be_visible()
    assert faults(desk) == []
    desk.click("#tab-cari")
    desk.fill("#cari", "a1")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-story]")).to_be_visible()
    assert faults(desk) == []
    desk.click("#tab-antrean")
    expect(desk.locator('[data-rows="waiting"]')).to_be_visible()
    assert faults(desk) == []


def test_the_admins_pages_are_readable(full_house: Running, desk: Page) -> None:
    sit_down(desk, full_house, "sari", "/admin/orang")
    desk.locator(".change summary").first.click()
    assert faults(desk) == []
    for thing in ("perangkat", "hari", "jam", "pencetak"):
        desk.goto(f"{full_house.url}/admin/{thing}")
        desk.wait_for_selector('[data-link="ok"]')
        assert faults(desk) == []


# Seats with many places in the header, and with few beside a long name.
ON_A_PHONE = {
    "sari": (
        "/loket",
        "/operator",
        "/kasi",
        "/camat",
        "/admin/orang",
        "/admin/pencetak",
        "/kompetensi",
        "/insiden",
    ),
    "tono": ("/informasi",),
}


def test_no_seat_runs_over_the_edge_of_a_phone(full_house: Running, look: Looker) -> None:
    wrong = {}
    for username, seats in ON_A_PHONE.items():
        for seat in seats:
            page = look.at(full_house, username, seat, (390, 844))
            if over := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
                wrong[seat] = over
            tools = page.locator(".desk-leave").bounding_box()
            assert tools is not None
            assert tools["x"] + tools["width"] <= 390
    assert wrong == {}


def test_the_other_pages_are_a_key_away_and_escape_leads_back(
    full_house: Running, desk: Page
) -> None:
    sit_down(desk, full_house, "sari", "/loket")
    way = desk.get_by_role("button", name="Halaman lain")
    way.focus()
    desk.keyboard.press("Enter")
    other = desk.get_by_role("navigation", name="Halaman lain")
    expect(other.get_by_role("link", name="Kompetensi")).to_be_visible()
    assert faults(desk) == []
    desk.keyboard.press("Escape")
    expect(other).to_be_hidden()
    expect(way).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    expect(other.get_by_role("link").first).to_be_focused()
    other.get_by_role("link", name="Insiden").press("Enter")
    desk.wait_for_url("**/insiden")
    row = desk.locator(".places")
    expect(row.locator("> ul [aria-current]")).to_have_text("Insiden")
    one_line = row.evaluate("(row) => row.getBoundingClientRect().height < 60")
    assert one_line


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_door_is_readable_on_desk_and_phone(
    full_house: Running, chromium: Browser, size: tuple[int, int]
) -> None:
    page = page_at(chromium, size)
    for url in ("/masuk", "/tidak-ada"):
        page.goto(full_house.url + url)
        assert faults(page) == []
    page.goto(f"{full_house.url}/masuk")
    page.fill("#username", "tamu")
    page.fill("#password", "salah sekali")
    page.click("[type=submit]")
    expect(page.get_by_role("alert")).to_have_text("Nama masuk atau kata sandi salah.")
    expect(page.locator("#username")).to_have_value("tamu")
    assert faults(page) == []
    page.fill("#password", PASSWORD)
    page.click("[type=submit]")
    expect(page.get_by_role("heading", level=1)).to_have_text("Belum ada layar untuk peran Anda")
    assert faults(page) == []
    page.context.close()


def test_the_letters_are_inter_and_not_a_makeshift(full_house: Running, desk: Page) -> None:
    sit_down(desk, full_house, "sari")
    assert desk.evaluate("document.fonts.check('20px Inter')")
