"""A complaint's way: entered once, reported, followed up, answered, closed, never lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared import clock
from shared.errors import AppError, Invalid, NotAllowed, NotFound, Refused
from shared.records import Complaint, ComplaintEvent, JournalLine, Staff
from shared.rules.admin import people as hiring
from shared.rules.common import office as offices
from shared.rules.common import staff
from shared.rules.complaints import citizen, dues, entry, escalation, handling, lists, sight, states
from tests.complaint_book import closed, entered, named, people, reported, wish


@pytest.fixture
def who(office):
    return people()


def _row(one):
    return Complaint.get_by_id(one.id)


class TestEntry:
    @pytest.mark.clause("11.3")
    def test_a_visitor_gets_a_number_and_a_code(self, who):
        made = entry.enter(wish(by_visitor=True))
        assert (made.created, made.complaint.number, len(made.code)) == (True, "P-2026-0001", 4)
        assert made.complaint.state == states.RECORDED

    def test_pressing_twice_records_once(self, who):
        asked = wish()
        first, again = entry.enter(asked), entry.enter(asked)
        assert (again.created, again.complaint.id) == (False, first.complaint.id)
        assert Complaint.select().count() == 1

    def test_numbers_follow_each_other(self, who):
        assert [entered().number for _ in range(3)] == ["P-2026-0001", "P-2026-0002", "P-2026-0003"]

    def test_an_anonymous_complaint_keeps_no_name(self, who):
        row = _row(entered(**named(anonymous=True)))
        assert (row.name, row.address, row.phone) == (None, None, None)

    def test_names_are_sealed_in_the_database_and_masked_on_screen(self, who, office):
        one = entered(**named())
        assert (one.name, one.phone) == ("W*** P***", "***********001")
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
        assert entered().number == "P-2026-0001"

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
        row = citizen.find("p 2026 1", made.code, "127.0.0.1")
        assert citizen.stand(row.id).answer == "Sudah kami perbaiki."
        with pytest.raises(NotFound):
            citizen.find("P-2026-0001", "x", "127.0.0.1")

    def test_wrong_codes_are_slowed_down(self, who):
        entered()
        with pytest.raises(AppError) as refusal:
            for _ in range(6):
                try:
                    citizen.find("P-2026-0001", "x", "127.0.0.1")
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
        handling.archive(one.id, "SUDAH_ADA", "Ditangani dengan nomor P-2026-0002.", who.bambang)
        seen = citizen.stand(one.id)
        assert seen.reason == states.PUBLIC_REASONS["SUDAH_ADA"]
        assert seen.answer == "Ditangani dengan nomor P-2026-0002."

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
            assert lists.count_open(reader) == {"unreported": 0, "mine": 0, "late": 0}
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
