"""The quarterly recap: figures equal the book, frozen when submitted, public without a name."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from shared import clock, db
from shared.errors import AppError, Invalid, NotAllowed, NotFound, Refused
from shared.records import (
    ClosedPeriod,
    Complaint,
    CorrectiveAction,
    JournalLine,
    QuarterlyRecap,
    Staff,
)
from shared.rules.admin import substitutes
from shared.rules.common import pages, staff
from shared.rules.common.office import here
from shared.rules.complaints import (
    entry,
    escalation,
    handling,
    papers,
    public_words,
    quarters,
    recap,
    recap_papers,
    recap_texts,
    recap_view,
    sight,
    states,
    suggestion_box,
)
from shared.rules.complaints.recap_figures import RecapTotals
from shared.rules.corrective import actions
from shared.rules.quality import figures
from tests.complaint_book import closed, entered, named, people, reported, wish

Q4 = (2026, 4)
SECOND = timedelta(seconds=1)
PROMISE = "Loket kedua dibuka setiap hari Senin."


@pytest.fixture
def who(office):
    return people()


def _row(one):
    return Complaint.get_by_id(one.id)


def _over(later):
    """The quarter is over: Friday, 8 January 2027."""
    later(days=46)


class TestQuarters:
    def test_they_are_the_quarters_of_the_calendar(self, office):
        assert quarters.span(2026, 4) == (date(2026, 10, 1), date(2026, 12, 31))
        assert quarters.of(date(2027, 3, 31)) == (2027, 1)
        assert quarters.before(2027, 1) == Q4

    def test_the_recap_is_due_ten_working_days_later(self, office):
        assert quarters.due(*Q4) == date(2027, 1, 14)

    @pytest.mark.parametrize("wrong", [(2026, 0), (2026, 5), (1900, 1)])
    def test_there_is_no_fifth(self, office, wrong):
        with pytest.raises(Invalid):
            quarters.span(*wrong)


@pytest.mark.clause("11.8")
class TestFigures:
    def test_they_are_counted_from_the_book(self, who, later):
        closed(who)
        reported(who, topic="SYARAT", channel="TELEPON")
        entered(topic="UANG", text="Diminta uang.")
        later(hours=6)
        suggestion_box.record(date(2026, 11, 23), 0, who.rina)
        found = recap.of(*Q4).figures.model_dump()
        assert found["total"] == {
            "received": 3,
            "finished": 1,
            "archived": 0,
            "unreported": 0,
            "running": 2,
            "on_time": 1,
            "late": 0,
            "due": 1,
            "finished_share": "33,3 %",
            "on_time_share": "100,0 %",
        }
        channels = {one["code"]: one["received"] for one in found["channels"] if one["received"]}
        assert channels == {"MEJA_INFORMASI": 2, "TELEPON": 1}
        categories = {one["code"]: one["number"] for one in found["categories"] if one["number"]}
        assert categories == {"WAKTU": 1, "PERSYARATAN": 1, "PUNGLI": 1}
        assert found["box"]["opened"] == 1

    @pytest.mark.parametrize(("days", "late"), [(1, 0), (20, 1)])
    def test_never_completed_is_late_only_when_it_was_asked_too_late(self, who, later, days, late):
        one = reported(who)
        later(days=days)
        handling.ask(one.id, "Di loket berapa?", who.bambang)
        total = recap.of(*Q4).figures.total
        assert (total.on_time, total.late) == (0, late)
        later(days=31)
        escalation.sweep()
        total = recap.of(*Q4).figures.total
        assert (total.archived, total.on_time, total.late) == (1, 0, late)

    def test_no_raw_text_and_no_name_stand_in_them(self, who):
        closed(who, **named(text="Sari memarahi saya di loket."))
        told = str(recap.of(*Q4).figures)
        assert "Antrean lama" in told
        assert [word for word in ("Sari", "Wati", "0812", "memarahi") if word in told] == []

    def test_a_guarded_complaint_counts_without_a_line_of_its_own(self, who):
        secret = entered(topic="UANG")
        found = recap.of(*Q4).figures.model_dump()
        assert (found["total"]["received"], found["rows"], found["kept_back"]) == (1, [], 1)
        handling.describe(secret.id, "Dugaan pungutan", "Diperiksa Inspektorat", who.yusuf)
        found = recap.of(*Q4).figures.model_dump()
        assert ([row["text"] for row in found["rows"]], found["kept_back"]) == (
            ["Dugaan pungutan"],
            0,
        )

    def test_one_that_becomes_guarded_loses_the_line_it_had(self, who):
        one = reported(who)
        handling.describe(one.id, "Petugas meminta uang", "", who.rina)
        handling.classify(one.id, states.SUPERVISORY, who.yusuf)
        found = recap.of(*Q4).figures.model_dump()
        assert (found["rows"], found["kept_back"]) == ([], 1)
        handling.describe(one.id, "Dugaan pungutan", "", who.yusuf)
        assert [row.text for row in recap.of(*Q4).figures.rows] == ["Dugaan pungutan"]

    def test_a_quarter_without_complaints_is_nil_and_has_a_recap(self, who, later):
        _over(later)
        assert recap.of(*Q4).figures.nil
        recap.promise(*Q4, PROMISE, who.rina)
        assert recap.submit(*Q4, who.rina).state == recap.SUBMITTED

    def test_what_is_open_is_carried_over(self, who, later):
        one = reported(who)
        _over(later)
        handling.answer(one.id, "Selesai.", who.bambang)
        handling.close(one.id, who.bambang)
        found = recap.of(2027, 1).figures.model_dump()
        assert found["carry_over"] == {"open": 1, "finished": 1, "archived": 0, "left": 0}


@pytest.mark.clause("11.6")
class TestFellDue:
    """Eleven of sixteen were late, and the poster said that all were finished in time."""

    def test_what_is_late_counts_whether_finished_or_not(self, who, later):
        for _ in range(5):
            closed(who)
        late = [reported(who) for _ in range(11)]
        later(days=30)
        for one in late[:4]:
            handling.answer(one.id, "Maaf, terlambat.", who.bambang)
            handling.close(one.id, who.bambang)
        total = recap.of(*Q4).figures.total
        assert (total.due, total.on_time, total.late) == (16, 5, 11)
        assert (total.finished, total.running, total.on_time_share) == (9, 7, "31,3 %")

    def test_an_open_one_that_is_not_yet_due_is_nothing(self, who):
        reported(who)
        total = recap.of(*Q4).figures.total
        assert (total.due, total.on_time_share) == (0, "–")

    def test_it_counts_in_the_quarter_in_which_it_fell_due(self, who, later):
        later(days=35)  # 28 December: its fourteen days end in January
        one = reported(who)
        later(days=30)
        assert recap.of(*Q4).figures.total.due == 0
        found = recap.of(2027, 1).figures
        assert (found.total.received, found.total.due, found.total.late) == (0, 1, 1)
        line = next(line for line in found.channels if line.due)
        assert (line.code, line.late) == (_row(one).channel, 1)

    def test_what_the_data_lost_stands_under_its_code(self, who):
        one = entered()
        Complaint.update(category="LAMA_SEKALI", channel="FAKS").where(
            Complaint.id == one.id
        ).execute()
        found = recap.of(*Q4).figures
        assert sum(line.number for line in found.categories) == found.total.received == 1
        assert sum(line.received for line in found.channels) == 1

    def test_a_recap_that_was_frozen_before_says_what_it_counted(self):
        old = RecapTotals.model_validate(
            {"received": 9, "finished": 5, "running": 4, "on_time": 5, "on_time_percent": 100}
        )
        assert (old.late, old.due, old.on_time_share) == (None, 5, "100,0 %")
        assert (old.archived, old.unreported) == (0, 0)


@pytest.mark.clause("11.8")
class TestSeenBefore:
    """Until the Camat approves, each finds counted what they may know of, and nothing more."""

    def test_the_desk_prepares_what_it_sees_and_the_camat_approves_all(self, who, later):
        closed(who)
        secret = entered(topic="PETUGAS", about_staff=who.yusuf.staff_id)
        _over(later)
        recap.promise(*Q4, PROMISE, who.rina)
        for state in (recap.DRAFT, recap.SUBMITTED):
            seen = {
                name: recap.seen_by(*Q4, sight.reader(getattr(who, name).staff_id)).figures.total
                for name in ("rina", "yusuf", "ratih")
            }
            assert {name: one.received for name, one in seen.items()} == {
                "rina": 1,
                "yusuf": 1,
                "ratih": 2,
            }
            if state == recap.DRAFT:
                assert recap.submit(*Q4, who.rina).figures.total.received == 1
        handling.answer(secret.id, "Selesai.", who.ratih)
        handling.classify(secret.id, states.SUPERVISORY, who.ratih)
        handling.close(secret.id, who.ratih)
        assert recap.approve(*Q4, who.ratih).figures.total.finished == 1
        told = recap.seen_by(*Q4, sight.reader(who.rina.staff_id)).figures
        assert (told.total.received, told.kept_back) == (2, 1)

    def test_what_is_about_the_camat_is_no_figure_of_theirs(self, who):
        entered(topic="PETUGAS", about_staff=who.ratih.staff_id)
        for name in ("rina", "yusuf", "ratih"):
            reader = sight.reader(getattr(who, name).staff_id)
            assert recap.seen_by(*Q4, reader).figures.nil

    def test_a_name_in_a_guarded_text_stops_the_camat_and_tells_the_desk_nothing(self, who, later):
        closed(who)
        secret = entered(topic="UANG")
        handling.describe(secret.id, "Pungutan", "Diperiksa", who.ratih)
        Complaint.update(public_text="Hubungi 0812-3456-7890").where(
            Complaint.id == secret.id
        ).execute()
        _over(later)
        recap.promise(*Q4, PROMISE, who.rina)
        recap.submit(*Q4, who.rina)
        with pytest.raises(Refused) as refusal:
            recap.approve(*Q4, who.ratih)
        assert secret.number in str(refusal.value)

    def test_a_name_that_only_a_guarded_complaint_tells_cannot_be_tried_out(self, who):
        entered(topic="UANG", **named(name="Zubaidah Percobaan"))
        said = "Terima kasih, Zubaidah."
        blocks = {
            name: any(
                one.blocks
                for one in public_words.look(
                    said,
                    public_words.of_quarter(*Q4, sight.reader(getattr(who, name).staff_id)),
                )
            )
            for name in ("rina", "ratih")
        }
        assert blocks == {"rina": False, "ratih": True}


@pytest.mark.clause("11.9")
class TestWay:
    def test_from_draft_to_the_notice_board(self, who, later):
        closed(who)
        _over(later)
        assert recap.promise(*Q4, PROMISE, who.rina) == []
        recap.submit(*Q4, who.rina)
        assert recap.approve(*Q4, who.ratih).approved_by == "Ratih Percobaan"
        assert recap.announced(*Q4, who.ratih).state == recap.ANNOUNCED
        assert recap_view.latest_announced().promise == PROMISE

    def test_a_submitted_figure_never_changes(self, who, later):
        one = reported(who)
        handling.describe(one.id, "Antrean lama", "", who.rina)
        _over(later)
        recap.promise(*Q4, PROMISE, who.rina)
        before = recap.submit(*Q4, who.rina).figures
        handling.answer(one.id, "Selesai.", who.bambang)
        handling.close(one.id, who.bambang)
        assert recap.of(*Q4).figures == before
        recap.approve(*Q4, who.ratih)
        assert recap.announced(*Q4, who.ratih).figures == before

    def test_figures_changed_behind_its_back_are_not_announced(self, who, later):
        closed(who)
        _over(later)
        recap.promise(*Q4, PROMISE, who.rina)
        recap.submit(*Q4, who.rina)
        recap.approve(*Q4, who.ratih)
        QuarterlyRecap.update(figures={"total": 0}).execute()
        with pytest.raises(Refused) as refusal:
            recap.announced(*Q4, who.ratih)
        assert refusal.value.code == "damaged"

    def test_the_camat_may_return_it_with_a_note(self, who, later):
        _over(later)
        recap.promise(*Q4, PROMISE, who.rina)
        recap.submit(*Q4, who.rina)
        assert recap.send_back(*Q4, "Janji kurang jelas.", who.ratih).note == "Janji kurang jelas."
        assert recap.submit(*Q4, who.rina).state == recap.SUBMITTED

    @pytest.mark.parametrize("code", ["not-over", "no-promise", "undescribed"])
    def test_it_is_not_submitted_before_it_is_whole(self, who, later, code):
        if code != "no-promise":
            recap.promise(*Q4, PROMISE, who.rina)
        if code == "undescribed":
            reported(who)
        if code != "not-over":
            _over(later)
        with pytest.raises(Refused) as refusal:
            recap.submit(*Q4, who.rina)
        assert refusal.value.code == code

    def test_every_step_belongs_to_its_role(self, who, later):
        _over(later)
        recap.promise(*Q4, PROMISE, who.rina)
        for role, actor in who.everybody().items():
            for step, owner in ((recap.submit, "rina"), (recap.approve, "ratih")):
                if actor.who != owner:
                    with pytest.raises(NotAllowed):
                        step(*Q4, actor)
                assert role

    def test_steps_out_of_turn_are_refused(self, who, later):
        _over(later)
        for step in (recap.approve, recap.announced):
            with pytest.raises(AppError):
                step(*Q4, who.ratih)
        assert db.rows("SELECT COUNT(*) FROM quarterly_recap WHERE state <> 'draft'")[0][0] == 0

    def test_it_is_late_when_its_day_has_passed(self, who, later):
        later(days=54)
        assert [(one.year, one.quarter) for one in recap_view.overdue()] == [Q4]

    def test_quarters_go_back_to_the_first_day_of_the_book(self, who, later):
        assert [(one.year, one.quarter) for one in recap_view.standings()] == [Q4]
        later(days=200)
        assert [one.quarter for one in recap_view.standings()] == [2, 1, 4]
        assert [one.quarter for one in recap_view.overdue()] == [4, 1]

    def test_what_somebody_else_changed_meanwhile_is_not_overwritten(self, who, later):
        seen = recap.of(*Q4).version
        recap.promise(*Q4, PROMISE, who.rina, seen=seen)
        with pytest.raises(Refused) as refusal:
            recap.promise(*Q4, "Lain.", who.rina, seen=seen)
        assert refusal.value.code == "changed"


class TestWordsForThePublic:
    def test_a_promise_that_names_somebody_is_not_kept(self, who, later):
        entered(**named())
        remarks = recap.promise(*Q4, "Kami minta maaf kepada Ibu Wati.", who.rina, confirmed=True)
        assert [one.code for one in remarks if one.blocks] == ["name"]
        assert recap.of(*Q4).promise == ""

    def test_a_promise_that_names_an_officer_asks_first(self, who):
        text = "Bambang menata antrean."
        assert [one.code for one in recap.promise(*Q4, text, who.rina)] == ["staff"]
        assert recap.promise(*Q4, text, who.rina, confirmed=True) == []

    def test_a_promise_that_names_somebody_carried_over_is_not_kept(self, who, later):
        entered(**named(name="Eko"))
        _over(later)
        text = "Minta maaf kepada Eko, dan pak budi 0812 34 56 78 90"
        remarks = recap.promise(2027, 1, text, who.rina, confirmed=True)
        assert [one.code for one in remarks if one.blocks] == ["phone", "name"]

    def test_a_text_that_names_a_later_complainant_is_found_when_it_is_submitted(self, who, later):
        one = reported(who)
        handling.describe(one.id, "Eko menunggu lama", "", who.rina)
        recap.promise(*Q4, PROMISE, who.rina)
        other = reported(who, **named(name="Eko"))
        handling.describe(other.id, "Antrean lama", "", who.rina)
        _over(later)
        with pytest.raises(Refused) as refusal:
            recap.submit(*Q4, who.rina)
        assert refusal.value.code == "personal"
        assert one.number in str(refusal.value)
        handling.describe(one.id, "Pemohon menunggu lama", "", who.rina)
        assert recap.submit(*Q4, who.rina).state == recap.SUBMITTED

    def test_a_promise_that_names_a_later_complainant_is_not_submitted(self, who, later):
        recap.promise(*Q4, "Eko dilayani lebih cepat.", who.rina)
        one = reported(who, **named(name="Eko"))
        handling.describe(one.id, "Antrean lama", "", who.rina)
        _over(later)
        with pytest.raises(Refused) as refusal:
            recap.submit(*Q4, who.rina)
        assert refusal.value.code == "personal"

    @pytest.mark.parametrize(
        ("text", "action"), [("Antrean", "Kata Eko."), ("Eko dan Pak Sabar", "")]
    )
    def test_one_name_is_enough_in_the_text_or_in_what_was_done(self, who, later, text, action):
        one = reported(who, **named(name="Eko"))
        Complaint.update(public_text=text, public_action=action or None).where(
            Complaint.id == one.id
        ).execute()
        recap.promise(*Q4, PROMISE, who.rina)
        _over(later)
        with pytest.raises(Refused) as refusal:
            recap.submit(*Q4, who.rina)
        assert refusal.value.code == "personal"
        Complaint.update(public_text="Temui Pak Sabar", public_action=None).where(
            Complaint.id == one.id
        ).execute()
        QuarterlyRecap.update(promise="Kata Eko dan Pak Sabar.").execute()
        with pytest.raises(Refused, match="Janji"):
            recap.submit(*Q4, who.rina)
        QuarterlyRecap.update(promise="Kata Pak Sabar.").execute()
        assert recap.submit(*Q4, who.rina).state == recap.SUBMITTED


class TestQuarterLimits:
    def test_each_begins_where_the_one_before_ends(self, office):
        for quarter in (1, 2, 3, 4):
            first, last = quarters.span(2027, quarter)
            assert (quarters.of(first), quarters.of(last)) == ((2027, quarter),) * 2
            earlier = quarters.before(2027, quarter)
            assert quarters.span(*earlier)[1] == first - timedelta(days=1)
            assert quarters.ends(*earlier) == quarters.begins(2027, quarter)
            assert clock.service_day(quarters.begins(2027, quarter)) == first
            assert clock.service_day(quarters.ends(2027, quarter) - SECOND) == last
        assert [quarters.title(2026, one) for one in (1, 4)] == [
            "TRIWULAN I TAHUN 2026",
            "TRIWULAN IV TAHUN 2026",
        ]

    @pytest.mark.parametrize(
        ("year", "quarter", "is_one"),
        [
            (1999, 4, False),
            (2000, 1, True),
            (2200, 4, True),
            (2201, 1, False),
            (2026, 0, False),
            (2026, 5, False),
        ],
    )
    def test_from_2000_to_2200(self, office, year, quarter, is_one):
        if is_one:
            assert quarters.of(quarters.span(year, quarter)[0]) == (year, quarter)
            return
        with pytest.raises(Invalid):
            quarters.span(year, quarter)

    def test_on_its_day_it_is_not_late_and_the_day_after_it_is(self, who, still):
        due = quarters.due(*Q4)
        told = {}
        for day in (date(2026, 12, 31), date(2027, 1, 1), due, due + timedelta(days=1)):
            still(datetime(day.year, day.month, day.day, 9, tzinfo=clock.zone()))
            one = recap_view.standings()[-1]
            told[day] = (one.over, one.late, len(recap_view.overdue()))
        assert list(told.values()) == [
            (False, False, 0),
            (True, False, 0),
            (True, False, 0),
            (True, True, 1),
        ]
        assert (one.due, one.title, one.label) == (due, "TRIWULAN IV TAHUN 2026", "Konsep")
        QuarterlyRecap.create(office=1, year=2025, quarter=3, state="announced")
        QuarterlyRecap.create(office=1, year=2026, quarter=1, state="approved")
        assert [(one.year, one.quarter) for one in recap_view.standings()] == [
            *((2027, 1), (2026, 4), (2026, 3), (2026, 2), (2026, 1), (2025, 4), (2025, 3)),
        ]
        late = [(one.year, one.quarter) for one in recap_view.overdue()]
        assert late == [(2025, 4), (2026, 1), (2026, 2), (2026, 3), (2026, 4)]

    @pytest.mark.parametrize("quarter", [(2000, 1), (2021, 4)])
    def test_a_quarter_before_any_hours_are_known_is_refused_in_words(self, office, quarter):
        assert recap_view.of(2022, 1).due == date(2023, 1, 13)
        with pytest.raises(Invalid, match="Jam pelayanan"):
            recap_view.of(*quarter)

    @pytest.mark.parametrize("began", [datetime(2000, 1, 1), datetime(2021, 11, 30)])
    def test_who_signed_in_before_any_hours_are_known_delays_nothing(self, who, began):
        Staff.update(created_at=began.replace(tzinfo=clock.zone())).execute()
        standings = recap_view.standings()
        known = min(one.valid_from for one in here().standard.hours.periods)
        assert (standings[-1].year, standings[-1].quarter) == quarters.of(known)
        assert figures.close_next()
        assert ClosedPeriod.get().period == f"{known:%Y-%m}"


def test_it_is_submitted_once_its_last_day_is_over(who, still):
    recap.promise(*Q4, PROMISE, who.rina)
    still(quarters.ends(*Q4) - SECOND)
    with pytest.raises(Refused) as refusal:
        recap.submit(*Q4, who.rina)
    assert refusal.value.code == "not-over"
    still(quarters.ends(*Q4))
    assert recap.submit(*Q4, who.rina).state == recap.SUBMITTED


def test_of_a_quarter_that_there_is_not_no_recap_is_kept(who):
    for press in (
        lambda: recap.approve(2026, 5, who.ratih),
        lambda: recap.announced(2026, 0, who.ratih),
        lambda: recap.send_back(2201, 1, "Lagi.", who.ratih),
        lambda: recap.submit(2026, 5, who.rina),
    ):
        with pytest.raises(Invalid) as refusal:
            press()
        assert refusal.value.code == "quarter"
    assert QuarterlyRecap.select().count() == 0


def test_what_was_told_of_a_recap_is_changed_by_nobody(who):
    for one in (recap_view.of(*Q4), recap_view.standings()[0]):
        with pytest.raises(ValueError, match="frozen"):
            one.state = recap.ANNOUNCED
    kinds = (recap_view.RecapState, recap_view.Standing, recap_view.RecapNow, recap_view.RecapView)
    assert [kind.model_config.get("frozen") for kind in kinds] == [True] * 4


def test_who_left_the_office_stays_in_the_recap_under_their_username(who, later):
    _over(later)
    recap.promise(*Q4, PROMISE, who.rina)
    recap.submit(*Q4, who.rina)
    QuarterlyRecap.update(submitted_by="lama").execute()
    assert recap.of(*Q4).submitted_by == "lama"


def test_the_camat_who_is_no_substitute_approves_whoever_submitted(who, later):
    _over(later)
    recap.promise(*Q4, PROMISE, who.rina)
    recap.submit(*Q4, who.rina)
    assert recap.approve(*Q4, replace(who.rina, role=staff.CAMAT)).state == recap.APPROVED


STEPS_BY_STATE = {
    "draft": ({"promise", "submit"}, set()),
    "submitted": (set(), {"approve", "return"}),
    "returned": ({"promise", "submit"}, set()),
    "approved": ({"announce"}, {"announce"}),
    "announced": (set(), set()),
}


@pytest.mark.parametrize("state", STEPS_BY_STATE)
def test_each_step_of_a_recap_is_offered_to_whose_it_is_now(who, state):
    for year in (2024, 2025):
        QuarterlyRecap.create(office=1, year=year, quarter=3, state=state, promise=PROMISE)
    one = recap_view.of(2025, 3)
    found = tuple(
        set(recap.steps(one, roles)) for roles in ([staff.INFO_DESK], [staff.CAMAT, staff.ADMIN])
    )
    assert found == STEPS_BY_STATE[state]
    both = set(recap.steps(one, [staff.INFO_DESK, staff.CAMAT]))
    assert both == set.union(*found)
    assert recap.steps(one, [staff.SECRETARY, staff.SECTION_HEAD]) == set()
    assert one.frozen == (state in ("submitted", "approved", "announced"))
    assert [row.year for row in recap_view.public()] == (
        [2025, 2024] if state == "announced" else []
    )
    newest = recap_view.latest_announced()
    assert (newest and newest.year) == (2025 if state == "announced" else None)


@pytest.mark.parametrize(("text", "fits"), [("x" * 2000, True), ("x" * 2001, False), (" ", False)])
def test_promise_and_note_have_words_up_to_a_length(who, later, text, fits):
    def tried(press):
        try:
            press()
        except Invalid as refusal:
            return refusal.code
        return ""

    assert tried(lambda: recap.promise(*Q4, text, who.rina)) == ("" if fits else "promise")
    recap.promise(*Q4, PROMISE, who.rina)
    _over(later)
    recap.submit(*Q4, who.rina)
    assert tried(lambda: recap.send_back(*Q4, text, who.ratih)) == ("" if fits else "note")
    row = QuarterlyRecap.get()
    assert (row.returned_note, row.state) == ((text, "returned") if fits else (None, "submitted"))
    assert (row.figures is None, row.figures_hash is None, row.views is None) == (fits,) * 3


def test_whoever_stands_in_for_the_camat_approves_nothing_that_they_submitted(who, later):
    _over(later)
    recap.promise(*Q4, PROMISE, who.rina)
    recap.submit(*Q4, who.rina)
    stands_in = replace(who.rina, role=staff.CAMAT, standing="Plh.")
    with pytest.raises(Refused):
        recap.approve(*Q4, stands_in)
    assert recap.send_back(*Q4, "Lagi.", stands_in).state == recap.RETURNED
    recap.submit(*Q4, who.rina)
    other = replace(who.tuti, role=staff.CAMAT, standing="Plh.")
    assert recap.approve(*Q4, other).approved_by == "Tuti Percobaan"


def test_two_recaps_are_worked_on_one_by_one_and_each_step_is_told(who, still, rung):
    still(datetime(2027, 1, 8, 9, tzinfo=clock.zone()))
    other = QuarterlyRecap.create(office=1, year=2026, quarter=3, state="draft", promise=PROMISE)
    before = QuarterlyRecap.select().where(QuarterlyRecap.id == other.id).dicts()
    kept = before.get()
    rung.clear()
    told = []
    for press in (
        lambda: recap.promise(*Q4, PROMISE, who.rina),
        lambda: recap.submit(*Q4, who.rina),
        lambda: recap.send_back(*Q4, "Lagi.", who.ratih),
        lambda: recap.submit(*Q4, who.rina),
        lambda: recap.approve(*Q4, who.ratih),
        lambda: recap.announced(*Q4, who.rina),
    ):
        press()
        line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
        told.append((line.what, line.subject, line.who, tuple(rung)))
        rung.clear()
        assert before.get() == kept
    assert told == [
        ("recap.promise", "2026-4", "rina", ()),
        ("recap.submitted", "2026-4", "rina", ("complaints",)),
        ("recap.returned", "2026-4", "ratih", ("complaints",)),
        ("recap.submitted", "2026-4", "rina", ("complaints",)),
        ("recap.approved", "2026-4", "ratih", ("complaints",)),
        ("recap.announced", "2026-4", "rina", ("complaints", "notices")),
    ]
    seen = recap_view.of(*Q4)
    now = clock.now()
    assert (seen.submitted_at, seen.approved_at, seen.announced_at) == (now, now, now)
    assert (seen.submitted_by, seen.approved_by) == ("Rina Percobaan", "Ratih Percobaan")
    assert (seen.missing, seen.note, seen.late) == (0, "Lagi.", False)


class TestMoments:
    """A complaint at the first and at the last moment of a quarter, and of its deadline."""

    def _closed_at(self, who, moment):
        one = closed(who)
        Complaint.update(closed_at=moment).where(Complaint.id == one.id).execute()
        return one

    def test_what_is_carried_over_ended_in_the_quarter_or_is_left(self, who, later):
        begins, ends = quarters.begins(2027, 1), quarters.ends(2027, 1)
        moments = (begins - SECOND, begins, ends - SECOND, ends, None)
        for moment in moments:
            self._closed_at(who, moment)
        gone = self._closed_at(who, begins)
        Complaint.update(state=states.ARCHIVED).where(Complaint.id == gone.id).execute()
        entered(topic="UANG")
        told = recap.of(2027, 1).figures.carry_over
        assert told == {"open": 6, "finished": 2, "archived": 1, "left": 3}
        desk = recap.seen_by(2027, 1, sight.reader(who.rina.staff_id)).figures.carry_over
        assert desk == {"open": 5, "finished": 2, "archived": 1, "left": 2}
        assert recap.of(*Q4).figures.carry_over["open"] == 0

    def test_it_falls_due_in_the_quarter_of_its_moment(self, who, later):
        begins, ends = quarters.begins(2027, 1), quarters.ends(2027, 1)
        for moment in (begins - SECOND, begins, ends - SECOND, ends):
            one = closed(who)
            Complaint.update(due_at=moment).where(Complaint.id == one.id).execute()
        told = {quarter: recap.of(*quarter).figures.total.due for quarter in (Q4, (2027, 1))}
        assert told == {Q4: 1, (2027, 1): 2}
        assert recap.of(2027, 2).figures.total.due == 1

    def test_finished_at_its_moment_is_in_time(self, who, still):
        due = datetime(2026, 12, 1, 15, tzinfo=clock.zone())
        for moment in (due - SECOND, due, due + SECOND, None):
            one = self._closed_at(who, moment)
            state = states.CLOSED if moment else states.REPORTED
            Complaint.update(due_at=due, state=state).where(Complaint.id == one.id).execute()
        for now, late in ((due, 1), (due + SECOND, 2)):
            still(now)
            total = recap.of(*Q4).figures.total
            assert (total.on_time, total.late, total.finished, total.running) == (2, late, 3, 1)

    def test_actions_are_counted_where_they_were_asked_and_where_they_ended(self, who):
        begins, ends = quarters.begins(2027, 1), quarters.ends(2027, 1)
        made = [
            actions.issue(actions.Problem(touch, "incident", "Lama.", "minor", "KESRA"), who.yusuf)
            for touch in (str(uuid4()), str(uuid4()), str(uuid4()), str(uuid4()))
        ]
        table = CorrectiveAction
        for one, moment in zip(made, (begins - SECOND, begins, ends - SECOND, ends), strict=True):
            table.update(issued_at=moment, closed_at=moment).where(table.id == one.id).execute()
        assert recap.of(2027, 1).figures.corrective == {"opened": 2, "closed": 2}
        assert recap.of(*Q4).figures.corrective == {"opened": 1, "closed": 1}
        table.update(guarded=True, about_unit="KESRA").where(table.id == made[1].id).execute()
        desk = recap.seen_by(2027, 1, sight.reader(who.rina.staff_id)).figures.corrective
        assert desk == {"opened": 1, "closed": 1}

    def test_the_box_is_counted_from_the_first_day_of_the_office_to_today_or_the_last(
        self, who, still
    ):
        still(datetime(2026, 11, 24, 16, tzinfo=clock.zone()))
        assert recap.of(*Q4).figures.box == {"opened": 0, "days": 2}
        still(datetime(2027, 1, 5, 16, tzinfo=clock.zone()))
        assert recap.of(*Q4).figures.box["days"] == 29


@pytest.mark.parametrize(
    ("ends", "on_time", "late"),
    [
        ("asked in time", 0, 0),
        ("asked late", 0, 1),
        ("archived", 0, 0),
        ("asked, then archived late", 0, 1),
        ("referred", 1, 0),
        ("lapsed", 0, 0),
    ],
)
def test_what_waits_or_was_put_away_is_late_only_when_the_office_was(
    who, still, ends, on_time, late
):
    reported(who)
    one = reported(who)
    due = _row(one).due_at
    still(due if "late" not in ends or "archived" in ends else due + SECOND)
    if "asked" in ends or ends == "lapsed":
        handling.ask(one.id, "Hari apa?", who.bambang)
    if ends == "asked, then archived late":
        handling.complete(one.id, "Senin.", who.bambang)
        Complaint.update(due_at=due).where(Complaint.id == one.id).execute()
        still(due + SECOND)
        handling.archive(one.id, "DICABUT", "Dicabut.", who.bambang)
    if ends == "archived":
        handling.archive(one.id, "DICABUT", "Dicabut.", who.bambang)
    if ends == "referred":
        handling.refer(one.id, "Dinas.", who.bambang)
    if ends == "lapsed":
        still(due + timedelta(days=31))
        assert escalation.sweep()
    still(due + timedelta(days=31))
    total = recap.of(*Q4).figures.total
    assert (total.on_time, total.late) == (on_time, late + 1)


def test_what_was_asked_and_went_on_says_nothing_of_the_others(who, still):
    went_on, waits = reported(who), reported(who)
    for one in (went_on, waits):
        handling.ask(one.id, "Hari apa?", who.bambang)
    handling.complete(went_on.id, "Senin.", who.bambang)
    still(_row(waits).due_at + SECOND)
    total = recap.of(*Q4).figures.total
    assert (total.on_time, total.late) == (0, 1)


class TestTexts:
    """The texts of a draft are written where they are read, each of its own quarter."""

    def _write(self, who, one, text="Antrean", quarter=Q4, **other):
        usual = {"confirmed": False, "seen": _row(one).version}
        return recap_texts.write(*quarter, one.id, text, "Loket", who.rina, **{**usual, **other})

    def test_they_are_kept_or_say_what_stopped_them(self, who):
        one, other = reported(who, **named()), reported(who)
        for text, confirmed, codes in (
            ("Kata Wati.", True, ["name"]),
            ("Kata Wati dan Pak Sabar.", True, ["name", "maybe-name"]),
            ("Temui Bambang.", False, ["staff"]),
        ):
            remarks, version = self._write(who, one, text, confirmed=confirmed)
            assert ([each.code for each in remarks], version) == (codes, _row(one).version)
            assert _row(one).public_text is None
        remarks, version = self._write(who, one, "Temui Bambang.", confirmed=True)
        assert (remarks, version) == ([], _row(one).version)
        assert (_row(one).public_text, _row(one).public_action) == ("Temui Bambang.", "Loket")
        assert _row(other).public_text is None
        with pytest.raises(Invalid) as refusal:
            self._write(who, one, " ")
        assert refusal.value.code == "text"
        with pytest.raises(Invalid) as refusal:
            recap_texts.write(
                *Q4, one.id, " ", "Kata Wati.", who.rina, confirmed=True, seen=version
            )
        assert refusal.value.code == "text"
        with pytest.raises(Refused):
            self._write(who, one, seen=version - 1)

    def test_those_of_another_quarter_are_not_written_here(self, who):
        one = reported(who)
        for day, fits in (
            (date(2026, 9, 30), False),
            (date(2026, 10, 1), True),
            (date(2026, 12, 31), True),
            (date(2027, 1, 1), False),
        ):
            Complaint.update(day=day).where(Complaint.id == one.id).execute()
            listed = _editable("rina")
            assert (one.number in listed) == fits
            if fits:
                assert self._write(who, one)[0] == []
                continue
            with pytest.raises(NotFound):
                self._write(who, one)

    def test_once_frozen_nobody_writes_and_returned_they_do(self, who, later):
        one = closed(who)
        secret = entered(topic="UANG")
        recap.promise(*Q4, PROMISE, who.rina)
        _over(later)
        for press, writes in (
            (lambda: None, True),
            (lambda: recap.submit(*Q4, who.rina), False),
            (lambda: recap.send_back(*Q4, "Lagi.", who.ratih), True),
            (lambda: recap.submit(*Q4, who.rina), False),
            (lambda: recap.approve(*Q4, who.ratih), False),
            (lambda: recap.announced(*Q4, who.ratih), False),
        ):
            press()
            listed = _editable("rina")
            assert set(listed) == ({one.number} if writes else set())
            if writes:
                assert self._write(who, one)[0] == []
                everything = _editable("ratih")
                assert set(everything) == {one.number}, f"{secret.number} has no line"
                continue
            with pytest.raises(Refused) as refusal:
                self._write(who, one)
            assert refusal.value.code == "wrong-state"

    def test_only_lines_that_are_shown_are_written(self, who, monkeypatch):
        monkeypatch.setattr(pages, "SIZE", 1)
        one, other = reported(who), reported(who)
        found, shown = recap.of(*Q4), []
        place = pages.FRONT
        for _ in range(2):
            lines = recap_view.lines(found, place)
            shown.append([*recap_texts.editable(found, _officer("rina"), lines.rows)])
            place = pages.Place(after=lines.turns[1])
        assert (shown, lines.total) == ([[one.number], [other.number]], 2)

    def test_the_draft_of_one_quarter_says_nothing_of_another(self, who):
        for quarter in (3, 1):
            QuarterlyRecap.create(office=1, year=2026, quarter=quarter, state="approved")
        QuarterlyRecap.create(office=1, year=2025, quarter=4, state="approved")
        assert self._write(who, reported(who))[0] == []

    def test_what_must_not_be_read_is_told_beside_it_and_what_may_is_not(self, who):
        one, other = reported(who, **named()), reported(who)
        for each, text in ((one, "Temui Bambang."), (other, "Antrean")):
            Complaint.update(public_text=text, public_action="Kata Wati.").where(
                Complaint.id == each.id
            ).execute()
        Complaint.update(public_action=None).where(Complaint.id == one.id).execute()
        listed = _editable("rina")
        assert [[each.code for each in listed[row.number].remarks] for row in (one, other)] == [
            [],
            ["name"],
        ]
        assert (listed[one.number].action, listed[other.number].action) == ("", "Kata Wati.")
        assert listed[one.number].text == "Temui Bambang."
        Complaint.update(public_text="Kata Wati dan Pak Sabar.").where(
            Complaint.id == one.id
        ).execute()
        bare = reported(who)
        listed = _editable("rina")
        assert [each.code for each in listed[one.number].remarks] == ["name"]
        assert listed[bare.number] == recap_texts.RecapText(bare.id, bare.version, "", "", ())

    def test_missing_are_the_ordinary_ones_of_the_quarter_without_words(self, who):
        closed(who)
        missing, secret = reported(who), entered(topic="UANG")
        before = reported(who)
        Complaint.update(day=date(2026, 9, 30)).where(Complaint.id == before.id).execute()
        told = recap_view.undescribed(*Q4, _officer("rina"), 30)
        assert [one.number for one in told] == [missing.number]
        head = recap_view.undescribed(*Q4, _officer("tuti"), 30)
        assert (head, recap.of(*Q4).missing) == ([], 1)
        assert secret.guarded


def _editable(username):
    """The texts that somebody may write now, of all lines of the quarter."""
    found = recap.of(*Q4)
    return recap_texts.editable(found, _officer(username), found.figures.rows)


def _officer(username):
    return next(one for one in staff.everybody() if one.username == username)


class TestPoster:
    def _approved(self, who, later):
        _over(later)
        recap.promise(*Q4, PROMISE, who.rina)
        recap.submit(*Q4, who.rina)
        recap.approve(*Q4, who.ratih)

    def test_it_shows_each_wording_once_the_most_frequent_first_and_no_more_than_fit(
        self, who, later
    ):
        for place in range(8):
            one = reported(who, topic="SYARAT" if place < 2 else "LAMA")
            words = "Sama" if place < 2 else f"Antrean {place}"
            handling.describe(one.id, words, "Loket", who.rina)
        entered(topic="UANG")
        self._approved(who, later)
        said = recap_papers.poster(*Q4).said
        assert [(one.title, one.number, one.share) for one in said.categories] == [
            (one.title, one.number, 100 * one.number / 9)
            for one in sorted(recap.of(*Q4).figures.categories, key=lambda one: -one.number)
            if one.number
        ]
        assert [one.number for one in said.categories] == [6, 2, 1]
        assert [one.text for one in said.rows] == [
            "Sama",
            *(f"Antrean {place}" for place in range(2, 8)),
        ]
        assert (said.media, said.nil, said.period) == (
            "A4",
            False,
            "Triwulan IV Tahun 2026",
        )

    def test_before_it_is_approved_there_is_none_and_a_concept_for_its_keepers(self, who, later):
        closed(who)
        with pytest.raises(Refused):
            recap_papers.poster(*Q4)
        assert recap_papers.recap(*Q4, who.rina).said.concept
        for actor in (who.bambang, who.sari):
            with pytest.raises(Refused):
                recap_papers.recap(*Q4, actor)
        self._approved(who, later)
        told = recap_papers.recap(*Q4, who.bambang).said
        assert (told.concept, told.submitted_by, told.approved_by) == (
            False,
            "Rina Percobaan",
            "Ratih Percobaan",
        )
        assert (told.submitted, told.promise) == ("8 Januari 2027", [PROMISE])
        assert told.camat.endswith("Camat Jatiroto")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "Bulan November 2026"),
        (date(2026, 11, 1), date(2026, 11, 29), "1 November 2026 sampai 29 November 2026"),
        (date(2026, 11, 2), date(2026, 11, 30), "2 November 2026 sampai 30 November 2026"),
        (date(2028, 2, 1), date(2028, 2, 29), "Bulan Februari 2028"),
        (date(2026, 11, 23), date(2026, 11, 23), "Senin, 23 November 2026"),
    ],
)
def test_the_days_of_a_book_are_said_as_a_month_where_they_are_one(office, first, last, said):
    assert papers.period(first, last) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (None, ""),
        (date(2026, 11, 3), "03-11-2026"),
        (datetime(2026, 11, 23, 16, 59, tzinfo=UTC), "23-11-2026"),
        (datetime(2026, 11, 23, 17, tzinfo=UTC), "24-11-2026"),
    ],
)
def test_a_short_date_is_that_of_the_wall_clock(office, moment, said):
    assert papers.short_date(moment) == said


class TestBookOnPaper:
    def test_each_row_has_its_own_column_of_what_was_done(self, who, later):
        another_day = closed(who)
        Complaint.update(day=date(2026, 11, 24)).where(Complaint.id == another_day.id).execute()
        first, second = closed(who, **named()), reported(who)
        handling.refer(second.id, "Dinas.", who.bambang)
        secret = entered(topic="UANG")
        one = handling.archive(reported(who).id, "DICABUT", "Dicabut.", who.bambang)
        made = {first.id: ["PTPP-2026-12345"]}
        day = date(2026, 11, 23)
        said = papers.book(day, day, sight.reader(who.ratih.staff_id), made).said
        by_number = {row["number"]: row for row in said.rows}
        assert [row["number"] for row in said.rows] == [
            each.number for each in (first, second, secret, one)
        ]
        assert by_number[first.number]["follow_up"] == [
            "23-11-2026 Bambang Percobaan: Loket kedua dibuka mulai besok.",
            "23-11-2026 Bambang Percobaan: Jawaban: Mohon maaf. Loket kedua kami buka.",
        ]
        assert by_number[second.number]["follow_up"] == [
            "23-11-2026 Bambang Percobaan: Diteruskan: Dinas."
        ]
        assert by_number[secret.number]["follow_up"] == []
        assert by_number[first.number]["actions"] == ["PTPP", "2026-12345"]
        assert by_number[second.number]["actions"] == []
        assert [by_number[each.number]["closed"] for each in (first, second, secret, one)] == [
            ["23-11-2026"],
            ["23-11-2026", "Bukan kewenangan, diteruskan"],
            [""],
            ["23-11-2026", "Diarsipkan"],
        ]
        assert by_number[secret.number]["unit"] == "Sekretaris dan Camat"
        assert by_number[first.number]["unit"] == "Seksi Pelayanan Umum"
        assert (by_number[first.number]["phone"], by_number[second.number]["phone"]) == (
            "***001",
            "",
        )
        assert dict(said.totals) == {
            "Pengaduan dan saran": 4,
            "Selesai": 3,
            "Masih berjalan": 1,
        }
        desk = papers.book(day, day, sight.reader(who.rina.staff_id), {}).said
        assert len(desk.rows) == 3

    def test_its_mark_tells_which_rows_there_are_for_this_reader(self, who):
        day = date(2026, 11, 23)

        def marks(most=None):
            return [
                papers.mark(day, day, sight.reader(actor.staff_id), most)
                for actor in (who.rina, who.ratih)
            ]

        one = reported(who)
        first = marks()
        entered(topic="UANG")
        second = marks()
        assert [mark[0] for mark in second] == [1, 2]
        assert (first[0] == second[0], first[1] == second[1]) == (True, False)
        assert marks(1) == first
        handling.classify(one.id, states.SUPERVISORY, who.ratih)
        assert marks()[0] != second[0]
        assert marks()[1] == second[1]
        assert papers.mark(date(2026, 11, 24), date(2026, 11, 30), sight.reader(None))[0] == 0
        before = marks()
        other_day = reported(who)
        for moved, same in ((date(2026, 11, 22), True), (day, False), (date(2026, 11, 24), True)):
            Complaint.update(day=moved).where(Complaint.id == other_day.id).execute()
            assert (marks() == before) is same

    def test_a_receipt_is_for_whoever_sees_it_or_wrote_it_down_and_has_its_code(self, who):
        desk = [entry.enter(wish(topic="UANG"), by) for by in (who.rina, who.sari)]
        seen = entry.enter(wish(channel=entry.TOUCH, requested="Ganti."))
        told = papers.receipt(seen.complaint.number, who.rina).said
        assert (told.officer, told.channel) == ("Layar sentuh", "Layar sentuh")
        with pytest.raises(NotFound):
            papers.receipt(desk[0].complaint.number, who.rina)
        own = papers.receipt(desk[0].complaint.number, who.rina, desk[0].code).said
        assert (own.code, own.officer, own.requested) == (desk[0].code, "Rina Percobaan", [])
        for number, by, code in (
            (desk[1].complaint.number, who.rina, desk[1].code),
            (desk[0].complaint.number, who.rina, "x"),
            (desk[0].complaint.number, who.yusuf, desk[0].code),
            ("x", who.rina, "1234"),
            ("x", who.rina, ""),
        ):
            with pytest.raises(NotFound):
                papers.receipt(number, by, code)
        assert papers.receipt(desk[0].complaint.number, who.yusuf).said.code == ""
        for by in (who.bambang, who.dewi):
            with pytest.raises(NotAllowed):
                papers.receipt(seen.complaint.number, by)
        assert len(papers.empty_sheet().said.topics) > 3


class TestComplainants:
    @pytest.mark.parametrize(
        ("day", "ended", "known"),
        [
            (date(2026, 12, 31), None, True),
            (date(2027, 1, 1), None, False),
            (date(2026, 9, 30), None, True),
            (date(2026, 9, 30), "begins", True),
            (date(2026, 9, 30), "before", False),
        ],
    )
    def test_who_complained_in_the_quarter_or_still_waited_is_known(self, who, day, ended, known):
        one = closed(who, **named(name="Zubaidah"))
        begins = quarters.begins(*Q4)
        ends = {None: None, "begins": begins, "before": begins - SECOND}[ended]
        Complaint.update(day=day, closed_at=ends).where(Complaint.id == one.id).execute()
        people_ = public_words.of_quarter(*Q4, sight.reader(who.rina.staff_id))
        assert ("zubaidah" in people_.parts) == known
        entered()
        remarks = public_words.look_at(_row(entered()), "Zubaidah", "", sight.reader(None))
        assert any(each.blocks for each in remarks) == known


def test_figures_that_an_earlier_version_froze_are_still_whole():
    told = {"quarter": 4, "channels": [{"title": "Café", "code": "A"}], "nil": False}
    assert recap._hash(told) == recap._hash(dict(reversed(told.items())))
    assert recap._hash(told) == HASH


HASH = "dc577b68193bdfb9cb433614f08c25ae59a2f225c323db42774feff54f82eaa8"


def test_each_overseer_finds_their_own_figures_until_the_approval(who, later):
    closed(who)
    entered(topic="UANG", about_staff=who.yusuf.staff_id)
    _over(later)
    recap.promise(*Q4, PROMISE, who.rina)
    recap.submit(*Q4, who.rina)
    row = QuarterlyRecap.get()
    assert set(row.views) == {"", str(who.yusuf.staff_id)}
    assert row.figures["total"]["received"] == 2
    names_ = ("rina", "bambang", "yusuf", "ratih")

    def received():
        return [
            recap_view.seen_by(
                *Q4, sight.reader(getattr(who, name).staff_id)
            ).figures.total.received
            for name in names_
        ]

    assert received() == [1, 1, 1, 2]
    closed(who)
    assert received() == [1, 1, 1, 2]
    recap.approve(*Q4, who.ratih)
    assert received() == [2, 2, 2, 2]


def test_the_poster_names_the_camat_as_they_stood_on_the_day_of_the_approval(who, later):
    substitutes.name("yusuf", staff.CAMAT, date(2027, 1, 8), date(2027, 1, 9), instead_of="ratih")
    closed(who)
    _over(later)
    recap.promise(*Q4, PROMISE, who.rina)
    recap.submit(*Q4, who.rina)
    recap.approve(*Q4, replace(who.yusuf, role=staff.CAMAT, standing="Plh."))
    assert recap_papers.poster(*Q4).said.camat == "Plh. Camat Jatiroto"
    later(days=7)
    said = recap_papers.recap(*Q4, who.rina).said
    assert (said.camat, said.approved_by, said.approved) == (
        "Plh. Camat Jatiroto",
        "Yusuf Percobaan",
        "8 Januari 2027",
    )
    recap.announced(*Q4, who.rina)
    assert recap_papers.poster(*Q4, "A3").said.posted == "15 Januari 2027"


def test_a_camat_who_approves_is_no_substitute_though_there_is_one(who, later):
    substitutes.name("yusuf", staff.CAMAT, date(2027, 1, 8), date(2027, 1, 9), instead_of="ratih")
    _over(later)
    recap.promise(*Q4, PROMISE, who.rina)
    recap.submit(*Q4, who.rina)
    recap.approve(*Q4, who.ratih)
    assert recap_papers.poster(*Q4).said.camat == "Camat Jatiroto"
    assert recap_papers.poster(*Q4).said.nil


def test_nobody_else_finds_out_by_a_promise_who_complained(who):
    entered(**named())
    for actor in (who.bambang, who.sari, who.ratih):
        with pytest.raises(NotAllowed):
            recap.promise(*Q4, "Kata Wati.", actor)


def test_a_recap_that_was_frozen_before_there_were_views_is_the_same_for_all(who, later):
    closed(who)
    _over(later)
    recap.promise(*Q4, PROMISE, who.rina)
    recap.submit(*Q4, who.rina)
    QuarterlyRecap.update(views=None).execute()
    entered()
    for by in (who.rina, who.yusuf, who.ratih):
        told = recap_view.seen_by(*Q4, sight.reader(by.staff_id))
        assert (told.figures.total.received, told.missing) == (1, 0)
