"""Why something is due when it is: the same deadline as the calendar's, day by day."""

from datetime import datetime

import pytest

from shared import clock
from shared.errors import Refused
from shared.rules.admin import calendar
from shared.rules.common.actor import SYSTEM
from shared.rules.hours import deadlines, opening
from tests.office import having

pytestmark = [pytest.mark.usefixtures("office"), pytest.mark.clause("5.1")]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.zone())


@pytest.mark.parametrize(
    ("asked", "due", "closed"),
    [
        ("2026-11-23T09:10", "2026-11-24T15:00", 0),
        ("2026-11-27T13:55", "2026-11-30T15:00", 2),
        ("2026-11-27T14:05", "2026-12-01T15:00", 2),
        ("2026-12-23T10:00", "2026-12-28T15:00", 4),
        ("2027-01-04T14:59", "2027-01-06T15:00", 1),
    ],
)
def test_every_day_between_is_told(asked: str, due: str, closed: int) -> None:
    calendar.fill_year(2026)
    calendar.fill_year(2027)
    found = deadlines.count(at(asked))
    assert found.due == at(due)
    assert found.due == opening.calendar(clock.service_day(at(asked))).due_at(at(asked))
    assert sum(one.closes is None for one in found.days) == closed
    assert (found.days[0].day, found.days[-1].day) == (at(asked).date(), at(due).date())


def test_a_day_off_says_what_it_is() -> None:
    calendar.put_day(at("2026-11-24T00:00").date(), "TUTUP_KANTOR", "Rapat", SYSTEM)
    days = deadlines.count(at("2026-11-23T09:00")).days
    assert [one.why for one in days] == ["", "Rapat", ""]


@pytest.mark.parametrize("asked", ["9999-12-31T23:59", "9999-12-31T14:30"])
def test_the_end_of_time_is_refused(asked: str) -> None:
    with pytest.raises(Refused):
        deadlines.count(at(asked))


def test_each_closed_day_says_why_and_each_open_one_until_when() -> None:
    calendar.put_day(at("2026-11-30T00:00").date(), "DAERAH", "Hari Jadi", SYSTEM)
    found = deadlines.count(at("2026-11-27T09:00"))
    assert [(one.day.day, one.why, one.closes) for one in found.days] == [
        (27, "", at("2026-11-27T14:00")),
        (28, "bukan hari kerja kantor", None),
        (29, "bukan hari kerja kantor", None),
        (30, "Hari Jadi", None),
        (1, "", at("2026-12-01T15:00")),
    ]
    assert (found.asked, found.starts) == (at("2026-11-27T09:00"), at("2026-11-27T09:00"))
    late = deadlines.count(at("2026-11-27T14:00:01"))
    assert (late.asked, late.starts) == (at("2026-11-27T14:00:01"), at("2026-12-01T08:00"))


@pytest.mark.parametrize(
    ("rule", "due", "reading"),
    [
        ("H1_TUTUP", "2026-11-24T15:00", "sampai jam tutup hari kerja berikutnya"),
        ("H0_TUTUP", "2026-11-23T15:00", "sampai jam tutup hari yang sama"),
        ("24_JAM_KERJA", "2026-11-24T09:10", "sampai jam yang sama pada hari kerja berikutnya"),
    ],
)
def test_the_office_reads_one_working_day_as_it_wrote(
    monkeypatch: pytest.MonkeyPatch, rule: str, due: str, reading: str
) -> None:
    having(monkeypatch, due_rule=rule)
    found = deadlines.count(at("2026-11-23T09:10"))
    assert (found.due, found.rule, found.reading) == (at(due), rule, reading)
    assert found.days[-1].day == at(due).date()


def test_years_whose_holidays_nobody_entered_are_named() -> None:
    asked = at("2026-12-31T11:00")
    assert deadlines.count(asked).unfilled == (2026, 2027)
    assert deadlines.count(at("2026-11-23T11:00")).unfilled == (2026,)
    calendar.fill_year(2026)
    assert deadlines.count(asked).unfilled == (2027,)
    calendar.fill_year(2027)
    assert deadlines.count(asked).unfilled == ()
