"""The journal: lines are only ever added, each chained to the one before by its hash.

Its last line holds the newest moment known. While the clock does not fit it, no line is added but
of those who come to look at the clock, and of paper that came out all the same; such a line
keeps the newest moment as it was.
"""

import hashlib
import json
from datetime import date
from typing import Any, NamedTuple

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Refused
from shared.records import JournalLine
from shared.records.base import from_ms, to_ms
from shared.rules.common import moments
from shared.rules.common.actor import Actor
from shared.rules.common.moments import ClockDoubted, Doubt
from shared.rules.common.office import here

_START = "0" * 64
_LINE = ("sequence", "at", "who", "role", "what", "subject", "detail")
_IN_DOUBT = frozenset(
    {"staff.signed-in", "staff.signed-out", "help.called", "help.answered", "sheet.printed"}
)
_LAST = (
    "SELECT sequence, hash, at FROM journal_line"
    " WHERE office_id = :office ORDER BY sequence DESC LIMIT 1"
)
_ALL = (
    f"SELECT {', '.join(_LINE)}, previous, hash FROM journal_line"
    " WHERE office_id = :office ORDER BY sequence"
)


class _Line(NamedTuple):
    """The last line, as far as the next one needs it."""

    sequence: int
    hash: str
    at: int


def write(by: Actor, what: str, subject: str, /, **detail: Any) -> None:
    """Add a line inside the present transaction; `detail` must hold no personal data.

    Raises ClockDoubted while the clock does not fit the newest line.
    """
    db.require_transaction()
    last, at = _last(), to_ms(clock.now())
    if _doubt(last):
        if what not in _IN_DOUBT:
            raise ClockDoubted
        at = last.at
    _add(last, at, by, what, subject, detail)


def doubt() -> Doubt | None:
    """Why the clock is not to be believed now; None when it is."""
    return None if here().settings.practice else _doubt(_last())


def require_clock() -> None:
    """Raise ClockDoubted while the clock is not to be believed."""
    if doubt():
        raise ClockDoubted


def confirm_clock(day: date, by: Actor) -> None:
    """The officer says that it is that day: what the clock shows is believed from here on.

    Harmless while nobody doubts it. Raises Refused when the clock shows another day meanwhile.
    """
    if day != clock.service_day():
        raise Refused(N_("Jam komputer sudah berubah. Lihat tanggalnya lagi."), code="changed")
    with db.transaction():
        last = _last()
        if _doubt(last):
            _add(last, to_ms(clock.now()), by, "clock.confirmed", day.isoformat(), {})
            announce("queue")


def _last() -> _Line:
    found = db.rows(_LAST, office=here().id)
    return _Line(*found[0]) if found else _Line(0, _START, to_ms(clock.now()))


def _doubt(last: _Line) -> Doubt | None:
    return moments.doubt(from_ms(last.at))


def _add(last: _Line, at: int, by: Actor, what: str, subject: str, detail: dict[str, Any]) -> None:
    text = json.dumps(detail, sort_keys=True, ensure_ascii=False)
    line = (last.sequence + 1, at, by.who, by.role, what, subject, text)
    hashed = _hash(last.hash, line)
    columns = dict(zip(_LINE, line, strict=True), previous=last.hash, hash=hashed)
    db.add(JournalLine, office=here().id, **columns)


def broken_at() -> int | None:
    """Sequence of the first line that was changed, removed or put in; None when all is whole."""
    previous, expected = _START, 1
    for sequence, *rest, claimed, found in db.rows(_ALL, office=here().id):
        line = (sequence, *rest)
        if sequence != expected or claimed != previous or found != _hash(previous, line):
            return expected
        previous, expected = found, expected + 1
    return None


def _hash(previous: str, line: tuple[Any, ...]) -> str:
    text = json.dumps([previous, *line], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@db.transaction()
def note(by: Actor, what: str, subject: str, /, **detail: Any) -> None:
    """`write` in a transaction of its own."""
    write(by, what, subject, **detail)
