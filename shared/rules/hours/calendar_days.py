"""The table of days that differ from the ordinary week: filled from `holidays`, edited by hand.

Every change moves the due times of running files (DOMAIN 5.4 no. 10) and of open complaints.
"""

from datetime import date

from shared import calendar, clock, db
from shared.errors import N_, Invalid, NotFound
from shared.records import CalendarDay
from shared.rules.applications import clock_runs
from shared.rules.common import journal
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.complaints import dues

KINDS = ("NASIONAL", "CUTI_BERSAMA", "DAERAH", "TUTUP_KANTOR", "HARI_KERJA_KHUSUS")
_LONGEST_NAME = 80


def fill(year: int) -> int:
    """Add the year's public holidays and collective leave; days already there stay as they are."""
    with db.transaction():
        known = {row.day for row in days(year)}
        new = [one for one in calendar.holidays_for(year) if one.day not in known]
        for one in new:
            CalendarDay.create(
                office=here().id, day=one.day, name=one.name, kind=one.kind, source="holidays"
            )
        clock_runs.recompute()
        dues.recompute()
    return len(new)


def fill_ahead() -> None:
    """Fill this year and the next, each once: a day that was taken out does not come back."""
    this_year = clock.service_day().year
    for year in unfilled(this_year, this_year + 1):
        fill(year)


def unfilled(first: int, last: int) -> list[int]:
    """The years, of these and those between, of which the table knows no national holiday."""
    known = CalendarDay.select(CalendarDay.day).where(
        CalendarDay.office == here().id,
        CalendarDay.kind == "NASIONAL",
        CalendarDay.day.between(date(first, 1, 1), date(last, 12, 31)),
    )
    found = {row.day.year for row in known}
    return [year for year in range(first, last + 1) if year not in found]


def days(year: int) -> list[CalendarDay]:
    """The year's special days in order."""
    return list(
        CalendarDay.select()
        .where(
            CalendarDay.office == here().id,
            CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(CalendarDay.day)
    )


def put(day: date, kind: str, name: str, by: Actor = SYSTEM) -> int:
    """Set what a day is, in place of what was known of it; how many files have a new due time."""
    if kind not in KINDS:
        raise Invalid(N_("Jenis hari tidak dikenal."), code="kind")
    if not name.strip() or len(name) > _LONGEST_NAME:
        raise Invalid(N_("Tulis nama hari ini, paling banyak 80 huruf."), code="name")
    with db.transaction():
        _forget(day)
        CalendarDay.create(
            office=here().id, day=day, name=name.strip(), kind=kind, source="petugas"
        )
        journal.write(by, "calendar.set", day.isoformat(), kind=kind)
        dues.recompute(by)
        return clock_runs.recompute(by)


def remove(day: date, by: Actor = SYSTEM) -> int:
    """Make it an ordinary day again; how many files have a new due time."""
    with db.transaction():
        if not _forget(day):
            raise NotFound(N_("Hari ini tidak ada di kalender."), code="no-day")
        journal.write(by, "calendar.removed", day.isoformat())
        dues.recompute(by)
        return clock_runs.recompute(by)


def _forget(day: date) -> int:
    gone = CalendarDay.delete().where(CalendarDay.office == here().id, CalendarDay.day == day)
    return int(gone.execute())
