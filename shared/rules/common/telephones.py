"""Telephone numbers as people write them, kept in one form and shown in groups."""

import re

from shared.errors import N_, Invalid

_SIGNS = frozenset("+ -.()/")
_DIGITS = range(6, 16)
# Area codes of three digits, as their numbers are grouped; the others have four.
_SHORT_AREAS = ("021", "022", "024", "031", "061")


def stored(text: str) -> str | None:
    """`081234567890` for `0812-3456-7890`, `+62 812 …` and `62812…`; None for none.

    A number abroad keeps its `+`. Raises Invalid for what is no telephone number.
    """
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text.strip())
    if not plain:
        return None
    digits = re.sub(r"[^0-9]", "", plain)
    abroad = digits.startswith("00") or plain.startswith("+")
    if abroad:
        digits = digits.removeprefix("00")
    wrong = set(plain) - _SIGNS - set("0123456789") or (abroad and digits.startswith("0"))
    if wrong or len(digits) not in _DIGITS:
        raise Invalid(N_("Tulis nomor telepon seperti 0812-3456-7890."), code="phone")
    if abroad:
        return f"0{_national(digits)}" if digits.startswith("62") else f"+{digits}"
    # Without a plus it is the country's only when nothing shorter can be meant.
    if digits.startswith("62") and len(digits) > 9:
        return f"0{_national(digits)}"
    return digits


def shown(text: str) -> str:
    """`0812-3456-7890` of a kept number, also of one kept by an earlier version."""
    try:
        number = stored(text) or ""
    except Invalid:
        return text
    if not number.startswith("0"):
        return number
    if number.startswith("08"):
        return "-".join(part for part in (number[:4], number[4:8], number[8:]) if part)
    area = 3 if number[:3] in _SHORT_AREAS else 4
    return f"{number[:area]}-{number[area:]}"


def _national(digits: str) -> str:
    return digits.removeprefix("62").removeprefix("0")
