"""Other hours for a stretch of days: counted everywhere, told in the journal."""

from datetime import date, datetime

import pytest

from display import notices
from shared import clock
from shared.errors import Invalid, NotFound
from shared.records import ClockRun, JournalLine
from shared.rules.admin import calendar
from shared.rules.common.office import Here
from shared.rules.hours import deadlines, opening, periods
from tests.kk import KASI, accepted

pytestmark = [pytest.mark.usefixtures("office"), pytest.mark.clause("5.1")]

SHORT = ["08.00", "12.00", "11.30"]
WEEK = dict.fromkeys(("Senin", "Selasa", "Rabu", "Kamis"), SHORT) | {
    "Jumat": ["08.00", "11.00", "10.30"]
}
FIRST, LAST = date(2026, 11, 24), date(2026, 11, 30)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.zone())


def add(**other: object) -> int:
    asked = {"title": "Ramadan", "first": FIRST, "last": LAST, "week": WEEK, "by": KASI, **other}
    return calendar.add_period(**asked)  # type: ignore[arg-type]


def test_running_files_are_counted_again_with_a_journal_line() -> None:
    accepted()
    assert add() == 1
    assert ClockRun.get().due_at == at("2026-11-24T12:00")
    assert deadlines.count(at("2026-11-27T10:00")).due == at("2026-11-30T12:00")
    assert deadlines.count(at("2026-11-30T10:00")).due == at("2026-12-01T15:00")
    whats = [line.what for line in JournalLine.select().order_by(JournalLine.id)]
    assert whats[-2:] == ["hours.added", "clock.recomputed"]
    row = periods.periods()[0]
    assert calendar.remove_period(row.id, KASI) == 1
    assert ClockRun.get().due_at == at("2026-11-24T15:00")
    with pytest.raises(NotFound):
        calendar.remove_period(row.id, KASI)


def test_the_kiosk_and_the_notices_follow(office: Here) -> None:
    noon = at("2026-11-24T12:05")
    assert opening.at(noon).open
    add()
    assert not opening.at(noon).open
    assert opening.at(at("2026-12-01T12:05")).open
    told = str(notices.current(office.standard, FIRST))
    assert "Senin–Kamis 08.00–12.00, Jumat 08.00–11.00" in told


def test_a_weekday_left_out_is_closed_and_one_added_is_open() -> None:
    add(week={"Sabtu": SHORT})
    assert not opening.at(at("2026-11-25T09:00")).open
    assert opening.at(at("2026-11-28T09:00")).open


def test_of_two_periods_the_one_that_began_last_holds() -> None:
    add()
    add(first=date(2026, 11, 26), week={"Kamis": ["09.00", "10.00", "10.00"]})
    assert opening.hours().on(date(2026, 11, 25)).close.hour == 12
    assert opening.hours().on(date(2026, 11, 26)).close.hour == 10


def test_a_period_of_the_office_holds_against_a_later_one_of_the_standard() -> None:
    add(first=date(2027, 2, 7), last=date(2027, 3, 8), week={"Rabu": ["07.00", "10.00", "09.30"]})
    assert opening.hours().on(date(2027, 2, 10)).close.hour == 10
    assert opening.hours().on(date(2027, 3, 9)).close.hour == 14


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "x" * 81},
        {"first": date(2026, 12, 1)},
        {"last": date(2028, 1, 1)},
        {"week": {}},
        {"week": {"Senin": ["12.00", "08.00", "11.00"]}},
        {"week": {"Senin": ["08.00", "12.00", "13.00"]}},
        {"week": {"Senin": ["8", "12.00", "11.00"]}},
        {"week": {"Senin": ["08.00", "24.00", "11.00"]}},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        add(**wrong)
    assert periods.periods() == []
