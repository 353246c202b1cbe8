"""The quarterly recap: figures equal the book, frozen when submitted, public without a name."""

from datetime import date

import pytest

from shared import db
from shared.errors import AppError, Invalid, NotAllowed, Refused
from shared.records import QuarterlyRecap
from shared.rules.complaints import escalation, handling, quarters, recap, states, suggestion_box
from tests.complaint_book import closed, entered, named, people, reported

Q4 = (2026, 4)
PROMISE = "Loket kedua dibuka setiap hari Senin."


@pytest.fixture
def who(office):
    return people()


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
        suggestion_box.record(date(2026, 11, 23), 0, who.rina)
        found = recap.of(*Q4).figures.model_dump()
        assert found["total"] == {
            "received": 3,
            "finished": 1,
            "running": 2,
            "finished_percent": 33,
            "on_time": 1,
            "on_time_percent": 100,
        }
        channels = {one["code"]: one["received"] for one in found["channels"] if one["received"]}
        assert channels == {"MEJA_INFORMASI": 2, "TELEPON": 1}
        categories = {one["code"]: one["number"] for one in found["categories"] if one["number"]}
        assert categories == {"WAKTU": 1, "PERSYARATAN": 1, "PUNGLI": 1}
        assert found["box"]["opened"] == 1

    @pytest.mark.parametrize(("days", "on_time"), [(1, 1), (20, 0)])
    def test_never_completed_is_in_time_when_it_was_asked_in_time(self, who, later, days, on_time):
        one = reported(who)
        later(days=days)
        handling.ask(one.id, "Di loket berapa?", who.bambang)
        later(days=31)
        escalation.sweep()
        total = recap.of(*Q4).figures.total
        assert (total.finished, total.on_time) == (1, on_time)

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
        assert found["carry_over"] == {"open": 1, "finished": 1, "left": 0}


@pytest.mark.clause("11.9")
class TestWay:
    def test_from_draft_to_the_notice_board(self, who, later):
        closed(who)
        _over(later)
        assert recap.promise(*Q4, PROMISE, who.rina) == []
        recap.submit(*Q4, who.rina)
        assert recap.approve(*Q4, who.ratih).approved_by == "Ratih Percobaan"
        assert recap.announced(*Q4, who.ratih).state == recap.ANNOUNCED
        assert recap.latest_announced().promise == PROMISE

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
        assert [(one.year, one.quarter) for one in recap.overdue()] == [Q4]

    def test_quarters_go_back_to_the_first_day_of_the_book(self, who, later):
        assert [(one.year, one.quarter) for one in recap.standings()] == [Q4]
        later(days=200)
        assert [one.quarter for one in recap.standings()] == [2, 1, 4]
        assert [one.quarter for one in recap.overdue()] == [4, 1]

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
