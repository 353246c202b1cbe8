"""What is measured of the queue: how long people waited, and how long they were served.

Times of a paper day count too (`deploy/decisions/paper-day.md`); such a row's id is negative.
"""

from datetime import date

from shared import db
from shared.rules.common.office import here
from shared.rules.quality.measured import Rows
from shared.rules.queue.ticket import DONE

_SERVED = (
    "SELECT id, {0} - {1} FROM ticket WHERE office_id = :office AND day BETWEEN :first AND :last"
    " AND state = :done AND {0} IS NOT NULL AND {1} IS NOT NULL"
    " UNION ALL SELECT -id, {2} - {3} FROM paper_visit WHERE office_id = :office"
    " AND day BETWEEN :first AND :last AND state = 'served' AND withdrawn_at IS NULL"
    " AND ticket_id IS NULL AND {2} IS NOT NULL AND {3} IS NOT NULL"
)
_WAITED = _SERVED.format("first_called_at", "issued_at", "called_at", "came_at")
_TOOK = _SERVED.format("finished_at", "serving_at", "done_at", "called_at")
_ON_PAPER = (
    "SELECT COUNT(*) FROM paper_visit WHERE office_id = :office AND day BETWEEN :first AND :last"
    " AND state = 'served' AND withdrawn_at IS NULL AND ticket_id IS NULL"
)


def waited(first: date, last: date) -> Rows:
    """The numbers that were served: the time from taking one to its first call."""
    return _rows(_WAITED, first, last)


def took(first: date, last: date) -> Rows:
    """The numbers that were served: the time at the counter."""
    return _rows(_TOOK, first, last)


def told_of_paper(first: date, last: date, rows: Rows) -> str:
    """How many of the rows come from paper, and how many there left out; empty without any."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    served: int = db.value(_ON_PAPER, office=here().id, **days)
    known = sum(id_ < 0 for id_, _ in rows)
    without = f"; {served - known} tanpa jam tidak dihitung" if served > known else ""
    return f", termasuk {known} dari catatan tangan{without}" if served else ""


def _rows(sql: str, first: date, last: date) -> Rows:
    days = {"first": first.isoformat(), "last": last.isoformat()}
    found: list[tuple[int, int]] = db.rows(sql, office=here().id, done=DONE, **days)
    return found
