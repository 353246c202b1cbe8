"""Another computer asks for numbers without end: the touchscreen gives its own all along."""

import http.client
import json
import threading
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect, sync_playwright

from shared.records import Ticket
from tests.chromium import flaws, launched
from tests.kiosk.seats.browser import page_at, sit_down, small_targets
from tests.running import Running, until

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(180)]

OWN = "127.0.0.1"
AWAY = [f"127.0.0.{last}" for last in range(9, 29)]
"""Other computers, as far as an address tells."""
SCREEN = 20
"""Numbers a minute that a touchscreen gives here."""
PRESSES = 15
ALARM = 12
FLOOD = "[data-bands] .band:has([data-cancel-all])"
_PRIORITY = {"service": "KK", "priority": "PENGAKUAN"}


class Computer:
    """One that presses at this address, with a connection that it keeps."""

    def __init__(self, office: Running, address: str, **headers: str) -> None:
        self._link = http.client.HTTPConnection(
            "127.0.0.1", office.settings.port, timeout=60, source_address=(address, 0)
        )
        self._headers = {"Content-Type": "application/json", **headers}

    def press(self, **more: str) -> tuple[int, str]:
        """Ask for a number; the status, and after how many seconds it may ask again."""
        body = json.dumps({"service": "KK", "touch": str(uuid4()), **more})
        self._link.request("POST", "/api/v1/tickets", body, self._headers)
        answer = self._link.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Retry-After", "")

    def ask(self, path: str, **headers: str) -> int:
        """The status of an address, after which nothing more is said."""
        self._link.request("GET", path, headers={**self._headers, **headers})
        answer = self._link.getresponse()
        self.hang_up()
        answer.close()
        return answer.status

    def hang_up(self) -> None:
        self._link.close()


class Flood:
    """Computers that press as fast as they are answered, until they are told to stop."""

    def __init__(self, office: Running, addresses: list[str]) -> None:
        self.told: Counter[int] = Counter()
        self._over = threading.Event()
        # What came through a proxy of another's is not of this machine, whatever its address.
        pressing = [Computer(office, address, Via="1.1 luar") for address in addresses]
        self._threads = [threading.Thread(target=self._press, args=(one,)) for one in pressing]

    def _press(self, computer: Computer) -> None:
        while not self._over.is_set():
            status, after = computer.press(**_PRIORITY)
            self.told[status] += 1
            assert status != 429 or after.isdigit()
        computer.hang_up()

    def __enter__(self) -> "Flood":
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for one in self._threads:
            one.join()


@pytest.mark.parametrize(
    ("addresses", "requests", "most"),
    [
        # Five screens full a minute, and what is asked for at the same moment.
        pytest.param(AWAY[:1] * 4, 1000, 5 * SCREEN + 4, id="one computer"),
        pytest.param(AWAY, 30, 5 * SCREEN * len(AWAY), id="twenty computers"),
    ],
)
def test_the_touchscreen_is_never_refused_while_a_flood_comes_from(
    tmp_path: Path, addresses: list[str], requests: int, most: int
) -> None:
    with Running(tmp_path, queue_touch_limit=SCREEN, requests=requests) as office:
        screen = Computer(office, OWN, Cookie="latihan_antrean_perangkat=0123456789abcdef")
        with Flood(office, addresses) as flood:
            until(lambda: flood.told[429], 60, "a flood that is refused")
            mine = [screen.press()[0] for _ in range(PRESSES)]
        screen.hang_up()
        assert mine == [201] * PRESSES
        assert set(flood.told) == {201, 429}
        assert flood.told[201] <= most
        assert _states(office) == {"waiting": PRESSES + flood.told[201]}


@pytest.mark.parametrize(("proxy", "told_apart"), [("127.0.0.5", True), ("", False)])
def test_whom_a_proxy_asks_for_is_counted_only_where_it_is_the_offices_own(
    tmp_path: Path, proxy: str, told_apart: bool
) -> None:
    with Running(tmp_path, queue_touch_limit=1, proxy=proxy) as office:
        phones = [
            Computer(office, "127.0.0.5", **{"X-Forwarded-For": f"10.0.0.{last}"})
            for last in range(7)
        ]
        told = [one.press()[0] for one in phones]
        # What the asker says of itself stands before what the proxy says, and counts for nothing.
        forger = Computer(office, "127.0.0.5", **{"X-Forwarded-For": "10.0.9.9, 10.0.0.0"})
        told += [forger.press()[0] for _ in range(5)]
        for one in (*phones, forger):
            one.hang_up()
        apart, together = [201] * 7 + [201] * 4 + [429], [201] * 5 + [429] * 7
        assert told == (apart if told_apart else together)


def test_a_strangers_name_gets_no_number_and_no_socket_from_the_running_office(
    tmp_path: Path,
) -> None:
    with Running(tmp_path, hosts="antrean.kantor.example") as office:
        stranger = Computer(office, AWAY[0], Host="evil.example", Origin="http://evil.example")
        known = Computer(office, AWAY[0], Host="antrean.kantor.example:8080")
        assert (stranger.press()[0], known.press()[0]) == (421, 201)
        upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
        upgrade |= {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
        told = [
            one.ask("/socket.io/?EIO=4&transport=websocket", **upgrade) for one in (stranger, known)
        ]
        assert told == [421, 101]
        assert _states(office) == {"waiting": 1}


@pytest.mark.browser
def test_a_seat_hears_of_a_flood_and_ends_it_with_one_press(tmp_path: Path) -> None:
    with Running(tmp_path, queue_alarm=ALARM) as office, sync_playwright() as player:
        browser = launched(player.chromium)
        desk = sit_down(page_at(browser), office, "sari")
        screen, away = Computer(office, OWN), Computer(office, AWAY[0])
        assert [screen.press()[0] for _ in range(2)] == [201] * 2
        expect(desk.locator(FLOOD)).to_have_count(0)
        assert [away.press()[0] for _ in range(ALARM)] == [201] * ALARM
        expect(desk.locator(FLOOD)).to_contain_text(f"{ALARM} nomor diambil dari satu tempat")
        desk.get_by_role("button", name="Batalkan semua dari sana").click()
        expect(desk.get_by_role("dialog")).to_contain_text(f"{ALARM} nomor yang diambil")
        assert (flaws(desk), small_targets(desk)) == ([], [])
        desk.get_by_role("button", name="Jangan").click()
        assert _states(office) == {"waiting": ALARM + 2}
        desk.get_by_role("button", name="Batalkan semua dari sana").click()
        desk.get_by_role("button", name="Batalkan semuanya").click()
        expect(desk.locator(FLOOD)).to_have_count(0)
        assert _states(office) == {"waiting": 2, "cancelled": ALARM}
        browser.close()
        for one in (screen, away):
            one.hang_up()


def _states(office: Running) -> dict[str, int]:
    with office.inside():
        return dict(Counter(row.state for row in Ticket.select()))
