"""A computer that woke up in a wrong year: nothing is dated until a person has looked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from shared import clock
from shared.records import JournalLine, SignInAttempt
from shared.rules import queue
from shared.rules.admin import people
from shared.rules.common import chain, journal, staff
from shared.rules.common.actor import CITIZEN
from shared.rules.common.moments import ClockDoubted
from shared.rules.common.office import Here
from shared.rules.complaints import entry
from shared.rules.hours import opening
from shared.rules.queue import board, floor, serving, touchscreen
from shared.rules.queue import help as helping
from shared.web.live import Live
from tests.complaint_book import wish
from tests.office import MONDAY, PASSWORD, Later, opened, press, seated, take
from tests.running import until

PAST = [datetime(2020, 1, 1, 9), datetime(2026, 1, 1, 9), MONDAY - timedelta(minutes=1)]
FUTURE = [MONDAY + timedelta(days=14, hours=1), datetime(2031, 3, 3, 9)]


@pytest.fixture
def real(settings) -> Iterator[Here]:
    """An office that does not practise, with a number taken on Monday at 09.00."""
    with opened(replace(settings, practice=False)) as here:
        people.add("sari", "Sari Percobaan", [staff.COUNTER], PASSWORD)
        take()
        yield here


def wake_up_at(here: Here, moment: datetime) -> None:
    clock.move(here.settings.data, moment)


@pytest.mark.parametrize("moment", [*PAST, *FUTURE], ids=str)
def test_no_number_and_no_date_is_given_by_a_clock_that_nobody_believes(real, moment):
    wake_up_at(real, moment)
    for dated in (press(), press(channel=queue.DESK)):
        with pytest.raises(ClockDoubted):
            queue.take(dated)
    with pytest.raises(ClockDoubted):
        entry.enter(wish(), CITIZEN)
    assert opening.at(clock.now()).code == opening.CLOCK
    assert not touchscreen.home().office.open
    assert "langsung ke petugas" in board.why_closed(opening.at(clock.now())).message


def test_a_weekend_a_holiday_and_the_next_day_are_nothing_to_ask_about(real):
    for days in (0, 1, 3, 11):
        wake_up_at(real, MONDAY + timedelta(days=days))
        assert journal.doubt() is None


def test_an_officer_says_the_date_and_the_work_goes_on(real):
    wake_up_at(real, datetime(2026, 12, 14, 9))
    sari = staff.sign_in("sari", PASSWORD, "192.0.2.1").acting(staff.COUNTER)
    assert "Senin, 14 Desember 2026 pukul 09.00 WIB" in journal.doubt().sentence
    journal.confirm_clock(date(2026, 12, 14), sari)
    assert take().number == "A-001"
    lines = [line.what for line in JournalLine.select().order_by(JournalLine.sequence)]
    assert lines[-3:] == ["staff.signed-in", "clock.confirmed", "ticket.taken"]
    assert chain.verify().broken_at is None


def test_to_come_and_look_at_the_clock_is_not_to_believe_it(real):
    newest = JournalLine.select().order_by(JournalLine.sequence.desc()).get().at
    wake_up_at(real, datetime(2020, 1, 1, 9))
    staff.sign_in("sari", PASSWORD, "192.0.2.1")
    helping.call("Layar sentuh")
    last = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert (last.what, last.at) == ("help.called", newest)
    assert journal.doubt()


def test_another_day_than_the_clock_shows_confirms_nothing(real):
    wake_up_at(real, datetime(2031, 3, 3, 9))
    with pytest.raises(Exception, match="sudah berubah"):
        journal.confirm_clock(date(2026, 11, 23), CITIZEN)
    assert journal.doubt()


def test_a_wrong_year_that_was_confirmed_does_not_lock_the_office(real):
    """Rows from 2031 stay, yet Monday goes on as if they were not there."""
    wake_up_at(real, datetime(2031, 3, 3, 9))
    sari = seated_in_doubt(real)
    take()
    queue.call_next(1, sari)
    helping.call("Layar sentuh")
    for _ in range(9):
        with pytest.raises(Exception, match="salah"):
            staff.sign_in("sari", "keliru", "192.0.2.1")
        if SignInAttempt.select().count() == 5:
            break
    wake_up_at(real, MONDAY + timedelta(hours=1))
    assert journal.doubt()
    person = staff.sign_in("sari", PASSWORD, "192.0.2.1").acting(staff.COUNTER)
    journal.confirm_clock(date(2026, 11, 23), person)
    serving.sweep()
    picture = floor.picture()
    assert [one.number for one in picture.waiting] == ["A-001"]
    assert picture.help == []
    assert picture.counters[0].ticket is None
    assert picture.counters[0].undo is None
    assert take().number == "A-002"
    queue.sit(1, person)
    assert queue.call_next(1, person).number == "A-001"


def seated_in_doubt(real: Here):
    """Who believes the clock that is wrong, and sits down."""
    person = people_of("sari")
    journal.confirm_clock(clock.service_day(), person)
    queue.sit(1, person)
    return person


def people_of(username: str):
    return staff.officer(staff.row_of(username)).acting(staff.COUNTER)


def test_what_a_counter_still_holds_after_midnight_is_closed_and_says_why(settings):
    with opened(replace(settings, practice=False)) as here:
        sari = seated(1, "sari", "Sari Percobaan", staff.COUNTER)
        number = take()
        queue.call_next(1, sari)
        Later(here.settings.data)(days=1)
        serving.sweep()
        closed = queue.by_id(number.id)
        assert (closed.state, closed.reason) == (
            "released",
            "Hari sudah berganti; nomor ini tidak berlaku lagi.",
        )
        assert floor.picture().counters[0].ticket is None


def test_what_ends_or_deletes_by_itself_rests_until_the_clock_is_believed(real):
    drawn, done = [], []
    live = Live(Flask("office"), real.settings.data)
    live.show(lambda: drawn.append(True))
    live.every(0, lambda: done.append(True))
    wake_up_at(real, datetime(2031, 3, 3, 9))
    live.start()
    try:
        until(lambda: drawn, 20, "a look at the office")
        assert done == []
        journal.confirm_clock(date(2031, 3, 3), people_of("sari"))
        until(lambda: done, 20, "the chore")
    finally:
        live.close()


def test_in_practice_the_clock_is_moved_on_purpose(office, later):
    take()
    later(days=42)
    assert take().number == "A-001"


@pytest.mark.parametrize(
    ("span", "doubted"),
    [
        ({"seconds": -5}, False),
        ({"seconds": -6}, True),
        ({"days": 13, "hours": 23}, False),
        ({"days": 14}, False),
        ({"days": 14, "seconds": 1}, True),
    ],
    ids=str,
)
def test_how_far_the_clock_may_be_from_the_newest_line(real, monkeypatch, span, doubted):
    newest = journal.newest()
    assert newest is not None
    monkeypatch.setattr(clock, "now", lambda: newest + timedelta(**span))
    found = journal.doubt()
    assert bool(found) is doubted
    if found:
        assert (found.now, found.newest) == (newest + timedelta(**span), newest)
        ago = "lama sesudah" if "days" in span else "sebelum"
        assert f", {ago} catatan terakhir" in found.sentence
        with pytest.raises(ClockDoubted):
            journal.require_clock()
    else:
        journal.require_clock()


def test_to_confirm_a_clock_that_nobody_doubts_writes_nothing(real):
    before = JournalLine.select().count()
    journal.confirm_clock(clock.service_day(), CITIZEN)
    assert JournalLine.select().count() == before


def test_before_the_first_line_there_is_no_newest_moment(settings, monkeypatch):
    with opened(replace(settings, practice=False)):
        moment = MONDAY.replace(tzinfo=clock.zone())
        monkeypatch.setattr(clock, "now", lambda: moment)
        assert journal.newest() is None
        assert journal.doubt() is None
        journal.note(CITIZEN, "test", "satu", angka=1, abjad="é")
        assert journal.newest() == moment
        line = JournalLine.select().get()
        assert (line.sequence, line.detail) == (1, '{"abjad": "é", "angka": 1}')
