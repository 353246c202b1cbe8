"""The suggestion box: one record for every working day, empty or not (11.4)."""

from datetime import date

import pytest

from shared.errors import Invalid, NotAllowed, Refused
from shared.rules.admin import calendar
from shared.rules.complaints import entry, suggestion_box
from tests.complaint_book import entered, people

MONDAY = date(2026, 11, 23)
pytestmark = pytest.mark.clause("11.4")


@pytest.fixture
def who(office):
    return people()


def test_an_empty_box_is_one_record(who):
    assert suggestion_box.record(MONDAY, 0, who.rina).slips == 0
    with pytest.raises(Refused):
        suggestion_box.record(MONDAY, 0, who.rina)


def test_slips_are_counted_down_as_they_enter_the_book(who):
    box = suggestion_box.record(MONDAY, 2, who.rina)
    entered(who.rina, channel=entry.BOX, box_id=box.id)
    assert suggestion_box.of(MONDAY).left == 1


def test_a_day_without_a_record_is_missing_once_it_is_over(who, later):
    assert suggestion_box.missing(MONDAY, MONDAY) == []
    later(hours=8)
    assert suggestion_box.overdue() == [MONDAY]
    suggestion_box.record(MONDAY, 0, who.rina)
    assert suggestion_box.overdue() == []


def test_an_office_that_never_opened_it_sees_every_day(who, later):
    later(days=1, hours=8)
    assert suggestion_box.overdue() == [MONDAY, date(2026, 11, 24)]


def test_days_off_are_never_missing(who, later):
    calendar.put_day(date(2026, 11, 25), "DAERAH", "Hari jadi")
    suggestion_box.record(MONDAY, 0, who.rina)
    later(days=6)
    assert suggestion_box.overdue() == [date(2026, 11, day) for day in (24, 26, 27)]
    assert suggestion_box.tally(MONDAY, date(2026, 11, 29)) == (1, 4)


def test_a_past_day_needs_a_word_why(who, later):
    later(days=1)
    with pytest.raises(Invalid):
        suggestion_box.record(MONDAY, 0, who.rina)
    assert suggestion_box.record(MONDAY, 0, who.rina, "Listrik padam.").note == "Listrik padam."


@pytest.mark.parametrize(
    ("day", "slips"),
    [(date(2026, 11, 24), 0), (date(2026, 11, 22), 0), (MONDAY, -1), (MONDAY, 501)],
)
def test_nonsense_is_refused(who, day, slips):
    with pytest.raises(Invalid):
        suggestion_box.record(day, slips, who.rina, "x")


def test_only_the_information_desk_opens_it(who):
    for role, actor in who.everybody().items():
        if actor is not who.rina:
            with pytest.raises(NotAllowed):
                suggestion_box.record(MONDAY, 0, actor, role)


def test_a_slip_found_late_only_adds(who):
    box = suggestion_box.record(MONDAY, 1, who.rina)
    assert suggestion_box.add_slips(box.id, 3, who.rina).slips == 3
    with pytest.raises(Invalid):
        suggestion_box.add_slips(box.id, 2, who.rina)


def test_only_the_information_desk_counts_it_anew(who):
    box = suggestion_box.record(MONDAY, 1, who.rina)
    for actor in (who.bambang, who.yusuf, who.ratih, who.sari, who.agus):
        with pytest.raises(NotAllowed):
            suggestion_box.add_slips(box.id, 3, actor)
