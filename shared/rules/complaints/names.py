"""Numbers of complaints as people write them, and names as others may see them."""

from typing import Any

from peewee import Field

from shared import vault
from shared.errors import N_, Invalid
from shared.records import Complaint
from shared.records.base import BookRow
from shared.rules.common.office import here
from shared.vault import opened

ANONYMOUS, SECRET = N_("Anonim"), N_("Dirahasiakan")
PREFIX = "P"
# Five digits each, so that no page is longer for a number; ids beyond those of earlier versions.
_FIRST_NUMBER, _NUMBERS = 10_000, 90_000
_FIRST_ID, _IDS = 1 << 30, 1 << 30


def number_of(row: Complaint) -> str:
    """`P-2026-48213`."""
    return f"{PREFIX}-{row.year}-{row.public_number:04d}"


def draw(table: type[BookRow], column: Field, year: int, touch: str) -> dict[str, int]:
    """The id and the number, kept in that column, of a new row of that press: free, and no series.

    A series would have a gap where somebody may not see a row.
    """
    tried = 0
    while True:
        drawn = int(vault.fingerprint(f"{table.__name__.lower()}:{touch}:{tried}"), 16)
        own, number = _FIRST_ID + drawn % _IDS, _FIRST_NUMBER + drawn // _IDS % _NUMBERS
        same = (table.office == here().id) & (table.year == year) & (column == number)
        if not table.select().where((table.id == own) | same).exists():
            return {"id": own, column.name: number}
        tried += 1


def split(text: str, prefix: str = PREFIX) -> tuple[int, int]:
    """Year and number of a complaint's number as people write it; Invalid when it is none."""
    parts = text.upper().replace("-", " ").split()
    digits = parts[1:] if parts[:1] == [prefix] else []
    if len(digits) != 2 or not all(p.isascii() and p.isdigit() and len(p) < 8 for p in digits):
        raise Invalid(N_("Tulis nomor seperti P-2026-48213."), code="bad-number")
    return int(digits[0]), int(digits[1])


def numbered(text: str) -> Any:
    """The condition on the complaint of a number as people write it; None for what is none."""
    try:
        year, number = split(text)
    except Invalid:
        return None
    return (Complaint.year == year) & (Complaint.public_number == number)


def identity(row: Complaint) -> tuple[str, str, str]:
    """Name, telephone and village that all who see the complaint may read; none of a secret one."""
    if row.secret:
        return ANONYMOUS if row.anonymous else SECRET, "", ""
    name = ANONYMOUS if row.anonymous else masked_name(opened(row.name))
    return name, masked_phone(opened(row.phone)), row.village or ""


def masked_name(name: str) -> str:
    """`S*** P***`: nobody is named, yet two complainants can be told apart."""
    return " ".join(f"{word[0]}***" for word in name.split())


def masked_phone(phone: str) -> str:
    """`********789`."""
    return f"{'*' * max(0, len(phone) - 3)}{phone[-3:]}" if phone else ""
