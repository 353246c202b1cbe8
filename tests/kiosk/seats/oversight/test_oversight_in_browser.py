"""A month is drawn, a file looked at and the office watched, in the secretary's own browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from shared import clock
from shared.rules.oversight import samples
from tests import kk
from tests.chromium import flaws
from tests.complaint_book import People, people
from tests.kiosk.seats.browser import page_at, sit_down
from tests.office import take
from tests.running import Running

pytestmark = pytest.mark.browser


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Running, People]]:
    """An office in December, with three files of November."""
    with Running(tmp_path) as made:
        with made.inside():
            who = people()
            for _ in range(3):
                kk.accepted()
            clock.move(made.settings.data, clock.now().replace(month=12, day=7))
        yield made, who


@pytest.mark.clause("10.1")
def test_the_secretary_draws_finds_something_and_sees_the_queue_grow(
    office: tuple[Running, People], chromium: Browser
) -> None:
    running, _ = office
    page, faults = page_at(chromium), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    sit_down(page, running, "yusuf", "/sekretaris")
    waiting = page.locator("[data-part=now] dl").first
    expect(waiting).to_contain_text("0menunggu")
    with running.inside():
        take()
    expect(waiting).to_contain_text("1menunggu")

    page.get_by_role("link", name="November 2026 Sampel").click()
    page.get_by_role("button", name="Undi berkas").click()
    first = page.get_by_role("region", name="Berkas yang diundi").get_by_role("link").first
    number = first.inner_text()
    first.click()
    finding = page.get_by_text("Seberapa berat temuannya?")
    for question in page.locator(".question").all():
        question.get_by_text("Sesuai", exact=True).click()
    expect(finding).to_be_hidden()
    page.locator(".question").nth(2).get_by_text("Temuan", exact=True).click()
    expect(finding).to_be_visible()
    page.get_by_label("Keterangan").fill("Sebab terlambat tidak dicatat.")
    page.get_by_role("button", name="Simpan hasil").click()
    expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("PTPP-2026-")
    with running.inside():
        [found] = samples.of(2026, 11).findings
    assert (found.number, found.note) == (number, "Sebab terlambat tidak dicatat.")
    seen: dict[str, list[str]] = {}
    for path in ("/sekretaris", "/jurnal", "/pengawasan", f"/pengawasan/2026/11/{number}"):
        page.goto(f"{running.url}{path}")
        page.wait_for_selector('[data-link="ok"]')
        seen[path] = flaws(page)
    page.context.close()
    assert seen == dict.fromkeys(seen, [])
    assert faults == []
