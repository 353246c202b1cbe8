"""What nobody needs to know any more goes a few rows at a time, so that nobody waits for it."""

from typing import Any

from shared import db

_AT_ONCE, _TIMES = 200, 25


def forget(sql: str, /, **values: Any) -> int:
    """How many rows this statement changed: it takes `:most` of them and tells each (RETURNING).

    Of what an older version kept for years some goes in each round.
    """
    forgotten = 0
    for _ in range(_TIMES):
        with db.transaction():
            found = len(db.rows(sql, most=_AT_ONCE, **values))
        forgotten += found
        if found < _AT_ONCE:
            break
    return forgotten
