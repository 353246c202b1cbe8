"""Sheets are typed by digits alone; the page of results fits its window."""

import pytest
from playwright.sync_api import Page

from shared.records import Questionnaire
from tests.chromium import flaws
from tests.kiosk.seats.browser import out_of_sight, sit_down, small_targets
from tests.running import Running
from tests.survey import kept

pytestmark = pytest.mark.browser

SMALL = (1093, 535)
# Two presses of one button within so many milliseconds are one.
TREMBLE = 600
# What comes faster is a code reader's.
FINGERS = 60


def test_two_sheets_are_typed_without_a_mouse_and_the_results_fit_their_windows(
    running: Running, desk: Page
) -> None:
    sit_down(desk, running, "sari", "/survei/isian")
    assert (flaws(desk), small_targets(desk), out_of_sight(desk)) == ([], [], [])
    for keys, sheets in (("4434434442", 1), ("443443⌫10440-", 2)):
        for key in keys:
            desk.keyboard.press("Backspace" if key == "⌫" else key)
            desk.wait_for_timeout(FINGERS)
        desk.wait_for_timeout(TREMBLE)
        desk.keyboard.press("Enter")
        desk.get_by_text(f"Tersimpan. {sheets} lembar").wait_for()
    with running.inside():
        found = {(one.source, one.answers): one.about for one in Questionnaire.select()}
        kept("344444444", "3--------")
    assert found == {
        ("paper", "443443444"): {"JENIS_KELAMIN": "P"},
        ("paper", "443441" + "-44"): {},
    }
    desk.goto(f"{running.url}/survei")
    desk.wait_for_selector('[data-link="ok"]')
    assert desk.locator(".survey-index strong").text_content() == "95,83"
    assert (flaws(desk), small_targets(desk), out_of_sight(desk)) == ([], [], [])
    for path in ("/survei", "/survei/isian"):
        desk.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
        desk.goto(running.url + path)
        desk.wait_for_selector('[data-link="ok"]')
        assert out_of_sight(desk) == []
