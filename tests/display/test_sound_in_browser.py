"""What is heard: announcements one after the other, and a plain word when the browser is mute."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.chromium import launched
from tests.display.conftest import TELEVISION
from tests.display.test_calls_in_browser import expect_call, hold, watch
from tests.display.theatre import Stage, call, counters

pytestmark = pytest.mark.browser

# Announcements last nine seconds of the page's clock, and are written down.
_LISTEN = """
  window.heard = [];
  HTMLMediaElement.prototype.play = function () {
    const source = new URL(this.src).pathname;
    if (this.volume === 0) return Promise.resolve();
    window.heard.push('begin ' + source);
    setTimeout(() => {
      window.heard.push('end ' + source);
      this.dispatchEvent(new Event('ended'));
    }, 9000);
    return Promise.resolve();
  };
"""


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

    expect_call(television, "A-001")
    television.clock.run_for(8_500)
    expect_call(television, "A-001")
    television.clock.run_for(1_000)
    expect_call(television, "A-002")
    television.clock.run_for(9_500)
    expect_call(television, "A-002", "last")

    heard = television.evaluate("window.heard")
    assert [line.split()[0] for line in heard] == ["begin", "end", "begin", "end"]
    assert heard[0].split()[1] == heard[1].split()[1] != heard[2].split()[1]
    assert all("/suara/" in line for line in heard)


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
