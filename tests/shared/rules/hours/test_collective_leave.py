"""The government's collective leave closes the office, unless the office works then."""

from dataclasses import replace
from datetime import date

import pytest

from shared.rules.admin import calendar
from shared.rules.common import office as offices
from shared.rules.common.office import Here
from shared.rules.hours import opening

LEAVE, CHRISTMAS = date(2026, 12, 24), date(2026, 12, 25)


@pytest.mark.parametrize("works", [False, True])
def test_an_office_may_work_on_collective_leave(
    office: Here, monkeypatch: pytest.MonkeyPatch, works: bool
) -> None:
    calendar.fill_year(2026)
    hours = replace(office.standard.hours, cuti_bersama_closed=not works)
    changed = replace(office, standard=replace(office.standard, hours=hours))
    monkeypatch.setattr(offices, "_here", changed)
    days = opening.calendar(LEAVE)
    assert days.is_working_day(LEAVE) is works
    assert not days.is_working_day(CHRISTMAS)
