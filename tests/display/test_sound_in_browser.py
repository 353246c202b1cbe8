"""What is heard: announcements one after the other, and a plain word when the browser is mute."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from shared import clock
from tests.chromium import launched
from tests.display.conftest import TELEVISION
from tests.display.test_calls_in_browser import expect_call, hold, let_pass, watch
from tests.display.theatre import Stage, call, counters
from tests.running import Running, until

pytestmark = pytest.mark.browser

# Announcements last as long as their file says, in the page's clock, and are written down.
_LISTEN = """
  window.heard = [];
  HTMLMediaElement.prototype.play = async function () {
    if (this.volume === 0) return;
    const source = this.src;
    const { pathname, search } = new URL(source);
    window.fetching = true; // meanwhile the test lets no time pass
    const bytes = new DataView(await (await fetch(source)).arrayBuffer());
    window.fetching = false;
    const seconds = (bytes.byteLength - 44) / bytes.getUint32(28, true);
    window.heard.push([pathname, search, Date.now() / 1000, Date.now() / 1000 + seconds]);
    setTimeout(() => this.dispatchEvent(new Event('ended')), seconds * 1000);
  };
"""


# What really sounds is written down, as the browser itself tells of it.
_OVERHEAR = """
  window.sounded = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    this.onplaying = this.onended = ({ type }) => {
      if (this.volume) window.sounded.push([type, new URL(this.src).pathname]);
    };
    return play.call(this);
  };
"""

Heard = list[tuple[str, str, float, float]]


def listen_for(page: Page, pieces: int) -> Heard:
    """Quarter after quarter of a second until so many pieces began: file, part, begin and end."""
    for _ in range(300):
        heard: Heard = page.evaluate("window.heard")
        if len(heard) == pieces:
            return heard
        page.clock.run_for(250)
        page.wait_for_timeout(10)
        page.wait_for_function("() => !window.fetching")
    pytest.fail(f"not {pieces} pieces but {heard}")


def _wait(page: Page) -> None:
    """Twenty seconds, one by one: the board's server, asked meanwhile, answers in real time."""
    for _ in range(20):
        page.clock.run_for(1_000)
        page.wait_for_timeout(20)
    let_pass(page, "ok")


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A board's server with a voice."""
    made = Stage(tmp_path_factory.mktemp("speaking"), voice="espeak")
    made.show()
    made.start()
    yield made
    made.stop()


def test_announcements_never_overlap_and_keep_their_order(
    television: Page, speaking: Stage
) -> None:
    speaking.show()
    television.add_init_script(_LISTEN)
    watch(television, speaking, "")
    hold(television)
    first, second = call("A-001", 1), call("A-002", 2)
    speaking.show(second, first)

    heard = listen_for(television, 3)

    files, parts, begins, ends = zip(*heard, strict=True)
    assert files[0] != files[1] == files[2]
    assert parts == ("?bagian=singkat", "", "?bagian=ulangan")
    assert all(end <= begin + 0.01 for end, begin in zip(ends, begins[1:], strict=False))


def test_a_call_alone_is_said_twice_unless_it_is_answered(
    television: Page, speaking: Stage
) -> None:
    speaking.show()
    television.add_init_script(_LISTEN)
    watch(television, speaking, "")
    hold(television)
    speaking.show(call("A-001"))
    alone = listen_for(television, 2)
    _wait(television)
    expect_call(television, "A-001", "last")
    again = call("A-002")
    speaking.show(again)
    expect_call(television, "A-002")
    speaking.show(again, counters=[{**one, "serving": True} for one in counters("A-002")])
    expect(television.locator(".row")).to_have_count(1)
    listen_for(television, 3)
    _wait(television)

    assert [part for _, part, _, _ in alone] == ["", "?bagian=ulangan"]
    assert len(listen_for(television, 3)) == 3


def test_of_eight_counters_that_press_at_once_the_last_is_heard_within_a_minute(
    television: Page, speaking: Stage
) -> None:
    speaking.show()
    television.add_init_script(_LISTEN)
    watch(television, speaking, "")
    hold(television)
    numbers = [f"U-88{n}" for n in range(8)]
    calls = [
        call(
            number,
            at,
            priority=True,
            spoken=f"Nomor antrean prioritas U, delapan, delapan, {at}, silakan menuju loket {at}.",
            brief=f"U, delapan, delapan, {at}, loket {at}.",
        )
        for at, number in enumerate(numbers, 1)
    ]
    pressed = float(television.evaluate("Date.now() / 1000"))
    speaking.show(calls[0], counters=counters(*numbers[:1]))
    expect_call(television, numbers[0])
    speaking.show(*reversed(calls), counters=counters(*numbers))

    heard = listen_for(television, 9)

    assert len({file for file, _, _, _ in heard}) == 8
    assert heard[7][3] - pressed <= 60, "the end of the last voice"


def test_an_announcement_is_really_played(television: Page, speaking: Stage) -> None:
    speaking.show()
    television.add_init_script("""
      window.ended = [];
      const play = HTMLMediaElement.prototype.play;
      HTMLMediaElement.prototype.play = function () {
        this.onended = () => window.ended.push(this.duration);
        this.playbackRate = 16;
        return play.call(this);
      };
    """)
    watch(television, speaking, "")
    speaking.show(call("A-001"), counters=counters("A-001"))
    expect_call(television, "A-001")
    television.wait_for_function("() => window.ended.some(seconds => seconds > 1)")
    television.clock.run_for(8_100)

    expect_call(television, "A-001", "last")
    expect(television.locator("#unmute")).to_be_hidden()


@pytest.mark.parametrize("fault", ["missing", "broken", "slow"])
def test_a_sound_that_cannot_be_had_never_holds_up_the_queue(
    television: Page, speaking: Stage, fault: str
) -> None:
    speaking.show()
    television.add_init_script(
        "HTMLMediaElement.prototype.play = () => new Promise(() => undefined);"
        if fault == "slow"
        else ""
    )
    if fault != "slow":
        answer = {"missing": {"status": 404}, "broken": {"body": "no sound"}}[fault]
        television.route("**/suara/*.wav", lambda route: route.fulfill(**answer))
    watch(television, speaking, "")
    first, second = call("A-001", 1), call("A-002", 2)
    speaking.show(second, first)
    expect_call(television, "A-001")

    television.clock.run_for(8_100)

    expect_call(television, "A-002")


def test_a_browser_that_forbids_sound_is_told_on_the_screen_until_it_is_touched(
    chromium: Browser, speaking: Stage
) -> None:
    speaking.show()
    mute = launched(chromium.browser_type, "--autoplay-policy=document-user-activation-required")
    with closing(mute):
        page = mute.new_page()
        watch(page, speaking, "")
        expect(page.locator("#unmute")).to_be_visible()
        expect(page.locator("#unmute")).to_contain_text("sentuh layar")

        page.mouse.click(400, 700)
        expect(page.locator("#unmute")).to_be_hidden()


def test_a_silent_second_board_asks_for_no_sound(chromium: Browser, speaking: Stage) -> None:
    speaking.show()
    context = chromium.new_context(**TELEVISION)
    page = context.new_page()
    asked: list[str] = []

    def remember(request: Request) -> None:
        asked.append(request.url)

    page.on("request", remember)
    watch(page, speaking, "?suara=0")
    speaking.show(call("A-001"))
    expect_call(page, "A-001")
    context.close()

    assert not [url for url in asked if "/suara/" in url]


def test_help_that_nobody_answers_for_half_a_minute_rings_in_the_waiting_room_once(
    television: Page, chromium: Browser, tmp_path: Path
) -> None:
    chime = [["playing", "/suara/lonceng.wav"], ["ended", "/suara/lonceng.wav"]]
    with Running(tmp_path, voice="espeak") as office:
        television.add_init_script(_OVERHEAR)
        television.goto(f"{office.url}/papan")
        expect(television.locator("#stage")).to_have_attribute("data-link", "ok")
        visitor = chromium.new_page()
        visitor.goto(f"{office.url}/kios")
        visitor.locator("html[data-script]").wait_for(state="attached")
        visitor.get_by_role("button", name="Minta bantuan").click()
        expect(visitor.get_by_role("heading", name="Memanggil petugas")).to_be_visible()
        visitor.wait_for_timeout(2_500)
        assert television.evaluate("window.sounded") == []

        with office.inside():
            clock.move(office.settings.data, clock.now() + timedelta(seconds=31))
        until(lambda: television.evaluate("window.sounded") == chime, 30, "the chime")
        expect(visitor.get_by_role("heading", name="Belum ada yang menjawab")).to_be_visible()
        visitor.wait_for_timeout(5_000)
        assert television.evaluate("window.sounded") == chime
        expect(television.locator("#notice-text")).to_contain_text("Layar sentuh")
        visitor.close()
