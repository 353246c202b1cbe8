"""Numbers of complaints as people write them, and names as others may see them."""

from typing import Any

from shared.errors import N_, Invalid
from shared.records import Complaint
from shared.vault import opened

ANONYMOUS, SECRET = N_("Anonim"), N_("Dirahasiakan")
PREFIX = "P"


def number_text(year: int, number: int) -> str:
    """`P-2026-0001`."""
    return f"{PREFIX}-{year}-{number:04d}"


def split(text: str, prefix: str = PREFIX) -> tuple[int, int]:
    """Year and number of a complaint's number as people write it; Invalid when it is none."""
    parts = text.upper().replace("-", " ").split()
    digits = parts[1:] if parts[:1] == [prefix] else []
    if len(digits) != 2 or not all(p.isascii() and p.isdigit() and len(p) < 8 for p in digits):
        raise Invalid(N_("Tulis nomor seperti P-2026-0001."), code="bad-number")
    return int(digits[0]), int(digits[1])


def numbered(text: str) -> Any:
    """The condition on the complaint of a number as people write it; None for what is none."""
    try:
        year, number = split(text)
    except Invalid:
        return None
    return (Complaint.year == year) & (Complaint.number == number)


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
