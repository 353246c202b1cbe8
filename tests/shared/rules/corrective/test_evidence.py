"""A corrective action has a cause, evidence in files, and time to show that it worked (11.7)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shared.errors import Invalid, NotFound, Refused
from shared.records import CorrectiveAction, CorrectiveEvidence, JournalLine
from shared.rules.admin import people as hiring
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.complaints import handling, sight, states
from shared.rules.corrective import actions, evidence, lists
from shared.rules.corrective.view import CLOSED, DONE
from tests.complaint_book import people, reported
from tests.corrective import photo
from tests.shared.rules.corrective.test_way import planned, problem

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.clause("11.7")


@pytest.fixture
def who(office):
    return people()


@pytest.fixture
def plan(who):
    one = actions.issue(problem(), who.bambang)
    return actions.plan(one.id, planned(who), who.bambang)


def attached(one, by, data=None):
    return actions.attach(one.id, data or photo(), "image/jpeg", by)


def row(one):
    return CorrectiveAction.get_by_id(one.id)


def kept():
    return sorted((here().settings.data / "evidence").iterdir())


class TestCauses:
    """No plan without a cause."""

    @pytest.mark.parametrize(("whys", "causes"), [([], {}), ([" "], {"method": " "})])
    def test_without_any_the_plan_is_refused(self, who, whys, causes):
        one = actions.issue(problem(), who.bambang)
        with pytest.raises(Invalid) as refusal:
            actions.plan(one.id, planned(who, whys=whys, causes=causes), who.bambang)
        assert refusal.value.code == "causes"

    @pytest.mark.parametrize(("whys", "causes"), [(["Satu loket."], {}), ([], {"tool": "Rusak"})])
    def test_one_of_either_kind_is_enough(self, who, whys, causes):
        one = actions.issue(problem(), who.bambang)
        assert actions.plan(one.id, planned(who, whys=whys, causes=causes), who.bambang)


class TestFiles:
    """What shows it: at least one file, sealed, for its readers alone."""

    def test_a_sentence_alone_is_no_evidence(self, who, plan):
        with pytest.raises(Invalid) as refusal:
            actions.done(plan.id, "Sudah.", TODAY, who.sari)
        assert refusal.value.code == "evidence-file"
        attached(plan, who.sari)
        assert actions.done(plan.id, "Sudah.", TODAY, who.sari).state == DONE

    def test_it_is_read_as_it_was_given_and_lies_sealed(self, who, plan):
        data = photo()
        attached(plan, who.sari, data)
        (found,) = evidence.of(row(plan))
        assert (found.name, found.kind) == (f"{plan.number}-bukti-1.jpg", "image/jpeg")
        assert evidence.content(plan.number, found.id, who.bambang) == (found, data)
        (path,) = kept()
        assert data not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0

    def test_the_same_file_twice_and_one_too_many_are_refused(self, who, plan):
        data = photo()
        attached(plan, who.sari, data)
        with pytest.raises(Refused):
            attached(plan, who.sari, data)
        for _ in range(evidence.MOST - 1):
            attached(plan, who.sari)
        with pytest.raises(Refused):
            attached(plan, who.sari)

    @pytest.mark.parametrize(
        ("data", "kind"),
        [(b"", "image/png"), (b"<svg>", "image/svg+xml"), (b"x" * (10 * 2**20 + 1), "image/png")],
    )
    def test_other_kinds_are_refused(self, who, plan, data, kind):
        with pytest.raises(Invalid):
            actions.attach(plan.id, data, kind, who.sari)

    def test_a_wrong_file_is_taken_away_with_its_bytes_until_it_is_done(self, who, plan):
        attached(plan, who.sari)
        actions.detach(plan.id, evidence.of(row(plan))[0].id, who.sari)
        assert (evidence.of(row(plan)), kept()) == ([], [])
        attached(plan, who.sari)
        actions.done(plan.id, "Sudah.", TODAY, who.sari)
        last = evidence.of(row(plan))[0].id
        for press in (
            lambda: actions.detach(plan.id, last, who.sari),
            lambda: attached(plan, who.sari),
        ):
            with pytest.raises(Refused):
                press()

    def test_when_taking_it_away_fails_the_bytes_are_still_there(self, who, plan, monkeypatch):
        data = photo()
        attached(plan, who.sari, data)
        found = evidence.of(row(plan))[0].id

        def broken(*_):
            raise OSError("disk full")

        monkeypatch.setattr(actions, "_record", broken)
        with pytest.raises(OSError, match="disk full"):
            actions.detach(plan.id, found, who.sari)
        assert evidence.content(plan.number, found, who.bambang)[1] == data

    def test_one_of_another_action_is_not_reached_through_this_one(self, who, plan):
        attached(plan, who.sari)
        other = actions.issue(problem(), who.bambang)
        actions.plan(other.id, planned(who), who.bambang)
        found = evidence.of(row(plan))[0].id
        with pytest.raises(NotFound):
            evidence.content(other.number, found, who.bambang)
        with pytest.raises(NotFound):
            actions.detach(other.id, found, who.sari)

    def test_who_does_not_see_the_action_sees_no_evidence(self, who):
        complaint = reported(who)
        one = actions.issue(problem(complaint_id=complaint.id), who.bambang)
        actions.plan(one.id, planned(who), who.bambang)
        attached(one, who.sari)
        found = evidence.of(row(one))[0].id
        with pytest.raises(NotFound):
            evidence.content(one.number, found, who.tuti)
        handling.classify(complaint.id, states.SUPERVISORY, who.yusuf)
        for actor in (who.bambang, who.sari, who.rina):
            with pytest.raises(NotFound):
                evidence.content(one.number, found, actor)
            with pytest.raises(NotFound):
                attached(one, actor)
        assert evidence.content(one.number, found, who.yusuf)

    def test_what_a_crash_left_is_swept_and_nothing_else(self, who, plan, monkeypatch):
        attached(plan, who.sari)
        (path,) = kept()
        (path.parent / "9-left.sealed").write_bytes(b"x")
        monkeypatch.setattr("shared.rules.common.sealed_files._CRASH_SECONDS", -1)
        evidence.sweep()
        assert kept() == [path]

    def test_each_step_is_in_the_journal(self, who, plan):
        attached(plan, who.sari)
        actions.detach(plan.id, CorrectiveEvidence.get().id, who.sari)
        lines = JournalLine.select().where(JournalLine.subject == plan.number)
        assert [one.what for one in lines.order_by(JournalLine.sequence)][-2:] == [
            "corrective.attach",
            "corrective.detach",
        ]


class TestVerification:
    """It worked: said only once that could be seen."""

    def test_minutes_after_it_was_done_nobody_can_say_that_it_worked(self, who, plan, later):
        attached(plan, who.sari)
        one = actions.done(plan.id, "Sudah.", TODAY, who.sari)
        assert one.verify_from == TODAY + timedelta(days=14)
        for wait in (13, 1):  # the last day before it, too
            with pytest.raises(Refused) as refusal:
                actions.verify(plan.id, True, "Baik.", who.yusuf)
            assert refusal.value.code == "too-early"
            later(days=wait)
        assert actions.verify(plan.id, True, "Baik.", who.yusuf).state == CLOSED

    def test_whoever_is_responsible_does_not_judge_it_though_others_carried_it_out(
        self, who, plan, later
    ):
        """Sari, who has become secretary since."""
        attached(plan, who.bambang)
        actions.done(plan.id, "Sudah.", TODAY, who.bambang)
        hiring.set_roles("sari", [staff.SECRETARY])
        later(days=14)
        with pytest.raises(Refused) as refusal:
            actions.verify(plan.id, True, "Baik.", replace(who.sari, role=staff.SECRETARY))
        assert refusal.value.code == "same-person"
        assert actions.verify(plan.id, True, "Baik.", who.yusuf).state == CLOSED

    def test_a_later_day_of_the_plan_holds(self, who, later):
        one = actions.issue(problem(), who.bambang)
        wish = planned(who, verify_from=date(2027, 1, 4))
        actions.plan(one.id, wish, who.bambang)
        attached(one, who.sari)
        assert actions.done(one.id, "Sudah.", TODAY, who.sari).verify_from == date(2027, 1, 4)

    def test_done_later_than_planned_it_is_judged_later_too(self, who, later):
        one = actions.issue(problem(), who.bambang)
        wish = planned(who, verify_from=date(2026, 12, 1))
        actions.plan(one.id, wish, who.bambang)
        later(days=30)
        attached(one, who.sari)
        done = actions.done(one.id, "Sudah.", date(2026, 12, 23), who.sari)
        assert done.verify_from == date(2027, 1, 6)

    def test_before_the_deadline_no_day_of_verification_can_be_planned(self, who):
        one = actions.issue(problem(), who.bambang)
        with pytest.raises(Invalid) as refusal:
            actions.plan(one.id, planned(who, verify_from=TODAY), who.bambang)
        assert refusal.value.code == "verify-from"

    def test_that_it_did_not_work_is_said_at_once_and_one_follows(self, who, plan):
        attached(plan, who.sari)
        actions.done(plan.id, "Sudah.", TODAY, who.sari)
        assert actions.verify(plan.id, False, "Masih lama.", who.yusuf).state == CLOSED
        newest = lists.actions(sight.reader(who.yusuf.staff_id))[0]
        assert (newest.follows, newest.verify_from) == (plan.number, None)
        assert evidence.of(row(newest)) == []


class TestEach:
    """Files of two actions, each with its own place, kind, size and hand."""

    def test_they_are_told_in_the_order_in_which_they_came(self, who, plan):
        other = actions.issue(problem(), who.bambang)
        actions.plan(other.id, planned(who), who.bambang)
        attached(other, who.sari)
        data = [b"%PDF-1", b"png", b"jpeg12"]
        kinds = ("application/pdf", "image/png", "image/jpeg")
        for one, kind, by in zip(data, kinds, (who.sari, who.bambang, who.sari), strict=True):
            actions.attach(plan.id, one, kind, by)
        told = evidence.of(row(plan))
        assert [(one.name, one.size, one.kind, one.added_by) for one in told] == [
            (f"{plan.number}-bukti-1.pdf", 6, "application/pdf", "Sari Percobaan"),
            (f"{plan.number}-bukti-2.png", 3, "image/png", "Bambang Percobaan"),
            (f"{plan.number}-bukti-3.jpg", 6, "image/jpeg", "Sari Percobaan"),
        ]
        found = [evidence.content(plan.number, one.id, who.bambang)[1] for one in told]
        assert found == data
        actions.detach(plan.id, told[1].id, who.sari)
        assert [one.id for one in evidence.of(row(plan))] == [told[0].id, told[2].id]
        assert len(evidence.of(row(other))) == 1
        with pytest.raises(NotFound):
            actions.detach(plan.id, 999, who.sari)
        with pytest.raises(NotFound):
            evidence.content(plan.number, 999, who.sari)

    @pytest.mark.parametrize(("more", "fits"), [(0, True), (1, False)])
    def test_a_file_of_ten_mebibytes_is_the_largest(self, who, plan, monkeypatch, more, fits):
        assert evidence.LARGEST == 10 * 2**20
        monkeypatch.setattr(evidence, "LARGEST", 100)
        data = b"x" * (100 + more)
        if fits:
            assert actions.attach(plan.id, data, "image/png", who.sari)
            return
        with pytest.raises(Invalid) as refusal:
            actions.attach(plan.id, data, "image/png", who.sari)
        assert refusal.value.code == "evidence-kind"

    def test_eight_and_no_more_and_the_same_only_once_of_each_action(self, who, plan):
        other = actions.issue(problem(), who.bambang)
        actions.plan(other.id, planned(who), who.bambang)
        for one in (plan, other):
            for place in range(8):
                actions.attach(one.id, bytes([place]), "image/png", who.sari)
        for data, code in ((b"new", "evidence-most"), (b"\1", "evidence-twice")):
            with pytest.raises(Refused) as refusal:
                actions.attach(plan.id, data, "image/png", who.sari)
            assert refusal.value.code == code
