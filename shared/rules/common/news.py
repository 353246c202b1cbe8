"""What each version brings, in the officers' words of the changelog; read once by each of them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from shared import db
from shared.records import Staff
from shared.rules.common import staff
from shared.rules.common.office import here

_BOOK = Path(__file__).resolve().parents[3] / "CHANGELOG.md"
_ENTRY = re.compile(
    r"^## \[([\d.]+)\] – (\d{4}-\d\d-\d\d)\n+\*\*Ringkasan:\*\* (.+?)\n\n", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class News:
    """A version, since when there is one, and what of it an officer notices."""

    version: str
    day: date
    words: str


@cache
def every() -> tuple[News, ...]:
    """Of all versions, the newest first; none where the changelog did not come along."""
    if not _BOOK.is_file():
        return ()
    return tuple(
        News(version, date.fromisoformat(day), _sentence(words))
        for version, day, words in _ENTRY.findall(_BOOK.read_text("utf-8"))
    )


def newest() -> str:
    """The version that runs, as far as it tells of itself; what whoever begins now has read."""
    return every()[0].version if every() else ""


def unread(person: staff.Officer) -> News | None:
    """What this version brings, unless the person has read it."""
    return next((one for one in every()[:1] if one.version != person.news_read), None)


def read(person: staff.Officer) -> None:
    """The person has read it, and is not told again."""
    with db.transaction():
        Staff.update(news_read=newest()).where(
            Staff.office == here().id, Staff.id == person.id
        ).execute()


def _sentence(words: str) -> str:
    flat = " ".join(words.split())
    return flat[:1].upper() + flat[1:]
