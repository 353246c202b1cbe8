"""One connection to the web process, as far as it costs no thread: what it asks, what it is owed.

The thread of the worker that watches all connections gathers a request here until it is whole,
and sends what the other side has not taken yet. Only between the two is a thread at work.
"""

import re
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from gunicorn.config import Config
from gunicorn.http import get_parser

MOST_HEAD = 64 * 1024
"""Longer than what gunicorn accepts, so that the refusal is its own."""
MOST_BODY = 32 * 1024**2
"""Whoever announces more is answered without being heard."""
HEAD_SECONDS = 10.0
"""Until a head is whole; a body earns itself more."""
SLOWEST = 4_000
"""Bytes a second with which a request comes at least; each earns it that much more time."""
ANSWER_SECONDS = 20.0
"""How long somebody may take nothing of an answer."""
_PIECE = 64 * 1024
_LONGEST_SIZE = 100
_HEX = re.compile(rb"[0-9a-fA-F]{1,8}")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,12})[ \t]*\r?$", re.I | re.M)
_CHUNKED = re.compile(rb"^transfer-encoding:[ \t]*chunked[ \t]*\r?$", re.I | re.M)
_SOCKET = re.compile(rb"^upgrade:[ \t]*websocket[ \t]*\r?$", re.I | re.M)
_FORWARDED = re.compile(rb"^x-forwarded-for:[ \t]*([^\r\n]*)", re.I | re.M)
_ASKS_FIRST = re.compile(rb"^expect:[ \t]*100-continue[ \t]*\r?$", re.I | re.M)


class Caller:
    """A connection. For gunicorn it is the connection, and the socket of a plain request too.

    `client`: the address that asks; of a request that the office's own proxy hands on, the one
    that the proxy tells.
    """

    initialized = data_ready = True
    is_http2 = False

    def __init__(
        self, cfg: Config, link: socket.socket, peer: Any, server: Any, proxies: Iterable[str]
    ) -> None:
        self._cfg, self.link, self.server = cfg, link, server
        self._peer = self.client = peer
        self._proxies = proxies
        self._came = bytearray()
        self._owed = bytearray()
        self._whole = self._walked = 0
        self._began = 0.0
        self._broken = False
        self.kept = False
        self.wants_socket = False
        self.beginning = b""
        self.deadline = 0.0
        link.setblocking(False)

    # -- what it asks ----------------------------------------------------------------------

    def begin(self, seconds: float) -> bool:
        """Wait so long for a request; true when one is here already."""
        self.deadline = time.monotonic() + seconds
        self._whole = self._walked = 0
        return self._is_whole()

    def hear(self) -> bool:
        """Take what has come; true once a request is whole. OSError when the other side left."""
        if not self._came:
            self._began = time.monotonic()
        piece = self.link.recv(_PIECE)
        if not piece:
            raise ConnectionResetError
        self._came += piece
        self.deadline = self._began + HEAD_SECONDS + len(self._came) / SLOWEST
        return self._is_whole()

    @property
    def gathered(self) -> int:
        """Bytes kept for it in memory."""
        return len(self._came) + len(self._owed)

    def _is_whole(self) -> bool:
        if not self._whole:
            end = self._came.find(b"\r\n\r\n") + 4
            if end < 4:
                # Not in the words of HTTP, or without end: gunicorn says what is wrong with it.
                strange = bool(self._came) and not self._came[:1].isalpha()
                self._whole = len(self._came) if strange or len(self._came) > MOST_HEAD else 0
                return self._whole > 0
            self._whole = self._length(bytes(self._came[:end]))
        return 0 < self._whole <= len(self._came)

    def _length(self, head: bytes) -> int:
        """Bytes of the whole request; 0 while its end cannot be known yet."""
        if _CHUNKED.search(head):
            self._walked = max(self._walked, len(head))
            return self._end_of_chunks()
        told = _LENGTH.search(head)
        length = int(told[1]) if told else 0
        if not length or length > MOST_BODY:
            return len(head)
        if len(self._came) == len(head) and _ASKS_FIRST.search(head):
            self.link.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        return len(head) + length

    def _end_of_chunks(self) -> int:
        """Where a body in chunks ends; 0 until then. What is no chunk is not waited for."""
        while True:
            line = self._came.find(b"\r\n", self._walked, self._walked + _LONGEST_SIZE)
            if line < 0:
                return len(self._came) if len(self._came) - self._walked > _LONGEST_SIZE else 0
            told = bytes(self._came[self._walked : line]).partition(b";")[0].strip()
            if not _HEX.fullmatch(told):
                return len(self._came)
            size = int(told, 16)
            if not size:
                last = self._came.find(b"\r\n\r\n", line)
                return last + 4 if last >= 0 else 0
            end = line + 2 + size + 2
            if len(self._came) < end:
                return 0
            if self._came[end - 2 : end] != b"\r\n":
                return len(self._came)
            self._walked = end

    def ask(self) -> None:
        """Give the request to gunicorn's parser, and know who asks and for what."""
        request = bytes(self._came[: self._whole])
        del self._came[: self._whole]
        head = request.partition(b"\r\n\r\n")[0]
        self.beginning = head[:256]
        self.wants_socket = _SOCKET.search(head) is not None
        self.client = self._asker(head)
        self.parser = get_parser(self._cfg, iter((request,)), self.client)

    def _asker(self, head: bytes) -> Any:
        told = _FORWARDED.findall(head)
        if not told or self._peer[0] not in self._proxies:
            return self._peer
        return (told[-1].decode("latin-1").rpartition(",")[2].strip(), *self._peer[1:])

    def init(self) -> None:
        """Nothing is left to be done before a request is read."""

    # -- what it is owed --------------------------------------------------------------------

    def send_rest(self) -> bool:
        """Send what the other side takes without waiting; true once all of it is gone."""
        try:
            while self._owed and not self._broken:
                del self._owed[: self.link.send(self._owed[:_PIECE])]
                self.deadline = time.monotonic() + ANSWER_SECONDS
        except BlockingIOError:
            return False
        except OSError:
            self._broken = True
        return True

    @property
    def broken(self) -> bool:
        """Whether the other side cannot be answered any more."""
        return self._broken

    def part(self, seconds: float) -> None:
        """Say no more, and hear for so long what the other side still sends.

        What came and was never read would take the answer away from whoever is sending.
        """
        self.deadline = time.monotonic() + seconds
        with suppress(OSError):
            self.link.shutdown(socket.SHUT_WR)

    def has_parted(self) -> bool:
        """Drop what has come; true once the other side left too."""
        try:
            return not self.link.recv(_PIECE)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def hang_up(self) -> None:
        """End it at once."""
        self.link.close()

    # -- the socket, as gunicorn and its application see it ------------------------------------

    @property
    def sock(self) -> Any:
        """Where gunicorn writes: here; a WebSocket gets the connection itself."""
        return self.link if self.wants_socket else self

    def sendall(self, data: bytes) -> None:
        self._owed += data

    send = sendall

    def recv(self, _size: int) -> bytes:
        return b""

    def gettimeout(self) -> float:
        return 0.0

    def setblocking(self, _blocking: bool) -> None:
        pass

    settimeout = shutdown = setblocking

    def close(self) -> None:
        # The descriptor is the watching thread's: only that one closes it.
        self._broken = True
