"""From 31 December to the first working day: books begin anew, a deadline crosses the year."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from shared import clock
from shared.config import Settings
from shared.rules import queue
from shared.rules.admin import calendar
from shared.rules.applications import register, view
from shared.rules.common.office import Here
from shared.rules.complaints import recap_view
from shared.rules.hours import deadlines, opening, special_days
from shared.rules.queue import serving
from tests import kk
from tests.complaint_book import entered
from tests.office import opened, seated, take

LAST_DAY = datetime(2026, 12, 31, 9, 0)
FIRST_DAY = datetime(2027, 1, 4, 9, 0)


@pytest.fixture
def office(settings: Settings) -> Iterator[Here]:
    """An office at work on the last day of the year; nobody has filled the new calendar."""
    with opened(replace(settings, practice=False, clock_doubt_days=60)) as here:
        clock.move(here.settings.data, LAST_DAY)
        calendar.fill_year(2026)
        yield here


def test_the_first_working_day_begins_new_books_and_keeps_the_old(office):
    sari = seated(1, "sari", "Sari Percobaan", "petugas_loket")
    late = take()
    queue.call_next(1, sari)
    old, wish = kk.accepted(), entered()
    assert (old.number, late.number) == ("KK-2026-000001", "A-001")

    clock.move(office.settings.data, datetime(2027, 1, 1, 0, 5))
    calendar.fill_ahead()
    serving.sweep()
    assert queue.by_id(late.id).state == "released"
    assert opening.at(clock.now()).code == "holiday"
    assert clock.local(opening.at(clock.now()).opens_at) == clock.local().replace(
        day=4, hour=8, minute=0, second=0, microsecond=0
    )

    clock.move(office.settings.data, FIRST_DAY)
    assert take().number == "A-001"
    new = kk.register()
    assert new.number == "KK-2027-000001"
    assert entered().number.startswith("P-2027")
    assert wish.number.startswith("P-2026")
    kept = {
        (y, m): [row.number for row in register.month_rows(y, m)]
        for y, m in [(2026, 12), (2027, 1)]
    }
    assert kept == {(2026, 12): [old.number], (2027, 1): [new.number]}
    assert (2026, 4) in {
        (one.year, one.quarter) for one in recap_view.overdue() + recap_view.standings()
    }


def test_a_deadline_across_the_year_waits_for_the_holidays_that_were_not_filled(office):
    clock.move(office.settings.data, LAST_DAY.replace(hour=14))
    counted = deadlines.count(clock.now())
    assert counted.unfilled == (2027,)
    file = kk.accepted()
    run = view.latest_run(file.id)
    assert clock.service_day(run.due_at) == date(2027, 1, 1)
    calendar.fill_ahead()
    assert special_days.unfilled(2026, 2027) == []
    again = view.latest_run(file.id)
    assert clock.service_day(again.due_at) == date(2027, 1, 4)
    assert deadlines.count(clock.now()).unfilled == ()
