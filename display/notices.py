"""The notices of the day: finished family cards by number, then what the standard's data say."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from shared.errors import N_
from shared.rules.applications import lists
from shared.standard import Standard

_HAND_OVER = "4.4"
_ON_ONE_CARD = 2
_UNBROKEN = str.maketrans("-", "\N{NON-BREAKING HYPHEN}")


def current(standard: Standard, day: date) -> list[dict[str, Any]]:
    """What the board shows in turn on that day."""
    own = [
        {"id": each.id, "title": each.title, "body": each.body, "icon": each.icon}
        for each in standard.notices_on(day)
    ]
    return [*_ready(standard, day, lists.ready_numbers()), *own]


def _ready(standard: Standard, day: date, numbers: Sequence[str]) -> list[dict[str, Any]]:
    """Cards of registration numbers that may be collected; numbers only, never a name."""
    how = _how(standard, day)
    groups = [numbers[at : at + _ON_ONE_CARD] for at in range(0, len(numbers), _ON_ONE_CARD)]
    return [
        {
            "id": f"ready-{place}",
            "title": N_("KK siap diambil"),
            "body": f"{', '.join(group).translate(_UNBROKEN)}. {how}".strip(),
            "icon": "file-check",
        }
        for place, group in enumerate(groups, 1)
    ]


def _how(standard: Standard, day: date) -> str:
    """Which number to take to collect; empty where no service is for that."""
    found = [each for each in standard.services_on(day) if each.clause == _HAND_OVER]
    return N_("Ambil nomor %(letter)s.") % {"letter": found[0].letter} if found else ""
