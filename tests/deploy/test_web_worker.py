"""What the web server itself refuses, before the program sees it, is said as everywhere."""

import json
import socket
import time
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from deploy.web_worker import Pace
from shared.web import errors
from tests.running import Running, until


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with Running(tmp_path_factory.mktemp("office")) as made:
        yield made


def _answer(office: Running, asked: bytes) -> tuple[int, str, str]:
    """Status, headers and body for these bytes."""
    with socket.create_connection(("127.0.0.1", office.settings.port), timeout=20) as link:
        link.sendall(asked)
        said = b""
        while more := link.recv(65536):
            said += more
    head, _, body = said.decode().partition("\r\n\r\n")
    return int(head.split()[1]), head, body


LONG = b"a" * 20_000
REFUSED = {
    "address too long": (414, "GET /%s?{} HTTP/1.1\r\nHost: localhost\r\n\r\n", LONG),
    "header too large": (431, "GET /%s HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n\r\n", LONG),
    "too many headers": (431, "GET /%s HTTP/1.1\r\nHost: localhost\r\n{}\r\n", b"X: y\r\n" * 200),
    "no such version": (400, "GET /%s HTTP/9.1\r\nHost: localhost\r\n\r\n{}", b""),
    "no request": (400, "/%s\r\n\r\n{}", b""),
    "a bad header": (400, "GET /%s HTTP/1.1\r\nHost: localhost\r\nB d: {}\r\n\r\n", b"x"),
    "a bad length": (
        400,
        "POST /%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n",
        b"x",
    ),
    "another coding": (
        400,
        "POST /%s HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: {}\r\n\r\n",
        b"zip",
    ),
    "a socket without its key": (
        400,
        "GET /socket.io/?%s&EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n{}\r\n",
        b"Connection: Upgrade\r\nUpgrade: websocket\r\n",
    ),
}


CHUNKS = ("zz\r\nabc\r\n", "3\r\nabcXYZ", "-3\r\nabc", "0\r\nbad trailer\r\n\r\n")


@pytest.mark.parametrize("chunks", CHUNKS)
def test_a_body_in_chunks_that_are_none_is_the_askers_fault(office, chunks):
    for path in ("kios/nomor", "api/v1/tickets"):
        head = f"POST /{path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
        kind = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n"
        found, _, body = _answer(office, (head + kind + chunks).encode())
        assert found == 400
        assert errors.plain(400)[0] in body


STRANGE = (
    *("", "x", "9zzz", "4", "4zzz", "4-1", "\x00", b"", b"\xff\xfe", "40/board,{bad", '47["x"]'),
    *(
        '450-["x"]',
        '451-/board,["a",{"_placeholder":true,"num":0}]',
        '44/board,"x"',
        "43/board,1[]",
    ),
    *("42/board,[]", "42/board,{}", "42/board,null", "42/board,[1]", '42/board,[["tick"]]'),
    *("42/board," + "9" * 5000 + '["tick"]', "42/board," + "[" * 9000, "x" * 20_000),
    # Each would be counted in, or out, once more.
    *('42/board,["connect"]', '42/board,["disconnect"]', '42/board,["disconnect","x"]'),
)


def test_a_frame_that_no_page_of_ours_sends_ends_its_socket_alone(office):
    address = f"ws://127.0.0.1:{office.settings.port}/socket.io/?EIO=4&transport=websocket"
    for frame in STRANGE:
        with connect(address) as board:
            board.send("40/board,")
            board.send(frame)
            with pytest.raises(ConnectionClosed):
                while True:
                    board.recv(timeout=20)
    with connect(address) as board:
        board.send("40/board,")
        board.send('42/board,7["tick",1,{"a":[]},null]')
        until(lambda: str(board.recv()).startswith("43/board,7"), 20, "the answer to a tick")
    asked = b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    until(lambda: "antrean_sockets 0" in _answer(office, asked)[2], 20, "everybody counted out")
    assert "Traceback" not in office.said()


@pytest.mark.parametrize("what", REFUSED)
def test_what_the_server_refuses_is_one_sentence_and_json_for_programs(office, what):
    status, form, filling = REFUSED[what]
    before, after = form.split("{}")
    for path in ("kios", "api/v1/tickets"):
        asked = (before % path).encode() + filling + after.encode()
        found, head, body = _answer(office, asked)
        assert found == status
        sentence, code = errors.plain(status)
        if path.startswith("api") and what not in ("no request", "a socket without its key"):
            assert "application/json" in head
            assert json.loads(body) == {"code": code, "message": sentence}
        else:
            assert "text/html; charset=utf-8" in head
            assert sentence in body
        assert "Error" not in body
        assert "Invalid" not in body
    assert "127.0.0.1" not in office.said()


def test_an_address_asks_for_so_many_sockets_at_once_then_for_a_tenth_a_second(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    pace = Pace(20)
    assert sum(pace.admits("phone") for _ in range(100)) == 20
    now[0] += 1.0
    assert sum(pace.admits("phone") for _ in range(100)) == 2
    now[0] += 9.0
    pace.forget()
    assert sum(pace.admits("phone") for _ in range(100)) == 18
    now[0] += 11.0
    pace.forget()
    came = [pace.admits(f"phone {each % 50}") for each in range(5000)]
    assert 50 * 8 <= sum(came) < 50 * 8 + 20
    assert pace.admits("board")
    now[0] += 11.0
    pace.forget()
    assert sum(pace.admits("phone") for _ in range(100)) == 20
