"""What nobody needs to know any more goes a few rows at a time, so that nobody waits for it."""

from typing import Any

from shared import db

_AT_ONCE, _TIMES = 200, 25


def forget(*statements: str, **values: Any) -> int:
    """How many rows the last statement changed: it takes `:most` of them, tells each (RETURNING).

    Those before it are of the same write: they change what belongs to these rows.
    Of what an older version kept for years some goes in each round.
    """
    forgotten = 0
    for _ in range(_TIMES):
        with db.transaction():
            for sql in statements:
                found = len(db.rows(sql, most=_AT_ONCE, **values))
        forgotten += found
        if found < _AT_ONCE:
            break
    return forgotten
