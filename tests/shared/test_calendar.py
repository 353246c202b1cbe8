"""Working days, opening hours and the government's holidays."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import Calendar, DayHours, holidays_for

WIB = ZoneInfo("Asia/Jakarta")
LONG = DayHours(time(8), time(15), time(14, 30))
FRIDAY = DayHours(time(8), time(14), time(13, 30))

MONDAY_23_NOV = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)
CHRISTMAS_LEAVE = date(2026, 12, 24)

# Joint decree of three ministers: 17 + 8 days in 2026, 18 + 8 days in 2027.
NATIONAL_2026 = """01-01 01-16 02-17 03-19 03-21 03-22 04-03 04-05 05-01 05-14 05-27 05-31
    06-01 06-16 08-17 08-25 12-25"""
LEAVE_2026 = "02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24"
NATIONAL_2027 = """01-01 01-05 02-06 03-08 03-10 03-11 03-26 03-28 05-01 05-06 05-17 05-20
    06-01 06-06 08-15 08-17 12-25 12-26"""
LEAVE_2027 = "02-05 03-09 03-12 03-15 03-25 05-18 05-19 12-24"


def week(day: date) -> DayHours | None:
    return None if day.weekday() > 4 else FRIDAY if day.weekday() == 4 else LONG


def days(year: int, text: str) -> set[date]:
    return {date.fromisoformat(f"{year}-{each}") for each in text.split()}


CLOSED = {each.day: each.name for year in (2026, 2027) for each in holidays_for(year)}


@pytest.fixture
def office() -> Calendar:
    return Calendar(week, CLOSED)


@pytest.mark.parametrize(
    ("year", "national", "leave"),
    [(2026, NATIONAL_2026, LEAVE_2026), (2027, NATIONAL_2027, LEAVE_2027)],
)
def test_the_governments_days_are_those_of_the_decree(year: int, national: str, leave: str) -> None:
    found = holidays_for(year)
    assert {each.day for each in found if each.kind == "NASIONAL"} == days(year, national)
    assert {each.day for each in found if each.kind == "CUTI_BERSAMA"} == days(year, leave)
    assert len(found) == len(national.split()) + len(leave.split())


def test_holidays_come_in_order_and_without_the_word_estimated() -> None:
    found = holidays_for(2027)
    assert found == sorted(found, key=lambda each: each.day)
    assert not [each.name for each in found if "perkiraan" in each.name]
    assert "Hari Raya Idul Fitri" in [each.name for each in found]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-11-23", "2026-11-24"),  # plain
        ("2026-11-27", "2026-11-30"),  # weekend
        ("2026-12-23", "2026-12-28"),  # collective leave, Christmas, weekend
        ("2026-12-31", "2027-01-04"),  # New Year and weekend
        ("2027-01-04", "2027-01-06"),  # Isra Mikraj
        ("2027-02-04", "2027-02-08"),  # collective leave, Saturday
        ("2027-03-05", "2027-03-16"),  # Nyepi and Idulfitri
        ("2027-05-14", "2027-05-21"),  # Iduladha and Waisak
        ("2027-08-16", "2027-08-18"),  # Independence Day
        ("2027-12-23", "2027-12-27"),  # Christmas
    ],
)
@pytest.mark.clause("5.1")
def test_the_next_working_day_skips_weekends_and_holidays(
    office: Calendar, after: str, expected: str
) -> None:
    assert office.next_working_day(date.fromisoformat(after)) == date.fromisoformat(expected)


@pytest.mark.parametrize(("year", "expected"), [(2026, 240), (2027, 242)])
def test_a_year_of_five_day_weeks_has_so_many_working_days(
    office: Calendar, year: int, expected: int
) -> None:
    ordinals = range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    assert sum(office.is_working_day(date.fromordinal(n)) for n in ordinals) == expected


@pytest.mark.parametrize(
    ("clock", "is_open", "takes"),
    [
        ("07:59:59", False, False),
        ("08:00:00", True, True),
        ("14:30:00", True, True),
        ("14:30:01", True, False),
        ("14:59:59", True, False),
        ("15:00:00", False, False),
    ],
)
def test_the_office_opens_and_closes_to_the_second(
    office: Calendar, clock: str, is_open: bool, takes: bool
) -> None:
    moment = datetime.combine(MONDAY_23_NOV, time.fromisoformat(clock), tzinfo=WIB)
    opens, closes = office.open_of(MONDAY_23_NOV), office.close_of(MONDAY_23_NOV)
    assert opens is not None
    assert closes is not None
    assert (opens <= moment < closes) is is_open
    assert office.takes_tickets_at(moment.astimezone(UTC)) is takes


def test_a_holiday_is_closed_all_day(office: Calendar) -> None:
    moment = datetime.combine(CHRISTMAS_LEAVE, time(9), tzinfo=WIB)
    assert not office.takes_tickets_at(moment)
    assert office.open_of(CHRISTMAS_LEAVE) is office.close_of(CHRISTMAS_LEAVE) is None


def test_friday_closes_earlier(office: Calendar) -> None:
    assert office.close_of(date(2026, 11, 27)) == datetime(2026, 11, 27, 14, tzinfo=WIB)
    assert office.close_of(MONDAY_23_NOV) == datetime(2026, 11, 23, 15, tzinfo=WIB)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-23T07:00", "2026-11-23T08:00"),
        ("2026-11-23T08:00", "2026-11-24T08:00"),
        ("2026-11-27T14:30", "2026-11-30T08:00"),
        ("2026-12-23T16:00", "2026-12-28T08:00"),
    ],
)
def test_people_are_told_when_it_opens_again(office: Calendar, now: str, opens: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=WIB)
    assert office.next_opening(moment) == datetime.fromisoformat(opens).replace(tzinfo=WIB)


def test_a_special_working_day_beats_a_holiday() -> None:
    office = Calendar(week, {MONDAY_23_NOV: "Pemilihan"}, frozenset({MONDAY_23_NOV}))
    assert office.hours_of(MONDAY_23_NOV) == LONG


def test_a_saturday_made_a_working_day_keeps_fridays_hours() -> None:
    office = Calendar(week, {}, frozenset({SATURDAY}))
    assert office.hours_of(SATURDAY) == FRIDAY


def test_an_office_that_never_opens_says_so() -> None:
    with pytest.raises(LookupError):
        Calendar(lambda day: None, {}).next_working_day(MONDAY_23_NOV)


@given(st.dates(date(2026, 1, 1), date(2027, 11, 30)))
def test_between_a_day_and_the_next_working_day_there_is_none(day: date) -> None:
    office = Calendar(week, CLOSED)
    found = office.next_working_day(day)
    between = range(day.toordinal() + 1, found.toordinal())
    assert office.is_working_day(found)
    assert not any(office.is_working_day(date.fromordinal(n)) for n in between)
