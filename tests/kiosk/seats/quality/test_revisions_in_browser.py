"""A revision from its first word to the phone of whoever reads it on its day."""

from datetime import datetime

import pytest
from playwright.sync_api import Page

from shared import clock
from shared.rules.common import revisions
from tests.chromium import flaws
from tests.complaint_book import people
from tests.kiosk.seats.browser import out_of_sight, sit_down, small_targets
from tests.revisions import NOTE, PLEDGE
from tests.running import Running

pytestmark = [pytest.mark.browser, pytest.mark.clause("0")]

SMALL = {"width": 1093, "height": 535}


def test_a_revision_is_prepared_checked_approved_and_read_on_its_day(
    running: Running, desk: Page
) -> None:
    with running.inside():
        people()

    def fits() -> None:
        assert (flaws(desk), small_targets(desk), out_of_sight(desk)) == ([], [], [])

    def next_person(name: str, place: str) -> None:
        desk.context.clear_cookies()
        sit_down(desk, running, name, place)

    sit_down(desk, running, "bambang", "/dokumen-standar")
    desk.get_by_role("button", name="Siapkan revisi baru").click()
    desk.get_by_text("Belum ada yang berubah").wait_for()
    place = desk.url.removeprefix(running.url)
    desk.get_by_role("link", name="Ubah bunyi pasal").click()
    desk.get_by_label("12 Bunyi pasal", exact=True).fill(PLEDGE)
    desk.get_by_label("Apa yang berubah dan mengapa").fill(NOTE)
    fits()
    desk.get_by_role("button", name="Simpan dan bandingkan").click()
    desk.get_by_text("1 baris berubah").wait_for()
    assert desk.locator(".diff-sign").all_inner_texts() == ["− Semula", "+ Menjadi"]
    fits()
    desk.get_by_role("button", name="Ajukan kepada Sekretaris").click()
    desk.get_by_text("Menunggu diperiksa Sekretaris").wait_for()
    next_person("yusuf", place)
    desk.get_by_role("button", name="Teruskan kepada Camat").click()
    desk.get_by_text("Menunggu disetujui Camat").wait_for()
    next_person("ratih", place)
    desk.set_viewport_size(SMALL)
    desk.get_by_label("Berlaku sejak").fill("24-11-2026")
    desk.get_by_text("Selasa, 24 November 2026").wait_for()
    fits()
    desk.get_by_role("button", name="Setujui dan tetapkan").click()
    desk.get_by_text("belum berlaku", exact=True).wait_for()
    fits()
    with running.inside():
        newest = revisions.every()[0]
    assert [one.name.partition(" ")[0] for one in newest.signers] == ["Bambang", "Yusuf", "Ratih"]
    desk.goto(f"{running.url}/pengumuman")
    assert PLEDGE not in desk.inner_text("main")
    clock.move(running.settings.data, datetime(2026, 11, 24, 9, 0))
    desk.reload()
    assert PLEDGE in desk.inner_text("main")
    next_person("ratih", "/dokumen-standar/01")
    assert "tidak berlaku lagi" in desk.inner_text("main")
    assert "Camat Jatiroto menjamin seluruh pelayanan" in desk.inner_text("main")
