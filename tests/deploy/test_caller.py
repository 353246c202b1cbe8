"""A connection gathers its request and keeps its answer without a thread."""

import socket
import time
from collections.abc import Iterator

import pytest
from gunicorn import util
from gunicorn.config import Config

from deploy import caller
from deploy.caller import Caller

PROXY, PHONE = "10.0.0.2", "10.0.0.9"
HEAD = b"POST /masuk HTTP/1.1\r\nHost: a\r\n"
WITH_BODY = HEAD + b"Content-Length: 5\r\n\r\n"


class Line:
    """Both ends of a connection."""

    def __init__(self, peer: str = PHONE) -> None:
        ours, self.far = socket.socketpair()
        self.caller = Caller(Config(), ours, (peer, 4000), ("10.0.0.1", 8080), {PROXY})
        self.caller.begin(10)

    def says(self, data: bytes) -> bool:
        self.far.sendall(data)
        return self.caller.hear()

    def close(self) -> None:
        self.caller.hang_up()
        self.far.close()


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.close()


def test_a_request_is_whole_with_its_last_byte(line: Line) -> None:
    for byte in WITH_BODY + b"abcd":
        assert not line.says(bytes([byte]))
    assert line.says(b"e")
    line.caller.ask()
    request = next(line.caller.parser)
    assert (request.method, request.path, request.body.read()) == ("POST", "/masuk", b"abcde")


def test_what_came_too_early_is_the_next_request(line: Line) -> None:
    assert line.says(WITH_BODY + b"abcdeGET / HTTP/1.1\r\nHost: a\r\n\r\n")
    line.caller.ask()
    assert next(line.caller.parser).method == "POST"
    assert line.caller.begin(15)
    line.caller.ask()
    assert next(line.caller.parser).method == "GET"
    assert not line.caller.begin(15)


def test_a_body_in_chunks_is_whole_with_its_last_chunk(line: Line) -> None:
    assert not line.says(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab")
    assert line.says(b"cde\r\n0\r\n\r\n")
    line.caller.ask()
    assert next(line.caller.parser).body.read() == b"abcde"


def test_whoever_asks_before_sending_is_told_to_go_on(line: Line) -> None:
    assert not line.says(HEAD + b"Content-Length: 5\r\nExpect: 100-continue\r\n\r\n")
    assert line.far.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"


@pytest.mark.parametrize(
    "strange",
    [b"\x16\x03\x01\x02\x00\x01", b"GET /" + b"a" * caller.MOST_HEAD],
    ids=["TLS", "endless"],
)
def test_what_is_no_request_is_not_waited_for(line: Line, strange: bytes) -> None:
    assert line.says(strange) or line.caller.hear()


def test_a_body_too_large_is_refused_before_it_is_heard(line: Line) -> None:
    assert line.says(HEAD + b"Content-Length: %d\r\n\r\n" % (caller.MOST_BODY + 1))


def test_a_head_has_ten_seconds_from_its_first_byte_and_each_byte_earns_a_little(
    line: Line,
) -> None:
    line.caller.begin(60)
    line.says(b"POST")
    assert line.caller.deadline - time.monotonic() < caller.HEAD_SECONDS + 1
    line.says(b" /masuk HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
    slow = line.caller.deadline
    line.says(b"x")
    assert line.caller.deadline - slow < 0.1
    line.says(b"x" * caller.SLOWEST * 5)
    assert 4.9 < line.caller.deadline - slow < 5.1


@pytest.mark.parametrize(
    ("peer", "told", "asks"),
    [
        (PHONE, "192.0.2.1", PHONE),
        (PROXY, "192.0.2.1", "192.0.2.1"),
        (PROXY, "127.0.0.1, 192.0.2.1", "192.0.2.1"),
        (PROXY, "", PROXY),
    ],
)
def test_only_the_offices_proxy_is_believed_whom_it_asks_for(
    peer: str, told: str, asks: str
) -> None:
    line = Line(peer)
    header = f"X-Forwarded-For: {told}\r\n" if told else ""
    assert line.says(f"GET / HTTP/1.1\r\nHost: a\r\n{header}\r\n".encode())
    line.caller.ask()
    line.close()
    assert line.caller.client[0] == asks


def test_an_answer_that_nobody_reads_is_kept_and_sent_as_it_is_read(line: Line) -> None:
    line.caller.sendall(b"x" * 3_000_000)
    assert not line.caller.send_rest()
    read = 0
    for _ in range(1000):
        read += len(line.far.recv(65536))
        if line.caller.send_rest():
            break
    line.caller.hang_up()
    while piece := line.far.recv(65536):
        read += len(piece)
    assert read == 3_000_000


def test_whoever_left_is_owed_nothing(line: Line) -> None:
    line.far.close()
    line.caller.sendall(b"x" * 10)
    assert line.caller.send_rest()
    assert line.caller.broken


def test_an_answer_that_breaks_off_is_ended_by_whoever_watches(line: Line) -> None:
    util.close_graceful(line.caller)
    assert line.caller.broken
    assert line.caller.link.fileno() > 0
