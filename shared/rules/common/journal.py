"""The journal: lines are only ever added, each chained to the one before by its hash."""

import hashlib
import json
from typing import Any

from shared import clock, db
from shared.records import JournalLine
from shared.records.base import to_ms
from shared.rules.common.actor import Actor
from shared.rules.common.office import here

_START = "0" * 64
_LINE = ("sequence", "at", "who", "role", "what", "subject", "detail")
_LAST = (
    "SELECT sequence, hash FROM journal_line"
    " WHERE office_id = :office ORDER BY sequence DESC LIMIT 1"
)
_ALL = (
    f"SELECT {', '.join(_LINE)}, previous, hash FROM journal_line"
    " WHERE office_id = :office ORDER BY sequence"
)


def write(by: Actor, what: str, subject: str, /, **detail: Any) -> None:
    """Add a line inside the present transaction; `detail` must hold no personal data."""
    db.require_transaction()
    office = here().id
    last = db.rows(_LAST, office=office)
    sequence, previous = (last[0][0] + 1, last[0][1]) if last else (1, _START)
    text = json.dumps(detail, sort_keys=True, ensure_ascii=False)
    line = (sequence, to_ms(clock.now()), by.who, by.role, what, subject, text)
    columns = dict(zip(_LINE, line, strict=True), previous=previous, hash=_hash(previous, line))
    db.add(JournalLine, office=office, **columns)


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
