"""The calendar changed: open complaints get new deadlines, nothing else of the book moves."""

from datetime import date

import pytest

from shared import clock
from shared.records import Complaint, JournalLine
from shared.rules.admin import calendar
from shared.rules.complaints import citizen, dues, handling
from tests.complaint_book import closed, entered, people, reported

pytestmark = pytest.mark.clause("11.5")
HOLIDAY = date(2026, 11, 25)
_DATES = ("report_due_at", "classify_due_at", "reply_due_at", "due_at", "next_due_at")


@pytest.fixture
def who(office):
    return people()


def _dates():
    """All deadlines of the book, by complaint, as days of the office."""
    return {
        row.id: tuple(getattr(row, one) and clock.service_day(getattr(row, one)) for one in _DATES)
        for row in Complaint.select()
    }


def test_a_new_day_off_moves_what_is_open_by_a_day_and_nothing_that_is_over(who, later):
    still = {
        "closed": closed(who).id,
        "referred": handling.refer(reported(who).id, "Dinas.", who.bambang).id,
        "archived": handling.archive(reported(who).id, "DICABUT", "-", who.bambang).id,
    }
    moves = {
        "fresh": entered().id,
        "reported": reported(who).id,
        "guarded": entered(topic="UANG").id,
    }
    waits = handling.ask(reported(who).id, "Hari apa?", who.bambang).id
    before = _dates()
    calendar.put_day(HOLIDAY, "DAERAH", "Hari jadi")
    after = _dates()
    assert all(after[one] == before[one] for one in still.values())
    for one in moves.values():
        report, classify, reply, due, _ = zip(before[one], after[one], strict=True)
        assert report[0] == report[1] == date(2026, 11, 23)  # its day was over before the holiday
        assert all(new > old for old, new in (classify, reply, due))
    assert after[moves["fresh"]][1] == date(2026, 11, 27)
    # What waits has no next deadline, yet its others move: it goes on from them.
    assert (before[waits][4], after[waits][4]) == (None, None)
    assert after[waits][3] > before[waits][3]
    assert all(row.next_due_at == dues.next_due(row) for row in Complaint.select())
    lines = JournalLine.select().where(JournalLine.what == "complaint.recomputed")
    assert lines.count() == len(moves) + 1


def test_the_day_taken_back_brings_the_old_deadlines(who):
    entered()
    reported(who)
    before = _dates()
    calendar.put_day(HOLIDAY, "DAERAH", "Hari jadi")
    assert _dates() != before
    calendar.remove_day(HOLIDAY)
    assert _dates() == before


def test_nothing_moves_where_no_deadline_does(who):
    reported(who)
    before = {row.id: row.version for row in Complaint.select()}
    assert dues.recompute() == 0
    assert {row.id: row.version for row in Complaint.select()} == before


def test_one_that_was_opened_again_counts_from_then(who, later):
    one = closed(who)
    later(days=1)
    citizen.settle(one.id, False, "Belum.")
    before = _dates()[one.id]
    calendar.put_day(HOLIDAY, "DAERAH", "Hari jadi")
    after = _dates()[one.id]
    assert after[0] == before[0] == date(2026, 11, 24)
    assert after[3] > before[3]
