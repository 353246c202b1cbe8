"""Changes of the office's days and hours: filled from `holidays`, edited by hand.

Every change moves the due times of running files (DOMAIN 5.4 no. 10) and of open complaints.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from shared import calendar, clock, db, letters
from shared.errors import N_, Invalid, NotFound
from shared.records import CalendarDay, HourPeriod
from shared.rules.applications import clock_runs
from shared.rules.common import journal
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.complaints import dues
from shared.rules.hours import opening, special_days

LONGEST_NAME = 80
_LONGEST_PERIOD = timedelta(days=366)


def fill_year(year: int) -> int:
    """Add the year's public holidays and collective leave; days already there stay as they are."""
    with db.transaction():
        known = {row.day for row in special_days.days(year)}
        new = [one for one in calendar.holidays_for(year) if one.day not in known]
        for one in new:
            CalendarDay.create(
                office=here().id,
                day=one.day,
                name=one.name,
                kind=one.kind,
                source=special_days.LISTED,
            )
        count_anew(SYSTEM)
    return len(new)


def fill_ahead() -> None:
    """Fill this year and the next, each once: a day that was taken out does not come back."""
    this_year = clock.service_day().year
    for year in special_days.unfilled(this_year, this_year + 1):
        fill_year(year)


def put_day(
    day: date, kind: str, name: str, by: Actor = SYSTEM, *, source: str = special_days.BY_HAND
) -> int:
    """Set what a day is, in place of what was known of it; how many files have a new due time."""
    if kind not in special_days.KINDS:
        raise Invalid(N_("Jenis hari tidak dikenal."), code="kind")
    said = letters.clean(name).strip()
    if not said or len(said) > LONGEST_NAME:
        raise Invalid(N_("Tulis nama hari ini, paling banyak 80 huruf."), code="name")
    if source not in (special_days.BY_HAND, special_days.LISTED):
        raise Invalid(N_("Asal hari ini tidak dikenal."), code="source")
    with db.transaction():
        _forget(day)
        CalendarDay.create(office=here().id, day=day, name=said, kind=kind, source=source)
        journal.write(by, "calendar.set", day.isoformat(), kind=kind)
        return count_anew(by)


def remove_day(day: date, by: Actor = SYSTEM) -> int:
    """Make it an ordinary day again; how many files have a new due time."""
    with db.transaction():
        gone = special_days.on(day)
        if gone is None:
            raise NotFound(N_("Hari ini tidak ada di kalender."), code="no-day")
        _forget(day)
        journal.write(by, "calendar.removed", day.isoformat(), kind=gone.kind, name=gone.name)
        return count_anew(by)


def add_period(
    title: str, first: date, last: date, week: Mapping[str, Sequence[str]], by: Actor = SYSTEM
) -> int:
    """Keep other hours from `first` to `last`; how many files have a new due time.

    `week`: by weekday `["08.00", "14.00", "13.30"]`, when it opens, closes, gives its last number;
    a weekday left out is closed.
    """
    words = " ".join(title.split())
    if not words or len(words) > LONGEST_NAME:
        raise Invalid(N_("Tulis nama masa ini, paling banyak 80 huruf."), code="title")
    if not timedelta(0) <= last - first <= _LONGEST_PERIOD:
        raise Invalid(
            N_("Hari terakhir tidak boleh sebelum hari pertama, paling lama setahun."), code="days"
        )
    kept = _checked(week)
    with db.transaction():
        HourPeriod.create(office=here().id, title=words, first=first, last=last, week=kept)
        journal.write(by, "hours.added", f"{first}/{last}", week=kept)
        return count_anew(by)


def remove_period(period_id: int, by: Actor = SYSTEM) -> int:
    """Let the standard's hours hold again; how many files have a new due time."""
    with db.transaction():
        row = HourPeriod.get_or_none(HourPeriod.id == period_id, HourPeriod.office == here().id)
        if row is None:
            raise NotFound(N_("Masa jam pelayanan ini tidak ada."), code="no-period")
        HourPeriod.delete().where(HourPeriod.id == row.id).execute()
        journal.write(by, "hours.removed", f"{row.first}/{row.last}")
        return count_anew(by)


def _checked(week: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    if not week:
        raise Invalid(N_("Isi jam paling sedikit satu hari."), code="week")
    for name, times in week.items():
        try:
            opening.week_of({name: times})
        except ValueError as error:
            raise Invalid(
                N_("Jam hari %(day)s tidak cocok: buka, lalu nomor terakhir, lalu tutup."),
                code="week",
                day=name,
            ) from error
    return {name: list(times) for name, times in week.items()}


def _forget(day: date) -> None:
    CalendarDay.delete().where(CalendarDay.office == here().id, CalendarDay.day == day).execute()


def count_anew(by: Actor) -> int:
    """Move the due times that the days and hours of now put elsewhere; how many files' moved."""
    dues.recompute(by)
    return clock_runs.recompute(by)
