"""Oversight: lines of the journal are found by the number of a file, complaint or action."""

from typing import Any

_INDEX = (
    "CREATE INDEX journal_line_numbered ON journal_line (office_id, subject, sequence)"
    " WHERE subject LIKE '%-2%-%'"
)


def up(migrator: Any, db: Any) -> None:
    db.execute_sql(_INDEX)
