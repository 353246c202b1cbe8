"""Counts, waits and greetings as the touchscreen and the phone page say them."""

from collections.abc import Sequence

from kiosk.touch.common.translate import _
from shared.rules.common.office import here
from shared.rules.hours.opening import Opening
from shared.standard import text
from shared.web import languages
from shared.web.formats import long_date

_LONG = 90
_HALF_HOUR = 30
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


def wait(estimate: Sequence[int] | None) -> str:
    """`± 10–20 menit`, in half hours above one and a half; empty when unknown."""
    if estimate is None:
        return ""
    low, high = estimate
    if high > _LONG:
        return _("± %(low)s–%(high)s jam", low=_hours(low), high=_hours(high))
    if not low:
        return _("± 0–%(high)s menit", high=high)
    return _("± %(low)s–%(high)s menit", low=low, high=high)


def wait_spoken(estimate: Sequence[int] | None) -> str:
    """The same range as a voice says it."""
    if estimate is None:
        return ""
    low, high = estimate
    return _("Kira-kira %(low)s sampai %(high)s menit.", low=low, high=high)


def left(count: int | None) -> str | None:
    """`Sisa 12 nomor`; None without a quota."""
    return None if count is None else _("Sisa %(count)s nomor", count=count)


def _hours(minutes: int) -> str:
    whole, half = divmod(max(1, round(minutes / _HALF_HOUR)), 2)
    return f"{whole or ''}{'½' if half else ''}"
