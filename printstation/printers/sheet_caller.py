"""Calls to CUPS, each watched: they run in a thread of their own, which alone has the connection.

A connection shared by threads ends the process, and pycups knows no time-outs: a cupsd that
accepts a call and never answers would hold the printer's thread for a minute.
"""

import http.client
import os
import pwd
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from queue import SimpleQueue
from typing import Any, TypeVar
from urllib.parse import quote

import cups

from printstation.printers.sheet import QueueAway, QueueRefused
from printstation.printers.sheet_line import NoAnswer, read_answer, written

T = TypeVar("T")

_USUAL_SECONDS = 10.0
_NOT_FOUND = cups.IPP_NOT_FOUND
NO_RIGHT = (
    cups.IPP_FORBIDDEN,
    cups.IPP_NOT_AUTHENTICATED,
    cups.IPP_NOT_AUTHORIZED,
    cups.IPP_AUTHENTICATION_CANCELED,
)
_REFUSED, _SERVER_ERRORS = 0x0400, 0x0500


def connect() -> Any:
    """A connection for this thread alone, to CUPS_SERVER or to the machine's own CUPS."""
    cups.setPasswordCB(lambda _: "")  # it would ask at the terminal
    return cups.Connection(host=_server())


def let_go_on(connection: Any, queue: str) -> None:
    """Let a stopped queue print again; raises as the calls of pycups do.

    Asked at the queue's own address, where its policy decides. pycups asks at /admin/, which CUPS
    on Debian 13 keeps for administrators, whatever that policy says.
    """
    if not _server().startswith("/"):
        connection.enablePrinter(queue)
    elif (status := _asked_at_socket(queue, cups.IPP_OP_RESUME_PRINTER)) >= _REFUSED:
        raise cups.IPPError(status, f"Resume-Printer {queue}")


def _asked_at_socket(queue: str, operation: int) -> int:
    """The IPP status of the answer to the user whom the kernel vouches for."""
    path, user = f"/printers/{quote(queue)}", pwd.getpwuid(os.geteuid()).pw_name
    request = cups.IPPRequest(operation)
    for tag, name, value in (
        (cups.IPP_TAG_URI, "printer-uri", f"ipp://localhost{path}"),
        (cups.IPP_TAG_NAME, "requesting-user-name", user),
    ):
        request.add(cups.IPPAttribute(cups.IPP_TAG_OPERATION, tag, name, value))
    headers = {"Content-Type": "application/ipp", "Authorization": f"PeerCred {user}"}
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_USUAL_SECONDS)
        caller = http.client.HTTPConnection("localhost")
        caller.sock = line
        try:
            line.connect(_server())
            caller.request("POST", path, written(request), headers)
            answer = caller.getresponse()
            if answer.status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN):
                return int(cups.IPP_NOT_AUTHORIZED)
            return int(read_answer(answer.read()).statuscode)
        except (OSError, http.client.HTTPException, NoAnswer) as error:
            raise RuntimeError(str(error)) from error


def _server() -> str:
    return os.environ.get("CUPS_SERVER") or str(cups.getServer())


class Silent(QueueAway):
    """CUPS accepts calls and does not answer them."""

    reason = "cups-silent"


class NotThere(QueueRefused):
    """CUPS knows no such job or queue."""

    reason = "queue-missing"


class NoRight(QueueRefused):
    """CUPS does this for its administrators only."""

    reason = "queue-no-right"


class Caller:
    """One connection to CUPS for one printer; the server is that of CUPS_SERVER or client.conf."""

    def __init__(self, name: str) -> None:
        self._calls: SimpleQueue[tuple[Callable[[Any], Any], Future[Any]] | None] = SimpleQueue()
        self._stuck: Future[Any] | None = None
        self._connection: Any = None
        self._thread = threading.Thread(target=self._run, name=f"cups-{name}", daemon=True)
        self._thread.start()

    def call(self, what: Callable[[Any], T], seconds: float = _USUAL_SECONDS) -> T:
        """What the call gives; raises QueueAway, QueueRefused, or Silent after so many seconds.

        After Silent the call may yet be carried out, and none is made before it has ended.
        """
        if self._stuck and not self._stuck.done():
            raise Silent
        future: Future[T] = Future()
        self._calls.put((what, future))
        try:
            return future.result(seconds)
        except TookTooLong as error:
            self._stuck = future
            raise Silent from error

    def close(self) -> None:
        """No more calls; one that is stuck is left alone."""
        self._calls.put(None)
        self._thread.join(1.0)

    def _run(self) -> None:
        while demand := self._calls.get():
            what, future = demand
            try:
                future.set_result(self._carry_out(what))
            except Exception as error:
                future.set_exception(error)

    def _carry_out(self, what: Callable[[Any], T]) -> T:
        try:
            if self._connection is None:
                self._connection = connect()
            return what(self._connection)
        except RuntimeError as error:
            # Nobody listens; only a new connection says so with this exception.
            raise QueueAway(str(error)) from error
        except cups.IPPError as error:
            raise _meaning(*error.args) from error


def _meaning(status: int, text: str) -> Exception:
    if status == _NOT_FOUND:
        return NotThere(text)
    if status in NO_RIGHT:
        return NoRight(text)
    return QueueAway(text) if status >= _SERVER_ERRORS else QueueRefused(text)
