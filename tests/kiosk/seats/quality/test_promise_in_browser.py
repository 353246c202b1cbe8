"""Counts and what somebody has learnt are sent as the forms show them; pages fit their windows."""

from datetime import date

import pytest
from playwright.sync_api import Page

from shared import clock
from shared.rules.common import staff
from shared.rules.quality import competence, facilities
from tests.chromium import flaws
from tests.complaint_book import people
from tests.kiosk.seats.browser import out_of_sight, sit_down, small_targets
from tests.running import Running

pytestmark = pytest.mark.browser

SMALL = (1093, 535)
NUMBERS = {"KOMPUTER": 1, "PRINTER": 1, "BUKU_REGISTER": 1, "MEJA": 2, "KURSI": 3}


def test_facilities_are_counted_and_a_person_is_recorded_without_a_mouse(
    running: Running, desk: Page
) -> None:
    with running.inside():
        dewi = people().dewi.staff_id or 0
    sit_down(desk, running, "yusuf", "/sarana")
    desk.locator('[data-counted="KOMPUTER"] input').focus()
    for number in NUMBERS.values():
        desk.keyboard.type(str(number))
        desk.keyboard.press("Tab")
        desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.get_by_text("kurang 1").wait_for()
    assert (flaws(desk), small_targets(desk), out_of_sight(desk)) == ([], [], [])
    with running.inside():
        stands = facilities.stands(clock.service_day())
    assert {one.code: one.present for one in stands} == NUMBERS
    desk.goto(f"{running.url}/kompetensi/{dewi}")
    desk.wait_for_selector('[data-link="ok"]')
    desk.get_by_label("Pendidikan terakhir").select_option("SMA")
    desk.get_by_label("Cepat Tanggap").check()
    desk.get_by_label("Bekerja sebagai Petugas Operator").fill("01-05-2019")
    desk.keyboard.press("Enter")
    desk.get_by_text("sejak 1 Mei 2019").wait_for()
    assert (flaws(desk), small_targets(desk), out_of_sight(desk)) == ([], [], [])
    with running.inside():
        had = competence.had_by(dewi)
    assert (had.education, had.skills) == ("SMA", ("Cepat Tanggap",))
    assert had.since == {staff.OPERATOR: date(2019, 5, 1)}
    for path in ("/sarana", "/kompetensi", "/insiden"):
        desk.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
        desk.goto(running.url + path)
        desk.wait_for_selector('[data-link="ok"]')
        assert (flaws(desk), out_of_sight(desk)) == ([], [])
