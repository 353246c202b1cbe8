"""A morning on paper while the power was out, entered afterwards by the words of its card."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from shared import clock
from shared.records import Application, ClockRun
from shared.rules.admin import people
from shared.rules.applications import register, states
from shared.rules.applications.view import by_number
from shared.rules.common import staff
from tests.handbook_reader import Reader
from tests.journeys.test_kk_path import tick_what_is_there
from tests.kiosk.seats.browser import name_taker, page_at, sit_down, write_intake
from tests.kk import KK_NUMBER, NIK
from tests.office import PASSWORD, take
from tests.running import Running

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

FIRST, SECOND = "KK-2026-000001", "KK-2026-000002"
BACK = "listrik-padam#listrik-kembali"
CARD = "listrik-padam#memasukkan-berkas"


def power_is_back(counter: Page, operator: Page) -> None:
    """What is done first: a slip that was served by hand, the outage."""
    with Reader(counter, BACK) as reader:
        reader.press()
        counter.fill("#cari", "a1")
        counter.keyboard.press("Enter")
        reader.press(on=counter.locator("#panel-cari"))
        reader.write("Dilayani saat listrik padam")
        reader.press()
        expect(counter.locator("[data-story-state]")).to_have_text("Dibatalkan")
        reader.see(on=operator)
        operator.locator(".outage-form label", has_text=reader.left.pop(0)).click()
        reader.write("08.05", on=operator)
        reader.press(on=operator)
        reader.press(on=operator)
        expect(operator.locator("[data-outage-end]")).to_have_count(0)


def take_in(reader: Reader, counter: Page, number: str, nik: str, received: str) -> None:
    """One file from the paper book into the register, its papers ticked and proposed."""
    reader.press(on=counter)
    reader.write(received, on=counter)
    write_intake(counter, "KK hilang", nik, KK_NUMBER[:-1] + nik[-1])
    reader.press(on=counter)
    counter.wait_for_url(re.compile(f"/loket/berkas/{number}$"))
    tick_what_is_there(counter)
    expect(counter.locator(".verdict--ok")).to_contain_text("Syarat ada semua")
    reader.press(on=counter)
    expect(counter.locator(".file-head .badge--next")).to_be_visible()


def finish(
    reader: Reader, at: Callable[[str, str], Page], number: str, times: Mapping[str, str]
) -> None:
    """The rest of its way, until its KK is in the hand that took it."""
    kasi = at("bambang", f"/kasi/{number}")
    reader.press(on=kasi)
    expect(kasi.locator(".decided")).to_have_text("Lengkap")
    reader.press(on=kasi)
    operator = at("dewi", f"/operator/{number}")
    reader.press(on=operator)
    expect(operator.locator(f".file-head .badge--{states.PROCESSING}")).to_be_visible()
    reader.press(on=operator)
    expect(operator.locator("#produk")).to_be_visible()
    for tick in operator.locator("#produk input").all():
        tick.check()
    reader.press(on=operator)
    expect(operator.locator(f".file-head .badge--{states.READY}")).to_be_visible()
    counter = at("sari", f"/loket/berkas/{number}")
    reader.see(on=counter)
    name_taker(counter, NIK)
    reader.press(on=counter)
    expect(counter.locator(f".file-head .badge--{states.HANDED}")).to_be_visible()
    kasi = at("bambang", f"/kasi/{number}")
    reader.see(on=kasi)
    for step in ("decided", "printed", "ready", "handed"):
        kasi.locator(f"#tangan-{step}").fill(times[step])
    reader.press(on=kasi)
    expect(kasi.locator("#data-berkas")).to_be_visible()


def test_a_morning_on_paper_is_entered_by_the_words_of_the_card(
    run: Callable[..., Running], browser: Browser
) -> None:
    office = run(now="2026-11-24T13:30")
    with office.inside():
        people.add("bambang", "Bambang Contoh", [staff.SECTION_HEAD], PASSWORD)
        people.add("dewi", "Dewi Contoh", [staff.OPERATOR], PASSWORD)
        take()
    pages: dict[str, Page] = {}

    def at(username: str, seat: str) -> Page:
        if username not in pages:
            pages[username] = sit_down(page_at(browser), office, username, seat)
        else:
            pages[username].goto(office.url + seat)
            pages[username].wait_for_selector('[data-link="ok"]')
        return pages[username]

    power_is_back(at("sari", "/loket"), at("dewi", "/operator"))
    names = ("received", "decided", "printed", "ready", "handed")
    hours = dict(zip(names, ("08.15", "08.40", "10.05", "10.10", "11.20"), strict=True))
    times = {name: f"24-11-2026 {hour}" for name, hour in hours.items()}
    with Reader(counter := at("sari", "/loket/berkas"), CARD) as reader:
        take_in(reader, counter, FIRST, NIK, times["received"])
        finish(reader, at, FIRST, times)
    again = Reader(counter := at("sari", "/loket/berkas"), CARD)
    take_in(again, counter, SECOND, f"{NIK[:-1]}2", "24-11-2026 09.30")
    with office.inside():
        file = by_number(FIRST)
        row = Application.get_by_id(file.id)
        clock_run = ClockRun.get(ClockRun.application_id == file.id)
        told = {name: on_paper(hour) for name, hour in hours.items()}
        assert (file.handwritten, file.state, file.is_late) == (True, states.HANDED, False)
        assert {name: getattr(row, f"{name}_at") for name in names if name != "decided"} == {
            name: at for name, at in told.items() if name != "decided"
        }
        assert (clock_run.decided_at, clock_run.stopped_at) == (told["decided"], told["ready"])
        rows = [(one.number, one.received) for one in register.month_rows(2026, 11)]
        assert [number for number, _ in rows] == [FIRST, SECOND]
        assert [received[-5:] for _, received in rows] == ["08.15", "09.30"]


def on_paper(hour: str) -> datetime:
    """A time of that morning."""
    return datetime.strptime(f"2026-11-24 {hour}", "%Y-%m-%d %H.%M").replace(tzinfo=clock.zone())
