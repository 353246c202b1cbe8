"""Counts, waits and greetings as the touchscreen and the phone page say them."""

from kiosk.touch.common.translate import _
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.hours.opening import Opening
from shared.standard import text
from shared.web import languages
from shared.web.formats import long_date

_NOON, _AFTERNOON, _EVENING = 11, 15, 18


def greeting(hour: int) -> str:
    """What one says at that hour of the day (0 to 23)."""
    if hour < _NOON:
        return _("Selamat pagi")
    if hour < _AFTERNOON:
        return _("Selamat siang")
    return _("Selamat sore") if hour < _EVENING else _("Selamat malam")


def village() -> str:
    """What this region calls a village, in the visitor's language."""
    return text(here().standard.office.words, "village", languages.chosen())


def stands(now: Opening) -> str:
    """What follows for people from how the office stands."""
    return now.text(_, long_date)


def people(count: int) -> str:
    """`4 orang`."""
    return _("%(count)s orang", count=count)


def wait(estimate: tuple[int, int] | None) -> str:
    """`sekitar 10–20 menit` in the visitor's language; empty when unknown."""
    return words.minutes_range(estimate, _) or ""


def left(count: int | None) -> str | None:
    """`Sisa 12 nomor`; None without a quota."""
    return None if count is None else _("Sisa %(count)s nomor", count=count)
