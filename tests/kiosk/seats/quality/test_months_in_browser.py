"""The year's table with the way of each objective, and the list of reports, fit their windows."""

from datetime import date

import pytest
from playwright.sync_api import Page

from tests import quality
from tests.chromium import flaws
from tests.complaint_book import people
from tests.kiosk.seats.browser import out_of_sight, sit_down
from tests.running import Running

pytestmark = pytest.mark.browser

SIZES = ((1366, 768), (1093, 535))


def test_the_year_shows_the_way_of_each_objective_and_its_reports_are_one_press_away(
    running: Running, desk: Page
) -> None:
    with running.inside():
        people()
        quality.fill(first=date(2026, 3, 30), last=date(2026, 5, 8))
    sit_down(desk, running, "ratih", "/camat")
    report = desk.get_by_role("link", name="Laporan Oktober 2026 (A4)")
    assert report.get_attribute("href") == "/laporan-bulanan/2026-10/laporan.pdf"
    for size in SIZES:
        desk.set_viewport_size({"width": size[0], "height": size[1]})
        for path in ("/camat", "/laporan-bulanan", "/mutu/2026"):
            desk.goto(running.url + path)
            desk.wait_for_selector('[data-link="ok"]')
            assert (flaws(desk), out_of_sight(desk)) == ([], []), (path, size)
    spark = desk.get_by_role("row", name="SM-01 KK").get_by_role("img")
    assert (spark.get_attribute("aria-label") or "").startswith("Perjalanan: dari ")
    row, box = (one.bounding_box() for one in (desk.locator("tbody th").first, spark))
    assert row
    assert box
    assert row["x"] <= box["x"]
    assert box["x"] + box["width"] <= row["x"] + row["width"]
