"""Days and times as people type them: day first, one way everywhere, and none that cannot be."""

from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import clock
from shared.errors import Invalid
from shared.rules.common import dates, words

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
TEMPLATES = Path(__file__).parents[4] / "kiosk" / "templates"


def asked(text: str) -> date:
    return dates.day(text, "tanggal", FIRST, LAST)


@pytest.mark.parametrize(
    "text",
    [
        "10-11-2026",
        "10/11/2026",
        "10.11.2026",
        "10 11 2026",
        "10112026",
        " 10-11-2026 ",
        "2026-11-10",
    ],
)
def test_a_day_is_read_day_first_however_it_is_typed(text: str) -> None:
    assert asked(text) == date(2026, 11, 10)


@pytest.mark.parametrize(
    "text", ["", "kemarin", "11/24/2026", "31-02-2026", "10-11-26", "1-1", "٢٣-11-2026", "1e3", "-"]
)
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        asked(text)
    assert "seperti 23-11-2026" in str(refused.value)


@pytest.mark.parametrize("text", ["10-11-2062", "10-11-1026", "31-12-2025", "01-01-2028"])
def test_a_day_that_cannot_be_is_said_back_in_words(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        asked(text)
    said = dates.day(text, "tanggal", date.min, date.max)
    assert words.long_date(said) in str(refused.value)
    assert "Jumat, 31 Desember 2027" in str(refused.value)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_what_is_shown_is_read_again(day: date) -> None:
    assert dates.day(dates.typed(day), "tanggal", day, day) == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_refusal(text: str) -> None:
    with suppress(Invalid):
        assert FIRST <= asked(text) <= LAST


@pytest.mark.parametrize(
    "text", ["23-11-2026 09.15", "23-11-2026 9:15", "2026-11-23T09:15", "23112026 0915"]
)
def test_a_moment_is_a_day_and_a_time(office: object, text: str) -> None:
    moment = datetime(2026, 11, 23, 9, 15, tzinfo=clock.zone())
    assert dates.moment(text, "waktu", FIRST, LAST) == moment
    assert dates.typed(moment) == "23-11-2026 09.15"


@pytest.mark.parametrize(
    "text", ["23-11-2026", "09.15", "23-11-2026 24.15", "23-11-2026 9.5.1", "1 2 3 4 5"]
)
def test_what_is_no_moment_is_refused(office: object, text: str) -> None:
    with pytest.raises(Invalid):
        dates.moment(text, "waktu", FIRST, LAST)


@pytest.mark.parametrize(
    ("text", "hour"), [("09.15", 9), ("9.15", 9), ("9:15", 9), ("0915", 9), ("13.15", 13)]
)
def test_a_time_is_read_as_offices_write_it(text: str, hour: int) -> None:
    assert dates.time_of_day(text, "jam") == time(hour, 15)


@pytest.mark.parametrize("text", ["", "25.00", "9", "9.60", "9.15 PM", "٩.15"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        dates.time_of_day(text, "jam")


def test_no_field_follows_the_browser() -> None:
    native = ('type="date"', 'type="time"', 'type="datetime-local"', 'type="month"', 'type="week"')
    found = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        if any(n in path.read_text() for n in native)
    ]
    assert found == []


def test_only_a_year_back_is_past_and_two_ahead_are_near(office: object) -> None:
    today, year_ago = date(2026, 11, 23), date(2025, 11, 22)
    assert dates.past_year() == (year_ago, today)
    assert dates.near() == (year_ago, date(2028, 11, 24))
    bounds = [day.isoformat() for day in (dates.EARLIEST, dates.LATEST)]
    assert bounds == ["2000-01-01", "2100-12-31"]


def test_the_first_and_the_last_day_are_taken_and_those_beside_them_not() -> None:
    assert [asked("01-01-2026"), asked("31-12-2027")] == [FIRST, LAST]
    for text in ("31-12-2025", "01-01-2028"):
        with pytest.raises(Invalid) as refused:
            dates.day(text, "tanggal", FIRST, LAST, "hari")
        assert refused.value.code == "hari"
        assert "Kamis, 1 Januari 2026" in str(refused.value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 1, 2), "02-01-2026"),
        (time(9, 5), "09.05"),
        (time(0, 0), "00.00"),
        ("kemarin", "kemarin"),
        ("", ""),
        (None, ""),
    ],
)
def test_what_stands_in_a_field(value: date | time | str | None, shown: str) -> None:
    assert dates.typed(value) == shown


@pytest.mark.parametrize("text", ["23-11-2026 ", "23-11-2026 9", "x 09.15"])
def test_a_moment_without_its_day_or_time_is_refused_with_the_code_asked_for(
    office: object, text: str
) -> None:
    with pytest.raises(Invalid) as refused:
        dates.moment(text, "waktu", FIRST, LAST, "kapan")
    assert refused.value.code == "kapan"


@pytest.mark.parametrize(("text", "said"), [("00.00", time(0)), ("23.59", time(23, 59))])
def test_the_first_and_the_last_minute_of_a_day(text: str, said: time) -> None:
    assert dates.time_of_day(f" {text} ", "jam") == said
