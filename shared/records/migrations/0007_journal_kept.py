"""No statement changes, replaces or removes a line of the journal."""

from typing import Any

_TRIGGERS = {
    "journal_line_unchanged": "BEFORE UPDATE ON journal_line",
    "journal_line_kept": "BEFORE DELETE ON journal_line",
    # A line that is put in the place of another removes it without a DELETE.
    "journal_line_added": "BEFORE INSERT ON journal_line WHEN EXISTS (SELECT 1 FROM journal_line"
    " WHERE id = NEW.id OR (office_id = NEW.office_id AND sequence = NEW.sequence))",
}


def up(migrator: Any, db: Any) -> None:
    for name, when in _TRIGGERS.items():
        db.execute_sql(
            f"CREATE TRIGGER {name} {when}"
            " BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END"
        )
