"""What is measured of the queue: how long people waited, and how long they were served."""

from datetime import date

from shared import db
from shared.rules.common.office import here
from shared.rules.quality.measured import Rows
from shared.rules.queue.ticket import DONE

_SERVED = (
    "SELECT id, {} FROM ticket WHERE office_id = :office AND day BETWEEN :first AND :last"
    " AND state = :done AND {} IS NOT NULL"
)
_WAITED = _SERVED.format("first_called_at - issued_at", "first_called_at")
_TOOK = _SERVED.format("finished_at - serving_at", "serving_at")


def waited(first: date, last: date) -> Rows:
    """The numbers that were served: the time from taking one to its first call."""
    return _rows(_WAITED, first, last)


def took(first: date, last: date) -> Rows:
    """The numbers that were served: the time at the counter."""
    return _rows(_TOOK, first, last)


def _rows(sql: str, first: date, last: date) -> Rows:
    days = {"first": first.isoformat(), "last": last.isoformat()}
    found: list[tuple[int, int]] = db.rows(sql, office=here().id, done=DONE, **days)
    return found
