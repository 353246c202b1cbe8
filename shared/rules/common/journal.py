"""The journal: lines are only ever added, each chained to the one before by its hash."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from shared import clock, db
from shared.records import JournalLine
from shared.records.base import to_ms
from shared.rules.common.actor import Actor
from shared.rules.common.office import here

_START = "0" * 64
_LAST = "SELECT sequence, hash FROM journal_line WHERE office_id = ? ORDER BY sequence DESC LIMIT 1"
_ADD = (
    "INSERT INTO journal_line (office_id, sequence, at, who, role, what, subject, detail,"
    " previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def write(by: Actor, what: str, subject: str, /, **detail: Any) -> None:
    """Add a line inside the present transaction; `detail` must hold no personal data."""
    office = here().id
    last = db.rows(_LAST, office)
    sequence, previous = (last[0][0] + 1, last[0][1]) if last else (1, _START)
    text = json.dumps(detail, sort_keys=True, ensure_ascii=False)
    at = to_ms(clock.now())
    line = (sequence, at, by.who, by.role, what, subject, text)
    db.rows(_ADD, office, *line, previous, _hash(previous, line))


def broken_at() -> int | None:
    """Sequence of the first line that was changed, removed or put in; None when all is whole."""
    previous, expected = _START, 1
    for sequence, *rest, claimed, found in _lines():
        line = (sequence, *rest)
        if sequence != expected or claimed != previous or found != _hash(previous, line):
            return expected
        previous, expected = found, expected + 1
    return None


def _hash(previous: str, line: tuple[Any, ...]) -> str:
    text = json.dumps([previous, *line], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _lines() -> Iterator[tuple[Any, ...]]:
    yield from db.rows(
        "SELECT sequence, at, who, role, what, subject, detail, previous, hash"
        " FROM journal_line WHERE office_id = ? ORDER BY sequence",
        here().id,
    )


def count() -> int:
    """How many lines there are."""
    return int(JournalLine.select().where(JournalLine.office == here().id).count())


def note(by: Actor, what: str, subject: str, /, **detail: Any) -> None:
    """`write` in a transaction of its own."""
    with db.transaction():
        write(by, what, subject, **detail)
