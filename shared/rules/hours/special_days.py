"""The days that differ from the ordinary week."""

from dataclasses import dataclass
from datetime import date

from shared.errors import N_
from shared.records import CalendarDay
from shared.rules.common.office import here

WORKING = "HARI_KERJA_KHUSUS"
BY_HAND, LISTED = "petugas", "holidays"
KINDS = {
    "TUTUP_KANTOR": N_("Kantor tutup"),
    "DAERAH": N_("Libur daerah"),
    "NASIONAL": N_("Libur nasional"),
    "CUTI_BERSAMA": N_("Cuti bersama"),
    WORKING: N_("Hari kerja khusus"),
}


@dataclass(frozen=True)
class SpecialDay:
    """A day that differs from the ordinary week; `works`: the office is open on it."""

    day: date
    name: str
    kind: str
    works: bool
    by_hand: bool


def unfilled(first: int, last: int) -> list[int]:
    """The years, of these and those between, of which the table knows no national holiday."""
    known = CalendarDay.select(CalendarDay.day).where(
        CalendarDay.office == here().id,
        CalendarDay.kind == "NASIONAL",
        CalendarDay.day.between(date(first, 1, 1), date(last, 12, 31)),
    )
    found = {row.day.year for row in known}
    return [year for year in range(first, last + 1) if year not in found]


def on(day: date) -> SpecialDay | None:
    """What this day is, when it differs from the ordinary week."""
    return next((one for one in days(day.year) if one.day == day), None)


def days(year: int) -> list[SpecialDay]:
    """The year's special days in order."""
    rows = CalendarDay.select().where(
        CalendarDay.office == here().id,
        CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return [
        SpecialDay(row.day, row.name, row.kind, row.kind == WORKING, row.source == BY_HAND)
        for row in rows.order_by(CalendarDay.day)
    ]
