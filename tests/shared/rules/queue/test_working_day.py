"""Hours, holidays, quotas and slow-downs of an office at work, and in practice alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from shared import clock
from shared.config import Settings
from shared.errors import Refused, TooMany
from shared.rules import queue
from shared.rules.admin import calendar
from shared.rules.common.office import Here
from shared.rules.hours import opening
from tests.office import opened, take


@pytest.fixture(autouse=True, params=[False, True], ids=["at work", "practice"])
def at_work(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Here]:
    """The office at work or practising; its touchscreens slow down after three numbers a minute."""
    with opened(replace(settings, practice=request.param, queue_touch_limit=3)) as here:
        yield here


def it_is(here: Here, moment: str) -> None:
    clock.move(here.settings.data, datetime.fromisoformat(moment))


def test_no_numbers_before_opening_and_the_sentence_says_when(at_work: Here) -> None:
    it_is(at_work, "2026-11-23T06:30")
    with pytest.raises(opening.Closed, match=r"belum buka\. Buka hari ini pukul 08\.00 WIB"):
        take()


def test_no_numbers_on_a_holiday_and_the_sentence_names_the_next_working_day(
    at_work: Here,
) -> None:
    calendar.fill_year(2026)
    it_is(at_work, "2026-12-25T09:00")
    with pytest.raises(opening.Closed, match="Senin, 28 Desember 2026"):
        take()
    assert opening.at(clock.now()).code == "holiday"


def test_a_special_working_day_is_open(at_work: Here) -> None:
    it_is(at_work, "2026-11-28T09:00")
    with pytest.raises(opening.Closed):
        take()
    calendar.put_day(date(2026, 11, 28), "HARI_KERJA_KHUSUS", "Sabtu pelayanan")
    assert take().number == "A-001"


def test_the_information_desk_may_give_a_number_after_hours(at_work: Here) -> None:
    it_is(at_work, "2026-11-23T17:00")
    assert take(channel=queue.DESK).number == "A-001"


def test_a_touchscreen_pressed_too_often_slows_down_and_recovers(at_work: Here) -> None:
    for _ in range(3):
        take(device="kios-1")
    with pytest.raises(TooMany):
        take(device="kios-1")
    assert take(device="kios-2").number == "A-004"
    it_is(at_work, "2026-11-23T09:05")
    assert take(device="kios-1").number == "A-005"


def test_a_used_up_quota_is_shown_and_said(settings: Settings) -> None:
    with opened(replace(settings, practice=False, queue_daily_quota=2)) as here:
        service = here.standard.service("KK")
        assert queue.left_today(service) == 2
        take()
        take()
        assert queue.left_today(service) == 0
        with pytest.raises(Refused, match="habis"):
            take()
        assert take("INFO").number == "M-001"
