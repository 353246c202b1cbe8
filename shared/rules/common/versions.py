"""Rows that two people may change at once: who is second is told so, and nothing is overwritten."""

from typing import Any

from shared.errors import Refused


def change(row: Any, sentence: str, **columns: Any) -> None:
    """Set columns of a row (it has `version`); Refused with the sentence when it has changed."""
    table, version = type(row), row.version
    kept = {**columns, "version": version + 1}
    done = table.update(**kept).where(table.id == row.id, table.version == version).execute()
    if done != 1:
        raise Refused(sentence, code="changed")
    for name, value in kept.items():
        setattr(row, name, value)


def expect(row: Any, seen: int | None, sentence: str) -> None:
    """Raise Refused with the sentence when the row is no longer what the presser saw."""
    if seen is not None and seen != row.version:
        raise Refused(sentence, code="changed")
