"""The calendar changes under complaints that are open, asked, guarded and over (DOMAIN 3.3)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from shared import clock
from shared.records import Complaint, JournalLine
from shared.rules.admin import calendar
from shared.rules.complaints import citizen, handling
from shared.rules.complaints.view import ComplaintView
from shared.standard.hours import WEEKDAYS
from tests.complaint_book import People, closed, entered, named, people, reported
from tests.office import Later

TUESDAY = date(2026, 11, 24)
DUES = ("report_due_at", "classify_due_at", "reply_due_at", "due_at", "next_due_at")


@pytest.fixture
def who(office) -> People:
    return people()


def _asked(who: People) -> ComplaintView:
    return handling.ask(entered(**named()).id, "Hari apa?", who.rina)


def _guarded(_who: People) -> ComplaintView:
    return entered(topic="UANG")


def _fresh(_who: People) -> ComplaintView:
    return entered()


def _referred(who: People) -> ComplaintView:
    return handling.refer(reported(who).id, "Dinas Perhubungan.", who.bambang)


def _archived(who: People) -> ComplaintView:
    return handling.archive(reported(who).id, "BUKAN_PENGADUAN", "Kosong.", who.bambang)


OPEN = [_fresh, _asked, _guarded, reported]
OVER = [closed, _referred, _archived]


def dues_of(one: ComplaintView) -> dict[str, Any]:
    """Its deadlines as days of the office."""
    row = Complaint.get_by_id(one.id)
    return {
        name: moment and clock.service_day(moment)
        for name in DUES
        for moment in [getattr(row, name)]
    }


def moved() -> list[str]:
    """The complaints of which the journal tells that their deadlines moved."""
    rows = JournalLine.select().where(JournalLine.what == "complaint.recomputed")
    return sorted(row.subject for row in rows)


@pytest.mark.parametrize("begin", OPEN)
def test_a_day_that_closes_moves_whatever_is_open_and_a_day_that_opens_brings_it_back(
    who: People, begin: Callable[[People], ComplaintView]
) -> None:
    one, ended = begin(who), closed(who)
    before, kept = dues_of(one), dues_of(ended)
    calendar.put_day(TUESDAY, "TUTUP_KANTOR", "Banjir")
    after = dues_of(one)
    assert after["due_at"] > before["due_at"]
    assert after["reply_due_at"] > before["reply_due_at"]
    # Until the close of today: no later day moves it.
    assert after["report_due_at"] == before["report_due_at"]
    assert dues_of(ended) == kept
    assert moved() == [one.number]
    calendar.remove_day(TUESDAY)
    assert (dues_of(one), dues_of(ended)) == (before, kept)


@pytest.mark.parametrize("end", OVER)
def test_what_is_over_keeps_the_deadlines_that_it_had(
    who: People, end: Callable[[People], ComplaintView]
) -> None:
    one = end(who)
    before = dues_of(one)
    calendar.put_day(TUESDAY, "TUTUP_KANTOR", "Banjir")
    assert (dues_of(one), moved()) == (before, [])


def test_the_nearest_deadline_follows_what_is_still_to_be_done(who: People, later: Later) -> None:
    one = reported(who)  # classified and reported: the first answer is the next thing due
    row = Complaint.get_by_id(one.id)
    assert row.next_due_at == row.reply_due_at
    calendar.put_day(TUESDAY, "TUTUP_KANTOR", "Banjir")
    fresh = Complaint.get_by_id(one.id)
    assert fresh.next_due_at == fresh.reply_due_at == row.reply_due_at + timedelta(days=1)


def test_one_that_is_asked_has_no_nearest_deadline_until_it_is_complete(who: People) -> None:
    one = _asked(who)
    calendar.put_day(TUESDAY, "TUTUP_KANTOR", "Banjir")
    assert dues_of(one)["next_due_at"] is None
    citizen.complete(one.id, "Hari Senin.")
    row = Complaint.get_by_id(one.id)
    assert row.next_due_at is not None


def test_other_hours_move_the_minute_too(who: People) -> None:
    one = reported(who)
    week = {day: ["08.00", "12.00", "11.30"] for day in WEEKDAYS[:5]}
    calendar.add_period("Ramadan", TUESDAY, date(2026, 12, 31), week)
    row = Complaint.get_by_id(one.id)
    assert f"{clock.local(row.reply_due_at):%H.%M}" == "12.00"
    assert moved() == [one.number]


def test_a_second_change_that_moves_nothing_is_not_journaled_again(who: People) -> None:
    reported(who), entered()
    calendar.put_day(TUESDAY, "TUTUP_KANTOR", "Banjir")
    assert len(moved()) == 2
    calendar.put_day(TUESDAY, "DAERAH", "Banjir juga")
    assert len(moved()) == 2
