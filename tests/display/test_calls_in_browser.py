"""Calls on a real board: one at a time, in order, never lost to a broken connection."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.display.theatre import Stage, call, counters

pytestmark = pytest.mark.browser


def watch(page: Page, stage: Stage, query: str = "?suara=0") -> None:
    """Open the board and wait until it is connected."""
    page.goto(f"{stage.url}/papan{query}")
    expect(page.locator("#stage")).to_have_attribute("data-link", "ok")


def hold(page: Page) -> None:
    """Stop the page's clock; from now on time passes only when the test lets it."""
    page.clock.pause_at(page.evaluate("Date.now() + 100") / 1000)


def let_pass(television: Page, link: str) -> None:
    """Second after second, until the board says so: of its wire it hears in real time."""
    for _ in range(120):
        if television.locator("#stage").get_attribute("data-link") == link:
            return
        television.clock.run_for(1_000)
        television.wait_for_timeout(20)
    pytest.fail(f"the board never said that its wire is {link}")


def expect_call(page: Page, number: str, mode: str = "calling") -> None:
    """The hero shows this number, being called or called last."""
    expect(page.locator("#hero")).to_have_attribute("data-mode", mode)
    expect(page.locator("#hero-number")).to_have_attribute("data-number", number)


def test_calls_that_come_together_are_shown_in_order_five_seconds_each(
    television: Page, stage: Stage
) -> None:
    stage.show()
    watch(television, stage)
    hold(television)
    first, second, third = call("A-001", 1), call("A-002", 2), call("M-001", 3, "Meja Informasi")
    stage.show(third, second, first)
    expect(television.locator("#upcoming li")).to_have_text(["A-002Loket 2", "M-001Meja Informasi"])
    expect(television.locator("#upcoming")).to_be_visible()
    expect(television.locator("#notice-text")).not_to_be_in_viewport()

    for number in ("A-001", "A-002"):
        expect_call(television, number)
        television.clock.run_for(4_800)
        expect_call(television, number)
        television.clock.run_for(300)
    expect_call(television, "M-001")
    expect(television.locator("#hero-counter")).to_have_text("Meja Informasi")


def test_a_call_alone_is_marked_for_twelve_seconds_and_then_is_the_last_call(
    television: Page, stage: Stage
) -> None:
    stage.show()
    watch(television, stage)
    hold(television)
    stage.show(call("A-001"), counters=counters("A-001"))
    expect_call(television, "A-001")
    expect(television.locator("#hero-label")).to_have_text("Dipanggil sekarang")
    expect(television.locator(".row[data-calling]")).to_have_attribute("data-counter", "1")

    television.clock.run_for(8_100)
    expect_call(television, "A-001")
    television.clock.run_for(4_100)

    expect_call(television, "A-001", "last")
    expect(television.locator("#hero-label")).to_have_text("Panggilan terakhir")
    expect(television.locator(".row[data-latest]")).to_have_attribute("data-counter", "1")


def test_a_repeated_call_is_announced_again(television: Page, stage: Stage) -> None:
    first = call("A-001")
    stage.show(first, counters=counters("A-001"))
    watch(television, stage)
    expect_call(television, "A-001", "last")

    stage.show(call("A-001", repeat=2), first, counters=counters("A-001"))

    expect_call(television, "A-001")


def test_a_call_taken_back_before_its_turn_is_not_announced(television: Page, stage: Stage) -> None:
    stage.show()
    watch(television, stage)
    hold(television)
    first, mistake, third = call("A-001", 1), call("A-002", 2), call("A-003", 3)
    stage.show(mistake, first)
    expect_call(television, "A-001")
    stage.show(third, first, missed=["K-009"])
    expect(television.locator("#missed-numbers")).to_have_text("K-009")

    television.clock.run_for(5_100)

    expect_call(television, "A-003")


def test_a_number_that_left_its_counter_before_its_turn_is_not_announced(
    television: Page, stage: Stage
) -> None:
    stage.show()
    watch(television, stage)
    hold(television)
    calls = [call(f"A-{n:03}", n % 2 + 1) for n in range(1, 15)]
    stage.show(calls[0])
    expect_call(television, "A-001")
    for newest in range(2, 15):
        said = list(reversed(calls[:newest]))[:8]
        stage.show(*said, seq=newest)
        at = said[0]["counter"]["id"]
        expect(television.locator(f"[data-counter='{at}'] .row-now")).to_have_text(
            said[0]["number"]
        )

    announced = ["A-001"]
    for _ in range(30):
        television.clock.run_for(1_000)
        if television.locator("#hero").get_attribute("data-mode") == "calling":
            number = television.locator("#hero-number").get_attribute("data-number")
            if number and number != announced[-1]:
                announced.append(number)
    assert announced == ["A-001", "A-013", "A-014"]


def test_a_call_that_is_answered_is_marked_no_longer_than_five_seconds(
    television: Page, stage: Stage
) -> None:
    stage.show()
    watch(television, stage)
    hold(television)
    stage.show(call("A-001"))
    expect_call(television, "A-001")
    serving = [{**one, "serving": True} for one in counters("A-001")]
    stage.show(call("A-001"), counters=serving)
    expect(television.locator(".row")).to_have_count(1)

    television.clock.run_for(5_100)

    expect_call(television, "A-001", "last")


def test_a_priority_call_says_so(television: Page, stage: Stage) -> None:
    stage.show()
    watch(television, stage)
    stage.show(call("U-003", priority=True))

    expect_call(television, "U-003")
    expect(television.locator("#hero-priority")).to_be_visible()


def test_a_fresh_browser_shows_the_picture_without_announcing_it(
    television: Page, stage: Stage
) -> None:
    stage.show(call("A-007", ago=5), counters=counters("A-007", None), missed=["A-003"])
    television.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    television.goto(f"{stage.url}/papan?suara=0")

    expect_call(television, "A-007", "last")
    expect(television.locator(".row-now").first).to_have_text("A-007")
    expect(television.locator("#missed-numbers")).to_have_text("A-003")
    expect(television.locator(".service-count").first).to_have_text("4")


def test_without_sockets_the_board_goes_on_by_asking(television: Page, stage: Stage) -> None:
    stage.show()
    television.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    television.goto(f"{stage.url}/papan?suara=0")
    stage.show(call("A-008"))
    television.clock.fast_forward(4_100)

    expect_call(television, "A-008")
    expect(television.locator("#stage")).to_have_attribute("data-link", "ok")


def test_a_killed_server_is_told_greyed_and_hidden_and_its_return_needs_no_reload(
    television: Page, stage: Stage
) -> None:
    stage.show(call("A-001", ago=5), counters=counters("A-001"))
    watch(television, stage)
    television.evaluate("window.same = true")

    stage.kill()
    try:
        let_pass(television, "lost")
        expect(television.locator("#lost")).to_contain_text("Dengarkan panggilan petugas")
        expect(television.locator("#lost-asof")).to_have_text(re.compile(r"^per \d\d\.\d\d$"))
        expect_call(television, "A-001", "last")

        let_pass(television, "hidden")
        expect(television.locator("#hero")).to_contain_text("Dengarkan petugas")
        assert "A-001" not in television.locator("main").inner_text()

        meanwhile, old = call("A-003"), call("A-002", ago=150)
        stage.show(meanwhile, old, counters=counters("A-003"))
    finally:
        stage.start()
    television.clock.fast_forward(5_000)

    expect(television.locator("#stage")).to_have_attribute("data-link", "ok")
    expect(television.locator("#lost")).to_be_hidden()
    # The call made meanwhile is announced; the one older than two minutes is not.
    expect_call(television, "A-003")
    assert television.evaluate("window.same") is True


def test_a_server_that_hangs_is_noticed(television: Page, stage: Stage) -> None:
    stage.show(call("A-001", ago=5))
    watch(television, stage)

    with stage.frozen():
        let_pass(television, "lost")
    television.clock.run_for(3_000)

    expect(television.locator("#stage")).to_have_attribute("data-link", "ok")


def test_a_reload_does_not_announce_again(television: Page, stage: Stage) -> None:
    stage.show()
    watch(television, stage)
    stage.show(call("A-001"))
    expect_call(television, "A-001")

    television.reload()

    expect_call(television, "A-001", "last")


def test_an_old_last_call_leaves_no_false_emptiness(television: Page, stage: Stage) -> None:
    stage.show(counters=counters("A-001", None))
    watch(television, stage)
    expect(television.locator("#hero")).to_contain_text("Silakan menunggu")
    expect(television.locator(".row-now").first).to_have_text("A-001")

    stage.show()
    expect(television.locator("#hero")).to_contain_text("Kantor buka")
