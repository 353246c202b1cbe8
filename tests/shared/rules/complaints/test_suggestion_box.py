"""The suggestion box: one record for every working day, empty or not (11.4)."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from uuid import uuid4

import pytest

from shared import clock, db
from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import BoxOpening, BoxStep, HourPeriod, JournalLine, Staff
from shared.rules.admin import calendar
from shared.rules.common.office import here
from shared.rules.complaints import entry, suggestion_box
from tests.complaint_book import entered, people
from tests.journeys.people import all_at_once

MONDAY = date(2026, 11, 23)
pytestmark = pytest.mark.clause("11.4")


@pytest.fixture
def who(office):
    return people()


def hours_on(day, closes):
    """Service ends at another time on that day."""
    HourPeriod.create(
        office=here().id,
        title="Jam lain",
        first=day,
        last=day,
        week={"Senin": ["08.00", closes, closes]},
    )


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
    later(hours=6)
    suggestion_box.record(MONDAY, 0, who.rina)
    later(days=6)
    assert suggestion_box.overdue() == [date(2026, 11, day) for day in (24, 26, 27)]
    assert suggestion_box.tally(MONDAY, date(2026, 11, 29)) == (1, 4)


def test_days_before_the_office_worked_with_this_are_counted_on_neither_side(who, later):
    later(hours=6)
    suggestion_box.record(MONDAY, 0, who.rina)
    assert suggestion_box.tally(date(2026, 10, 1), date(2026, 12, 31)) == (1, 1)
    assert suggestion_box.tally(date(2026, 7, 1), date(2026, 9, 30)) == (0, 0)


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


NOON, END = {"hours": 3}, {"hours": 5, "minutes": 30}
"""From 09.00: noon, and half an hour before service ends at 15.00."""


class TestEndOfService:
    """The box is opened at the end of service: an opening before it does not end the day."""

    def test_an_opening_in_the_morning_leaves_the_day_open(self, who, later):
        early = suggestion_box.record(MONDAY, 0, who.rina)
        assert not early.at_end
        later(hours=8)
        assert suggestion_box.overdue() == [MONDAY]
        assert suggestion_box.tally(MONDAY, MONDAY) == (0, 1)

    def test_it_is_opened_again_and_what_lay_in_it_is_added(self, who, later):
        early = suggestion_box.record(MONDAY, 1, who.rina)
        later(**END)
        again = suggestion_box.record(MONDAY, 2, who.rina, seen=early.version)
        assert (again.id, again.slips, again.at_end) == (early.id, 3, True)
        later(hours=2)
        assert suggestion_box.overdue() == []
        assert suggestion_box.tally(MONDAY, MONDAY) == (1, 1)

    def test_a_minute_before_it_is_time_does_not_count(self, who, later):
        later(hours=5, minutes=29)
        assert not suggestion_box.record(MONDAY, 0, who.rina).at_end

    def test_an_early_day_is_written_down_the_next_day_with_its_reason(self, who, later):
        early = suggestion_box.record(MONDAY, 1, who.rina)
        later(days=1)
        with pytest.raises(Invalid):
            suggestion_box.record(MONDAY, 0, who.rina, seen=early.version)
        again = suggestion_box.record(MONDAY, 0, who.rina, "Tutup lebih awal.", seen=early.version)
        assert (again.slips, again.at_end) == (1, True)
        assert suggestion_box.overdue() == []

    def test_two_people_at_once_add_it_once(self, who, later):
        early = suggestion_box.record(MONDAY, 1, who.rina)
        suggestion_box.record(MONDAY, 2, who.rina, seen=early.version)
        with pytest.raises(Refused):
            suggestion_box.record(MONDAY, 2, who.rina, seen=early.version)
        assert suggestion_box.of(MONDAY).slips == 3

    def test_several_openings_together_never_hold_more_than_the_most(self, who):
        early = suggestion_box.record(MONDAY, suggestion_box.MOST_SLIPS, who.rina)
        with pytest.raises(Invalid):
            suggestion_box.record(MONDAY, 1, who.rina, seen=early.version)

    def test_friday_ends_earlier(self, who, later):
        later(days=4, hours=4, minutes=30)
        friday = date(2026, 11, 27)
        assert suggestion_box.record(friday, 0, who.rina).at_end

    def test_hours_that_were_shortened_or_lengthened_afterwards(self, who, later):
        later(**NOON)
        suggestion_box.record(MONDAY, 0, who.rina)
        hours_on(MONDAY, "12.00")
        assert suggestion_box.of(MONDAY).at_end
        hours_on(MONDAY, "16.00")
        assert not suggestion_box.of(MONDAY).at_end

    def test_the_seats_are_told_from_half_an_hour_before_until_it_was_opened(self, who, later):
        assert not suggestion_box.today().due
        later(**END)
        assert suggestion_box.today().due
        assert f"{suggestion_box.today().closes:%H.%M}" == "15.00"
        suggestion_box.record(MONDAY, 0, who.rina)
        assert not suggestion_box.today().due

    def test_on_a_day_off_nobody_is_told(self, who, later):
        calendar.put_day(MONDAY, "DAERAH", "Hari jadi")
        later(**END)
        assert not suggestion_box.today().due


class TestCorrections:
    """What was mistyped is corrected up and down, with a reason, not below what is in the book."""

    def test_thirty_for_three(self, who):
        box = suggestion_box.record(MONDAY, 30, who.rina)
        now = suggestion_box.correct(box.id, 3, "Salah ketik.", who.rina, seen=box.version)
        assert (now.slips, now.correction.reason, now.correction.before) == (3, "Salah ketik.", 30)
        assert suggestion_box.correct(box.id, 4, "Terselip satu.", who.rina).slips == 4

    @pytest.mark.parametrize(
        ("slips", "reason"), [(3, " "), (-1, "x"), (501, "x"), (30, "x"), (3, "x" * 301)]
    )
    def test_nonsense(self, who, slips, reason):
        box = suggestion_box.record(MONDAY, 30, who.rina)
        with pytest.raises(Invalid):
            suggestion_box.correct(box.id, slips, reason, who.rina)

    def test_never_below_what_is_in_the_book(self, who):
        box = suggestion_box.record(MONDAY, 3, who.rina)
        for _ in range(2):
            entered(who.rina, channel=entry.BOX, box_id=box.id)
        with pytest.raises(Refused):
            suggestion_box.correct(box.id, 1, "Salah.", who.rina)
        assert suggestion_box.correct(box.id, 2, "Salah.", who.rina).left == 0

    def test_two_people_at_once(self, who):
        box = suggestion_box.record(MONDAY, 30, who.rina)
        suggestion_box.correct(box.id, 3, "Salah.", who.rina, seen=box.version)
        with pytest.raises(Refused):
            suggestion_box.correct(box.id, 13, "Salah.", who.rina, seen=box.version)

    def test_it_is_taken_back_once(self, who):
        box = suggestion_box.record(MONDAY, 30, who.rina)
        suggestion_box.correct(box.id, 3, "Salah.", who.rina)
        assert suggestion_box.undo(box.id, who.rina).slips == 30
        with pytest.raises(Refused):
            suggestion_box.undo(box.id, who.rina)

    def test_it_is_not_taken_back_below_what_is_in_the_book(self, who):
        box = suggestion_box.record(MONDAY, 1, who.rina)
        suggestion_box.correct(box.id, 2, "Terselip.", who.rina)
        for _ in range(2):
            entered(who.rina, channel=entry.BOX, box_id=box.id)
        with pytest.raises(Refused):
            suggestion_box.undo(box.id, who.rina)

    def test_every_step_is_in_the_journal(self, who):
        box = suggestion_box.record(MONDAY, 30, who.rina)
        suggestion_box.correct(box.id, 3, "Salah.", who.rina)
        suggestion_box.undo(box.id, who.rina)
        lines = JournalLine.select().where(JournalLine.what.startswith("box."))
        assert [line.what for line in lines.order_by(JournalLine.sequence)] == [
            "box.opened",
            "box.corrected",
            "box.undone",
        ]

    def test_only_the_information_desk(self, who):
        box = suggestion_box.record(MONDAY, 1, who.rina)
        suggestion_box.correct(box.id, 2, "Terselip.", who.rina)
        for actor in (who.bambang, who.yusuf, who.ratih, who.sari, who.agus):
            with pytest.raises(NotAllowed):
                suggestion_box.correct(box.id, 3, "Terselip.", actor)
            with pytest.raises(NotAllowed):
                suggestion_box.undo(box.id, actor)


class TestSlips:
    """As many slips enter the book as lay in the box."""

    def test_one_more_than_there_were_is_refused(self, who):
        box = suggestion_box.record(MONDAY, 1, who.rina)
        entered(who.rina, channel=entry.BOX, box_id=box.id)
        with pytest.raises(Refused) as refusal:
            entered(who.rina, channel=entry.BOX, box_id=box.id)
        assert refusal.value.code == "box-done"
        assert suggestion_box.of(MONDAY).transcribed == 1

    def test_the_same_press_again_is_the_same_slip(self, who):
        box = suggestion_box.record(MONDAY, 1, who.rina)
        press = {"channel": entry.BOX, "box_id": box.id, "touch": str(uuid4())}
        assert entered(who.rina, **press).id == entered(who.rina, **press).id

    @pytest.mark.parametrize(
        ("channel", "box_id"), [(entry.BOX, None), (entry.BOX, 99), (entry.DESK, 1)]
    )
    def test_a_slip_is_of_a_box_that_was_opened(self, who, channel, box_id):
        suggestion_box.record(MONDAY, 1, who.rina)
        with pytest.raises((Invalid, Refused, NotFound)):
            entered(who.rina, channel=channel, box_id=box_id)

    def test_two_people_at_once(self, who):
        box = suggestion_box.record(MONDAY, 1, who.rina)

        def slip(by):
            try:
                return entered(by, channel=entry.BOX, box_id=box.id)
            except Refused as refusal:
                return refusal.code
            finally:
                db.close_database()

        found = all_at_once([partial(slip, by) for by in (who.rina, who.sari)])
        assert found.count("box-done") == 1
        assert suggestion_box.of(MONDAY).transcribed == 1


def test_a_day_that_was_no_working_day_after_all_is_counted_on_neither_side(who, later):
    tuesday = date(2026, 11, 24)
    later(hours=5, minutes=45)
    suggestion_box.record(MONDAY, 1, who.rina)
    later(days=1)
    suggestion_box.record(tuesday, 0, who.rina)
    later(hours=2)
    assert suggestion_box.tally(MONDAY, tuesday) == (2, 2)
    calendar.put_day(MONDAY, "TUTUP_KANTOR", "Listrik padam")
    assert suggestion_box.tally(MONDAY, tuesday) == (1, 1)
    assert suggestion_box.tally(MONDAY, MONDAY) == (0, 0)


def at(day, hour, minute=0, second=0):
    """A moment on the wall clock of the office, in November 2026."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=clock.zone())


class TestMoments:
    """Each limit of the day from both sides: half past two, and three o'clock."""

    @pytest.mark.parametrize(
        ("moment", "due", "at_end", "missing"),
        [
            ((14, 29, 59), False, False, False),
            ((14, 30, 0), True, True, False),
            ((14, 59, 59), True, True, False),
            ((15, 0, 0), False, True, True),
        ],
    )
    def test_it_is_opened_from_half_an_hour_before_the_end_and_missing_at_the_end(
        self, who, still, moment, due, at_end, missing
    ):
        still(at(23, *moment))
        seen = suggestion_box.today()
        assert (seen.begins, seen.closes) == (at(23, 14, 30), at(23, 15))
        assert (seen.due, seen.opened) == (due, None)
        assert (suggestion_box.missing(MONDAY, MONDAY) == [MONDAY]) == missing
        assert suggestion_box.tally(MONDAY, MONDAY) == (0, int(missing))
        box = suggestion_box.record(MONDAY, 0, who.rina)
        assert (box.at_end, box.at) == (at_end, at(23, *moment))
        assert suggestion_box.tally(MONDAY, MONDAY) == (int(at_end), int(at_end or missing))
        assert suggestion_box.today().opened == box
        assert not (suggestion_box.today().due and at_end)

    def test_on_a_very_short_day_it_is_opened_from_its_beginning_on(self, who, still):
        hours_on(MONDAY, "08.10")
        still(at(23, 8, 5))
        assert suggestion_box.today().begins == at(23, 8)
        assert suggestion_box.record(MONDAY, 0, who.rina).at_end

    def test_what_was_written_down_before_hours_counted_holds(self, who, still):
        still(at(23, 9))
        box = suggestion_box.record(MONDAY, 0, who.rina)
        assert not box.at_end
        BoxOpening.update(any_hour=True).where(BoxOpening.id == box.id).execute()
        assert suggestion_box.of(MONDAY).at_end
        assert suggestion_box.tally(MONDAY, MONDAY) == (1, 1)

    def test_on_a_day_off_it_has_no_hour(self, who, still):
        still(at(22, 14, 45))
        assert suggestion_box.today() == suggestion_box.Today(None, None, None, False)

    def test_a_quarter_back_it_is_missed_and_known_and_no_longer(self, who, still):
        still(at(23, 14, 30))
        first = suggestion_box.record(MONDAY, 0, who.rina)
        Staff.update(created_at=at(2, 9)).execute()
        still(datetime(2027, 2, 23, 16, tzinfo=clock.zone()))  # 92 days later
        assert suggestion_box.overdue()[0] == date(2026, 11, 24)
        assert suggestion_box.recent() == [first]
        assert suggestion_box.opened(first.id) == first
        still(datetime(2027, 2, 24, 16, tzinfo=clock.zone()))
        assert suggestion_box.overdue()[:2] == [date(2026, 11, 24), date(2026, 11, 25)]
        assert suggestion_box.recent() == []
        with pytest.raises(NotFound):
            suggestion_box.opened(first.id)
        still(datetime(2027, 2, 26, 16, tzinfo=clock.zone()))
        assert suggestion_box.overdue()[0] == date(2026, 11, 26)


class TestTwoBoxes:
    def test_openings_are_told_newest_first_each_with_its_own(self, who, still):
        made = []
        for day, slips in ((23, 3), (24, 0)):
            still(at(day, 14, 30))
            made.append(suggestion_box.record(date(2026, 11, day), slips, who.rina, " a  b "))
        first, second = made
        assert (first.note, first.by, first.version) == ("a b", "Rina Percobaan", 1)
        entered(who.rina, channel=entry.BOX, box_id=first.id)
        still(at(24, 14, 40))
        suggestion_box.correct(second.id, 5, "Terselip.", who.rina)
        told = suggestion_box.recent()
        assert [(one.day.day, one.slips, one.transcribed, one.left) for one in told] == [
            (24, 5, 0, 5),
            (23, 3, 1, 2),
        ]
        assert told[0].correction == suggestion_box.Correction(
            0, "Rina Percobaan", at(24, 14, 40), "Terselip."
        )
        assert told[1].correction is None
        assert suggestion_box.undo(second.id, who.rina).slips == 0
        assert [one.correction for one in suggestion_box.recent()] == [None, None]
        assert suggestion_box.openings(MONDAY, MONDAY)[0].id == first.id
        assert suggestion_box.opened(second.id).slips == 0
        with pytest.raises(Refused) as refusal:
            suggestion_box.undo(first.id, who.rina)
        assert refusal.value.code == "nothing-to-undo"

    def test_opened_again_it_has_the_last_hour_and_hand_and_the_note_that_there_is(
        self, who, still
    ):
        still(at(23, 9))
        assert suggestion_box.record(date(2026, 11, 20), 1, who.rina, "Lupa.").note == "Lupa."
        box = suggestion_box.record(MONDAY, 1, who.rina)
        assert (box.note, box.transcribed) == ("", 0)
        box = suggestion_box.record(MONDAY, 0, who.rina, "Pagi.", seen=box.version)
        other = replace(who.rina, who="tono")
        still(at(23, 10))
        box = suggestion_box.record(MONDAY, 2, other, seen=box.version)
        assert (box.slips, box.note, box.by, box.at) == (3, "Pagi.", "tono", at(23, 10))
        box = suggestion_box.record(MONDAY, 0, who.rina, "Siang.", seen=box.version)
        assert (box.slips, box.note, box.correction) == (3, "Siang.", None)
        steps = BoxStep.select().where(BoxStep.box_id == box.id).order_by(BoxStep.id)
        assert [(one.what, one.before, one.after, one.who, one.reason) for one in steps] == [
            ("open", None, "1", "rina", None),
            ("open", None, "1", "rina", "Pagi."),
            ("open", None, "3", "tono", None),
            ("open", None, "3", "rina", "Siang."),
        ]

    def test_limits_of_number_and_note(self, who):
        box = suggestion_box.record(MONDAY, suggestion_box.MOST_SLIPS, who.rina, "x" * 300)
        assert (box.slips, len(box.note)) == (500, 300)
        assert suggestion_box.correct(box.id, 0, "x" * 300, who.rina).slips == 0
        with pytest.raises(Invalid) as refusal:
            suggestion_box.correct(box.id, 1, "x" * 301, who.rina)
        assert (refusal.value.code, refusal.value.params["most"]) == ("note", 300)
        for slips, reason, code in ((0, "x", "slips"), (1, " ", "reason"), (501, "x", "slips")):
            with pytest.raises(Invalid) as refusal:
                suggestion_box.correct(box.id, slips, reason, who.rina)
            assert refusal.value.code == code
        for press in (
            lambda: suggestion_box.correct(99, 1, "x", who.rina),
            lambda: suggestion_box.undo(99, who.rina),
        ):
            with pytest.raises(NotFound):
                press()

    def test_every_step_is_told_to_the_screens(self, who, rung):
        box = suggestion_box.record(MONDAY, 1, who.rina)
        suggestion_box.correct(box.id, 2, "Terselip.", who.rina)
        with pytest.raises(Refused):
            suggestion_box.undo(box.id, who.rina, seen=box.version)
        suggestion_box.undo(box.id, who.rina)
        assert rung == ["complaints"] * 3
        lines = JournalLine.select().where(JournalLine.what.startswith("box."))
        assert [(one.subject, one.detail) for one in lines.order_by(JournalLine.sequence)] == [
            ("2026-11-23", '{"slips": 1}'),
            ("2026-11-23", '{"slips": 2}'),
            ("2026-11-23", '{"slips": 1}'),
        ]


def test_each_day_has_its_own_hours_and_one_that_became_a_day_off_has_none(who, still):
    for day in (23, 24):
        still(at(day, 12))
        suggestion_box.record(date(2026, 11, day), 0, who.rina)
    assert [one.at_end for one in suggestion_box.recent()] == [False, False]
    hours_on(MONDAY, "12.00")
    assert [one.at_end for one in suggestion_box.recent()] == [False, True]
    calendar.put_day(MONDAY, "TUTUP_KANTOR", "Listrik padam")
    assert [one.at_end for one in suggestion_box.recent()] == [False, True]
    HourPeriod.delete().execute()
    assert [one.at_end for one in suggestion_box.recent()] == [False, True]
    calendar.put_day(date(2026, 11, 24), "TUTUP_KANTOR", "Listrik padam")
    assert [one.at_end for one in suggestion_box.recent()] == [True, True]


def test_what_was_written_down_before_steps_were_kept_has_no_correction_to_take_back(who):
    box = suggestion_box.record(MONDAY, 3, who.rina)
    BoxStep.delete().execute()
    assert suggestion_box.of(MONDAY).correction is None
    with pytest.raises(Refused) as refusal:
        suggestion_box.undo(box.id, who.rina)
    assert refusal.value.code == "nothing-to-undo"
