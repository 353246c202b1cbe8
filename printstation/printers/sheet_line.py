"""A straight IPP line to the printer itself, past CUPS: its reasons and its own list of jobs.

CUPS calls jobs completed that the printer has aborted, and does not know its state while idle.
Only plain attributes are asked for: pycups cannot read others and leaks with each.
"""

import http.client
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any, Self
from urllib.parse import urlsplit

import cups

from printstation.printers.sheet import Record

_SECONDS = 3.0
_MOST_JOBS = 200
_LARGEST = 2**20
_REFUSED, _TROUBLED = 0x0400, 0x0500
_PORTS = {"ipp": 631, "ipps": 631, "http": 80, "https": 443}
_STATE = ["printer-state", "printer-state-reasons", "printer-up-time"]
_CAME_OUT = "job-impressions-completed"
_JOB = ["job-id", "job-name", "job-state", _CAME_OUT]
_RECORDS: dict[int, Record] = {7: "cancelled", 8: "aborted", 9: "done"}

Attributes = dict[str, list[Any]]


class NoAnswer(Exception):
    """The printer is off, unreachable, or says nothing that can be read."""


class NotOffered(Exception):
    """The printer has answered that it does not do this."""


@dataclass(frozen=True)
class State:
    """How the printer says it is; `up_seconds` since it was switched on, as far as it tells."""

    stopped: bool
    reasons: tuple[str, ...]
    up_seconds: float | None


@dataclass(frozen=True)
class SheetLine:
    """Where the printer listens."""

    host: str
    port: int
    path: str
    encrypted: bool

    @classmethod
    def to(cls, device_uri: str) -> Self | None:
        """The line behind a queue's device URI; None when it leads to no IPP printer."""
        parts = urlsplit(device_uri)
        if parts.scheme not in _PORTS or not parts.hostname:
            return None
        port = parts.port or _PORTS[parts.scheme]
        return cls(parts.hostname, port, parts.path or "/", parts.scheme in ("ipps", "https"))

    def state(self) -> State:
        """The printer's state now."""
        (found,) = self._ask(cups.IPP_OP_GET_PRINTER_ATTRIBUTES, _keywords(_STATE))[:1] or [{}]
        up_time = found.get("printer-up-time", [None])[0]
        return State(
            stopped=found.get("printer-state") == [5],
            reasons=tuple(found.get("printer-state-reasons", [])),
            up_seconds=float(up_time) if up_time is not None else None,
        )

    def records(self, token: str) -> tuple[Record, ...]:
        """How each job of that name stands in the printer's own list."""
        return tuple(_record(job) for job in self._named(token))

    def pages(self, token: str) -> int | None:
        """How many pages of the job of that name came out, as far as the printer counts them."""
        counts = [job.get(_CAME_OUT, [None])[0] for job in self._named(token)]
        return int(counts[0]) if len(counts) == 1 and counts[0] is not None else None

    def _named(self, token: str) -> list[Attributes]:
        try:
            jobs = self._list("all")
        except NotOffered:
            jobs = self._list("not-completed") + self._list("completed")
        return [job for job in jobs if job.get("job-name") == [token]]

    def _list(self, which: str) -> list[Attributes]:
        return self._ask(
            cups.IPP_OP_GET_JOBS,
            [
                (cups.IPP_TAG_KEYWORD, "which-jobs", which),
                (cups.IPP_TAG_INTEGER, "limit", _MOST_JOBS),
                *_keywords(_JOB),
            ],
        )

    def _ask(self, operation: int, attributes: Sequence[tuple[int, str, Any]]) -> list[Attributes]:
        request = cups.IPPRequest(operation)
        uri = f"{'ipps' if self.encrypted else 'ipp'}://{self.host}:{self.port}{self.path}"
        start = [
            (cups.IPP_TAG_URI, "printer-uri", uri),
            (cups.IPP_TAG_NAME, "requesting-user-name", "antrean"),
        ]
        for tag, name, value in (*start, *attributes):
            request.add(cups.IPPAttribute(cups.IPP_TAG_OPERATION, tag, name, value))
        answer = read_answer(self._carry(written(request)))
        if answer.statuscode >= _TROUBLED:
            raise NoAnswer(hex(answer.statuscode))
        if answer.statuscode >= _REFUSED:
            raise NotOffered(hex(answer.statuscode))
        return list(_groups(answer))

    def _carry(self, body: bytes) -> bytes:
        caller = self._connection()
        try:
            caller.request("POST", self.path, body, {"Content-Type": "application/ipp"})
            answer = caller.getresponse()
            if answer.status != http.client.OK:
                raise NoAnswer(str(answer.status))
            return answer.read(_LARGEST)
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(repr(error)) from error
        finally:
            caller.close()

    def _connection(self) -> http.client.HTTPConnection:
        if not self.encrypted:
            return http.client.HTTPConnection(self.host, self.port, timeout=_SECONDS)
        # Office printers sign their own certificates, and nothing secret goes over this line.
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection(self.host, self.port, timeout=_SECONDS, context=trusting)


def _keywords(names: list[str]) -> list[tuple[int, str, Any]]:
    return [(cups.IPP_TAG_KEYWORD, "requested-attributes", names)]


def written(request: Any) -> bytes:
    """An IPP request as it goes over the line."""
    body = BytesIO()
    request.writeIO(body.write)
    return body.getvalue()


def read_answer(body: bytes) -> Any:
    """The answer with its attributes; NoAnswer when it is none."""
    answer = cups.IPPRequest()
    try:
        answer.readIO(BytesIO(body).read)
        _ = answer.attributes
    except (SystemError, cups.IPPError, RuntimeError) as error:
        raise NoAnswer("the answer cannot be read") from error
    return answer


def _groups(answer: Any) -> Iterator[Attributes]:
    """The printer's or the jobs' attributes, without those of the operation itself."""
    for tag, group in groupby(answer.attributes, _tag):
        if tag not in (cups.IPP_TAG_ZERO, cups.IPP_TAG_OPERATION):
            yield {attribute.name: list(attribute.values) for attribute in group}


def _tag(attribute: Any) -> int:
    """Of which group it is; the zero stands between groups."""
    return int(attribute.group_tag) if attribute.name else cups.IPP_TAG_ZERO


def _record(job: Attributes) -> Record:
    state = int(job.get("job-state", [0])[0])
    if state == 9 and job.get(_CAME_OUT) == [0]:
        return "blank"
    return _RECORDS.get(state, "working")
