"""A year of files through the office's rules, each deadline worked out anew minute by minute."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from shared import clock
from shared.config import Settings
from shared.records import ClockRun, JournalLine
from shared.rules.admin import calendar
from shared.rules.applications import lists
from shared.rules.common.office import Here
from shared.rules.hours import special_days
from tests.kk import accepted
from tests.office import opened

FIRST, DAYS = date(2027, 1, 1), 365
FILES_A_DAY = (0, 1, 1)
RAMADAN = (date(2027, 2, 8), date(2027, 3, 9))
SHUT = {
    date(2027, 4, 14): ("TUTUP_KANTOR", "Listrik padam"),
    date(2027, 7, 8): ("DAERAH", "Hari jadi kabupaten"),
}
SATURDAY = date(2027, 9, 18)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def at_work(settings: Settings) -> Iterator[Here]:
    """The office at work, its calendar filled for this year and the next."""
    with opened(replace(settings, practice=False)) as here:
        for year in (2027, 2028):
            calendar.fill_year(year)
        yield here


@pytest.mark.clause("5.1")
def test_every_file_of_a_year_is_due_when_a_slow_count_says(at_work: Here) -> None:
    files = _live_through(at_work, random.Random(2027))
    closed = _closed()
    slow = {row: _slowly(moment, closed) for row, moment in files.items()}
    found = {run.application_id: clock.local(run.due_at) for run in ClockRun.select()}
    assert {row: due.replace(tzinfo=None) for row, due in found.items()} == slow
    moved = JournalLine.select().where(JournalLine.what == "clock.recomputed").count()
    assert moved >= len(SHUT)
    now = clock.local(clock.now()).replace(tzinfo=None)
    assert {one.id for one in lists.inbox().lists["late"]} == {
        row for row, due in slow.items() if due < now
    }


def _live_through(here: Here, luck: random.Random) -> dict[int, datetime]:
    """Files day by day, and news of the calendar; when each was complete and valid."""
    files: dict[int, datetime] = {}
    for day in (FIRST + timedelta(days=n) for n in range(DAYS)):
        tomorrow = day + timedelta(days=1)
        moments = sorted(_moment(luck, day) for _ in range(luck.choice(FILES_A_DAY)))
        if tomorrow in SHUT:
            moments.insert(0, datetime.combine(day, time(8)))  # whom the news concerns
        for moment in moments:
            clock.move(here.settings.data, moment)
            made = accepted(nik=f"35081745049{len(files):05d}", kk_number="")
            files[made.id] = moment
        if tomorrow in SHUT:
            calendar.put_day(tomorrow, *SHUT[tomorrow])
        if tomorrow == SATURDAY:
            calendar.put_day(tomorrow, "HARI_KERJA_KHUSUS", "Sabtu pelayanan")
    return files


def _moment(luck: random.Random, day: date) -> datetime:
    """Mostly around the office's hours; sometimes a minute before or after the close."""
    if luck.random() < 0.2:
        closes = _hours(day) or time(15)
        return datetime.combine(day, closes) + luck.choice((-1, 1)) * MINUTE
    return datetime.combine(day, time(0)) + luck.randrange(7 * 60, 18 * 60) * MINUTE


def _hours(day: date) -> time | None:
    """When the counters close on an ordinary day, as the office's paper says."""
    if day == SATURDAY:
        return time(14)
    fasting = RAMADAN[0] <= day <= RAMADAN[1]
    return {4: time(11) if fasting else time(14), 5: None, 6: None}.get(
        day.weekday(), time(14) if fasting else time(15)
    )


def _closed() -> set[date]:
    rows = [*special_days.days(2027), *special_days.days(2028)]
    return {row.day for row in rows if row.kind != "HARI_KERJA_KHUSUS"}


def _slowly(moment: datetime, closed: set[date]) -> datetime:
    """Minute after minute: to a day that is not yet over, then to the close of a later one."""
    while not _not_over(moment, closed):
        moment += MINUTE
    started = moment.date()
    while moment.date() == started or not _closes(moment, closed):
        moment += MINUTE
    return moment


def _not_over(moment: datetime, closed: set[date]) -> bool:
    closes = None if moment.date() in closed else _hours(moment.date())
    return closes is not None and moment.time() <= closes


def _closes(moment: datetime, closed: set[date]) -> bool:
    return moment.date() not in closed and _hours(moment.date()) == moment.time()
