"""One working day: the vectors of the standard's reading, and what must hold for every day."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import Calendar, DayHours, holidays_for

WIB = ZoneInfo("Asia/Jakarta")
WEEK = {n: DayHours(time(8), time(15), time(14, 30)) for n in range(4)}
WEEK[4] = DayHours(time(8), time(14), time(13, 30))
CLOSED = {h.day: h.name for year in (2026, 2027, 2028) for h in holidays_for(year)}
OFFICE = Calendar(lambda day: WEEK.get(day.weekday()), CLOSED, zone=WIB)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@pytest.mark.clause("5.1")
@pytest.mark.parametrize(
    ("complete", "due"),
    [
        ("2026-11-23T09:10", "2026-11-24T15:00"),
        ("2026-11-27T13:55", "2026-11-30T15:00"),
        ("2026-11-27T14:05", "2026-12-01T15:00"),
        ("2026-12-23T10:00", "2026-12-28T15:00"),
        ("2026-12-31T11:00", "2027-01-04T15:00"),
        ("2027-01-04T14:59", "2027-01-06T15:00"),
        ("2027-02-04T10:00", "2027-02-08T15:00"),
        ("2027-03-05T10:00", "2027-03-16T15:00"),
        ("2027-03-06T09:00", "2027-03-17T15:00"),
        ("2027-05-14T09:00", "2027-05-21T14:00"),
        ("2027-08-16T09:00", "2027-08-18T15:00"),
        ("2027-12-23T09:00", "2027-12-27T15:00"),
    ],
)
def test_due_by_the_close_of_the_next_working_day(complete: str, due: str) -> None:
    assert OFFICE.due_at(at(complete)) == at(due)


@pytest.mark.parametrize(
    ("recorded", "days", "due"),
    [
        ("2026-11-23", 3, "2026-11-26"),
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-11-23", 14, "2026-12-11"),
        ("2026-11-23", 60, "2027-02-22"),
        ("2026-12-21", 3, "2026-12-28"),
        ("2026-12-21", 5, "2026-12-30"),
        ("2026-12-21", 14, "2027-01-14"),
        ("2026-12-21", 60, "2027-04-01"),
        ("2027-03-01", 3, "2027-03-04"),
        ("2027-03-01", 5, "2027-03-16"),
        ("2027-03-01", 14, "2027-03-31"),
        ("2027-03-01", 60, "2027-06-11"),
    ],
)
def test_so_many_working_days_later(recorded: str, days: int, due: str) -> None:
    found = OFFICE.working_days_after(date.fromisoformat(recorded), days)
    assert found == date.fromisoformat(due)


def test_other_readings_of_one_working_day() -> None:
    assert OFFICE.due_at(at("2026-11-27T09:30"), "H0_TUTUP") == at("2026-11-27T14:00")
    assert OFFICE.due_at(at("2026-11-27T09:30"), "24_JAM_KERJA") == at("2026-11-30T09:30")
    assert OFFICE.due_at(at("2026-11-26T14:30"), "24_JAM_KERJA") == at("2026-11-27T14:00")
    assert OFFICE.due_at(at("2026-11-28T09:30"), "24_JAM_KERJA") == at("2026-12-01T08:00")


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(WIB))


def _slowly(complete: datetime) -> datetime:
    """The same rule, worked out minute by minute and day by day."""
    day = complete.date()

    def works(one: date) -> bool:
        return one.weekday() in WEEK and one not in CLOSED

    if not works(day) or complete > datetime.combine(day, WEEK[day.weekday()].close, WIB):
        day += timedelta(days=1)
        while not works(day):
            day += timedelta(days=1)
    day += timedelta(days=1)
    while not works(day):
        day += timedelta(days=1)
    return datetime.combine(day, WEEK[day.weekday()].close, WIB)


@given(MOMENTS)
def test_it_agrees_with_the_slow_way_and_never_falls_on_a_closed_day(complete: datetime) -> None:
    due = OFFICE.due_at(complete)
    assert due == _slowly(complete)
    assert due > complete
    assert OFFICE.is_working_day(due.date())


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_who_is_complete_later_is_never_due_earlier(complete: datetime, later: timedelta) -> None:
    assert OFFICE.due_at(complete) <= OFFICE.due_at(complete + later)


def test_service_minutes_count_open_hours_only() -> None:
    assert OFFICE.service_minutes(at("2026-11-27T13:00"), at("2026-11-30T09:00")) == 120
    assert OFFICE.service_minutes(at("2026-11-30T09:00"), at("2026-11-27T13:00")) == 0
