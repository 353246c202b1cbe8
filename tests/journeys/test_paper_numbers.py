"""A day on paper entered by the words of its card: cut again in the middle, then counted anew."""

import statistics
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from playwright.sync_api import Browser, Page, expect

from shared import clock
from shared.records import PaperVisit, Ticket
from shared.rules.applications import outages
from shared.rules.common import spans, staff
from shared.rules.common.actor import Actor
from shared.rules.queue import history
from tests.chromium import flaws
from tests.handbook_reader import Reader
from tests.kiosk.seats.browser import out_of_sight, page_at, sit_down, small_targets
from tests.office import take
from tests.running import Running

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

CARD = "listrik-padam#memasukkan-nomor-kertas"
DAY = date(2026, 11, 24)
# As it stands on the paper; the last two had not been called when the power came back.
TYPED = [
    ("", "0805", "8.20", "0840"),
    ("", "8.10", "8.41", "9.00"),
    ("", "8.15", "8.10", ""),
    ("", "", "", ""),
]
PASTED = "6;KK;8.50;;;menunggu\n7\tINFO\t9.20\t9.50\t9.55\n5 KK 8.45 menunggu\n"


def type_line(desk: Page, hours: tuple[str, ...]) -> None:
    """One person by keyboard alone, from the service on: the number stands there."""
    for hour in hours[1:]:
        desk.keyboard.press("Tab")
        if hour:
            desk.keyboard.type(hour)
    desk.keyboard.press("Enter")


def paste(desk: Page, text: str) -> None:
    """What was copied from a list elsewhere, into the last line."""
    desk.locator("[data-lines] tr").last.locator("[name=number]").evaluate(
        """(field, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text", text);
          const how = { clipboardData, bubbles: true, cancelable: true };
          field.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        text,
    )


def test_a_day_on_paper_is_entered_by_the_words_of_the_card(
    run: Callable[..., Running], browser: Browser
) -> None:
    office = run(now="2026-11-24T10:30")
    with office.inside():
        by = Actor("dewi", staff.OPERATOR, 3)
        began = datetime.combine(DAY, time(8), tzinfo=clock.zone())
        outages.end(outages.begin("LISTRIK", by, since=began).id, by)
        take()
    desk = sit_down(page_at(browser), office, "tono", "/informasi")
    with Reader(desk, CARD) as reader:
        reader.press()
        reader.press()
        reader.see()
        reader.press()
        reader.see()
        desk.wait_for_selector('[data-link="ok"]')
        assert (flaws(desk), small_targets(desk), out_of_sight(desk)) == ([], [], [])
        desk.locator("[data-lines] [name=service]").focus()
        for hours in TYPED:
            type_line(desk, hours)
        expect(desk.locator("[data-line-say]").first).to_have_text(
            "Urutan jamnya harus: datang, dipanggil, selesai."
        )
        expect(desk.locator("[data-visit]")).to_have_count(3)
        office.web.kill()
        paste(desk, PASTED)
        reader.pass_over()
        desk.close()
        office.web.start()
        office.wait_for_web()
        desk = reader.page = desk.context.new_page()
        desk.goto(f"{office.url}/informasi/kertas")
        desk.wait_for_selector('[data-link="ok"]')
        expect(desk.locator("[data-touched]")).to_have_count(4)
        wrong = desk.locator("[data-touched]").first
        wrong.locator("[name=called]").fill("8.35")
        reader.press()
        expect(desk.locator("[data-visit]")).to_have_count(7)
        reader.press()
        expect(desk.locator("[data-visit='5']")).to_contain_text("Mendapat A-002")
        desk.locator("[data-visit='2'] [data-fix]").click()
        reader.pass_over()
        reader.write("Salah baca")
        desk.locator("#ubah-selesai").fill("9.10")
        reader.press()
        expect(desk.locator("[data-visit='2'] [data-done]")).to_have_text("09.10")
        reader.pass_over()
    for width, height in ((1093, 535), (390, 844)):
        desk.set_viewport_size({"width": width, "height": height})
        assert out_of_sight(desk) == []
    with office.inside():
        rows = list(PaperVisit.select().order_by(PaperVisit.number))
        tickets = list(Ticket.select().order_by(Ticket.id))
        found = history.of(spans.of(spans.DAY, DAY), officers=False).total
        assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6, 7]
        assert [row.number for row in tickets] == [1, 2, 3]
        assert [tickets[0].id, *(row.ticket_id for row in rows[4:6])] == [t.id for t in tickets]
        assert [clock.local(one.issued_at).strftime("%H.%M") for one in tickets[1:]] == [
            *("08.45", "08.50")
        ]
        order = sorted(tickets, key=lambda one: (one.place, one.place_sub, one.id))
        assert [one.number for one in order] == [2, 3, 1]
        assert (found.taken, found.served, found.paper, found.untimed) == (8, 5, 5, 1)
        assert sorted(found.waits) == [150, 200, 300, 310]
        assert found.waits.median == statistics.median((15, 20, 30, 31))
        assert sorted(found.services) == [50, 200, 290]
