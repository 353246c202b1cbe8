"""A morning on paper while the power was out, entered afterwards by the words of its card.

Each control that is pressed or filled is found by the word that the card marks next, and none is
left over: whoever reads the card alone gets to the end.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from deploy.handbook import books
from shared import clock
from shared.records import Application, ClockRun
from shared.rules.admin import people
from shared.rules.applications import register, states
from shared.rules.applications.view import by_number
from shared.rules.common import staff
from tests.journeys.test_kk_path import tick_what_is_there
from tests.kiosk.seats.browser import name_taker, page_at, sit_down, write_intake
from tests.kk import KK_NUMBER, NIK
from tests.office import PASSWORD
from tests.running import Running

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

FIRST, SECOND = "KK-2026-000001", "KK-2026-000002"
CARD, PART = "listrik-padam", "memasukkan-berkas"


class Card:
    """The card in the reader's hand: what it marks, one word after another."""

    def __init__(self, name: str, anchor: str) -> None:
        card = next(one for one in books.cards() if one.name == name)
        part = next(one for one in card.sections if one.anchor == anchor)
        self._words = re.findall(r"<strong>(.*?)</strong>", part.html.replace("\n", " "))
        self._next = 0

    def word(self) -> str:
        """The next one."""
        self._next += 1
        return self._words[self._next - 1]

    def press(self, page: Page) -> None:
        """Press what is named so."""
        named = re.compile(rf"^{re.escape(self.word())}")
        button: Locator = page.get_by_role("button", name=named)
        button.or_(page.get_by_role("link", name=named)).first.click()

    def write(self, page: Page, words: str) -> None:
        """Fill in what is named so, as the paper book has it."""
        page.get_by_label(self.word()).fill(words)

    def find(self, page: Page) -> None:
        """See that the page has such a heading."""
        expect(page.get_by_role("heading", name=self.word())).to_be_visible()

    @property
    def left(self) -> list[str]:
        """What was marked and not needed."""
        return self._words[self._next :]


def take_in(card: Card, counter: Page, number: str, nik: str, received: str) -> None:
    """One file from the paper book into the register, its papers ticked and proposed."""
    card.press(counter)
    card.write(counter, received)
    write_intake(counter, "KK hilang", nik, KK_NUMBER[:-1] + nik[-1])
    card.press(counter)
    counter.wait_for_url(re.compile(f"/loket/berkas/{number}$"))
    tick_what_is_there(counter)
    expect(counter.locator(".verdict--ok")).to_contain_text("Syarat ada semua")
    card.press(counter)
    expect(counter.locator(".badge--next")).to_be_visible()


def finish(
    card: Card, at: Callable[[str, str], Page], number: str, times: Mapping[str, str]
) -> None:
    """The rest of its way, until its KK is in the hand that took it."""
    kasi = at("bambang", f"/kasi/{number}")
    card.press(kasi)
    expect(kasi.locator(".decided")).to_have_text("Lengkap")
    card.press(kasi)
    operator = at("dewi", f"/operator/{number}")
    card.press(operator)
    expect(operator.locator(f".badge--{states.PROCESSING}")).to_be_visible()
    card.press(operator)
    expect(operator.locator("#produk")).to_be_visible()
    for tick in operator.locator("#produk input").all():
        tick.check()
    card.press(operator)
    expect(operator.locator(f".badge--{states.READY}")).to_be_visible()
    counter = at("sari", f"/loket/berkas/{number}")
    card.find(counter)
    name_taker(counter, NIK)
    card.press(counter)
    expect(counter.locator(f".badge--{states.HANDED}")).to_be_visible()
    kasi = at("bambang", f"/kasi/{number}")
    card.find(kasi)
    for step in ("decided", "printed", "ready", "handed"):
        kasi.locator(f"#tangan-{step}").fill(times[step])
    card.press(kasi)
    expect(kasi.locator("#data-berkas")).to_be_visible()


def test_a_morning_on_paper_is_entered_by_the_words_of_the_card(
    run: Callable[..., Running], browser: Browser
) -> None:
    office = run(now="2026-11-24T13:30")
    with office.inside():
        people.add("bambang", "Bambang Contoh", [staff.SECTION_HEAD], PASSWORD)
        people.add("dewi", "Dewi Contoh", [staff.OPERATOR], PASSWORD)
    pages: dict[str, Page] = {}

    def at(username: str, seat: str) -> Page:
        if username not in pages:
            pages[username] = sit_down(page_at(browser), office, username, seat)
        else:
            pages[username].goto(office.url + seat)
            pages[username].wait_for_selector('[data-link="ok"]')
        return pages[username]

    names = ("received", "decided", "printed", "ready", "handed")
    hours = dict(zip(names, ("08.15", "08.40", "10.05", "10.10", "11.20"), strict=True))
    times = {name: f"24-11-2026 {hour}" for name, hour in hours.items()}
    card = Card(CARD, PART)
    take_in(card, at("sari", "/loket/berkas"), FIRST, NIK, times["received"])
    finish(card, at, FIRST, times)
    assert card.left == []
    second = Card(CARD, PART)
    take_in(second, at("sari", "/loket/berkas"), SECOND, f"{NIK[:-1]}2", "24-11-2026 09.30")
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
