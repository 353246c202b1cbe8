"""How the board looks in each of its states: readable, nothing cut off, sound by axe."""

import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from display import sizes
from shared import clock
from tests.chromium import flaws
from tests.display.conftest import TELEVISION
from tests.display.test_calls_in_browser import expect_call, hold, let_pass, watch
from tests.display.theatre import EMPTY, Stage, call, counters, stands, why

pytestmark = pytest.mark.browser

_LONG = [
    {**one, "name": name, "state": state, "number": number}
    for one, name, state, number in zip(
        counters(*[None] * 4),
        ("Loket 1", "Loket 12", "Meja Informasi", "Pelayanan Terpadu"),
        ("open", "open", "break", "open"),
        ("A-012", "U-888", None, "M-100"),
        strict=True,
    )
]
_BREAK = "Nomor tetap dapat diambil. Istirahat sampai 12.30 WIB."
_UNTIL = "Istirahat sampai 12.30 WIB"
_MANY = counters(*(f"A-0{n}" if n % 3 else None for n in range(10, 19)))
_BUSY = [{**line, "waiting": 28} for line in EMPTY["waiting"]]
_MORE = [*_BUSY, {**_BUSY[0], "letter": "L", "name": "Legalisasi"}, {**_BUSY[0], "letter": "R"}]


def _breaks(*names: str) -> list[dict[str, Any]]:
    rest = counters(*[None] * len(names), state="break")
    return [
        {**one, "id": one["id"] + 1, "name": name, "words": _UNTIL}
        for one, name in zip(rest, names, strict=True)
    ]


Scene = tuple[list[dict[str, Any]], dict[str, Any]]
SCENES: dict[str, Callable[[], Scene]] = {
    "nobody called yet": lambda: ([], {}),
    "last call": lambda: ([call("A-012", ago=20)], {"counters": counters("A-012", None)}),
    "one counter": lambda: ([call("A-012", ago=20)], {"counters": counters("A-012")}),
    "two counters": lambda: (
        [call("M-004", 2, "Meja Informasi", ago=20)],
        {"counters": [EMPTY["counters"][0], {**EMPTY["counters"][1], "number": "M-004"}]},
    ),
    "long names": lambda: (
        [call("M-100", 4, "Pelayanan Terpadu", ago=20)],
        {"counters": _LONG, "missed": ["A-008", "M-088", "U-088", "K-001"], "waiting": _BUSY},
    ),
    "many of everything": lambda: (
        [call("A-010", ago=20)],
        {"counters": _MANY, "missed": [f"M-08{n}" for n in range(6)], "waiting": _MORE},
    ),
    "breaks": lambda: (
        [],
        {"counters": _breaks("Loket 1", "Meja Informasi"), "stands": stands("break", _BREAK)},
    ),
    "three breaks": lambda: (
        [call("A-012", ago=20)],
        {"counters": [*counters("A-012"), *_breaks("Loket 2", "Meja Informasi", "Loket 4")]},
    ),
    "many waiting": lambda: ([], {"waiting": _MORE}),
    "closed": lambda: (
        [],
        {
            "open": False,
            "waiting": [],
            "closed_reason": why(
                "holiday", "Hari Natal. Buka lagi Senin, 28 Desember 2026 pukul 08.00."
            ),
        },
    ),
    "too small a screen": lambda: (
        [call("A-012", ago=20)],
        {
            "counters": counters("A-012", None),
            "screen": {
                "inches": 24,
                "farthest_m": 9,
                "call_px": 600,
                "list_px": 240,
                "advice": "Layar 24 inci terbaca sampai 3,3 m, kursi terjauh 9 m: dekatkan kursi.",
            },
        },
    ),
}

# Texts that leave their card, or touch their neighbour in a row.
_CUT_OFF = """() => {
  const out = [];
  const inside = (rect, card) => rect.left >= card.left - 1 && rect.right <= card.right + 1
    && (rect.top + rect.bottom) / 2 > card.top && (rect.top + rect.bottom) / 2 < card.bottom;
  for (const card of document.querySelectorAll(
      '.head, .hero, .hero-to, .row, .missed, .waiting, .notice, .closed-card, .lost')) {
    const box = card.getBoundingClientRect();
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !parent.checkVisibility()) continue;
      if (parent.closest('.sr-only') || getComputedStyle(parent).clipPath !== 'none') continue;
      if (getComputedStyle(parent).overflow === 'hidden') continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const rect of range.getClientRects())
        if (rect.width && !inside(rect, box)) out.push(card.className + ': ' + range);
    }
  }
  for (const row of document.querySelectorAll('.rows:not([data-large]) .row')) {
    const range = document.createRange();
    range.selectNodeContents(row.querySelector('.row-name'));
    const now = row.querySelector('.row-now').getBoundingClientRect();
    const below = now.top + now.height / 2;
    const meets = (rect) => rect.bottom > below && rect.right > now.left;
    if ([...range.getClientRects()].some(meets)) out.push('overlap: ' + row.innerText);
  }
  const all = document.documentElement;
  if (all.scrollWidth > all.clientWidth || all.scrollHeight > all.clientHeight) out.push('scrolls');
  return out;
}"""


def _open(page: Page, stage: Stage, scene: str) -> None:
    calls, parts = SCENES[scene]()
    stage.show(*calls, **parts)
    watch(page, stage)
    page.evaluate("document.fonts.ready.then(() => true)")


_SCREENS = [(1920, 1080), (1366, 768), (1280, 1024), (1080, 1920), (3840, 2160)]


@pytest.mark.parametrize("size", _SCREENS, ids=str)
def test_nothing_is_cut_off(chromium: Browser, stage: Stage, size: tuple[int, int]) -> None:
    width, height = size
    context = chromium.new_context(**{**TELEVISION, "viewport": {"width": width, "height": height}})
    found = {}
    for scene in SCENES:
        page = context.new_page()
        _open(page, stage, scene)
        assert page.evaluate("document.fonts.check('20px Lexend')")
        found[scene] = page.evaluate(_CUT_OFF)
        page.close()
    context.close()

    assert {scene: faults for scene, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scene", SCENES)
def test_axe_finds_nothing(television: Page, stage: Stage, scene: str) -> None:
    _open(television, stage, scene)

    assert flaws(television) == []


def test_axe_finds_nothing_during_a_call_and_when_the_connection_is_lost(
    television: Page, stage: Stage
) -> None:
    stage.show()
    watch(television, stage)
    standing = [{**_LONG[0], "number": "U-003"}, *_LONG[1:]]
    stage.show(call("U-003", priority=True), counters=standing, missed=["A-001"])
    expect_call(television, "U-003")
    assert flaws(television) == []

    stage.kill()
    try:
        for link in ("lost", "hidden"):
            let_pass(television, link)
            assert flaws(television) == []
    finally:
        stage.start()


# The height of a capital of every text that is drawn, in pixels of a long side of 1920: for the
# number and counter of the call, for a long counter's name, and for all else that the room reads.
_CAPITALS = """() => {
  const fine = Math.max(innerWidth, innerHeight) / 1920;
  const pen = document.createElement('canvas').getContext('2d');
  const found = { call: [], name: [], list: [] };
  const walker = document.createTreeWalker(document.getElementById('stage'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement;
    const unread = '.office, #date, .sr-only, .notice-dots, .advice';
    if (!walker.currentNode.data.trim() || !at.checkVisibility() || at.closest(unread)) continue;
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(at);
    pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    const long = at.closest('.hero[data-long] #hero-counter');
    const kind = long ? 'name' : at.closest('#hero-number, #hero-counter') ? 'call' : 'list';
    found[kind].push([pen.measureText('H').actualBoundingBoxAscent / fine, at.textContent]);
  }
  return found;
}"""


def _arc_minutes(capital_px: float, inches: float, metres: float) -> float:
    """How large a capital so many pixels high of 1920 is seen from there."""
    millimetres = capital_px / 1920 * inches * 25.4 * 16 / math.hypot(16, 9)
    return math.degrees(2 * math.atan(millimetres / (2 * 1000 * metres))) * 60


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (3840, 2160)], ids=str)
def test_what_is_drawn_is_as_large_as_certified(
    chromium: Browser, stage: Stage, size: tuple[int, int]
) -> None:
    screen = {"width": size[0], "height": size[1]}
    context = chromium.new_context(**{**TELEVISION, "viewport": screen})
    least = {"call": 60 * sizes.CALL_DEGREES, "name": 22.0, "list": 16.0}
    small, widest = [], sizes.readable_m(43)
    for count, name in ((1, ""), (3, "Meja Informasi"), (6, "Pelayanan Terpadu"), (8, "")):
        at = counters(*(f"U-88{n}" if n % 3 else None for n in range(1, count + 1)), state="break")
        last = call("U-881", 1, name, ago=20, priority=True)
        at[0] = {**at[0], "name": name or "Loket 12", "number": "U-881", "state": "open"}
        calls = [] if count == 8 else [last]
        page = context.new_page()
        stage.show(*calls, counters=at, missed=["M-088"] * (count % 2), waiting=_MORE)
        watch(page, stage)
        page.evaluate("document.fonts.ready.then(() => true)")
        if count == 8:
            stage.show(call("U-885", 5), call("U-884", 4), last, counters=at, waiting=_MORE)
            expect(page.locator("#upcoming")).to_be_visible()
        for kind, drawn in page.evaluate(_CAPITALS).items():
            assert drawn or kind == "name" and not name
            small += [
                (count, text, round(seen, 1))
                for capital, text in drawn
                if (seen := _arc_minutes(capital, 43, widest)) < least[kind] - 0.05
            ]
        page.close()
    context.close()

    assert widest == 6.0
    assert small == []


def test_a_small_screen_warns_in_small_letters(television: Page, stage: Stage) -> None:
    _open(television, stage, "too small a screen")

    expect(television.locator("#advice")).to_contain_text("dekatkan kursi")
    box = television.locator("#advice").bounding_box()
    assert box is not None
    assert box["height"] < 40


def test_more_counters_than_rows_are_shown_page_by_page(television: Page, stage: Stage) -> None:
    _open(television, stage, "many of everything")
    hold(television)
    first = television.locator(".row-name").all_inner_texts()

    television.clock.run_for(8_100)
    second = television.locator(".row-name").all_inner_texts()

    assert first == [f"Loket {n}" for n in range(1, 7)]
    assert second == [f"Loket {n}" for n in range(7, 10)]


def test_the_page_of_the_calling_counter_is_the_one_to_be_seen(
    television: Page, stage: Stage
) -> None:
    stage.show(counters=_MANY)
    watch(television, stage)
    stage.show(call("A-017", 8), counters=_MANY)

    expect_call(television, "A-017")
    expect(television.locator(".row[data-calling] .row-name")).to_have_text("Loket 8")


def test_counters_say_their_state_in_words(television: Page, stage: Stage) -> None:
    states = [
        {**one, "state": state}
        for one, state in zip(counters(None, None, None), ("open", "break", "closed"), strict=True)
    ]
    stage.show(counters=states)
    watch(television, stage)

    expect(television.locator(".row-now")).to_have_text(["Siap", "Istirahat", "Tutup"])


def test_nobody_is_sent_to_a_counter_that_is_on_a_break(television: Page, stage: Stage) -> None:
    resting = counters(None, state="break")
    stage.show(call("A-017", ago=20), counters=resting, stands=stands("break"))
    watch(television, stage)

    hero = television.locator("#hero")
    expect(hero).to_contain_text("Semua loket sedang istirahat")
    expect(television.locator("#hero-to")).to_be_hidden()


def test_a_call_for_help_that_nobody_answers_is_told_to_the_room(
    television: Page, stage: Stage
) -> None:
    stage.show(help=["Layar sentuh"])
    watch(television, stage)
    notice = television.locator("#notice-text")
    expect(notice).to_have_text("Petugas ditunggu. Layar sentuh")

    stage.show()
    expect(notice).not_to_contain_text("Petugas ditunggu")


def test_a_clock_that_nobody_believes_is_no_closed_office(television: Page, stage: Stage) -> None:
    stage.show(open=False, waiting=[], closed_reason=why("clock", ""))
    watch(television, stage)

    expect(television.locator("#closed")).to_contain_text("Silakan ke petugas dahulu")
    expect(television.locator("#closed")).not_to_contain_text("tutup")
    icon = television.locator("#closed-icon").evaluate("e => getComputedStyle(e).maskImage")
    assert "clock-question" in icon


def test_notices_change_by_themselves_and_rest_during_a_call(
    television: Page, stage: Stage
) -> None:
    notices = [
        {"id": name, "title": name, "body": "Isinya pendek.", "icon": "clock"}
        for name in ("Pertama", "Kedua?")
    ]
    stage.show(notices=notices)
    watch(television, stage)
    hold(television)
    notice = television.locator("#notice-text")
    expect(notice).to_have_text("Pertama. Isinya pendek.")

    television.clock.run_for(11_000)
    expect(notice).to_have_text("Pertama. Isinya pendek.")
    television.clock.run_for(5_000)
    expect(notice).to_have_text("Kedua? Isinya pendek.")

    first, second = call("A-001", 1), call("A-002", 2)
    stage.show(second, first, notices=notices)
    expect_call(television, "A-001")
    television.clock.run_for(5_100)
    expect_call(television, "A-002")
    television.clock.run_for(10_000)
    expect(notice).to_have_text("Kedua? Isinya pendek.")

    shown = set()
    for _ in range(30):
        television.clock.run_for(1_000)
        shown.add(notice.inner_text())
    assert shown == {"Pertama. Isinya pendek.", "Kedua? Isinya pendek."}


def test_a_long_notice_takes_several_pages(television: Page, stage: Stage) -> None:
    body = " ".join(f"kata{n}" for n in range(40))
    stage.show(notices=[{"id": "x", "title": "Panjang", "body": body, "icon": "clock"}])
    watch(television, stage)
    hold(television)
    seen = television.locator("#notice-text").inner_text()
    for _ in range(18):
        television.clock.run_for(3_500)
        seen += " " + television.locator("#notice-text").inner_text()

    assert {f"kata{n}" for n in range(40)} <= set(seen.split())
    assert "…" in seen


def test_the_closed_page_goes_dark_after_half_an_hour(television: Page, stage: Stage) -> None:
    _open(television, stage, "closed")
    expect(television.locator("#closed")).to_contain_text("Hari ini kantor libur")
    expect(television.locator("#closed")).to_contain_text("Buka lagi Senin, 28 Desember 2026")
    expect(television.locator("main")).to_be_hidden()

    expect(television.locator("#closed-clock")).to_be_hidden()

    television.clock.fast_forward("31:00")

    expect(television.locator("#stage")).to_have_attribute("data-night", "")
    expect(television.locator("#closed-clock")).to_be_visible()
    expect(television.locator("header")).to_be_hidden()
    stage.show()
    expect(television.locator("main")).to_be_visible()
    expect(television.locator("header")).to_be_visible()


def test_a_practice_board_says_so_and_begins_each_day_fresh(
    television: Page, tmp_path: Path
) -> None:
    practice = Stage(tmp_path, practice=True)
    practice.show()
    practice.start()
    try:
        watch(television, practice)
        expect(television.locator(".practice")).to_contain_text("LATIHAN")
        television.evaluate("window.same = true")
        clock.move(practice.data, datetime(2026, 11, 24, 3, 0, 30))
        television.clock.fast_forward("02:30:00")
        television.clock.run_for(6_000)
        expect(television.locator("#clock")).to_have_text("03.00")

        television.clock.fast_forward("01:05")

        television.wait_for_function("() => window.same === undefined")
        expect(television.locator("#stage")).to_have_attribute("data-link", "ok")
    finally:
        practice.stop()


def test_people_still_waiting_keep_the_board_up_after_hours(television: Page, stage: Stage) -> None:
    stage.show(open=False, closed_reason=why("hours", "Buka lagi besok."))
    watch(television, stage)

    expect(television.locator("main")).to_be_visible()
    expect(television.locator("#closed")).to_be_hidden()


def test_the_picture_moves_a_little_so_that_it_does_not_burn_in(
    television: Page, stage: Stage
) -> None:
    stage.show()
    watch(television, stage)
    places = set()
    for _ in range(4):
        box = television.locator("#stage").bounding_box()
        assert box is not None
        places.add((box["x"], box["y"]))
        television.clock.fast_forward("05:01")

    assert len(places) == 4
    assert all(abs(x) <= 4 and abs(y) <= 4 for x, y in places)


def test_motion_is_left_out_for_those_who_ask(chromium: Browser, stage: Stage) -> None:
    animations = {}
    for motion in ("reduce", "no-preference"):
        context = chromium.new_context(**{**TELEVISION, "reduced_motion": motion})
        page = context.new_page()
        stage.show()
        watch(page, stage)
        stage.show(call("A-001"))
        expect_call(page, "A-001")
        animations[motion] = page.evaluate(
            "(({animationName, animationIterationCount}) =>"
            " [animationName, animationIterationCount])"
            "(getComputedStyle(document.getElementById('hero')))"
        )
        context.close()

    assert animations == {"reduce": ["none", "1"], "no-preference": ["pulse", "3"]}


def test_an_answer_that_breaks_off_is_no_picture(television: Page, stage: Stage) -> None:
    stage.show()
    watch(television, stage)
    television.route(
        "**/api/v1/board", lambda route: route.fulfill(body='{"at": "2026', status=200)
    )

    told = television.evaluate(
        "import('/static/js/api.js').then(({ get }) => get('/api/v1/board')).then("
        "() => 'taken', ({ status, message }) => `${status} ${message}`)"
    )

    assert told == "0 Sistem tidak terjangkau. Tunggu sebentar, lalu coba lagi."
