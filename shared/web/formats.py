"""What templates may use: the office's name, dates as people write them, icons, the language."""

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, g
from flask_babel import format_date
from markupsafe import Markup

from shared import clock
from shared.config import LANGUAGES
from shared.rules.common import dates, words
from shared.rules.common.office import here
from shared.standard import text
from shared.web import guards, languages

_ICONS = Path(__file__).resolve().parent / "static" / "vendor" / "icons"


def install(app: Flask) -> None:
    """Give the application's templates their filters and globals."""
    app.jinja_env.filters.update(
        time=words.clock_time,
        time_with_zone=words.time_with_zone,
        day=long_date,
        plain_day=words.day_of,
        typed=dates.typed,
        local=words.local,
    )
    app.jinja_env.globals.update(icon_svg=icon_svg, text=_in_language)
    app.context_processor(_globals)


@lru_cache(maxsize=512)
def icon_svg(name: str) -> Markup:
    """The drawing of a Tabler outline icon; empty when there is none of that name."""
    path = _ICONS / f"{name}.svg"
    if not name.replace("-", "").isalnum() or not path.is_file():
        return Markup()
    return Markup(path.read_text("utf-8"))


def _globals() -> dict[str, Any]:
    mine = here()
    return {
        "office": mine.standard.office,
        "practice": mine.settings.practice,
        "lang": languages.chosen(),
        "languages": [(code, LANGUAGES[code]) for code in mine.settings.languages],
        "nonce": g.get("nonce", ""),
        "officer": guards.maybe_officer(),
    }


def long_date(day: date | datetime) -> str:
    """`Senin, 23 November 2026` in the reader's language."""
    # A moment is kept in UTC: before seven in the morning its day there is yesterday.
    day = clock.service_day(day) if isinstance(day, datetime) else day
    if languages.chosen() == "id":
        return words.long_date(day)
    return str(format_date(day, "EEEE, d MMMM yyyy"))


def _in_language(entry: Any, field: str) -> str:
    return text(entry, field, languages.chosen())
