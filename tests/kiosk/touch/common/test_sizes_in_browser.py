"""Fingers and eyes: every page's targets, letters, contrast rules and fit, in a real browser."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared import clock
from shared.rules import queue
from shared.rules.common import staff
from shared.rules.common.actor import SYSTEM
from tests.chromium import flaws
from tests.kiosk.touch.conftest import context
from tests.office import take
from tests.running import until

pytestmark = pytest.mark.browser

PAGES = [
    "/kios",
    "/kios/syarat/KK",
    "/kios/syarat/KK/baru",
    "/kios/syarat/KK/ubah",
    "/kios/syarat/KK/hilang_rusak",
    "/kios/syarat/KK/jenis/ubah_lahir",
    "/kios/prioritas",
    "/kios/standar",
    "/kios/standar/11",
    "/kios/maaf/quota",
    "/kios/maaf/slow-down",
    "/kios/belum-buka/KK",
    "TICKET",
]
KINDS = [
    "baru_nikah",
    "baru_pisah",
    "baru_pindah_datang",
    "baru_ganti_kepala",
    "baru_dari_ln",
    "baru_rentan",
    "baru_oa",
    "ubah_lahir",
    "ubah_elemen",
    "ubah_datang",
    "ubah_pindah",
    "ubah_mati",
    "ubah_kawin",
    "ubah_cerai",
    "ubah_adopsi",
    "hilang",
    "rusak",
]
_SMALL_TARGETS = """floor => [...document.querySelectorAll("a, button, label.paper")]
  .filter(one => one.checkVisibility() && !one.disabled && !one.classList.contains("skip"))
  .map(one => [one.textContent.trim().slice(0, 40), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < floor || box.height < floor)
  .map(([name, box]) => `${name}: ${box.width} × ${box.height}`)"""
_SMALL_LETTERS = """floor => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const place = node.parentElement;
    if (!node.data.trim() || !place.checkVisibility() || place.closest(".sr-only, .skip")) continue;
    const size = parseFloat(getComputedStyle(place).fontSize);
    if (size < floor) found.push(`${node.data.trim().slice(0, 40)}: ${size}`);
  }
  return found;
}"""
_OVERFLOW = """() => ["page", null].flatMap(name => {
  const place = name ? document.querySelector("." + name) : document.documentElement;
  return [place.scrollHeight - place.clientHeight, place.scrollWidth - place.clientWidth];
}).map(Math.abs)"""

_PICTURES = """() => [...document.querySelectorAll("svg.icon, img:not(.landscape), .tile, .qr")]
  .filter(one => !one.closest("dialog, .pager"))
  .map(one => [(one.closest("[class]:not(svg)") ?? one).className, one.getBoundingClientRect()])
  .map(([name, box]) => [name, Math.round(box.width), Math.round(box.height)])"""
_CUT_WAITS = """() => [...document.querySelectorAll(".wait")].filter(one => {
  const card = one.closest("li, .main-head > div, .choice").getBoundingClientRect();
  return one.getBoundingClientRect().right > card.right || one.scrollWidth > one.clientWidth;
}).map(one => one.innerText)"""


@pytest.fixture
def screen(window):
    """A touchscreen that has been looked at before."""
    return window()


@pytest.fixture(scope="module")
def ticket(running, chromium):
    """The page of a number just taken."""
    made = context(chromium)
    body = {"service": "KK", "touch": str(uuid4())}
    told = made.request.post(f"{running.url}/api/v1/tickets", data=body).json()
    made.close()
    return f"/kios/tiket/{told['token']}"


def opened(page, running, address, ticket):
    page.goto(running.url + (ticket if address == "TICKET" else address))
    page.locator("html[data-script]").wait_for(state="attached")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('32px Lexend')")
    return page


def faults(page, letters=28, fits=True):
    """What a finger misses, an eye cannot read, or the screen cuts off."""
    cut = page.evaluate(_OVERFLOW)
    return [
        *(f"small target: {one}" for one in page.evaluate(_SMALL_TARGETS, 96)),
        *(f"small letters: {one}" for one in page.evaluate(_SMALL_LETTERS, letters)),
        *([f"cut off: {cut}"] if fits and any(cut) else []),
    ]


def wrong(addresses, found):
    """The addresses where something was found, and what."""
    return {address: faults for address in addresses if (faults := found(address))}


def test_targets_letters_and_fit_at_the_kiosk_and_axe_finds_nothing(running, screen, ticket):
    def found(address):
        page = opened(screen, running, address, ticket)
        return [*faults(page, fits=address != "/kios/standar/11"), *flaws(page)]

    assert wrong(PAGES, found) == {}


def test_every_checklist_fits_without_scrolling(running, screen, ticket):
    def found(kind):
        page = opened(screen, running, f"/kios/syarat/KK/jenis/{kind}", ticket)
        return [over for over in page.evaluate(_OVERFLOW) if over]

    assert wrong(KINDS, found) == {}


@pytest.mark.parametrize("look", ["teks=besar", "kontras=tinggi", "bahasa=en"])
def test_large_contrasting_and_english_pages_fit_and_pass_axe(running, screen, ticket, look):
    screen.goto(f"{running.url}/kios/tampilan?{look}")

    def found(address):
        page = opened(screen, running, address, ticket)
        down, *others = page.evaluate(_OVERFLOW)
        assert others == [0, 0, 0]
        turned = (look, address) == ("teks=besar", "/kios/prioritas")
        assert (down > 0) == page.locator("[data-pager]").is_visible() == turned
        return [*faults(page, 38 if look == "teks=besar" else 28, not turned), *flaws(page)]

    assert wrong(["/kios", "/kios/syarat/KK/ubah", "TICKET", "/kios/prioritas"], found) == {}


@pytest.mark.parametrize("size", ["panel", "narrow", "short", "phone"])
def test_other_screens_pass_axe_and_never_scroll_sideways(running, window, ticket, size):
    screen = window(size)

    def found(address):
        page = opened(screen, running, address, ticket)
        over = [] if size == "phone" else faults(page, 24 if size == "narrow" else 28, False)
        for side, seen in (("Width", "innerWidth"), ("Height", "innerHeight")):
            goes_on = size == "phone" and side == "Height"
            if not goes_on and page.evaluate(f"document.documentElement.scroll{side} > {seen}"):
                over.append(f"scrolls: {side}")
        # The tall screens are laid out alike: what axe finds on one it finds on all.
        return [*over, *(flaws(page) if size in ("panel", "phone") else [])]

    assert wrong(PAGES, found) == {}


@pytest.mark.parametrize("size", ["kiosk", "narrow"])
def test_no_picture_is_smaller_with_large_letters(running, chromium, ticket, size):
    made = context(chromium, size)
    page, drawn = made.new_page(), {}
    pages = [*PAGES, "/kios/pengaduan", "/kios/status", "/kios/pengumuman"]
    for look in ("biasa", "besar"):
        page.goto(f"{running.url}/kios/tampilan?teks={look}")
        drawn[look] = {
            address: opened(page, running, address, ticket).evaluate(_PICTURES) for address in pages
        }
    made.close()
    smaller = [
        (address, usual, large)
        for address in pages
        for usual, large in zip(drawn["biasa"][address], drawn["besar"][address], strict=True)
        if large[1] < usual[1] or large[2] < usual[2]
    ]
    assert smaller == []


def test_home_and_priority_fit_while_people_wait_and_while_everybody_rests(running, chromium):
    with running.inside():
        resting = {one.staff_id: one.counter for one in queue.seats()}
        by = {one.id: one.acting(staff.COUNTER) for one in staff.everybody() if one.id in resting}
        taken = [take(service) for service in ("KK", "AMBIL", "INFO")]
    try:
        assert _unfit(running, chromium, warned=0) == []
        with running.inside():
            for person, counter in resting.items():
                end = clock.now() + timedelta(minutes=30)
                queue.pause(counter, by[person], on=True, until=end)
        assert _unfit(running, chromium, warned=3) == []
    finally:
        with running.inside():
            for person, counter in resting.items():
                queue.pause(counter, by[person], on=False)
            for ticket in taken:
                queue.cancel(ticket.number, "Salah ambil nomor", SYSTEM)


def _unfit(running, chromium, warned):
    """What does not fit without scrolling; large letters may scroll on all but the tall screen."""
    found = []
    for size in ("kiosk", "short", "narrow", "panel"):
        made = context(chromium, size)
        page = made.new_page()
        for look in ("bahasa=id", "bahasa=en", "teks=besar")[: 3 if size == "kiosk" else 2]:
            page.goto(f"{running.url}/kios/tampilan?{look}")
            for address in ("/kios", "/kios/prioritas")[: 1 if look == "teks=besar" else 2]:
                opened(page, running, address, "")
                assert page.locator(".wait--warn").count() == warned
                over, cut = page.evaluate(_OVERFLOW), page.evaluate(_CUT_WAITS)
                if over != [0, 0, 0, 0] or cut:
                    found.append((size, look, address, over, cut))
        made.close()
    return found


def test_a_long_part_of_the_standard_is_turned_by_big_arrows(running, screen):
    opened(screen, running, "/kios/standar/11", "")
    down = screen.locator("[data-pager] button").nth(1)
    down.tap()
    turned = "document.querySelector('.page').scrollTop > 200"
    until(lambda: screen.evaluate(turned), 30, "the page turned")
    box = down.bounding_box()
    assert box["width"] >= 96
