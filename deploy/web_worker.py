"""Gunicorn's worker of threads: what it refuses before the program sees it, said as everywhere."""

import ctypes
import gc
import logging
import resource
import selectors
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from gunicorn.http import errors as refused
from gunicorn.workers.gthread import ThreadWorker
from wsproto.utilities import RemoteProtocolError  # of whoever asks for a socket in other words

from deploy.caller import HEAD_SECONDS, Caller
from shared.config import PLAIN_THREADS

log = logging.getLogger("antrean.web")

_STATUS = {
    refused.LimitRequestLine: 414,
    refused.LimitRequestHeaders: 431,
    refused.ExpectationFailed: 417,
}
_MOST_FILES = 8192
_AT_ONCE = 64
_MOST_OF_ONE = PLAIN_THREADS - 8
"""Threads that one address may keep busy at once; its others wait in turn."""
_ON_THRESHOLD = 16
_MOST_AT_DOOR = 256
_MUCH = 1024**2
_MOST_KEPT = 64 * 1024**2
_PARTING_SECONDS = 2.0
_SILENT_MS = 20_000
_WHOLE_AFTER = 10.0
_LEAST_SHARE = 8  # what a desk opens at once: three for each page
_A_CROWD = 64
_libc = ctypes.CDLL(None)


class Pace:
    """How often one address may ask for a socket: so often at once, then a tenth of it a second.

    Each shaking of hands costs milliseconds, also when it ends with a refusal. Addresses that come
    at the same time share what there is.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._left: dict[str, tuple[float, float]] = {}

    def admits(self, address: str) -> bool:
        """Whether this one comes in time."""
        now = time.monotonic()
        share = max(_LEAST_SHARE, self._most / max(1, len(self._left)))
        left, since = self._left.get(address, (share, now))
        left = min(share, left + (now - since) * share / _WHOLE_AFTER)
        self._left[address] = (left - (left >= 1), now)
        return left >= 1

    def forget(self) -> None:
        """Whoever has not come for so long may come as often as anybody."""
        now = time.monotonic()
        for address, (_, since) in list(self._left.items()):
            if now - since > _WHOLE_AFTER:
                del self._left[address]


class Worker(ThreadWorker):
    """Threads for what is asked in full; everybody else is waited for by one thread together.

    Whoever sends slowly, nothing or half a request, or never reads, keeps none of the threads
    waiting; a WebSocket has a thread of its own, `sockets.Doorkeeper` says whether it may stay.
    What cannot be read is refused with our sentence; programs get JSON.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._watched: dict[Caller, Callable[[Caller], None]] = {}
        self._next_look = 0.0
        self._busy: Counter[str] = Counter()
        self._in_turn: dict[str, deque[Caller]] = {}
        self._at_door: deque[Caller] = deque()
        self._sockets = 0
        self._crowd = 0
        self._pace = Pace(0)

    def init_process(self) -> None:
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, _MOST_FILES), hard))
        self._most = min(hard, _MOST_FILES) // 2
        settings = self.app.settings
        self._places = settings.threads - PLAIN_THREADS + _ON_THRESHOLD
        self._pace = Pace(self._places)
        self._proxies = frozenset({settings.proxy} - {""})
        super().init_process()

    # -- arriving ---------------------------------------------------------------------------

    def accept(self, listener: Any) -> None:
        for _ in range(_AT_ONCE):
            try:
                link, peer = listener.accept()
            except OSError:
                # Nobody more, or no descriptor left.
                return
            self.nr_conns += 1
            if self.nr_conns >= self._most:
                self._end_oldest()
            self._gather(
                Caller(self.cfg, link, peer, listener.getsockname(), self._proxies), HEAD_SECONDS
            )

    def _gather(self, caller: Caller, seconds: float) -> None:
        if caller.begin(seconds):
            self._ask(caller)
        else:
            self._watch(caller, selectors.EVENT_READ, self._hear)
            self._hear(caller)

    def _hear(self, caller: Caller) -> None:
        try:
            whole = caller.hear()
        except BlockingIOError:
            return
        except OSError:
            self._end(caller)
            return
        if whole:
            self._unwatch(caller)
            self._ask(caller)
        elif caller.gathered > _MUCH and sum(one.gathered for one in self._watched) > _MOST_KEPT:
            self._end(caller)

    # -- being served -----------------------------------------------------------------------

    def _ask(self, caller: Caller) -> None:
        caller.ask()
        if caller.wants_socket:
            self.nr_conns -= 1
            if not self._pace.admits(caller.client[0]):
                caller.hang_up()
                return
            self._at_door.append(caller)
            self._open_door()
            return
        address = caller.client[0]
        if self._busy[address] >= _MOST_OF_ONE:
            self._in_turn.setdefault(address, deque()).append(caller)
        else:
            self._busy[address] += 1
            self.enqueue_req(caller)

    def handle(self, conn: Caller) -> Any:
        kept = super().handle(conn)
        conn.send_rest()
        return kept

    def finish_request(self, conn: Caller, fs: Future[Any]) -> None:
        self._next_of(conn.client[0])
        conn.kept = self.alive and not fs.cancelled() and not fs.exception() and bool(fs.result())
        self._send(conn)

    def _next_of(self, address: str) -> None:
        if waiting := self._in_turn.get(address):
            self.enqueue_req(waiting.popleft())
            return
        self._in_turn.pop(address, None)
        self._busy[address] -= 1
        if not self._busy[address]:
            del self._busy[address]

    def _send(self, caller: Caller) -> None:
        if not caller.send_rest():
            self._watch(caller, selectors.EVENT_WRITE, self._send)
            return
        self._unwatch(caller)
        if caller.broken:
            self._end(caller)
        elif caller.kept:
            self._gather(caller, self.cfg.keepalive)
        else:
            caller.part(_PARTING_SECONDS)
            self._watch(caller, selectors.EVENT_READ, self._part)

    def _part(self, caller: Caller) -> None:
        if caller.has_parted():
            self._end(caller)

    # -- WebSockets -------------------------------------------------------------------------

    def _open_door(self) -> None:
        while self._at_door and self._sockets < self._places:
            self._sockets += 1
            # Not of a pool: a pool's threads are waited for when the process ends.
            threading.Thread(
                target=self._keep_socket, args=(self._at_door.popleft(),), daemon=True
            ).start()
        while len(self._at_door) > _MOST_AT_DOOR:
            self._at_door.popleft().hang_up()

    def _keep_socket(self, caller: Caller) -> None:
        try:
            caller.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _SILENT_MS)
            super().handle(caller)
        finally:
            caller.hang_up()
            self.method_queue.defer(self._socket_ended)

    def _socket_ended(self) -> None:
        self._sockets -= 1
        self._open_door()

    # -- being watched ----------------------------------------------------------------------

    def _watch(self, caller: Caller, event: int, then: Callable[[Caller], None]) -> None:
        if self._watched.get(caller) == then:
            return
        self._unwatch(caller)
        self._watched[caller] = then
        self.poller.register(caller.link, event, lambda _link: then(caller))

    def _unwatch(self, caller: Caller) -> None:
        if self._watched.pop(caller, None):
            self.poller.unregister(caller.link)

    def _end(self, caller: Caller) -> None:
        self._unwatch(caller)
        caller.hang_up()
        self.nr_conns -= 1

    def _end_oldest(self) -> None:
        if self._watched:
            self._end(min(self._watched, key=lambda one: one.deadline))

    def murder_keepalived(self, force: bool = False) -> None:
        now = time.monotonic()
        if now < self._next_look and not force:
            return
        self._next_look = now + 1
        self._pace.forget()
        self._give_back()
        try:
            self.wsgi.extensions["antrean.doorkeeper"].look_round()
        except Exception:
            # Whatever it is, everybody else is still to be served.
            log.exception("the sockets could not be looked at")
        for caller in [one for one in self._watched if force or one.deadline < now]:
            self._end(caller)

    def _give_back(self) -> None:
        """Memory of a crowd that has gone; the C library would keep it for the next."""
        here = self._sockets + len(self._watched)
        self._crowd = max(self._crowd, here)
        if self._crowd >= _A_CROWD and here < self._crowd // 2:
            self._crowd = here
            gc.collect()  # its objects point at each other: what they hold is else given back late
            _libc.malloc_trim(0)

    def _cap_keepalive(self, deadline: float) -> None:
        for caller in self._watched:
            caller.deadline = min(caller.deadline, deadline)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        readable = not isinstance(exc, refused.ParseException | RemoteProtocolError)
        status = 500 if readable else _STATUS.get(type(exc), 400)
        if readable:
            log.error("unexpected error of the server", exc_info=exc)
        else:
            log.warning("request refused: %s %s", status, type(exc).__name__)
        with suppress(OSError):
            client.sendall(_reply(status, getattr(client, "beginning", b"")))


def _reply(status: int, beginning: bytes) -> bytes:
    path = beginning.partition(b" ")[2].decode("latin-1")
    # The master loads this file too, and needs none of the program for its whole life.
    from shared.web import errors

    kind, told = errors.outside(status, path)
    said = told.encode()
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        "Connection: close",
        f"Content-Type: {kind}; charset=utf-8",
        f"Content-Length: {len(said)}",
    )
    return "\r\n".join((*head, "", "")).encode() + said
