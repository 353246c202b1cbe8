"""How the office stands at each moment of its days, and what the calendar tells of two years."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared import clock
from shared.calendar import Calendar
from shared.config import Settings
from shared.rules.admin import calendar as days
from shared.rules.common.moments import ClockDoubted
from shared.rules.hours import opening, periods, special_days
from tests.office import opened, take

pytestmark = pytest.mark.usefixtures("office")

MONDAY, FRIDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 22)
FESTIVE, SATURDAY = date(2026, 11, 24), date(2026, 11, 28)
WEDNESDAY = "Rabu, 25 November 2026 pukul 08.00 WIB."


def moment(day: date, at: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(at), ZoneInfo("Asia/Jakarta"))


TABLE = [
    # When; how it stands, for programs, and what people read.
    (MONDAY, "07:59:59", "before", "hours", "Buka hari ini pukul 08.00 WIB."),
    (MONDAY, "08:00", "open", "", "Ambil nomor di layar sentuh, lalu tunggu dipanggil."),
    (MONDAY, "14:30", "open", "", "Ambil nomor di layar sentuh, lalu tunggu dipanggil."),
    (
        MONDAY,
        "14:31",
        "last",
        "hours",
        f"Nomor yang sudah diambil tetap dilayani. Nomor baru: {WEDNESDAY}",
    ),
    (MONDAY, "14:59:59", "last", "hours", None),
    (MONDAY, "15:00", "closed", "hours", f"Buka lagi {WEDNESDAY}"),
    (
        FESTIVE,
        "09:00",
        "holiday",
        "holiday",
        f"Hari Jadi Desa. Buka lagi {WEDNESDAY}",
    ),
    (SUNDAY, "09:00", "closed", "hours", "Buka lagi Senin, 23 November 2026 pukul 08.00 WIB."),
    (FRIDAY, "13:31", "last", "hours", None),
    (FRIDAY, "14:00", "closed", "hours", "Buka lagi Sabtu, 28 November 2026 pukul 08.00 WIB."),
    (SATURDAY, "09:00", "open", "", None),
]


@pytest.mark.parametrize(("day", "at", "state", "code", "text"), TABLE)
def test_how_the_office_stands(day: date, at: str, state: str, code: str, text: str | None) -> None:
    days.put_day(FESTIVE, "DAERAH", "Hari Jadi Desa")
    days.put_day(SATURDAY, special_days.WORKING, "Pengganti")
    stands = opening.at(moment(day, at))
    assert (stands.state, stands.code, stands.open) == (state, code, not code)
    assert text is None or stands.text() == text
    if code:
        with pytest.raises(opening.Closed, match=stands.title):
            opening.require_open(moment(day, at))
    else:
        opening.require_open(moment(day, at))


def test_each_state_has_its_own_picture_and_words() -> None:
    states = [opening.Opening(state) for state in opening._SAID]
    assert len({one.icon for one in states}) == len({one.title for one in states}) == 8
    assert (opening.Opening(opening.OPEN).icon, states[0].icon) == ("door-enter", "clock-question")
    # What says nothing is not asked for in another language: there the empty word is a header.
    silent = [one.state for one in states if not one.follows(lambda *_, **__: "said")]
    assert silent == [opening.BEFORE, opening.CLOSED]
    # Without a next opening nothing is promised.
    assert opening.Opening(opening.CLOSED).text() == ""
    assert opening.Opening(opening.BREAK).text() == "Nomor tetap dapat diambil."
    at = moment(MONDAY, "12:30")
    assert opening.Opening(opening.OPEN, opens_at=at).text().endswith("tunggu dipanggil.")
    assert opening.Opening(opening.BREAK, opens_at=at).text() == (
        "Nomor tetap dapat diambil. Istirahat sampai 12.30 WIB."
    )


def test_the_special_days_of_a_year_are_its_own_in_order() -> None:
    last, first = date(2025, 12, 31), date(2027, 1, 1)
    for day in (date(2026, 12, 31), first, last, date(2026, 1, 1)):
        days.put_day(day, "NASIONAL", f"Hari {day.year}", source=special_days.LISTED)
    days.put_day(SATURDAY, special_days.WORKING, "Pengganti")
    days.put_day(MONDAY, "TUTUP_KANTOR", "Listrik padam")
    told = [(one.day, one.works, one.by_hand) for one in special_days.days(2026)]
    assert told == [
        (date(2026, 1, 1), False, False),
        (MONDAY, False, True),
        (SATURDAY, True, True),
        (date(2026, 12, 31), False, False),
    ]
    assert [one.day for one in special_days.days(2025)] == [last]
    found = special_days.on(MONDAY)
    assert found is not None
    assert (found.name, found.kind) == ("Listrik padam", "TUTUP_KANTOR")
    assert special_days.on(MONDAY + timedelta(days=1)) is None
    found_closed = opening.calendar(date(2026, 11, 1), date(2026, 12, 30)).closed
    assert found_closed == {MONDAY: "Listrik padam"}


def test_a_year_is_filled_in_once_it_has_a_national_holiday() -> None:
    for year in (2025, 2027, 2028):
        days.put_day(date(year, 6, 1), "DAERAH", "Hari Jadi")
    assert special_days.unfilled(2025, 2028) == [2025, 2026, 2027, 2028]
    for day in (date(2025, 1, 1), date(2027, 12, 31)):
        days.put_day(day, "NASIONAL", "Libur")
    assert special_days.unfilled(2025, 2028) == [2026, 2028]
    assert special_days.unfilled(2025, 2027) == [2026]
    assert special_days.unfilled(2026, 2026) == [2026]


def test_periods_with_other_hours_are_told_by_year_the_latest_first() -> None:
    week = {"Senin": ["09.00", "12.00", "11.30"], "Selasa": ["09.00", "12.00", "11.30"]}
    days.add_period(" Masa   satu ", date(2026, 12, 28), date(2027, 1, 2), week)
    days.add_period("Masa dua", date(2027, 1, 4), date(2027, 1, 8), {"Jumat": week["Senin"]})
    days.add_period("Masa tiga", date(2027, 1, 4), date(2027, 1, 4), {"Senin": week["Senin"]})
    assert [one.title for one in periods.of_year(2027)] == ["Masa tiga", "Masa dua", "Masa satu"]
    [one] = periods.of_year(2026)
    assert (one.first, one.last) == (date(2026, 12, 28), date(2027, 1, 2))
    assert one.week == "Senin & Selasa 09.00–12.00"
    assert periods.of_year(2025) == periods.of_year(2028) == []
    assert opening.at(moment(date(2026, 12, 28), "11:31")).state == opening.LAST
    assert opening.at(moment(date(2026, 12, 30), "10:00")).state == opening.CLOSED
    assert opening.at(moment(date(2026, 12, 21), "11:31")).state == opening.OPEN


def stopped(monkeypatch: pytest.MonkeyPatch, day: date, at: str) -> datetime:
    """The office's clock stands still at that moment."""
    now = moment(day, at)
    monkeypatch.setattr(clock, "now", lambda: now)
    return now


@pytest.mark.parametrize(
    ("day", "at", "next_day", "last_ticket"),
    [
        (MONDAY, "00:00", MONDAY, "14:30"),
        (MONDAY, "14:30", MONDAY, "14:30"),
        (MONDAY, "14:30:00.000001", date(2026, 11, 25), "14:30"),
        (FESTIVE, "09:00", date(2026, 11, 25), "14:30"),
        (FRIDAY, "13:30", FRIDAY, "13:30"),
        (FRIDAY, "13:30:01", SATURDAY, "13:30"),
        (SUNDAY, "09:00", MONDAY, "14:30"),
    ],
)
def test_the_day_on_which_numbers_are_given_next(
    monkeypatch: pytest.MonkeyPatch, day: date, at: str, next_day: date, last_ticket: str
) -> None:
    days.put_day(FESTIVE, "DAERAH", "Hari Jadi Desa")
    days.put_day(SATURDAY, special_days.WORKING, "Pengganti")
    stopped(monkeypatch, day, at)
    found = opening.takes_numbers_next()
    assert found is not None
    assert (found[0], found[1].last_ticket) == (next_day, time.fromisoformat(last_ticket))


def test_where_no_working_day_is_known_nothing_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    never = Calendar(lambda _day: None, {})
    monkeypatch.setattr(opening, "calendar", lambda *_: never)
    assert opening.takes_numbers_next() is None
    stands = opening.at(clock.now())
    assert (stands.state, stands.opens_at, stands.text()) == (opening.CLOSED, None, "")


def test_a_clock_that_nobody_believes_opens_no_office(settings: Settings) -> None:
    with opened(replace(settings, practice=False, data=settings.data / "b")) as here:
        take()
        assert opening.takes_numbers_next() is not None
        opening.require_open(clock.now())
        clock.move(here.settings.data, datetime(2026, 11, 23, 8, 30))
        assert opening.at(clock.now()) == opening.Opening(opening.CLOCK)
        assert opening.takes_numbers_next() is None
        with pytest.raises(ClockDoubted):
            opening.require_open(clock.now())


def test_of_the_special_days_only_those_asked_for_are_looked_at() -> None:
    first, last = date(2026, 11, 24), date(2026, 11, 26)
    for day in (first - timedelta(days=1), first, last, last + timedelta(days=1)):
        days.put_day(day, "DAERAH", f"Hari {day.day}")
    days.put_day(SATURDAY, special_days.WORKING, "Pengganti")
    assert opening.calendar(first, last).closed == {first: "Hari 24", last: "Hari 26"}
    whole = opening.calendar(first)
    assert (len(whole.closed), whole.special) == (3, {SATURDAY})
    assert opening.calendar(first, last).special == frozenset()


def test_two_periods_that_begin_on_one_day_the_newer_one_holds() -> None:
    for title, closes in (("Satu", "12.00"), ("Dua", "11.00")):
        days.add_period(title, MONDAY, FRIDAY, {"Rabu": ["08.00", closes, "10.00"]})
    found = opening.hours().on(date(2026, 11, 25))
    assert found is not None
    assert found.close == time(11)
    assert opening.hours().on(FESTIVE) is None
    assert opening.hours().on(date(2026, 11, 30)) is not None
