"""Every table as CSV and JSON lines, with a dictionary of what its columns are.

A text is personal unless its column is known to hold codes only; what opens a door never leaves.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from peewee import BigIntegerField, BooleanField, DateField, Field, IntegerField

from shared import clock, vault
from shared.discreet import discreet
from shared.errors import N_, Invalid
from shared.records import TABLES, Table
from shared.records.base import SealedField
from shared.rules.common import journal
from shared.rules.common.actor import Actor

PLAIN, PERSONAL, SECRET = "umum", "pribadi", "rahasia"
DICTIONARY = "kamus-data.csv"
LONGEST_REASON = 300
_SECRETS = ("token", "_hash", "browser", "touch")
_SECRET_TABLES = ("session", "sign_in", "pairing_code", "sign_in_attempt", "spent_right")
_NUMBERS = (IntegerField, BigIntegerField, BooleanField, DateField)
# Columns that hold a code, a day or a name of the office's own, in whatever table.
_CODES = frozenset(
    {
        *("slug", "letter", "service", "kind", "kinds", "priority", "language", "channel"),
        *("state", "before", "after", "what", "role", "roles", "outcome", "origin", "category"),
        *("topic", "source", "period", "code", "unit", "about_unit", "standing", "book", "label"),
        *("day", "item", "clause", "need", "condition", "form", "severity", "verdict", "harm"),
        *("printer", "station", "media", "queue", "facility", "standard", "icon", "village"),
        *("old_kk", "submitted_by", "taker_identity_kind", "signature", "target", "decision"),
        *("owner", "trouble", "capability", "evidence", "paper", "title", "sums", "number"),
    }
)


def class_of(table: type[Table], field: Field) -> str:
    """PLAIN, PERSONAL or SECRET: whether a column may be told, and to whom."""
    name, of = field.name, table._meta.table_name
    if of in _SECRET_TABLES or any(name == one or name.endswith(one) for one in _SECRETS):
        is_key = isinstance(field, _NUMBERS) and name in ("id", "office")
        return PLAIN if is_key else SECRET
    if isinstance(field, _NUMBERS) or name in ("id", "office", "hash"):
        return PLAIN
    return PLAIN if name in _CODES and not isinstance(field, SealedField) else PERSONAL


def announce_personal(reason: str, by: Actor) -> None:
    """Tell the journal that personal data leave the system, and why; Invalid without a reason."""
    reason = " ".join(reason.split())
    if not 5 <= len(reason) <= LONGEST_REASON:
        raise Invalid(N_("Tulis alasannya, misalnya surat permintaan yang mana."), code="reason")
    journal.note(by, "data.exported", "", reason=discreet(reason))


def write(folder: Path, *, personal: bool) -> Iterator[tuple[str, int]]:
    """Write the tables of the opened office into the folder, one after the other: name and rows."""
    with (folder / DICTIONARY).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(_dictionary())
    for table in TABLES:
        fields = [one for one in table._meta.sorted_fields if _is_told(table, one, personal)]
        name = table._meta.table_name
        with (
            (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as sheet,
            (folder / f"{name}.jsonl").open("w", encoding="utf-8") as lines,
        ):
            yield name, _rows(table, fields, sheet, lines)


def _rows(table: type[Table], fields: list[Field], sheet: IO[str], lines: IO[str]) -> int:
    columns, count = [one.column_name for one in fields], 0
    out = csv.writer(sheet)
    out.writerow(columns)
    for row in table.select(*fields).order_by(table.id).tuples().iterator():
        told = [_told(value) for value in row]
        out.writerow([_cell(one) for one in told])
        lines.write(json.dumps(dict(zip(columns, told, strict=True)), ensure_ascii=False) + "\n")
        count += 1
    return count


def _is_told(table: type[Table], field: Field, personal: bool) -> bool:
    found = class_of(table, field)
    return found == PLAIN or (personal and found == PERSONAL)


def _told(value: Any) -> Any:
    if isinstance(value, vault.Sealed):
        return vault.opened(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return clock.local(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Any) -> Any:
    """A value as a spreadsheet shows it: none of them may begin a formula."""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    is_formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if is_formula else value


def _dictionary() -> Iterator[list[str]]:
    yield ["tabel", "kolom", "jenis", "wajib", "golongan", "arti tabel"]
    for table in TABLES:
        meaning = " ".join((table.__doc__ or "").split())
        for field in table._meta.sorted_fields:
            kind = type(field).__name__.removesuffix("Field")
            needed = "tidak" if field.null else "ya"
            found = class_of(table, field)
            yield [table._meta.table_name, field.column_name, kind, needed, found, meaning]
