"""Days, times and numbers as Indonesian offices write and say them (DOMAIN 6.3, 6.4)."""

from datetime import date, datetime

from shared import clock

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def long_date(day: date) -> str:
    """`Senin, 23 November 2026`."""
    return f"{_DAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def clock_time(moment: datetime) -> str:
    """`09.15` on the office's wall clock."""
    return clock.local(moment).strftime("%H.%M")


def zone_name() -> str:
    """`WIB`, `WITA` or `WIT`."""
    return _ZONES.get(str(clock.zone()), "")


def time_with_zone(moment: datetime) -> str:
    """`09.15 WIB`."""
    return f"{clock_time(moment)} {zone_name()}".rstrip()


def digits_spoken(digits: str) -> str:
    """`012` → `nol, satu, dua`."""
    return ", ".join(_DIGITS[int(digit)] for digit in digits)


def minutes_range(estimate: tuple[int, int] | None) -> str | None:
    """`± 10–20 menit`, or None when nothing honest can be said."""
    if estimate is None:
        return None
    low, high = estimate
    return f"± {low}–{high} menit" if low else f"kurang dari {high} menit"
