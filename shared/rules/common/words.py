"""Days, times and numbers as Indonesian offices write and say them (DOMAIN 6.3, 6.4)."""

import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from shared import clock
from shared.errors import N_, Invalid
from shared.rules.common.office import here

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
OF_THE_CALENDAR = frozenset(word.casefold() for word in (*_DAYS, *_MONTHS))
_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_STEPS = (
    (1_000_000_000, "miliar", ""),
    (1_000_000, "juta", ""),
    (1_000, "ribu", "seribu"),
    (100, "ratus", "seratus"),
    (10, "puluh", ""),
)
_INDONESIAN = str.maketrans(",.", ".,")
_LONG, _HALF_HOUR, _ABOUT = 90, 30, 10
LONGEST_NOTE = 500
LONGEST_NAME = 100
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
"""How the zones of the country are called for short."""


def long_date(day: date) -> str:
    """`Senin, 23 November 2026`."""
    return f"{_DAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def plain_date(day: date) -> str:
    """`23 November 2026`, as under a signature."""
    return long_date(day).partition(", ")[2]


def day_of(moment: date | datetime | None) -> str:
    """`23 November 2026`, the day of that moment; empty for none."""
    if moment is None:
        return ""
    return plain_date(clock.service_day(moment) if isinstance(moment, datetime) else moment)


def day_and_time(moment: datetime) -> str:
    """`Senin, 23 November 2026 pukul 09.15 WIB`."""
    return f"{long_date(clock.service_day(moment))} pukul {time_with_zone(moment)}"


def month_name(year: int, month: int) -> str:
    """`November 2026`."""
    return f"{_MONTHS[month - 1]} {year}"


def local(text: str) -> str:
    """The text with what this region calls its parts: for `{Desa}`, `{desa}` and `{Dusun}`."""
    said = here().standard.office.words
    text = text.replace("{Desa}", said.village).replace("{desa}", said.village.lower())
    return text.replace("{Dusun}", said.hamlet)


def clock_time(moment: datetime) -> str:
    """`09.15` on the office's wall clock."""
    return clock.local(moment).strftime("%H.%M")


def time_or_day(moment: datetime) -> str:
    """`09.15` for today, `23 November 2026 pukul 09.15` for another day: for lists of several."""
    day, time = clock.service_day(moment), clock_time(moment)
    return time if day == clock.service_day() else f"{plain_date(day)} pukul {time}"


def time_with_zone(moment: datetime) -> str:
    """`09.15 WIB`, or WITA or WIT."""
    return f"{clock_time(moment)} {ZONES.get(str(clock.zone()), '')}".rstrip()


def digits_spoken(digits: str) -> str:
    """`012` → `nol, satu, dua`."""
    return ", ".join(_DIGITS[int(digit)] for digit in digits)


def in_words(number: int) -> str:
    """A whole number in words, as on a receipt: `21` → `dua puluh satu` (terbilang)."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number, f"{_DIGITS[number - 10]} belas")
    size, name, one = next(step for step in _STEPS if number >= step[0])
    head, rest = divmod(number, size)
    front = one if head == 1 and one else f"{in_words(head)} {name}"
    return f"{front} {in_words(rest)}" if rest else front


def with_words(number: int) -> str:
    """`1 (satu)`, as official papers write a number."""
    return f"{number} ({in_words(number)})"


def as_it_is(text: str, **values: object) -> str:
    """The sentence in Indonesian, where others translate it."""
    return text % values


def minutes_range(
    estimate: tuple[int, int] | None, said: Callable[..., str] = as_it_is
) -> str | None:
    """`sekitar 10–20 menit`, in half hours above one and a half, as `said` translates it.

    None when nothing honest can be said.
    """
    if estimate is None:
        return None
    low, high = estimate
    if high <= _LONG:
        if not low:
            return said(N_("kurang dari %(high)s menit"), high=high)
        return said(N_("sekitar %(low)s–%(high)s menit"), low=low, high=high)
    # Never later than it may be, but for minutes that "sekitar" covers.
    low, high = (low + _ABOUT) // _HALF_HOUR, math.ceil(high / _HALF_HOUR)
    if not low:
        return said(N_("kurang dari %(high)s jam"), high=_hours(high))
    if low == high:
        return said(N_("sekitar %(high)s jam"), high=_hours(high))
    return said(N_("sekitar %(low)s–%(high)s jam"), low=_hours(low), high=_hours(high))


def _hours(halves: int) -> str:
    whole, half = divmod(halves, 2)
    return f"{whole or ''}{'½' if half else ''}"


def percent(part: int | Fraction, whole: int) -> str:
    """`95,5 %`, half upwards; `–` of nothing. Only all of it is 100 %, only none of it 0 %."""
    if not whole:
        return "–"
    tenths = (2000 * part + whole) // (2 * whole)
    if 0 < part < whole:
        tenths = min(max(tenths, 1), 999)
    return f"{tenths // 10},{tenths % 10} %"


def number(value: float | None, digits: int = 0) -> str:
    """`1.234,5`, half upwards; `–` of nothing."""
    if value is None:
        return "–"
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rounded:,}".translate(_INDONESIAN)


def paragraphs(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def tidy_note(note: str | None) -> str | None:
    """The note without stray blanks; None when empty, Invalid when too long."""
    kept = " ".join((note or "").split())
    if len(kept) > LONGEST_NOTE:
        raise Invalid(N_("Catatan terlalu panjang, paling banyak 500 huruf."), code="note")
    return kept or None
