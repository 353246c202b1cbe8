"""Nobody buries a complaint: not the desk, not whom it is about; no tick stands for nothing."""

import pytest

from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import Complaint
from shared.rules.common import staff
from shared.rules.complaints import (
    detail,
    dues,
    entry,
    escalation,
    handling,
    papers,
    recap,
    sight,
    states,
)
from tests.complaint_book import closed, entered, people, reported, wish

pytestmark = pytest.mark.clause("11.5")
Q4 = (2026, 4)


@pytest.fixture
def who(office):
    return people()


def _row(one):
    return Complaint.get_by_id(one.id)


def _signs(one):
    """Of each deadline whether it was kept, in the order of the page."""
    return [due.done is not None for due in dues.table(_row(one), dues.soon())]


class TestBeforeTheReport:
    @pytest.mark.parametrize("step", [handling.archive, handling.refer])
    def test_the_desk_puts_nothing_away(self, who, step):
        one = entered(who.rina)
        said = ("DICABUT", "Dicabut.") if step is handling.archive else ("Dinas.",)
        with pytest.raises(NotAllowed):
            step(one.id, *said, who.rina)
        assert _row(one).state == states.RECORDED

    def test_the_secretary_and_the_camat_may(self, who):
        for by in (who.yusuf, who.ratih):
            gone = handling.archive(entered().id, "DICABUT", "Dicabut.", by)
            assert gone.state == states.ARCHIVED

    def test_asking_and_waiting_is_no_way_around_it(self, who, later):
        one = entered(who.rina)
        handling.ask(one.id, "Hari apa?", who.rina)
        later(days=31)
        escalation.sweep()
        assert _row(one).state == states.RECORDED
        with pytest.raises(Refused) as refusal:
            handling.ask(one.id, "Hari apa?", who.rina)
        assert refusal.value.code == "asked"
        later(days=5)
        escalation.sweep()
        assert _row(one).escalation > 0

    def test_what_was_reported_and_never_completed_is_archived_as_before(self, who, later):
        one = reported(who)
        handling.ask(one.id, "Hari apa?", who.bambang)
        later(days=31)
        escalation.sweep()
        assert _row(one).state == states.ARCHIVED


class TestDuplicate:
    def test_the_other_number_is_kept_and_shown(self, who):
        first, again = reported(who), reported(who)
        handling.archive(again.id, "SUDAH_ADA", "Sama.", who.bambang, other=first.number)
        seen = detail.of(again.number, _officer(who.bambang))
        assert (seen.same_as, seen.one.state) == (first.number, states.ARCHIVED)

    @pytest.mark.parametrize("other", ["", "x", "P-2026-1", "P-2027-12345"])
    def test_it_must_exist(self, who, other):
        with pytest.raises(Invalid) as refusal:
            handling.archive(reported(who).id, "SUDAH_ADA", "Sama.", who.bambang, other=other)
        assert refusal.value.code == "other"

    def test_it_is_another_one_and_not_in_the_archive_itself(self, who):
        first, again = reported(who), reported(who)
        for one, other in ((first, first), (first, again)):
            if other is again:
                handling.archive(again.id, "SUDAH_ADA", "Sama.", who.bambang, other=first.number)
            with pytest.raises(Invalid):
                handling.archive(one.id, "SUDAH_ADA", "Sama.", who.bambang, other=other.number)

    def test_one_that_may_not_be_seen_is_not_there(self, who):
        hidden = entered(topic="UANG")
        with pytest.raises(Invalid):
            handling.archive(
                reported(who).id, "SUDAH_ADA", "Sama.", who.bambang, other=hidden.number
            )

    def test_that_it_was_not_completed_only_the_system_says(self, who):
        with pytest.raises(Invalid):
            handling.archive(reported(who).id, states.LAPSED, "Lama.", who.bambang)


class TestReinstated:
    @pytest.mark.parametrize("before", [entered, reported])
    def test_it_stands_where_it_stood_and_its_deadlines_never_stopped(self, who, before, later):
        one = before() if before is entered else before(who)
        kept = _row(one)
        handling.archive(
            one.id, "DICABUT", "Dicabut.", who.yusuf if before is entered else who.bambang
        )
        later(days=2)
        handling.reinstate(one.id, "Pengadu tidak mencabutnya.", who.yusuf)
        row = _row(one)
        assert (row.state, row.closed_at, row.answer) == (kept.state, None, None)
        assert (row.due_at, row.replied_at) == (kept.due_at, None)

    def test_it_is_for_overseers_alone(self, who):
        one = handling.archive(reported(who).id, "DICABUT", "Dicabut.", who.bambang)
        for by in (who.bambang, who.rina):
            with pytest.raises((NotAllowed, NotFound)):
                handling.reinstate(one.id, "Keliru.", by)


class TestTicks:
    def test_none_stands_for_what_did_not_happen(self, who):
        one = entered()
        handling.archive(one.id, "DICABUT", "Dicabut.", who.yusuf)
        assert _signs(one) == [False, False, True, False]

    def test_each_stands_for_what_did(self, who):
        assert _signs(closed(who)) == [True, True, True, True]

    def test_what_waits_for_the_complainant_has_none(self, who):
        one = handling.ask(reported(who).id, "Hari apa?", who.bambang)
        table = dues.table(_row(one), dues.soon())
        assert [(due.done is not None, due.stands) for due in table] == [
            (True, False),
            (True, False),
            (True, False),
            (False, True),
        ]

    def test_late_is_no_tick(self, who, later):
        one = entered()
        later(days=3)
        handling.report(one.id, "PELAYANAN", who.rina)
        assert dues.table(_row(one), dues.soon())[0].late


class TestAccused:
    def test_conduct_goes_straight_to_those_who_oversee(self, who):
        one = entered(who.sari, topic="PETUGAS", text="Petugas membentak saya.")
        assert one.guarded
        seeing = [name for name, by in vars(who).items() if _sees(by, one)]
        assert seeing == ["yusuf", "ratih"]

    def test_nobody_writes_down_a_complaint_about_themselves(self, who):
        with pytest.raises(NotAllowed) as refusal:
            entry.enter(wish(about_staff=who.rina.staff_id), who.rina)
        assert refusal.value.code == "about-you"

    def test_whoever_wrote_it_down_has_no_paper_of_it_once_it_is_about_them(self, who):
        got = entry.enter(wish(topic="UANG"), who.rina)
        assert papers.receipt(got.complaint.number, who.rina, got.code)
        handling.classify(
            got.complaint.id, states.SUPERVISORY, who.ratih, about_staff=who.rina.staff_id
        )
        with pytest.raises(NotFound):
            papers.receipt(got.complaint.number, who.rina, got.code)

    @pytest.mark.parametrize("kind", [states.ORDINARY, states.SUGGESTION])
    def test_of_whatever_class_whoever_is_named_never_sees_it(self, who, kind):
        one = reported(who)
        handling.classify(one.id, kind, who.rina, about_staff=who.bambang.staff_id)
        assert _row(one).guarded
        assert [name for name, by in vars(who).items() if _sees(by, one)] == ["yusuf", "ratih"]
        handling.classify(one.id, kind, who.ratih, about_staff=0)
        assert not _row(one).guarded

    def test_an_accused_secretary_closes_nothing(self, who):
        one = entered(topic="PETUGAS", about_staff=who.yusuf.staff_id)
        steps = (
            lambda: handling.answer(one.id, "Baik.", who.yusuf),
            lambda: handling.archive(one.id, "DICABUT", "Dicabut.", who.yusuf),
            lambda: handling.close(one.id, who.yusuf),
            lambda: handling.classify(one.id, states.ORDINARY, who.yusuf),
        )
        for step in steps:
            with pytest.raises(NotFound):
                step()


class TestCounted:
    def test_what_was_archived_is_apart_and_what_no_head_saw_is_named(self, who, later):
        closed(who)
        for _ in range(2):
            handling.archive(entered().id, "DICABUT", "Dicabut.", who.yusuf)
        handling.archive(reported(who).id, "DICABUT", "Dicabut.", who.bambang)
        total = recap.of(*Q4).figures.total
        assert (total.received, total.finished, total.archived, total.running) == (4, 1, 3, 0)
        assert total.unreported == 2
        later(days=40)
        total = recap.of(*Q4).figures.total
        assert (total.due, total.on_time, total.late) == (1, 1, 0)


def _officer(actor):
    return next(one for one in staff.everybody() if one.id == actor.staff_id)


def _sees(by, one):
    who = sight.reader(by.staff_id)
    inside = not {by.role}.isdisjoint(sight.READERS)
    return inside and sight.find(Complaint.id == one.id, sight.visible(who)) is not None
