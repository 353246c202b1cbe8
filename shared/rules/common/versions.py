"""Rows that two people may change at once: who is second is told so, and nothing is overwritten."""

from typing import Any

from shared import db
from shared.errors import Refused


def change(row: Any, sentence: str, **columns: Any) -> None:
    """Set columns of a row (it has `version`); Refused with the sentence when it has changed."""
    if not db.change(row, "version", version=row.version + 1, **columns):
        raise Refused(sentence, code="changed")


def expect(row: Any, seen: int | None, sentence: str) -> None:
    """Raise Refused with the sentence when the row is no longer what the presser saw."""
    if seen is not None and seen != row.version:
        raise Refused(sentence, code="changed")
