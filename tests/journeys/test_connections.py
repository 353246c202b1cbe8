"""Connections that are silent, slow or many: whoever comes to take a number gets it meanwhile."""

import contextlib
import http.client
import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from shared.config import PLAIN_THREADS
from tests.office import PASSWORD
from tests.running import Running, until

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(180)]

AWAY = "127.0.0.9"
"""Another computer, as far as an address tells."""
UPGRADE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{}\r\n"
)
HALF_A_HEAD = b"GET /kios HTTP/1.1\r\nHost: 127."
HALF_A_BODY = b"POST /api/v1/tickets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{"
UPLOAD = b"POST /masuk HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\nx"
LARGE_ANSWERS = (
    b"GET /static/vendor/simple-keyboard.esm.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 20
)
JOIN = b"\x81\x89\x00\x00\x00\x0040/board,"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with Running(tmp_path_factory.mktemp("office")) as made:
        yield made


class Crowd:
    """Connections from one address, which are all hung up at the end."""

    def __init__(self, port: int, address: str = AWAY) -> None:
        self._port, self._address = port, address
        self.links: list[socket.socket] = []

    def come(self, count: int, says: bytes, small: bool = False) -> None:
        """So many more connect and say this."""
        for _ in range(count):
            link = socket.socket()
            link.settimeout(5)
            if small:
                link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            link.bind((self._address, 0))
            link.connect(("127.0.0.1", self._port))
            with contextlib.suppress(OSError):
                link.sendall(says)
            self.links.append(link)

    def join(self, count: int, cookie: str = "") -> None:
        """So many more become boards; those that are refused do not."""
        self.come(count, UPGRADE.format(f"Cookie: {cookie}\r\n" if cookie else "").encode())
        for link in self.links[-count:]:
            if b"101" in _heard(link, b"}"):
                link.sendall(JOIN)

    def alive(self) -> int:
        """How many the server has not ended."""
        return sum(_is_open(link) for link in self.links)

    def go(self) -> None:
        for link in self.links:
            link.close()


def _is_open(link: socket.socket) -> bool:
    link.setblocking(False)
    try:
        # A few pieces only: who reads all would be no silent one.
        while link.recv(4096):
            pass
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@pytest.fixture
def crowd(office: Running) -> Iterator[Crowd]:
    made = Crowd(office.settings.port)
    yield made
    made.go()


ATTACKS: dict[str, Callable[[Crowd], None]] = {
    "connections that say nothing": lambda crowd: crowd.come(400, b""),
    "half a head": lambda crowd: crowd.come(300, HALF_A_HEAD),
    "half a body": lambda crowd: crowd.come(300, HALF_A_BODY),
    "WebSockets that join nothing": lambda crowd: crowd.come(300, UPGRADE.format("").encode()),
    "WebSockets that joined and are silent": lambda crowd: crowd.join(300),
    "readers that never read": lambda crowd: crowd.come(300, LARGE_ANSWERS, small=True),
    "uploads without end": lambda crowd: crowd.come(50, UPLOAD),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_number_is_taken_while_a_crowd_of(office: Running, crowd: Crowd, attack: str) -> None:
    before_it, before = worker(office), _take(office)
    ATTACKS[attack](crowd)
    took = [_take(office) for _ in range(10)]
    assert sorted(took) == list(range(before + 1, before + 11))
    assert _get(office, "/healthz")[0] == 200
    assert _get(office, "/api/v1/board")[0] == 200
    assert worker(office) == before_it


def test_whoever_falls_silent_is_gone_within_forty_seconds_and_leaves_nothing(
    office: Running, crowd: Crowd
) -> None:
    _take(office)
    before_it, (threads, files) = worker(office), weight(office)
    for attack in ATTACKS.values():
        attack(crowd)
    until(lambda: not crowd.alive(), 40, "end of all silent connections")
    until(lambda: weight(office)[0] <= threads + PLAIN_THREADS, 5, "the threads of before")
    # Each of the threads for plain requests keeps its database open.
    assert weight(office)[1] <= files + 4 * PLAIN_THREADS
    assert worker(office) == before_it


def test_a_full_house_still_has_a_place_for_another_address_and_for_an_officer(
    office: Running, crowd: Crowd
) -> None:
    crowd.join(400)
    until(lambda: b"antrean_sockets 168" in _get(office, "/metrics")[1], 20, "a full house")
    others = [Crowd(office.settings.port, "127.0.0.10"), Crowd(office.settings.port)]
    others[0].join(1)
    others[1].join(1, _signed_in(office))
    try:
        for one in others:
            assert b"42/board" in _heard(one.links[0], b"42/board")
        crowd.come(1, UPGRADE.format("").encode())
        refused = _heard(crowd.links[-1], b"no such words: all until it is closed")
        assert b"503 Service Unavailable" in refused
        assert b"lagi nanti." in refused
    finally:
        for one in others:
            one.go()


def _heard(link: socket.socket, wanted: bytes) -> bytes:
    """What the server says until `wanted` is in it."""
    link.settimeout(10)
    heard = b""
    while wanted not in heard and (more := link.recv(65536)):
        heard += more
    return heard


def _signed_in(office: Running) -> str:
    body = json.dumps({"username": "sari", "password": PASSWORD})
    link = http.client.HTTPConnection(
        "127.0.0.1", office.settings.port, timeout=10, source_address=(AWAY, 0)
    )
    link.request("POST", "/api/v1/sign-in/password", body, {"Content-Type": "application/json"})
    answer = link.getresponse()
    assert answer.status == 200, answer.read()
    link.close()
    return str(answer.headers["Set-Cookie"]).partition(";")[0]


def worker(office: Running) -> int:
    """The web process itself."""
    children = Path(f"/proc/{office.web.pid}/task/{office.web.pid}/children")
    return int(children.read_text())


def weight(office: Running) -> tuple[int, int]:
    """Threads and open files of the web process."""
    place = Path(f"/proc/{worker(office)}")
    threads, files = (list((place / what).iterdir()) for what in ("task", "fd"))
    return len(threads), len(files)


def _take(office: Running) -> int:
    body = json.dumps({"touch": str(uuid4()), "service": "KK"})
    answer = ask(office, "POST", "/api/v1/tickets", body, {"Content-Type": "application/json"})
    assert answer[0] in (200, 201), answer
    return int(json.loads(answer[1])["number"].partition("-")[2])


def _get(office: Running, path: str) -> tuple[int, bytes]:
    return ask(office, "GET", path)


def ask(
    office: Running, how: str, path: str, body: str = "", headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    link = http.client.HTTPConnection("127.0.0.1", office.settings.port, timeout=10)
    try:
        link.request(how, path, body, headers or {})
        answer = link.getresponse()
        return answer.status, answer.read()
    finally:
        link.close()
