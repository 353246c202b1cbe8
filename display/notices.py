"""The notices of the day, from the standard's data."""

from datetime import date
from typing import Any

from shared.standard import Standard


def current(standard: Standard, day: date) -> list[dict[str, Any]]:
    """What the board shows in turn on that day."""
    return [
        {"id": each.id, "title": each.title, "body": each.body, "icon": each.icon}
        for each in standard.notices_on(day)
    ]
