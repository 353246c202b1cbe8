"""A board that is mute or frozen, a touchscreen at an error page: said on a seat, taken back."""

import os
import signal
from dataclasses import replace
from threading import Thread

import pytest
from playwright.sync_api import Error, expect, sync_playwright
from werkzeug.serving import make_server

from deploy import app as composition
from shared.rules import queue
from shared.rules.common import staff
from shared.rules.queue import screens
from tests.chromium import launched
from tests.office import PASSWORD, Later, opened, seated, take

pytestmark = pytest.mark.browser

BOARD, KIOSK = "Papan komputer ini", "Layar sentuh komputer ini"
NEEDS_TOUCH = "--autoplay-policy=user-gesture-required"


@pytest.fixture
def address(settings, monkeypatch):
    """A real office on a Monday at 09.00, with its voice, served on the loopback."""
    monkeypatch.setattr(composition, "_SCREENS_SECONDS", 0.2)
    with opened(replace(settings, practice=False, voice="espeak")) as here:
        seated(1, "sari", "Sari Percobaan", staff.COUNTER)
        made = composition.compose(here)
        screens.listen()
        live = made.extensions["antrean.live"]
        server = make_server("127.0.0.1", 0, made, threaded=True)
        serving = Thread(target=server.serve_forever)
        live.start()
        serving.start()
        yield f"http://127.0.0.1:{server.port}"
        live.close()
        server.shutdown()
        serving.join()
        server.server_close()
        made.extensions["antrean.speaker"].close()


def renderers(browser):
    """The processes that draw the pages of a browser."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    return {one["id"] for one in told["processInfo"] if one["type"] == "renderer"}


def test_what_is_mute_frozen_or_lost_is_said_on_the_seat_and_taken_back(address, settings):
    later = Later(settings.data)
    with sync_playwright() as player:
        office, tv, kiosk = (launched(player.chromium, NEEDS_TOUCH) for _ in range(3))
        seat, board, touch = (one.new_page() for one in (office, tv, kiosk))
        bands = seat.locator("[data-bands]")
        seat.goto(f"{address}/masuk")
        seat.fill("#username", "sari")
        seat.fill("#password", PASSWORD)
        seat.click("[type=submit]")
        seat.wait_for_url(f"{address}/loket")

        # Sound is blocked until somebody touches the board.
        board.goto(f"{address}/papan?pasang")
        expect(bands).to_contain_text(f"{BOARD} belum boleh bersuara. Sentuh layarnya satu kali.")
        board.mouse.click(100, 100)
        expect(bands).not_to_contain_text(BOARD)

        # Its calls cannot be played, until one is heard again.
        [sari] = [one.acting(staff.COUNTER) for one in staff.everybody()]
        board.route("**/suara/*", lambda route: route.abort())
        take()
        queue.call_next(1, sari)
        expect(bands).to_contain_text(f"{BOARD} tidak dapat berbunyi.")
        board.unroute("**/suara/*")
        queue.recall(1, sari)
        expect(bands).not_to_contain_text(BOARD)

        # The board's renderer stops, whole: the socket stands, nobody is at home.
        stopped = renderers(tv)
        assert stopped
        for one in stopped:
            os.kill(one, signal.SIGSTOP)
        later(seconds=45)
        expect(bands).to_contain_text(f"{BOARD} tidak menjawab.")
        for one in stopped:
            os.kill(one, signal.SIGCONT)
        expect(bands).not_to_contain_text(BOARD)

        # The touchscreen stands at the browser's own error page, then its page hangs.
        touch.goto(f"{address}/kios?pasang")
        touch.wait_for_selector("[data-script]")
        with pytest.raises(Error):
            touch.goto("http://127.0.0.1:9/kios")
        later(seconds=45)
        expect(bands).to_contain_text(f"{KIOSK} tidak menjawab.")
        expect(bands).not_to_contain_text(BOARD)
        touch.goto(f"{address}/kios")
        expect(bands).not_to_contain_text(KIOSK)
        touch.evaluate("setTimeout(() => { for (;;); })")
        later(seconds=45)
        expect(bands).to_contain_text(f"{KIOSK} tidak menjawab.")
        for one in (kiosk, tv, office):
            one.close()
