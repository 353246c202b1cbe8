"""A complaint's way: entered once, reported, followed up, answered, closed, never lost."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from shared import clock, db
from shared.errors import AppError, Invalid, NotAllowed, NotFound, Refused, TooMany
from shared.records import Complaint, ComplaintEvent, CorrectiveAction, JournalLine, Staff
from shared.rules.admin import people as hiring
from shared.rules.common import office as offices
from shared.rules.common import pages, staff, telephones
from shared.rules.common.actor import CITIZEN
from shared.rules.common.office import here
from shared.rules.complaints import (
    allowed,
    citizen,
    detail,
    dues,
    entry,
    escalation,
    handling,
    lists,
    names,
    sight,
    slip,
    states,
    suggestion_box,
    way,
)
from shared.rules.complaints.view import category_title, views
from shared.rules.corrective import actions
from tests.complaint_book import closed, entered, named, number, people, reported, wish
from tests.office import having

MONDAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 2, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def who(office):
    return people()


def _row(one):
    return Complaint.get_by_id(one.id)


class TestEntry:
    @pytest.mark.clause("11.3")
    def test_a_visitor_gets_a_number_and_a_code(self, who):
        made = entry.enter(wish(by_visitor=True))
        assert (made.created, made.complaint.number, len(made.code)) == (True, number(1), 4)
        assert made.complaint.state == states.RECORDED

    def test_pressing_twice_records_once(self, who):
        asked = wish()
        first, again = entry.enter(asked), entry.enter(asked)
        assert (again.created, again.complaint.id) == (False, first.complaint.id)
        assert Complaint.select().count() == 1

    def test_nothing_follows_from_a_number_but_that_it_is_unlike_every_other(self, who):
        told = [entered(topic=topic).number for topic in ("LAMA", "UANG", "LAMA", "UANG", "LAMA")]
        assert all(re.fullmatch(r"P-2026-[1-9]\d{4}", one) for one in told)
        assert len(set(told)) == 5
        assert told != sorted(told)
        assert [row.number for row in Complaint.select().order_by(Complaint.recorded_at)] == [
            *range(1, 6)
        ]

    def test_a_number_that_is_taken_is_drawn_anew(self, who, monkeypatch):
        first = entered()
        monkeypatch.setattr(names, "_NUMBERS", 2)
        monkeypatch.setattr(names, "_FIRST_NUMBER", int(first.number[7:]))
        assert entered().number == f"P-2026-{int(first.number[7:]) + 1}"

    def test_an_anonymous_complaint_keeps_no_name(self, who):
        row = _row(entered(**named(anonymous=True)))
        assert (row.name, row.address, row.phone) == (None, None, None)

    def test_names_are_sealed_in_the_database_and_masked_on_screen(self, who, office):
        one = entered(**named())
        assert (one.name, one.phone) == ("W*** P***", "*********001")
        assert b"Wati" not in office.settings.sqlite_path.read_bytes()

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("text", "  ", "text"),
            ("text", "x" * 4001, "text"),
            ("topic", "X", "topic"),
            ("channel", "X", "channel"),
            ("village", "Atlantis", "village"),
            ("touch", "1", "touch"),
            ("about_unit", "X", "unit"),
            ("service", "X", "service"),
        ],
    )
    def test_what_does_not_fit_is_refused_and_takes_no_number(self, who, field, value, code):
        with pytest.raises(Invalid) as refusal:
            entry.enter(wish(**{field: value}))
        assert refusal.value.code == code
        assert entered().number == number(1)

    def test_only_the_desk_writes_for_others(self, who):
        with pytest.raises(NotAllowed):
            entry.enter(wish(), who.dewi)

    def test_the_text_is_kept_as_it_was_written(self, who):
        said = "Baris satu.\nBaris <b>dua</b>."
        assert entered(text=said).text == said

    def test_a_number_of_sixteen_digits_in_the_text_is_masked_for_readers(self, who):
        one = entered(text="NIK saya 3508174504900001 salah")
        assert "3508********0001" in one.text
        assert "3508174504900001" in _row(one).text


@pytest.mark.clause("11.5")
class TestReport:
    def test_it_reaches_the_head_of_the_section(self, who):
        one = reported(who)
        assert one.state == states.REPORTED
        assert [row.id for row in lists.inbox(sight.reader(who.bambang.staff_id)).mine] == [one.id]

    def test_the_head_of_another_section_does_not_see_it(self, who):
        one = reported(who)
        with pytest.raises(NotFound):
            handling.follow_up(one.id, "Bukan urusan saya.", who.tuti)

    def test_it_is_due_on_the_day_it_was_recorded(self, who, later):
        entered()
        assert lists.today_unreported(sight.reader(who.rina.staff_id)) == []
        later(hours=8)
        assert len(lists.today_unreported(sight.reader(who.rina.staff_id))) == 1

    def test_for_a_section_without_a_head_the_secretary_has_it(self, who):
        one = reported(who, "PEMBANGUNAN")
        assert "PEMBANGUNAN" in sight.reader(who.yusuf.staff_id).unled
        assert [row.id for row in lists.inbox(sight.reader(who.yusuf.staff_id)).mine] == [one.id]
        assert handling.follow_up(one.id, "Saya tangani.", who.yusuf).state == states.FOLLOWED_UP
        Staff.update(unit="PEMBANGUNAN").where(Staff.username == "tuti").execute()
        assert lists.inbox(sight.reader(who.yusuf.staff_id)).mine == ()
        with pytest.raises(NotAllowed):
            handling.answer(one.id, "Sudah.", who.yusuf)
        assert handling.answer(one.id, "Sudah.", who.tuti).answered

    def test_it_may_be_passed_on_to_another_section(self, who):
        one = reported(who)
        assert handling.report(one.id, "KESRA", who.rina).unit == "KESRA"
        assert handling.follow_up(one.id, "Kami tangani.", who.tuti).state == states.FOLLOWED_UP


@pytest.mark.clause("11.6")
class TestFollowUp:
    def test_entries_are_signed_and_stay(self, who):
        one = reported(who)
        handling.follow_up(one.id, "Petugas diingatkan.", who.bambang)
        handling.follow_up(one.id, "Loket ditambah.", who.bambang)
        found = lists.entries(one.id, ["follow_up"])
        assert [(event.text, event.name, event.role) for event in found] == [
            ("Petugas diingatkan.", "Bambang Percobaan", "kasi_pelayanan_umum"),
            ("Loket ditambah.", "Bambang Percobaan", "kasi_pelayanan_umum"),
        ]

    def test_what_the_complainant_does_not_read_is_no_reply(self, who, later):
        one = reported(who)
        handling.follow_up(one.id, "Petugas diingatkan.", who.bambang)
        assert _row(one).replied_at is None
        assert (citizen.stand(one.id).news, citizen.stand(one.id).finishing) == ("", False)
        later(days=9)
        assert escalation.sweep() == 1

    def test_what_is_told_with_it_is_the_first_reply(self, who, later):
        one = reported(who)
        handling.follow_up(one.id, "CCTV dilihat.", who.bambang, told="Sedang kami periksa.")
        seen = citizen.stand(one.id)
        assert (seen.news, seen.finishing, seen.due_at) == (
            "Sedang kami periksa.",
            True,
            _row(one).due_at,
        )
        later(days=9)
        assert escalation.sweep() == 0
        handling.answer(one.id, "Sudah.", who.bambang)
        assert (citizen.stand(one.id).news, citizen.stand(one.id).answer) == ("", "Sudah.")

    @pytest.mark.parametrize("step", ["answer", "ask", "refer"])
    def test_what_the_complainant_reads_is_a_reply(self, who, step):
        one = reported(who)
        getattr(handling, step)(one.id, "Kepada Anda.", who.bambang)
        assert _row(one).replied_at is not None

    def test_once_the_reply_is_late_the_date_of_the_end_is_told(self, who, later):
        one = reported(who)
        assert citizen.stand(one.id).due_at == _row(one).reply_due_at
        later(days=9)
        seen = citizen.stand(one.id)
        assert (seen.finishing, seen.due_at) == (True, _row(one).due_at)

    def test_nobody_else_follows_up(self, who):
        one = reported(who)
        for role, actor in who.everybody().items():
            if actor is not who.bambang:
                with pytest.raises((NotAllowed, NotFound)):
                    handling.follow_up(one.id, role, actor)

    def test_two_answers_at_once_are_not_both_taken(self, who):
        one = reported(who)
        handling.answer(one.id, "Jawaban pertama.", who.bambang, seen=one.version)
        with pytest.raises(Refused) as refusal:
            handling.answer(one.id, "Jawaban kedua.", who.bambang, seen=one.version)
        assert refusal.value.code == "changed"
        assert _row(one).answer == "Jawaban pertama."

    def test_it_is_not_closed_without_an_answer(self, who):
        one = reported(who)
        with pytest.raises(Refused) as refusal:
            handling.close(one.id, who.bambang)
        assert refusal.value.code == "no-answer"

    def test_a_correction_is_added_and_the_text_stays(self, who):
        one = entered()
        handling.correct(one.id, "Maksudnya hari Senin.", who.rina)
        assert _row(one).text == one.text
        assert lists.entries(one.id, ["correct"])[0].text == "Maksudnya hari Senin."


class TestComplainant:
    def test_reads_the_answer_with_number_and_code_only(self, who):
        made = entry.enter(wish())
        one = made.complaint
        handling.classify(one.id, states.ORDINARY, who.rina)
        handling.report(one.id, "PELAYANAN", who.rina)
        handling.answer(one.id, "Sudah kami perbaiki.", who.bambang)
        row = citizen.find(one.number.lower().replace("-", " "), made.code, "127.0.0.1")
        assert citizen.stand(row.id).answer == "Sudah kami perbaiki."
        with pytest.raises(NotFound):
            citizen.find(number(1), "x", "127.0.0.1")

    def test_wrong_codes_are_slowed_down(self, who):
        entered()
        with pytest.raises(AppError) as refusal:
            for _ in range(6):
                try:
                    citizen.find(number(1), "x", "127.0.0.1")
                except NotFound:
                    continue
        assert refusal.value.code == "slow-down"

    def test_says_once_whether_it_was_settled(self, who):
        one = closed(who)
        assert citizen.settle(one.id, True).settled is True
        with pytest.raises(Refused):
            citizen.settle(one.id, False, "Tidak.")

    def test_no_opens_it_again_with_the_reason(self, who, later):
        one = closed(who)
        later(days=1)
        citizen.settle(one.id, False, "Masih lama.")
        row = _row(one)
        assert (row.state, row.reopened, row.closed_at) == (states.REPORTED, 1, None)
        assert row.due_at > one.due_at
        assert lists.entries(one.id, ["reopen"])[0].text == "Masih lama."
        assert row.unit == "PELAYANAN"

    def test_completes_what_was_asked_and_the_clock_starts_anew(self, who, later):
        one = reported(who)
        handling.ask(one.id, "Di loket berapa?", who.bambang)
        assert citizen.stand(one.id).question == "Di loket berapa?"
        later(days=2)
        citizen.complete(one.id, "Loket 1.")
        row = _row(one)
        assert row.state == states.REPORTED
        assert row.due_at > one.due_at

    def test_whoever_asked_does_not_move_the_deadline_by_asking(self, who, later):
        one = reported(who)
        later(days=1)
        for _ in range(3):
            handling.ask(one.id, "Di loket berapa?", who.bambang)
            handling.complete(one.id, "Loket 1.", who.bambang)
        assert _row(one).due_at == one.due_at

    def test_while_it_was_asked_the_clock_stood_still(self, who, later):
        one = reported(who)
        handling.ask(one.id, "Di loket berapa?", who.bambang)
        later(days=7)
        handling.complete(one.id, "Loket 1.", who.bambang)
        moved = clock.service_day(_row(one).due_at) - clock.service_day(one.due_at)
        assert moved == timedelta(days=7)

    def test_the_desk_hears_it_from_the_complainant_and_the_clock_starts_anew(self, who, later):
        one = reported(who)
        handling.ask(one.id, "Di loket berapa?", who.bambang)
        later(days=2)
        handling.complete(one.id, "Loket 1, kata pengadu di telepon.", who.rina)
        row = _row(one)
        assert clock.service_day(row.clock_from) == clock.service_day()
        assert row.state == states.REPORTED

    def test_reads_why_it_was_put_away(self, who):
        one = reported(who)
        other = reported(who).number
        said = f"Ditangani dengan nomor {other}."
        handling.archive(one.id, "SUDAH_ADA", said, who.bambang, other=other)
        seen = citizen.stand(one.id)
        assert seen.reason == states.PUBLIC_REASONS["SUDAH_ADA"]
        assert seen.answer == said

    def test_reads_that_its_time_was_over(self, who, later):
        one = reported(who)
        handling.ask(one.id, "Di loket berapa?", who.bambang)
        later(days=31)
        escalation.sweep()
        assert citizen.stand(one.id).reason == states.PUBLIC_REASONS["TIDAK_DILENGKAPI"]
        assert set(states.PUBLIC_REASONS) == set(states.ARCHIVE_REASONS)

    def test_never_completed_is_put_away_after_thirty_days(self, who, later):
        one = reported(who)
        handling.ask(one.id, "Di loket berapa?", who.bambang)
        later(days=30)
        escalation.sweep()
        assert _row(one).state == states.INCOMPLETE
        later(days=1)
        escalation.sweep()
        assert _row(one).state == states.ARCHIVED

    def test_an_opened_one_is_not_closed_with_the_old_answer(self, who, later):
        one = closed(who)
        later(days=1)
        citizen.settle(one.id, False, "Masih lama.")
        with pytest.raises(Refused) as refusal:
            handling.close(one.id, who.bambang)
        assert refusal.value.code == "no-answer"
        later(hours=1)
        handling.answer(one.id, "Loket ketiga dibuka.", who.bambang)
        assert handling.close(one.id, who.bambang).state == states.CLOSED
        said = [event.text for event in lists.entries(one.id, ["answer"])]
        assert said == ["Mohon maaf. Loket kedua kami buka.", "Loket ketiga dibuka."]

    def test_completed_while_it_is_put_away_it_stays_and_the_sweep_goes_on(
        self, who, later, monkeypatch
    ):
        first, second = reported(who), reported(who)
        for one in (first, second):
            handling.ask(one.id, "Di loket berapa?", who.bambang)
        later(days=31)
        end = escalation._end
        raced: list[int] = []

        def end_after_a_completion(complaint_id):
            if not raced:
                raced.append(complaint_id)
                citizen.complete(complaint_id, "Loket 1.")
            return end(complaint_id)

        monkeypatch.setattr(escalation, "_end", end_after_a_completion)
        escalation.sweep()
        assert [_row(one).state for one in (first, second)] == [states.REPORTED, states.ARCHIVED]


class TestLate:
    def test_it_goes_to_the_secretary_then_to_the_camat(self, who, later):
        one = reported(who)
        later(days=10)
        assert escalation.sweep() == 1
        assert _row(one).escalation == 1
        assert escalation.sweep() == 0
        later(days=7)
        escalation.sweep()
        assert _row(one).escalation == 2
        assert handling.follow_up(one.id, "Saya ambil alih.", who.ratih).state == states.FOLLOWED_UP

    def test_reported_late_it_comes_down_again_and_goes_up_step_by_step(self, who, later):
        one = entered()
        handling.classify(one.id, states.ORDINARY, who.rina)
        later(hours=7)
        escalation.sweep()
        assert _row(one).escalation == 1
        handling.report(one.id, "PELAYANAN", who.rina)
        assert _row(one).escalation == 0
        levels = []
        for _ in range(12):
            later(days=1)
            escalation.sweep()
            levels.append(_row(one).escalation)
        # The reply was due on Monday; the secretary has it until Friday, then the Camat.
        assert levels == [0] * 6 + [1] * 4 + [2] * 2

    def test_the_secretary_has_days_for_each_late_step(self, who, later):
        one = reported(who)
        later(days=8)
        escalation.sweep()
        handling.answer(one.id, "Sedang diperiksa.", who.bambang)
        later(days=11)
        escalation.sweep()
        assert _row(one).escalation == 1
        later(days=7)
        escalation.sweep()
        assert _row(one).escalation == 2

    def test_what_is_in_time_stays_where_it_is(self, who, later):
        reported(who)
        later(hours=3)
        assert escalation.sweep() == 0


class TestSupervisory:
    def test_a_guarded_topic_is_never_seen_below_the_secretary(self, who):
        one = entered(topic="UANG", text="Petugas meminta uang.")
        for actor in (who.rina, who.bambang, who.tuti, who.sari, who.dewi, who.agus):
            reader = sight.reader(actor.staff_id)
            assert lists.search(lists.BookFilter(), reader).total == 0
            assert lists.between(one.day, one.day, reader) == []
            assert lists.by_number(one.number, reader) is None
            assert lists.count_open(reader) == {"open": 0, "unreported": 0, "mine": 0, "late": 0}
            with pytest.raises(NotFound):
                sight.row_for(one.id, actor)
        for actor in (who.yusuf, who.ratih):
            assert lists.inbox(sight.reader(actor.staff_id)).mine[0].id == one.id

    def test_found_ordinary_it_goes_back_to_the_desk(self, who, later):
        one = entered(topic="UANG")
        later(days=2)
        handling.classify(one.id, states.ORDINARY, who.yusuf)
        row = _row(one)
        assert (row.state, row.guarded, row.reported_at) == (states.RECORDED, False, None)
        assert clock.service_day(row.report_due_at) == clock.service_day()
        desk = lists.inbox(sight.reader(who.rina.staff_id))
        assert [row.id for row in desk.unreported] == [one.id]
        assert handling.report(one.id, "PELAYANAN", who.rina).state == states.REPORTED
        assert row.due_at < one.due_at

    def test_a_new_calendar_leaves_it_the_day_on_which_it_went_back(self, who, later):
        one = entered(topic="UANG")
        later(days=2)
        handling.classify(one.id, states.ORDINARY, who.yusuf)
        before = _row(one).report_due_at
        dues.recompute()
        assert _row(one).report_due_at == before

    def test_found_so_while_it_is_asked_it_can_be_worked_on_once_complete(self, who):
        one = entered()
        handling.ask(one.id, "Petugas yang mana?", who.rina)
        handling.classify(one.id, states.SUPERVISORY, who.ratih)
        citizen.complete(one.id, "Yang berkacamata.")
        assert _row(one).state == states.REPORTED
        assert handling.follow_up(one.id, "Diperiksa.", who.yusuf).state == states.FOLLOWED_UP

    def test_found_ordinary_while_it_is_asked_it_comes_to_the_desk_once_complete(self, who):
        one = entered(topic="UANG")
        handling.ask(one.id, "Petugas yang mana?", who.yusuf)
        handling.classify(one.id, states.ORDINARY, who.yusuf)
        citizen.complete(one.id, "Ternyata uang parkir.")
        desk = lists.inbox(sight.reader(who.rina.staff_id))
        assert [row.id for row in desk.unreported] == [one.id]

    def test_classified_later_it_disappears_from_the_section(self, who):
        one = reported(who)
        handling.classify(one.id, states.SUPERVISORY, who.rina)
        for actor in (who.rina, who.bambang):
            with pytest.raises(NotFound):
                sight.row_for(one.id, actor)
        assert handling.follow_up(one.id, "Diperiksa.", who.yusuf).state == states.FOLLOWED_UP

    def test_whom_it_is_about_does_not_see_it_be_it_the_secretary(self, who):
        one = entered(straight=True)
        handling.classify(one.id, states.SUPERVISORY, who.ratih, about_staff=who.yusuf.staff_id)
        with pytest.raises(NotFound):
            sight.row_for(one.id, who.yusuf)
        assert sight.row_for(one.id, who.ratih).id == one.id

    def test_about_the_secretary_it_is_the_camats_from_the_desk_on(self, who):
        one = entered(who.rina, topic="PETUGAS", about_staff=who.yusuf.staff_id)
        for actor in (who.rina, who.bambang, who.yusuf):
            with pytest.raises(NotFound):
                sight.row_for(one.id, actor)
        assert lists.inbox(sight.reader(who.ratih.staff_id)).mine[0].id == one.id

    def test_nobody_it_could_be_about_is_refused(self, who):
        with pytest.raises(Invalid) as refusal:
            entered(who.rina, about_staff=999)
        assert refusal.value.code == "about-staff"
        assert Complaint.select().count() == 0

    def test_whom_it_is_about_can_be_taken_back(self, who):
        one = entered(topic="UANG", about_staff=who.yusuf.staff_id)
        handling.classify(one.id, states.SUPERVISORY, who.ratih)
        assert _row(one).about_staff == who.yusuf.staff_id
        handling.classify(one.id, states.SUPERVISORY, who.ratih, about_staff=0)
        assert sight.row_for(one.id, who.yusuf).id == one.id

    def test_one_that_nobody_may_see_is_counted(self, who):
        entered(topic="UANG")
        assert sight.unseen() == 0
        hiring.set_active("yusuf", False)
        hiring.set_roles("ratih", [staff.SECTION_HEAD, staff.CAMAT])
        assert sight.unseen() == 1

    def test_its_journal_lines_tell_nothing_but_the_number(self, who):
        one = entered(topic="UANG")
        handling.classify(one.id, states.SUPERVISORY, who.ratih, about_unit="PELAYANAN")
        lines = JournalLine.select().where(JournalLine.subject == one.number)
        assert [line.detail for line in lines if line.detail != "{}"] == []


class TestIdentity:
    def test_a_secret_name_is_for_the_secretary_and_the_camat(self, who):
        one = reported(who, **named(secret=True))
        for actor in (who.rina, who.bambang):
            with pytest.raises(NotAllowed):
                handling.reveal(one.id, actor)
        assert handling.reveal(one.id, who.yusuf)["name"] == "Wati Percobaan"

    def test_reading_a_name_is_written_down(self, who):
        one = reported(who, **named())
        handling.reveal(one.id, who.bambang)
        assert ComplaintEvent.select().where(ComplaintEvent.what == "reveal").count() == 1


def test_deadlines_count_working_days_from_the_day_it_came(who, later):
    row = _row(entered())
    days = [
        clock.service_day(moment).isoformat()
        for moment in (row.report_due_at, row.classify_due_at, row.reply_due_at, row.due_at)
    ]
    assert days == ["2026-11-23", "2026-11-26", "2026-11-30", "2026-12-11"]


DAYS = {
    "complaint_classify_days": 2,
    "complaint_reply_days": 3,
    "complaint_information_days": 4,
    "complaint_suggestion_days": 6,
    "complaint_ordinary_days": 8,
    "complaint_supervisory_days": 9,
}
# The Monday on which it comes, then so many working days later.
EXPECTED = {
    None: ("2026-11-25", "2026-11-26", "2026-12-03"),
    states.INFORMATION: ("2026-11-25", "2026-11-26", "2026-11-27"),
    states.SUGGESTION: ("2026-11-25", "2026-11-26", "2026-12-01"),
    states.ORDINARY: ("2026-11-25", "2026-11-26", "2026-12-03"),
    states.SUPERVISORY: ("2026-11-25", "2026-11-26", "2026-12-04"),
}


@pytest.mark.parametrize("kind", EXPECTED)
def test_each_class_has_the_days_of_its_own_setting(office, monkeypatch, kind):
    settings = replace(office.settings, **DAYS)
    monkeypatch.setattr(offices, "_here", replace(office, settings=settings))
    who, one = people(), entered()
    if kind:
        handling.classify(one.id, kind, who.ratih)
    row = _row(one)
    found = (row.classify_due_at, row.reply_due_at, row.due_at)
    assert tuple(clock.service_day(at).isoformat() for at in found) == EXPECTED[kind]


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        (states.INFORMATION, "2026-11-30"),
        (states.SUGGESTION, "2026-11-30"),
        (states.ORDINARY, "2026-12-11"),
        (states.SUPERVISORY, "2027-02-15"),
    ],
)
def test_the_office_gives_each_class_5_5_14_and_60_working_days(who, kind, day):
    one = entered()
    handling.classify(one.id, kind, who.ratih)
    assert clock.service_day(_row(one).due_at).isoformat() == day


def test_after_closing_time_the_next_working_day_counts(who, later):
    later(hours=9)
    row = _row(entered())
    assert clock.service_day(row.report_due_at) == clock.service_day() + timedelta(days=1)


def test_every_step_of_one_complaint_is_signed_journaled_and_told_and_leaves_the_other(who, rung):
    other = entered()
    one = entered(**named())
    rung.clear()
    do, untouched = handling, Complaint.select().where(Complaint.id == other.id).dicts()
    before = untouched.get()
    steps = [
        ("classify", lambda: do.classify(one.id, states.ORDINARY, who.rina), who.rina),
        ("ask", lambda: do.ask(one.id, "Hari apa?", who.rina), who.rina),
        ("complete_recorded", lambda: do.complete(one.id, "Senin.", who.rina), who.rina),
        ("report", lambda: do.report(one.id, "KESRA", who.rina), who.rina),
        ("report", lambda: do.report(one.id, "PELAYANAN", who.yusuf), who.yusuf),
        ("follow_up", lambda: do.follow_up(one.id, "Diperiksa.", who.bambang), who.bambang),
        ("correct", lambda: do.correct(one.id, "Hari Selasa.", who.rina), who.rina),
        ("ask", lambda: do.ask(one.id, "Jam berapa?", who.bambang), who.bambang),
        ("complete_reported", lambda: do.complete(one.id, "Pagi.", who.rina), who.rina),
        ("describe", lambda: do.describe(one.id, "Antrean", " ", who.rina), who.rina),
        ("reveal", lambda: do.reveal(one.id, who.bambang), who.bambang),
        ("refer", lambda: do.refer(one.id, "Ke kabupaten.", who.bambang), who.bambang),
    ]
    for what, step, by in steps:
        step()
        event = ComplaintEvent.select().order_by(ComplaintEvent.id.desc()).get()
        line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
        assert (event.complaint_id, event.what, event.who, event.role) == (
            one.id,
            what,
            by.who,
            by.role,
        )
        assert event.name == f"{by.who.title()} Percobaan"
        assert (line.what, line.subject, line.who) == (f"complaint.{what}", one.number, by.who)
        assert rung == ["complaints"]
        rung.clear()
        assert untouched.get() == before
    row = _row(one)
    assert (row.state, row.answer, row.answered_by) == ("referred", "Ke kabupaten.", "bambang")
    assert (row.public_text, row.public_action, row.public_by) == ("Antrean", None, "rina")
    texts = [
        (event.what, event.text)
        for event in ComplaintEvent.select()
        .where(ComplaintEvent.complaint_id == one.id, ComplaintEvent.text.is_null(False))
        .order_by(ComplaintEvent.id)
    ]
    assert ("ask", "Hari apa?") in texts
    assert [text for _, text in texts][-2:] == ["Antrean", "Ke kabupaten."]


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (lambda one, by: handling.classify(one, "APA", by), "kind"),
        (lambda one, by: handling.report(one, "ANTARIKSA", by), "unit"),
        (lambda one, by: handling.follow_up(one, " ", by), "text"),
        (lambda one, by: handling.answer(one, "x" * 2001, by), "text"),
        (lambda one, by: handling.refer(one, "", by), "text"),
        (lambda one, by: handling.archive(one, "BOSAN", "Bosan.", by), "reason"),
        (lambda one, by: handling.archive(one, states.LAPSED, "Lewat.", by), "reason"),
        (lambda one, by: handling.archive(one, "DICABUT", " ", by), "text"),
        (lambda one, by: handling.archive(one, states.DUPLICATE, "Sama.", by), "other"),
        (lambda one, by: handling.ask(one, " ", by), "text"),
        (lambda one, by: handling.correct(one, " ", by), "text"),
        (lambda one, by: handling.describe(one, " ", "", by), "text"),
    ],
)
def test_a_step_without_its_words_is_refused_and_changes_nothing(who, step, code):
    reported(who)
    one = reported(who)
    before = _row(one).version
    for by in (who.bambang, who.yusuf):
        with pytest.raises((Invalid, NotAllowed, Refused)) as refusal:
            step(one.id, by)
        if refusal.type is Invalid:
            assert refusal.value.code == code
            break
    else:
        pytest.fail("nobody was told what is missing")
    assert _row(one).version == before


def test_a_complaint_about_one_person_is_hidden_from_that_person_alone(who):
    about = {"yusuf": entered(topic="UANG"), "ratih": entered(topic="UANG")}
    for name, one in about.items():
        other = who.ratih if name == "yusuf" else who.yusuf
        accused = getattr(who, name)
        handling.classify(one.id, states.SUPERVISORY, other, about_staff=accused.staff_id)
        assert sight.row_for(one.id, other).id == one.id
        with pytest.raises(NotFound):
            sight.row_for(one.id, accused)


def test_whoever_it_is_about_does_not_open_it_with_a_code_and_others_do(who):
    told = [entry.enter(wish()), entry.enter(wish())]
    row = Complaint.get_by_id(told[0].complaint.id)
    row.about_staff = who.sari.staff_id
    row.save()

    def found(officer):
        return citizen.find(told[0].complaint.number, told[0].code, "10.0.0.9", officer).id

    assert found(0) == found(who.dewi.staff_id) == row.id
    for told_number, code, officer in (
        (told[0].complaint.number, told[0].code, who.sari.staff_id),
        (told[0].complaint.number, told[1].code, 0),
        (told[1].complaint.number, told[0].code, 0),
    ):
        with pytest.raises(NotFound):
            citizen.find(told_number, code, "10.0.0.9", officer)


def test_the_first_reply_keeps_its_moment_and_the_list_its_own(who, later):
    first, second = reported(who), reported(who, unit="KESRA")
    handling.answer(first.id, "Kami periksa.", who.bambang)
    replied = _row(first).replied_at
    later(minutes=5)
    handling.ask(first.id, "Hari apa?", who.bambang)
    assert _row(first).replied_at == replied
    handling.complete(first.id, "Senin.", who.rina)
    handling.ask(second.id, "Hari apa?", who.tuti)
    assert _row(second).replied_at > replied


def test_late_ones_are_mine_or_elsewhere_and_never_both(who, later):
    mine, other = reported(who), reported(who, unit="KESRA")
    later(days=60)
    escalation.sweep()
    for actor, own in ((who.bambang, [mine]), (who.tuti, [other])):
        told = lists.inbox(sight.reader(actor.staff_id))
        assert [one.id for one in told.late_mine] == [one.id for one in own]
        assert told.late_elsewhere == ()
    told = lists.inbox(sight.reader(who.rina.staff_id))
    assert {one.id for one in (*told.late_mine, *told.late_elsewhere)} == {mine.id, other.id}
    assert not {one.id for one in told.late_mine} & {one.id for one in told.late_elsewhere}
    assert told.late_mine == ()


def test_a_touchscreen_gives_a_slip_where_there_is_a_printer_and_no_other_channel_does(
    who, rung, monkeypatch
):
    from_touch = [slip.enter(wish(channel=entry.TOUCH)) for _ in range(2)]
    own = [slip.job_of(one.complaint.id) for one in from_touch]
    assert len({job.id for job in own}) == 2
    assert [job.payload["number"] for job in own] == [one.complaint.number for one in from_touch]
    assert "paper" in rung
    assert slip.job_of(slip.enter(wish(channel=entry.PHONE)).complaint.id) is None
    having(monkeypatch, printers_ticket="none")
    assert slip.job_of(slip.enter(wish(channel=entry.TOUCH)).complaint.id) is None


def test_every_text_has_its_longest_and_one_letter_more_is_refused(who):
    for field, most in entry.LONGEST.items():
        if field == "phone":
            continue
        given = named(**{field: "x" * most})
        assert entry.enter(wish(**given)).created
        with pytest.raises(Invalid) as refusal:
            entry.enter(wish(**given | {field: "x" * (most + 1)}))
        assert (refusal.value.code, refusal.value.params["most"]) == (field, most)
    assert {**entry.LONGEST, "phone": 20} == {
        "text": 4000,
        "requested": 1000,
        "happened": 300,
        "name": 100,
        "address": 200,
        "phone": 20,
        "source": 60,
    }


def test_what_was_written_down_stands_in_the_row_and_what_was_left_empty_in_none(who):
    full = {
        "requested": " NIK 3508174504900001 diganti. ",
        "happened": " Senin, NIK 3508174504900001. ",
        "source": " B-12 ",
        "village": here().standard.office.villages[1].name,
        "service": "KK",
        "received_on": date(2026, 11, 20),
        "channel": "SURAT",
        "language": "en",
        "by_visitor": True,
    }
    row = _row(entered(who.sari, **named(**full)))
    assert (row.requested, row.happened) == (
        "NIK 3508********0001 diganti.",
        "Senin, NIK 3508********0001.",
    )
    assert (row.source, row.village, row.service) == ("B-12", full["village"], "KK")
    assert (row.received_on, row.day, row.language) == (date(2026, 11, 20), MONDAY, "en")
    assert (row.recorded_by, row.recorded_role, row.by_visitor) == ("sari", who.sari.role, True)
    assert (row.anonymous, row.secret, row.kind, row.about_unit) == (False, False, None, None)
    bare = _row(entered())
    kept = ("requested", "happened", "source", "village", "service", "name", "address", "phone")
    assert [getattr(bare, name) for name in (*kept, "ticket_id", "box_id", "about_staff")] == [
        None
    ] * 11
    assert (bare.anonymous, bare.secret, bare.received_on, bare.by_visitor) == (
        True,
        True,
        MONDAY,
        False,
    )
    assert (_row(entered(**named(secret=True))).secret, bare.guarded) == (True, False)


@pytest.mark.parametrize(
    ("given", "guarded", "kind", "about_unit"),
    [
        ({}, False, None, None),
        ({"about_unit": "KESRA"}, False, None, None),
        ({"straight": True}, True, None, "PELAYANAN"),
        ({"straight": True, "about_unit": "KESRA"}, True, None, "KESRA"),
        ({"topic": "UANG"}, True, states.SUPERVISORY, "PELAYANAN"),
        ({"about_staff": 1}, True, None, "PELAYANAN"),
    ],
)
def test_what_goes_past_the_section_is_reported_in_the_moment_in_which_it_comes(
    who, still, given, guarded, kind, about_unit
):
    still(NINE)
    if "about_staff" in given:
        given = {"about_staff": who.tuti.staff_id}
    row = _row(entered(**given))
    assert (row.guarded, row.kind, row.about_unit) == (guarded, kind, about_unit)
    assert (row.state, row.reported_at) == (
        (states.REPORTED, row.recorded_at) if guarded else (states.RECORDED, None)
    )
    assert row.next_due_at == (row.classify_due_at if guarded else row.report_due_at)
    whats = [event.what for event in lists.entries(row.id)]
    assert whats == (["record", "report"] if guarded else ["record"])


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (date(1999, 12, 31), False),
        (date(2000, 1, 1), True),
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),
    ],
)
def test_it_was_received_on_a_day_that_was(who, day, fits):
    if fits:
        assert entered(received_on=day).received_on == day
        return
    with pytest.raises(Invalid) as refusal:
        entered(received_on=day)
    assert refusal.value.code == "received-on"


@pytest.mark.parametrize(
    "given", [{"name": "Wati", "phone": ""}, {"name": "", "phone": "08120001"}]
)
def test_a_name_or_a_telephone_is_enough_and_neither_is_not(who, given):
    assert not entered(**named(**given)).anonymous
    with pytest.raises(Invalid) as refusal:
        entered(**named(name=" ", phone=""))
    assert refusal.value.code == "name"


def test_as_many_a_minute_as_numbers_from_touchscreens_and_phones_each(who, later, monkeypatch):
    having(monkeypatch, queue_touch_limit=2)

    def comes(channel):
        try:
            return entered(channel=channel).id > 0
        except TooMany:
            return False

    assert [comes(entry.DESK) for _ in range(3)] == [True] * 3
    assert [comes(entry.TOUCH) for _ in range(3)] == [True, True, False]
    assert [comes(entry.PHONE) for _ in range(3)] == [True, True, False]
    later(seconds=59)
    assert not comes(entry.TOUCH)
    later(seconds=2)
    assert [comes(entry.TOUCH) for _ in range(3)] == [True, True, False]
    having(monkeypatch, queue_touch_limit=0)
    assert all(comes(entry.PHONE) for _ in range(4))


def test_a_press_is_known_by_its_complaint_and_tells_the_code_while_it_is_valid(who):
    asked = [wish(language="en"), wish()]
    assert not entry.known(asked[0].touch)
    first, second = map(entry.enter, asked)
    assert (first.created, first.language, second.language) == (True, "en", "id")
    assert entry.known(asked[0].touch)
    again = entry.recorded(first.complaint.id)
    assert (again.created, again.code, again.language) == (False, first.code, "en")
    assert again.complaint.number == first.complaint.number
    Complaint.update(code_hash="").where(Complaint.id == first.complaint.id).execute()
    assert entry.recorded(first.complaint.id).code == ""
    assert entry.enter(asked[1]).code == second.code
    assert entry.says(first.complaint.id, f" {asked[0].text} ")
    assert not entry.says(first.complaint.id, "Lain.")
    assert not entry.says(0, asked[0].text)
    with pytest.raises(NotFound):
        entry.recorded(0)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("P-2026-48213", (2026, 48213)),
        ("p 2026 48213", (2026, 48213)),
        ("P-2026-1234567", (2026, 1234567)),
        ("P-2026-12345678", None),
        ("P-20260000-1", None),
        ("P-2026", None),
        ("P-2026-1-2", None),
        ("PTPP-2026-1", None),
        ("2026-1", None),
        ("P-2026-x", None),
        ("P-2026-²", None),
        ("", None),
    ],
)
def test_a_number_is_read_as_people_write_it(text, read):
    if read:
        assert names.split(text) == read
        return
    with pytest.raises(Invalid) as refusal:
        names.split(text)
    assert (refusal.value.code, names.numbered(text)) == ("bad-number", None)


def test_who_complained_is_told_as_far_as_everybody_may_know(who):
    village = here().standard.office.villages[0].name
    told = {
        "open": named(village=village),
        "secret": named(secret=True, village=village),
        "nobody": {"village": village},
        "nameless": {**named(name="", phone="081234567890"), "village": village},
        "unphoned": named(phone=""),
    }
    rows = {name: names.identity(_row(entered(**given))) for name, given in told.items()}
    assert rows["open"] == ("W*** P***", "*********001", village)
    assert rows["secret"] == (names.SECRET, "", "")
    assert rows["nobody"] == (names.ANONYMOUS, "", "")
    assert rows["nameless"][1:] == ("*********890", village)
    assert rows["unphoned"] == ("W*** P***", "", "")
    assert [names.masked_phone(phone) for phone in ("", "12", "123", "1234")] == [
        "",
        "12",
        "123",
        "*234",
    ]


def test_a_number_is_drawn_anew_only_where_it_is_taken_in_its_year_or_the_id_anywhere(
    who, monkeypatch
):
    monkeypatch.setattr(names, "_NUMBERS", 1)
    first = _row(entered())
    Complaint.update(year=2025).where(Complaint.id == first.id).execute()
    second = entered()
    assert second.number == f"P-2026-{first.public_number}"
    drawn = names.draw(Complaint, Complaint.public_number, 2024, first.touch)
    assert drawn["public_number"] == first.public_number
    assert drawn["id"] != first.id
    assert names.draw(Complaint, Complaint.public_number, 2024, "x")["id"] >= 1 << 30


class TestSweep:
    def test_at_its_moment_it_is_in_time_and_late_right_after(self, who, still):
        first, second = reported(who), reported(who)
        due = _row(first).reply_due_at
        handling.answer(second.id, "Sudah.", who.bambang)
        still(due)
        assert escalation.sweep() == 0
        still(due + SECOND)
        assert escalation.sweep() == 1
        assert [_row(one).escalation for one in (first, second)] == [1, 0]
        assert _row(first).escalated_at == clock.now()
        event = lists.entries(first.id, ["escalate"])[-1]
        assert (event.reason, event.name) == ("1", "Sistem")

    def test_the_secretary_has_their_days_to_the_close_of_the_last(self, who, still):
        one, guarded = reported(who), entered(topic="UANG")
        still(_row(one).reply_due_at + SECOND)
        assert escalation.sweep() == 2
        assert [_row(row).escalation for row in (one, guarded)] == [1, 2]
        until = dues.closing_after(clock.now(), here().settings.complaint_escalation_days)
        still(until)
        assert escalation.sweep() == 0
        still(until + SECOND)
        assert (escalation.sweep(), _row(one).escalation) == (1, 2)
        assert (escalation.sweep(), _row(one).escalation) == (0, 2)

    def test_what_was_asked_ends_the_day_after_its_last_day(self, who, still):
        still(NINE)
        seen, unseen = reported(who), entered()
        asked = NINE + timedelta(minutes=30)
        still(asked)
        handling.ask(seen.id, "Hari apa?", who.bambang)
        handling.ask(unseen.id, "Hari apa?", who.rina)
        before = _row(unseen)
        assert _row(seen).incomplete_until == MONDAY + timedelta(days=30)
        still(asked + timedelta(days=30))
        assert escalation.sweep() == 0
        still(asked + timedelta(days=31))
        assert escalation.sweep() == 2
        ended, back = _row(seen), _row(unseen)
        assert (ended.state, ended.closed_at) == (states.ARCHIVED, clock.now())
        # Its clock stood while it was asked.
        assert (back.state, back.incomplete_until) == (states.RECORDED, None)
        assert back.clock_from == before.clock_from + timedelta(days=31)
        assert vars(dues.dues(back.clock_from, None)).items() <= vars(back)["__data__"].items()


LIGHTS = [(None, ""), (-1, "red"), (0, "amber"), (60, "amber"), (61, "green")]


@pytest.mark.parametrize(("seconds", "light"), LIGHTS)
def test_a_deadline_is_red_once_it_is_over_and_amber_to_the_last_second_of_soon(
    office, still, seconds, light
):
    now = clock.now()
    still(now)
    due = None if seconds is None else now + timedelta(seconds=seconds)
    assert dues.light(due, now + timedelta(seconds=60)) == light


def test_a_deadline_that_was_kept_at_its_moment_is_not_late(office):
    at = clock.now()
    said = {
        seconds: dues.ComplaintDeadline(
            "Selesai", at, "", at + timedelta(seconds=seconds), False, None
        ).late
        for seconds in (-1, 0, 1)
    }
    assert said == {-1: False, 0: False, 1: True}
    assert not dues.ComplaintDeadline("Selesai", at, "", None, False, None).late


def test_an_answer_counts_once_it_came_after_the_last_no(who):
    moment = clock.now()
    table = [
        (None, None, None, False),
        (moment, None, None, True),
        (moment, True, moment, True),
        (moment, False, moment, False),
        (moment + timedelta(seconds=1), False, moment, True),
        (moment, False, None, False),
    ]
    for answered_at, settled, settled_at, expected in table:
        row = Complaint(answered_at=answered_at, settled=settled, settled_at=settled_at)
        assert dues.answered(row) == expected


def test_the_page_tells_of_each_deadline_what_became_of_it(who, later):
    def told(one):
        table = dues.table(_row(one), dues.soon())
        return [(due.light, due.done is not None, due.stands, due.before) for due in table]

    fresh, worked = entered(), reported(who)
    waits = handling.ask(reported(who).id, "Hari apa?", who.bambang)
    gone = handling.archive(reported(who).id, "DICABUT", "Dicabut.", who.bambang)
    green = ("green", False, False, None)
    kept, never = ("", True, False, None), ("", False, False, None)
    assert told(fresh) == [("amber", False, False, None), green, green, green]
    assert told(worked) == [kept, kept, green, green]
    assert told(waits) == [kept, kept, kept, ("", False, True, None)]
    assert told(gone) == [kept, kept, kept, never]
    done = closed(who)
    assert told(done) == [kept] * 4
    was = _row(done).due_at
    later(days=1)
    citizen.settle(done.id, False, "Belum.")
    *others, last = told(done)
    assert last == ("green", False, False, was)
    assert [before for *_, before in others] == [None] * 3
    assert [due.what for due in dues.table(_row(done), dues.soon())] == list(dues.WHAT.values())


STANDS = {
    # What the complainant reads: question, until, finishing, news, reason, settle, again.
    "fresh": ("", None, False, "", False, False, 0),
    "asked": ("Hari apa?", date(2026, 12, 23), True, "", False, False, 0),
    "told": ("", None, True, "Diperiksa.", False, False, 0),
    "answered": ("", None, True, "", False, False, 0),
    "closed": ("", None, True, "", False, True, 0),
    "settled": ("", None, True, "", False, False, 0),
    "opened": ("", None, False, "", False, False, 1),
    "archived": ("", None, True, "", True, False, 0),
    "referred": ("", None, True, "", False, False, 0),
}


def test_the_complainant_reads_what_is_so_now_and_nothing_that_was(who, later):
    at = {"fresh": entered()}
    at["asked"] = handling.ask(reported(who).id, "Hari apa?", who.bambang)
    at["told"] = handling.follow_up(
        reported(who).id, "CCTV dilihat.", who.bambang, told=" Diperiksa. "
    )
    once = handling.ask(reported(who).id, "Hari apa?", who.bambang)
    handling.complete(once.id, "Senin.", who.rina)
    handling.follow_up(once.id, "Dilihat.", who.bambang, told="Diperiksa.")
    later(minutes=1)
    at["answered"] = handling.answer(once.id, "Sudah.", who.bambang)
    at["closed"], at["settled"], at["opened"] = (closed(who) for _ in range(3))
    citizen.settle(at["settled"].id, True)
    citizen.settle(at["opened"].id, False, "Belum.")
    wrong = handling.archive(reported(who).id, "DICABUT", "Dicabut.", who.bambang)
    at["archived"] = handling.reinstate(wrong.id, "Keliru.", who.yusuf)
    handling.archive(wrong.id, "BUKAN_PENGADUAN", "Kosong.", who.bambang)
    at["referred"] = handling.refer(reported(who).id, "Dinas.", who.bambang)
    for name, one in at.items():
        seen, row = citizen.stand(one.id), _row(one)
        found = (seen.question, seen.complete_by, seen.finishing, seen.news, bool(seen.reason))
        assert (*found, seen.may_settle, seen.opened_again) == STANDS[name], name
        assert seen.due_at == (row.due_at if seen.finishing else row.reply_due_at)
        assert (seen.answer == "") == (name in ("fresh", "asked", "told"))
        assert (seen.number, seen.state, seen.settled) == (
            names.number_of(row),
            row.state,
            {"settled": True, "opened": False}.get(name),
        )
        assert (seen.with_camat, seen.last_word) == (False, False)
    assert citizen.stand(wrong.id).reason == states.PUBLIC_REASONS["BUKAN_PENGADUAN"]
    assert citizen.stand(at["answered"].id).answer == "Sudah."


def test_once_its_first_day_is_over_the_last_one_is_told(who, still):
    one = reported(who)
    still(_row(one).reply_due_at)
    assert not citizen.stand(one.id).finishing
    still(_row(one).reply_due_at + SECOND)
    assert citizen.stand(one.id).finishing


COLUMNS = ("guarded", "about_unit", "about_staff", "unit")


def test_whom_a_guarded_one_is_about_is_kept_told_anew_or_taken_back(who):
    def sorted_as(kind, by, **whom):
        handling.classify(one.id, kind, by, **whom)
        row = _row(one)
        return tuple(getattr(row, name) for name in COLUMNS)

    one = reported(who, "KESRA")
    bambang, tuti = who.bambang.staff_id, who.tuti.staff_id
    assert sorted_as(states.ORDINARY, who.rina) == (False, None, None, "KESRA")
    assert sorted_as(states.SUPERVISORY, who.rina) == (True, "KESRA", None, None)
    assert sorted_as(states.SUPERVISORY, who.ratih, about_unit="TRANTIB", about_staff=bambang) == (
        *(True, "TRANTIB", bambang, None),
    )
    assert sorted_as(states.ORDINARY, who.ratih) == (True, "TRANTIB", bambang, None)
    assert sorted_as(states.ORDINARY, who.ratih, about_staff=tuti)[2] == tuti
    assert sorted_as(states.SUPERVISORY, who.ratih, about_staff=0) == (True, "TRANTIB", None, None)
    assert sorted_as(states.ORDINARY, who.ratih) == (False, None, None, None)
    one = entered(topic="LAMA")
    assert sorted_as(states.SUPERVISORY, who.rina) == (True, "PELAYANAN", None, None)
    for whom, code in (({"about_unit": "X"}, "unit"), ({"about_staff": 999}, "about-staff")):
        with pytest.raises(Invalid) as refusal:
            handling.classify(one.id, states.SUPERVISORY, who.ratih, **whom)
        assert refusal.value.code == code


def test_words_for_the_public_are_taken_back_once_and_those_of_its_keepers_stay(who):
    one = reported(who)
    handling.describe(one.id, "Antrean", "Loket dibuka", who.rina)
    assert (_row(one).public_text, _row(one).public_by) == ("Antrean", "rina")
    handling.classify(one.id, states.SUPERVISORY, who.rina)
    row = _row(one)
    assert (row.public_text, row.public_action, row.public_by) == (None, None, None)
    handling.describe(one.id, "Dugaan", "Diperiksa", who.ratih)
    handling.classify(one.id, states.SUPERVISORY, who.ratih, about_unit="KESRA")
    assert (_row(one).public_text, _row(one).public_action) == ("Dugaan", "Diperiksa")


def test_only_the_actions_of_the_complaint_itself_follow_its_secrecy(who):
    first, second = reported(who), reported(who)
    made = [
        actions.issue(
            actions.Problem(touch, "complaint", "Lama.", "minor", "PELAYANAN", one.id), who.bambang
        ).id
        for one, touch in ((first, str(uuid4())), (second, str(uuid4())))
    ]
    handling.classify(first.id, states.SUPERVISORY, who.ratih, about_staff=who.bambang.staff_id)
    told = [
        (row.guarded, row.about_unit, row.about_staff)
        for row in map(CorrectiveAction.get_by_id, made)
    ]
    assert told == [(True, "PELAYANAN", who.bambang.staff_id), (False, None, None)]


def test_released_it_is_reported_on_that_day_and_reported_again_keeps_its_first_day(who, still):
    still(NINE)
    one, other = entered(topic="UANG"), reported(who)
    next_day = NINE + timedelta(days=1)
    still(next_day)
    handling.classify(one.id, states.ORDINARY, who.yusuf)
    assert _row(one).report_due_at == dues.closing_after(next_day, 0)
    handling.report(one.id, "PELAYANAN", who.rina)
    assert _row(one).reported_at == next_day
    still(next_day + timedelta(hours=1))
    handling.report(one.id, "KESRA", who.rina)
    assert (_row(one).reported_at, _row(one).unit) == (next_day, "KESRA")
    handling.classify(other.id, states.SUPERVISORY, who.ratih)
    assert _row(other).reported_at == NINE
    with pytest.raises(Refused) as refusal:
        handling.report(one.id, "KESRA", who.rina)
    assert refusal.value.code == "same-unit"


@pytest.mark.parametrize("step", ["answer", "ask", "refer", "archive", "tell"])
def test_the_first_reply_has_its_moment_and_no_later_one_takes_it(who, still, step):
    def does(one):
        if step == "tell":
            return handling.follow_up(one.id, "Dilihat.", who.bambang, told="Kabar.")
        rest = ("DICABUT", "Dicabut.") if step == "archive" else ("Kepada Anda.",)
        return getattr(handling, step)(one.id, *rest, who.bambang)

    still(NINE)
    first, second = reported(who), reported(who)
    handling.follow_up(first.id, "Dilihat.", who.bambang, told="Diperiksa.")
    still(NINE + timedelta(hours=1))
    does(first), does(second)
    assert [_row(one).replied_at for one in (first, second)] == [
        NINE,
        NINE + timedelta(hours=1),
    ]
    ends = {"refer", "archive"}
    assert _row(second).closed_at == (NINE + timedelta(hours=1) if step in ends else None)
    answers = {"answer", *ends}
    assert (_row(second).answered_by, _row(second).answered_at) == (
        ("bambang", NINE + timedelta(hours=1)) if step in answers else (None, None)
    )


def test_taken_out_of_the_archive_it_has_the_reply_that_was_one_and_no_answer(who, still):
    still(NINE)
    told, untold = reported(who), reported(who)
    handling.follow_up(told.id, "Dilihat.", who.bambang, told="Diperiksa.")
    still(NINE + timedelta(hours=1))
    for one in (told, untold):
        other = reported(who).number
        handling.archive(one.id, "SUDAH_ADA", "Sama.", who.bambang, other=other)
        assert _row(one).same_as
        handling.reinstate(one.id, "Keliru.", who.yusuf)
    kept = [(_row(one).replied_at, _row(one).answer) for one in (told, untold)]
    assert kept == [(NINE, None), (None, None)]
    for one in (told, untold):
        row = _row(one)
        assert (row.same_as, row.answered_at, row.answered_by, row.closed_at) == (None,) * 4


def test_the_clock_starts_anew_for_whoever_complained_and_goes_on_for_whoever_asked(who, still):
    def clock_from(asks, completes, level=0):
        still(NINE)
        one = reported(who)
        Complaint.update(escalation=level).where(Complaint.id == one.id).execute()
        still(NINE + timedelta(hours=1))
        handling.ask(one.id, "Hari apa?", asks)
        still(NINE + timedelta(hours=3))
        if completes is None:
            citizen.complete(one.id, "Senin.")
        else:
            handling.complete(one.id, "Senin.", completes)
        row = _row(one)
        assert (row.incomplete_until, row.state) == (None, states.REPORTED)
        return (row.clock_from - NINE) / timedelta(hours=1)

    assert clock_from(who.bambang, None) == 3
    assert clock_from(who.bambang, who.rina) == 3
    assert clock_from(who.bambang, who.bambang) == 2
    assert clock_from(who.yusuf, who.yusuf, level=1) == 2
    still(NINE)
    one = entered()
    still(NINE + timedelta(hours=1))
    handling.ask(one.id, "Hari apa?", who.rina)
    still(NINE + timedelta(hours=3))
    handling.complete(one.id, "Senin.", who.rina)
    assert _row(one).clock_from == NINE + timedelta(hours=2)
    assert _row(one).state == states.RECORDED


def test_what_was_told_of_whoever_complained(who):
    one = entered(**named(address="", phone="0812-3456-7890"))
    assert handling.reveal(one.id, who.rina) == {
        "name": "Wati Percobaan",
        "address": "",
        "phone": telephones.shown("081234567890"),
    }


def test_words_for_the_public_pass_once_they_were_looked_at(who):
    one = reported(who)
    for text, action in (("Temui Bambang.", ""), ("Antrean", "Temui Bambang.")):
        with pytest.raises(AppError) as refusal:
            handling.describe(one.id, text, action, who.rina)
        assert refusal.value.code == "unconfirmed"
        assert handling.describe(one.id, text, action, who.rina, confirmed=True)
        assert (_row(one).public_text, _row(one).public_action) == (text, action or None)


@pytest.mark.parametrize(
    ("escalation_", "reopened", "replied", "hours", "stays"),
    [
        (1, 0, False, 0, False),
        (1, 0, True, 0, True),
        (1, 1, False, 0, False),
        (2, 2, False, 0, True),
        (0, 0, False, 0, False),
    ],
)
def test_what_was_raised_for_the_desk_comes_down_once_the_desk_did_its_step(
    who, escalation_, reopened, replied, hours, stays
):
    one = reported(who)
    row = _row(one)
    row.escalation, row.reopened, row.escalated_at = escalation_, reopened, NINE
    row.replied_at = NINE if replied else None
    row.save()
    with db.transaction():
        way.change(row, public_text="x")
    fresh = _row(one)
    assert (fresh.escalation, fresh.escalated_at) == (
        (escalation_, NINE) if stays or not escalation_ else (0, None)
    )


def test_what_is_late_still_is_raised_until_its_moment(who, still):
    still(NINE)
    one = entered()
    row = _row(one)
    due = row.report_due_at
    for moment, level in ((due + SECOND, 1), (due, 0)):
        row = _row(one)
        row.escalation = 1
        row.save()
        still(moment)
        with db.transaction():
            way.change(row, public_text="x")
        assert (_row(one).escalation, _row(one).next_due_at) == (level, due)


def test_words_have_a_longest_and_are_there(office):
    assert way.words("  a b ", "Tulis.") == "a b"
    assert way.words("x" * 2000, "Tulis.") == "x" * 2000
    for text in (None, "", " \n", "x" * 2001):
        with pytest.raises(Invalid) as refusal:
            way.words(text, "Tulis.")
        assert refusal.value.code == "text"


def test_the_page_of_a_complaint_tells_who_answered_and_what_else_there_is(who):
    village = here().standard.office.villages[0].name
    open_one = reported(who, **named(village=village))
    secret = reported(who, **named(secret=True, village=village, address=""))
    officers = {one.username: one for one in staff.everybody()}
    hiring.set_active("dewi", False)
    told = detail.of(open_one.number, officers["bambang"])
    assert (told.village, told.address_known, told.topic_unit) == (village, True, "PELAYANAN")
    assert (told.about_staff_name, told.same_as, told.answered_by, told.remarks) == (
        *("", "", ""),
        (),
    )
    assert [one.username for one in told.people if one.username == "dewi"] == []
    assert len(told.people) == 7
    assert [detail.of(secret.number, officers[name]).village for name in ("rina", "yusuf")] == [
        "",
        village,
    ]
    assert not detail.of(secret.number, officers["yusuf"]).address_known
    handling.answer(open_one.id, "Sudah.", who.bambang)
    told = detail.of(open_one.number, officers["rina"])
    assert (told.answered_by, told.answered_at) == (
        "Bambang Percobaan",
        _row(open_one).answered_at,
    )
    assert [step.what for step in told.steps] == [
        *("record", "classify", "report", "follow_up", "answer")
    ]
    Complaint.update(public_text="Kata Wati.", public_action=None).where(
        Complaint.id == open_one.id
    ).execute()
    found = detail.of(open_one.number, officers["rina"]).remarks
    assert [one.code for one in found] == ["name"]
    about = entered(topic="UANG", about_staff=who.tuti.staff_id)
    handling.archive(about.id, "SUDAH_ADA", "Sama.", who.ratih, other=entered(topic="UANG").number)
    told = detail.of(about.number, officers["ratih"])
    assert (told.about_staff, told.about_staff_name) == (who.tuti.staff_id, "Tuti Percobaan")
    assert told.same_as.startswith("P-2026-")
    with pytest.raises(NotFound):
        detail.of(about.number, officers["rina"])


def test_the_number_of_one_that_the_reader_may_not_see_is_not_told(who):
    one, other = reported(who), reported(who)
    handling.archive(one.id, "SUDAH_ADA", "Sama.", who.bambang, other=other.number)
    handling.classify(other.id, states.SUPERVISORY, who.ratih)
    officers = {row.username: row for row in staff.everybody()}
    told = {name: detail.of(one.number, officers[name]).same_as for name in ("bambang", "ratih")}
    assert told == {"bambang": "", "ratih": other.number}


class TestBook:
    """The book searched: two of everything, each condition alone."""

    @pytest.fixture
    def rows(self, who, still):
        still(NINE)
        first = reported(who, topic="SYARAT", channel="TELEPON", text="Berkas hilang lagi")
        still(NINE + timedelta(days=1))
        second = entered(text="Berkas lama sekali")
        still(NINE + timedelta(days=2))
        secret = entered(topic="UANG", text="Berkas diminta uang")
        return {first.number: "first", second.number: "second", secret.number: "secret"}

    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            ({}, "secret second first"),
            ({"state": "recorded"}, "second"),
            ({"state": "reported"}, "secret first"),
            ({"kind": "TIDAK_BERKADAR"}, "first"),
            ({"unit": "PELAYANAN"}, "first"),
            ({"channel": "TELEPON"}, "first"),
            ({"category": "WAKTU"}, "second"),
            ({"first": date(2026, 11, 24)}, "secret second"),
            ({"last": date(2026, 11, 24)}, "second first"),
            ({"first": date(2026, 11, 24), "last": date(2026, 11, 24)}, "second"),
            ({"text": "berkas lama"}, "second"),
            ({"text": "lagi berkas"}, "first"),
            ({"text": "berkas", "state": "recorded"}, "second"),
            ({"text": "a b c d e f zzz"}, ""),
            ({"text": "e k a s r b zzz"}, "secret second first"),
            ({"text": "berkas" + " " * 94 + "zzz"}, "secret second first"),
            ({"text": "berkas" + " " * 93 + "zzz"}, ""),
        ],
    )
    def test_each_condition_narrows_it_down(self, who, rows, wanted, found):
        reader = sight.reader(who.ratih.staff_id)
        page = lists.search(lists.BookFilter(**wanted), reader)
        assert [rows[one.number] for one in page.rows] == found.split()
        assert page.total == len(found.split())
        every = lists.every(lists.BookFilter(**wanted), reader)
        assert [rows[one.number] for one in every] == found.split()
        seen = lists.every(lists.BookFilter(**wanted), sight.reader(who.rina.staff_id))
        assert [rows[one.number] for one in seen] == [
            name for name in found.split() if name != "secret"
        ]

    def test_a_number_finds_its_own_complaint(self, who, rows):
        reader = sight.reader(who.ratih.staff_id)
        for number_ in rows:
            page = lists.search(lists.BookFilter(text=number_), reader)
            assert [one.number for one in page.rows] == [number_]

    def test_days_of_the_book_are_told_in_its_order(self, who, rows):
        def between(first, last):
            days = [date(2026, 11, day) for day in (first, last)]
            found = lists.between(*days, sight.reader(who.ratih.staff_id))
            return [rows[one.number] for one in found]

        assert between(23, 25) == ["first", "second", "secret"]
        assert (between(23, 24), between(24, 25)) == (["first", "second"], ["second", "secret"])
        assert between(26, 30) == []

    def test_its_pages_lie_beside_a_complaint_that_the_reader_may_see(self, who, rows, monkeypatch):
        assert pages.SIZE == 50
        monkeypatch.setattr(pages, "SIZE", 1)
        known = {name: number_ for number_, name in rows.items()}

        def told(reader, **place):
            at = pages.Place(**{way: known.get(name, name) for way, name in place.items()})
            page = lists.search(lists.BookFilter(), sight.reader(reader.staff_id), at)
            return [rows[one.number] for one in page.rows], page.earlier, page.later, page.total

        assert told(who.ratih) == (["secret"], False, True, 3)
        assert told(who.ratih, after="secret") == (["second"], True, True, 3)
        assert told(who.ratih, after="second") == (["first"], True, False, 3)
        assert told(who.ratih, before="first") == (["second"], True, True, 3)
        assert told(who.ratih, before="second") == (["secret"], False, True, 3)
        for nothing in ("secret", "P-2026-00000", "x"):
            assert told(who.rina, after=nothing) == (["second"], False, True, 2)
            assert told(who.rina, before=nothing) == (["second"], False, True, 2)
        assert told(who.rina, after="second") == (["first"], True, False, 2)

    def test_what_waits_stands_in_its_lists_the_most_urgent_first(self, who, rows):
        reader = sight.reader(who.ratih.staff_id)
        names_ = {value: key for key, value in rows.items()}
        asked = entered()
        handling.ask(asked.id, "Hari apa?", who.rina)

        def told(reader):
            found = lists.inbox(reader)
            return {
                name: [rows.get(one.number, "asked") for one in getattr(found, name)]
                for name in ("unreported", "unclassified", "mine", "waiting", "late")
            }

        assert told(reader) == {
            "unreported": ["second"],
            "unclassified": ["second", "secret", "asked"],
            "mine": ["secret"],
            "waiting": ["asked"],
            "late": ["second"],
        }
        assert told(sight.reader(who.rina.staff_id)) == {
            "unreported": ["second"],
            "unclassified": ["second", "asked"],
            "mine": [],
            "waiting": ["asked"],
            "late": ["second"],
        }
        assert lists.count_open(reader) == {"open": 4, "unreported": 1, "mine": 1, "late": 1}
        assert lists.count_open(sight.reader(who.bambang.staff_id)) == {
            "open": 1,
            "unreported": 0,
            "mine": 1,
            "late": 0,
        }
        late = lists.today_unreported(reader)
        assert [one.number for one in late] == [names_["second"]]

    def test_at_its_moment_it_is_not_late_in_any_list(self, who, still):
        still(NINE)
        one = entered()
        reader = sight.reader(who.rina.staff_id)
        due = _row(one).report_due_at
        for moment, late in ((due, 0), (due + SECOND, 1)):
            still(moment)
            assert len(lists.inbox(reader).late) == late
            assert lists.count_open(reader)["late"] == late
            assert len(lists.today_unreported(reader)) == late

    def test_the_most_urgent_stand_in_it_where_there_are_too_many(self, who, rows, monkeypatch):
        assert lists._MOST == 300
        monkeypatch.setattr(lists, "_MOST", 1)
        found = lists.inbox(sight.reader(who.ratih.staff_id))
        assert [rows[one.number] for one in found.unclassified] == ["second"]

    def test_what_happened_is_told_in_order_and_masked(self, who, rows):
        one = reported(who)
        handling.follow_up(one.id, "NIK 3508174504900001 salah.", who.bambang)
        handling.correct(one.id, "Bukan Senin.", who.rina)
        handling.correct(reported(who).id, "Lain.", who.rina)
        told = lists.entries(one.id)
        assert [step.what for step in told] == [
            *("record", "classify", "report", "follow_up", "correct")
        ]
        assert [step.reason for step in told] == ["", "TIDAK_BERKADAR", "PELAYANAN", "", ""]
        assert told[3].text == "NIK 3508********0001 salah."
        assert [step.text for step in lists.entries(one.id, ["correct"])] == ["Bukan Senin."]

    def test_the_mark_moves_with_what_the_reader_sees_and_with_nothing_else(self, who, still):
        still(NINE)
        one, secret = reported(who), entered(topic="UANG")
        names_ = ("rina", "bambang", "yusuf")

        def moved(press):
            before = [lists.mark(sight.reader(getattr(who, name).staff_id)) for name in names_]
            press()
            after = [lists.mark(sight.reader(getattr(who, name).staff_id)) for name in names_]
            return [was != now for was, now in zip(before, after, strict=True)]

        assert moved(lambda: None) == [False] * 3
        assert moved(lambda: handling.follow_up(secret.id, "x", who.ratih)) == [False, False, True]
        assert moved(lambda: handling.follow_up(one.id, "x", who.bambang)) == [True] * 3
        assert moved(lambda: handling.correct(one.id, "x", who.rina)) == [True] * 3
        assert moved(lambda: still(NINE + timedelta(seconds=59))) == [False] * 3
        assert moved(lambda: still(NINE + timedelta(seconds=60))) == [True] * 3
        row = _row(one)
        row.report_due_at += timedelta(days=1)
        assert moved(row.save) == [True] * 3
        row = _row(secret)
        row.report_due_at += timedelta(days=1)
        assert moved(row.save) == [False, False, True]
        assert moved(lambda: suggestion_box.record(MONDAY, 0, who.rina)) == [True] * 3
        below = [lists.mark(sight.reader(getattr(who, name).staff_id)) for name in ("rina", "tuti")]
        assert below[0] == below[1] != lists.mark(sight.reader(who.ratih.staff_id))


@pytest.mark.parametrize(
    ("drawn", "own", "number_"),
    [
        (0, 1 << 30, 10_000),
        (89_999 << 30 | (1 << 30) - 1, (1 << 31) - 1, 99_999),
        (90_000 << 30, 1 << 30, 10_000),
        ((90_001 << 30) + 7, (1 << 30) + 7, 10_001),
    ],
)
def test_numbers_have_five_digits_and_ids_thirty_bits(office, monkeypatch, drawn, own, number_):
    monkeypatch.setattr(names.vault, "fingerprint", lambda _text: f"{drawn:x}")
    assert names.draw(Complaint, Complaint.public_number, 2026, "x") == {
        "id": own,
        "public_number": number_,
    }


def test_a_phone_is_sent_to_its_own_number(office, monkeypatch):
    assert slip.address("P-2026-48213") is None
    having(monkeypatch, public_url="https://antrean.example/")
    assert slip.address("P-2026-48213") == (
        "https://antrean.example/status?jenis=P&tahun=2026&nomor=48213"
    )


def test_the_slip_of_a_second_press_is_the_first_one(who, rung):
    asked = wish(channel=entry.TOUCH)
    made, other = slip.enter(asked), slip.enter(wish(channel=entry.TOUCH, **named(secret=False)))
    rung.clear()
    assert slip.enter(asked).created is False
    assert rung == []
    said = slip.of(made)
    assert (said.number, said.code, said.by) == (made.complaint.number, made.code, "Layar sentuh")
    assert (said.secret, slip.of(other).secret, said.url) == (True, False, None)
    assert said.received == "Senin, 23 November 2026 pukul 09.00 WIB"
    assert said.due == "Senin, 30 November 2026 pukul 15.00 WIB"
    first, second = slip.job_of(made.complaint.id), slip.job_of(other.complaint.id)
    assert first.id != second.id
    assert slip.ask(made, "other press") == slip.ask(made, "other press")
    assert slip.ask(made, "other press") not in (first.id, second.id)
    assert "paper" in rung


def test_the_code_on_a_slip_is_forgotten_with_it(who):
    # Which kinds hold something of a person is asked where old slips are emptied.
    assert slip.ComplaintSlip.personal


def test_a_row_of_the_book_says_what_it_has_and_nothing_of_what_it_has_not(who):
    bare = entered()
    assert [
        getattr(bare, name)
        for name in ("source", "service", "village", "requested", "happened", "name", "phone")
    ] == ["", "", "", "", "", names.ANONYMOUS, ""]
    assert (bare.kind, bare.kind_label, bare.unit, bare.unit_name, bare.about_unit) == ("",) * 5
    assert (bare.answer, bare.answered, bare.settled, bare.public_text, bare.public_action) == (
        *("", False, None),
        *("", ""),
    )
    assert (bare.light, bare.next_due) == ("amber", _row(bare).report_due_at)
    assert (bare.recorded_by, bare.channel, bare.topic) == (
        "warga",
        "Meja Informasi",
        here().standard.topic("LAMA").title,
    )
    full = closed(who, service="KK", requested="Ganti.", happened="Senin.", source="B-1")
    assert (full.service, full.requested, full.happened, full.source) == (
        here().standard.service("KK").title,
        *("Ganti.", "Senin.", "B-1"),
    )
    assert (full.kind, full.unit) == (states.ORDINARY, "PELAYANAN")
    assert (full.kind_label, full.unit_name) == ("Pengaduan biasa", "Seksi Pelayanan Umum")
    assert (full.answered, full.light, full.next_due, full.label) == (True, "", None, "Selesai")
    assert full.public_action == "Loket kedua dibuka"
    by_desk = entered(who.rina)
    assert by_desk.recorded_by == "Rina Percobaan"
    asked = handling.ask(by_desk.id, "Hari apa?", who.rina)
    assert asked.incomplete_until == MONDAY + timedelta(days=30)
    assert category_title("WAKTU") != "WAKTU"
    assert category_title("TIDAK_ADA") == "TIDAK_ADA"
    Complaint.update(incomplete_until=MONDAY).where(Complaint.id == bare.id).execute()
    assert [one.incomplete_until for one in views([_row(bare), _row(asked)])] == [
        None,
        asked.incomplete_until,
    ]
    assert views([]) == []


def test_opened_again_it_begins_as_new_with_whoever_answered(who, still):
    still(NINE)
    one = closed(who)
    Complaint.update(escalation=1, escalated_at=NINE).where(Complaint.id == one.id).execute()
    still(NINE + timedelta(days=1))
    citizen.settle(one.id, False, " Belum. ")
    row = _row(one)
    now = NINE + timedelta(days=1)
    assert (row.escalation, row.escalated_at, row.reopened) == (0, None, 1)
    assert (row.clock_from, row.settled_at, row.replied_at, row.closed_at) == (now, now, None, None)
    assert {name: getattr(row, name) for name in vars(dues.dues(now, row.kind))} == vars(
        dues.dues(now, row.kind)
    )
    handling.answer(one.id, "Lagi.", who.bambang)
    Complaint.update(answered_at=now + SECOND).where(Complaint.id == one.id).execute()
    assert handling.close(one.id, who.bambang).settled is None
    assert _row(one).settled_at is None
    citizen.settle(one.id, False, "Belum.")
    row = _row(one)
    assert (row.escalation, row.escalated_at, row.reopened) == (2, now, 2)
    whats = [event.what for event in lists.entries(one.id)]
    assert whats.count("to_camat") == 1
    with pytest.raises(Invalid):
        citizen.settle(closed(who).id, False, " ")


def test_a_settled_one_says_when_and_stays_closed(who, still):
    still(NINE)
    one, other = closed(who), closed(who)
    seen = citizen.settle(one.id, True)
    assert (seen.settled, seen.state, _row(one).settled_at) == (True, states.CLOSED, NINE)
    assert [event.what for event in lists.entries(one.id)][-1] == "settled"
    assert (_row(other).settled, citizen.stand(other.id).may_settle) == (None, True)


def test_a_code_opens_its_complaint_whoever_is_signed_in_but_whom_it_is_about(who):
    told = entry.enter(wish(topic="UANG", about_staff=who.rina.staff_id))
    for officer in (0, who.sari.staff_id):
        row = citizen.find(told.complaint.number, told.code, "10.0.0.1", officer)
        assert row.id == told.complaint.id
    assert citizen.find(told.complaint.number, told.code, "10.0.0.1").id == told.complaint.id
    with pytest.raises(NotFound):
        citizen.find(told.complaint.number, told.code, "10.0.0.1", who.rina.staff_id)
    with pytest.raises(NotFound):
        citizen.find("x", told.code, "10.0.0.1")


def test_what_was_done_meanwhile_is_not_raised(who, still):
    still(NINE)
    one, over, with_camat = reported(who), closed(who), reported(who)
    Complaint.update(escalation=escalation.TO_CAMAT).where(Complaint.id == with_camat.id).execute()
    due = _row(one).reply_due_at
    for moment, raised in ((NINE, 0), (due, 0), (due + SECOND, 1)):
        still(moment)
        told = [escalation._raise(each.id) for each in (one, over, with_camat)]
        assert told == [raised, 0, 0]
    assert [_row(each).escalation for each in (one, over, with_camat)] == [1, 0, 2]


def test_what_lapsed_or_was_completed_does_not_end_twice(who, still):
    still(NINE)
    lapses, answers = reported(who), reported(who)
    for one in (lapses, answers):
        handling.ask(one.id, "Hari apa?", who.bambang)
    still(NINE + timedelta(days=31))
    citizen.complete(answers.id, "Senin.")
    assert [escalation._end(one.id) for one in (answers, lapses, lapses)] == [0, 1, 0]
    assert escalation.sweep() == 0


@pytest.mark.parametrize(("state", "settled"), [("reported", None), ("closed", True)])
def test_what_is_no_open_answer_is_not_judged_by_its_complainant(who, state, settled):
    one = closed(who)
    Complaint.update(state=state, settled=settled).where(Complaint.id == one.id).execute()
    assert allowed.why_not(allowed.SETTLE, _row(one), CITIZEN).code == "settled"


def test_a_section_may_ask_though_the_desk_was_not_answered(who, later):
    one = handling.ask(entered().id, "Hari apa?", who.rina)
    later(days=31)
    assert escalation.sweep() == 1
    handling.report(one.id, "PELAYANAN", who.rina)
    assert handling.ask(one.id, "Loket berapa?", who.bambang).state == states.INCOMPLETE


def test_what_another_handler_heard_goes_on_and_what_was_raised_is_not_any_more(who, still):
    told = {}
    for name, by in (("handler", who.yusuf), ("desk", who.rina), ("complainant", None)):
        still(NINE)
        one = reported(who)
        Complaint.update(escalation=1, escalated_at=NINE).where(Complaint.id == one.id).execute()
        still(NINE + timedelta(hours=1))
        handling.ask(one.id, "Hari apa?", who.bambang)
        still(NINE + timedelta(hours=3))
        if by is None:
            citizen.complete(one.id, "Senin.")
        else:
            handling.complete(one.id, "Senin.", by)
        row = _row(one)
        hours = (row.clock_from - NINE) / timedelta(hours=1)
        told[name] = (hours, row.escalation, row.escalated_at)
    assert told == {"handler": (2, 1, NINE), "desk": (3, 0, None), "complainant": (3, 0, None)}


def test_what_waits_for_nobody_here_comes_down_again(who):
    row = _row(reported(who))
    row.escalation, row.escalated_at, row.state = 1, NINE, states.INCOMPLETE
    row.save()
    with db.transaction():
        way.change(row, public_text="x")
    assert (_row(row).escalation, _row(row).escalated_at, _row(row).next_due_at) == (0, None, None)


def test_a_step_is_taken_in_a_transaction_or_not_at_all(who):
    one = reported(who)
    with pytest.raises(RuntimeError):
        way.move(_row(one), "refer", who.bambang)
    with pytest.raises(RuntimeError):
        suggestion_box.require_left(None)
    assert _row(one).state == states.REPORTED


def test_after_a_minute_to_the_second_another_one_comes(who, still, monkeypatch):
    having(monkeypatch, queue_touch_limit=1)
    still(NINE)
    assert entered(channel=entry.TOUCH)
    still(NINE + timedelta(seconds=59))
    with pytest.raises(TooMany):
        entered(channel=entry.TOUCH)
    still(NINE + timedelta(seconds=60))
    assert entered(channel=entry.TOUCH)


def test_a_code_opens_what_is_about_whoever_was_the_first_of_the_office(who):
    told = entry.enter(wish(topic="UANG"))
    Complaint.update(about_staff=1).where(Complaint.id == told.complaint.id).execute()
    assert citizen.find(told.complaint.number, told.code, "10.0.0.1").id == told.complaint.id


def test_the_page_tells_nothing_of_what_there_is_not_and_keeps_a_name_that_left(who):
    officers = {one.username: one for one in staff.everybody()}
    one = handling.answer(reported(who, **named()).id, "Sudah.", who.bambang)
    assert detail.of(one.number, officers["bambang"]).village == ""
    Complaint.update(answered_by="lama", public_text="Antrean", public_action="Kata Wati.").where(
        Complaint.id == one.id
    ).execute()
    told = detail.of(one.number, officers["bambang"])
    assert (told.answered_by, [each.code for each in told.remarks]) == ("lama", ["name"])
    full = handling.answer(entered(straight=True, about_unit="KESRA").id, "Baik.", who.ratih)
    assert (full.about_unit, full.answer, full.unit, full.unit_name) == ("KESRA", "Baik.", "", "")
    assert closed(who).public_text == "Antrean lama"


def test_how_many_deadlines_moved_is_told_and_the_screens_hear_of_it_once(who, rung):
    moving = [entered().id, reported(who).id]
    over = closed(who)
    Complaint.update(due_at=NINE).where(Complaint.id.in_([*moving, over.id])).execute()
    rung.clear()
    with db.transaction():
        assert dues.recompute() == 2
    assert (rung, _row(over).due_at) == (["complaints"], NINE)
    with db.transaction():
        assert dues.recompute() == 0
    assert rung == ["complaints"]


def test_a_complaint_of_an_answered_step_is_next_due_by_what_is_left(who):
    one = entered()
    seen = [_row(one).next_due_at]
    row = _row(one)
    for press in (
        lambda: handling.classify(one.id, states.ORDINARY, who.rina),
        lambda: handling.report(one.id, "PELAYANAN", who.rina),
        lambda: handling.answer(one.id, "Sudah.", who.bambang),
        lambda: handling.close(one.id, who.bambang),
    ):
        press()
        seen.append(_row(one).next_due_at)
    assert seen == [row.report_due_at, row.report_due_at, row.reply_due_at, row.due_at, None]
    assert dues.pending(_row(entered()))[0][0] == "report"
    assert [what for what, _ in dues.pending(_row(reported(who)))] == ["reply", "finish"]


def test_a_clock_that_started_anew_after_the_release_is_the_one_that_counts(who, still):
    still(NINE)
    one = entered(topic="UANG")
    still(NINE + timedelta(days=1))
    handling.classify(one.id, states.ORDINARY, who.yusuf)
    handling.ask(one.id, "Hari apa?", who.rina)
    still(NINE + timedelta(days=3))
    citizen.complete(one.id, "Senin.")
    assert _row(one).report_due_at == dues.closing_after(NINE + timedelta(days=3), 0)
    assert dues.recompute() == 0


def test_a_number_that_is_taken_in_its_year_is_not_drawn_a_second_time(who, monkeypatch):
    one = entered()
    Complaint.update(public_number=10_000).where(Complaint.id == one.id).execute()
    by_try = {"0": 0, "1": 1 << 30 | 6}
    monkeypatch.setattr(names.vault, "fingerprint", lambda text: f"{by_try[text[-1]]:x}")
    column = Complaint.public_number
    assert names.draw(Complaint, column, 2026, "x") == {
        "id": (1 << 30) + 6,
        "public_number": 10_001,
    }
    assert names.draw(Complaint, column, 2027, "x")["public_number"] == 10_000


def test_once_reported_it_keeps_the_day_on_which_it_went_back_to_the_desk(who, still):
    """Reported on the very day on which it came to the desk, it was told to be late afterwards."""
    still(NINE)
    one = entered(topic="UANG")
    released = NINE + timedelta(days=2)
    still(released)
    handling.classify(one.id, states.ORDINARY, who.yusuf)
    handling.report(one.id, "PELAYANAN", who.rina)
    day = dues.closing_after(released, 0)
    with db.transaction():
        assert (dues.recompute(), _row(one).report_due_at) == (0, day)
    handling.classify(one.id, states.INFORMATION, who.rina)
    assert _row(one).report_due_at == day
    assert not dues.table(_row(one), dues.soon())[0].late
