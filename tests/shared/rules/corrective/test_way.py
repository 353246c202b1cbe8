"""Corrective action: cause, plan, done, verified by somebody else, or a new one (11.7)."""

from datetime import date
from uuid import uuid4

import pytest

from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.rules.complaints import handling, sight, states
from shared.rules.corrective import actions, lists
from shared.rules.corrective.view import CLOSED, DONE, OPEN, PLANNED
from tests.complaint_book import entered, people, reported

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.clause("11.7")


@pytest.fixture
def who(office):
    return people()


def problem(**other):
    usual = {
        "touch": str(uuid4()),
        "source": "complaint",
        "problem": "Antrean lama tiap Senin.",
        "severity": "minor",
        "unit": "PELAYANAN",
    }
    return actions.Problem(**{**usual, **other})


def planned(who, **other):
    usual = {
        "owner_id": who.sari.staff_id,
        "due_on": date(2026, 12, 1),
        "corrective": "Buka loket kedua.",
        "whys": ["Satu loket saja."],
        "causes": {"method": "Jadwal"},
    }
    return actions.Plan(**{**usual, **other})


def carried_out(who):
    one = actions.issue(problem(), who.bambang)
    actions.plan(one.id, planned(who), who.bambang)
    return actions.done(one.id, "Foto jadwal baru.", TODAY, who.sari)


def test_it_goes_from_problem_to_verified(who):
    one = actions.issue(problem(), who.bambang)
    assert (one.number, one.state) == ("PTPP-2026-001", OPEN)
    assert actions.plan(one.id, planned(who), who.bambang).state == PLANNED
    assert actions.done(one.id, "Foto jadwal baru.", TODAY, who.sari).state == DONE
    ended = actions.verify(one.id, True, "Antrean memendek.", who.yusuf)
    assert (ended.state, ended.effective, ended.verified_by) == (CLOSED, True, "Yusuf Percobaan")


def test_pressing_twice_asks_once(who):
    asked = problem()
    assert actions.issue(asked, who.bambang).id == actions.issue(asked, who.bambang).id


def test_nobody_verifies_their_own(who):
    one = actions.issue(problem(), who.bambang)
    actions.plan(one.id, planned(who, owner_id=who.yusuf.staff_id), who.bambang)
    actions.done(one.id, "Selesai.", TODAY, who.yusuf)
    with pytest.raises(Refused) as refusal:
        actions.verify(one.id, True, "Baik.", who.yusuf)
    assert refusal.value.code == "same-person"
    assert actions.verify(one.id, True, "Baik.", who.ratih).state == CLOSED


def test_whoever_wrote_it_down_as_done_does_not_verify_it(who):
    one = actions.issue(problem(), who.bambang)
    actions.plan(one.id, planned(who), who.yusuf)
    actions.done(one.id, "Selesai.", TODAY, who.yusuf)
    with pytest.raises(Refused) as refusal:
        actions.verify(one.id, True, "Baik.", who.yusuf)
    assert refusal.value.code == "same-person"
    assert actions.verify(one.id, True, "Baik.", who.ratih).state == CLOSED


def test_whoever_asked_for_it_may_verify_it(who):
    one = actions.issue(problem(), who.yusuf)
    actions.plan(one.id, planned(who), who.bambang)
    actions.done(one.id, "Selesai.", TODAY, who.sari)
    assert actions.verify(one.id, True, "Baik.", who.yusuf).state == CLOSED


def test_what_follows_from_one_that_did_not_work_can_be_ended_too(who):
    one = carried_out(who)
    actions.verify(one.id, False, "Masih lama.", who.ratih)
    again = lists.actions(sight.reader(who.ratih.staff_id))[0]
    actions.plan(again.id, planned(who, owner_id=who.yusuf.staff_id), who.bambang)
    with pytest.raises(NotAllowed):
        actions.done(again.id, "Selesai.", TODAY, who.ratih)
    actions.done(again.id, "Selesai.", TODAY, who.yusuf)
    assert actions.verify(again.id, True, "Baik.", who.ratih).state == CLOSED


def test_what_did_not_work_is_followed_by_a_new_one(who):
    one = carried_out(who)
    actions.verify(one.id, False, "Antrean masih lama.", who.yusuf)
    newest = lists.actions(sight.reader(who.bambang.staff_id))[0]
    assert (newest.number, newest.follows, newest.state) == ("PTPP-2026-002", one.number, OPEN)


def test_a_step_out_of_turn_is_refused(who):
    one = actions.issue(problem(), who.bambang)
    with pytest.raises(Refused):
        actions.verify(one.id, True, "Baik.", who.yusuf)


def test_only_heads_and_overseers_issue(who):
    for actor in (who.rina, who.sari, who.dewi, who.agus):
        with pytest.raises(NotAllowed):
            actions.issue(problem(), actor)


def test_another_section_does_not_see_it(who):
    one = actions.issue(problem(), who.bambang)
    assert lists.actions(sight.reader(who.tuti.staff_id)) == []
    with pytest.raises(NotFound):
        actions.plan(one.id, planned(who), who.tuti)


def test_one_from_a_guarded_complaint_is_guarded(who):
    secret = entered(topic="UANG")
    actions.issue(problem(complaint_id=secret.id), who.yusuf)
    assert lists.actions(sight.reader(who.bambang.staff_id)) == []
    assert len(lists.actions(sight.reader(who.ratih.staff_id))) == 1


def test_one_of_a_complaint_that_becomes_guarded_is_guarded_from_then_on(who):
    complaint = reported(who)
    one = actions.issue(problem(complaint_id=complaint.id), who.bambang)
    actions.plan(one.id, planned(who), who.bambang)
    handling.classify(complaint.id, states.SUPERVISORY, who.yusuf)
    for actor in (who.bambang, who.sari, who.rina):
        reader = sight.reader(actor.staff_id)
        assert (lists.actions(reader), lists.tasks(reader)) == ([], [])
        with pytest.raises(NotFound):
            lists.by_id(one.id, actor)
    assert lists.by_id(one.id, who.yusuf).guarded
    handling.classify(complaint.id, states.ORDINARY, who.yusuf)
    assert lists.by_id(one.id, who.bambang).number == one.number


def test_one_of_a_complaint_about_the_secretary_is_not_shown_to_them(who):
    complaint = entered(topic="UANG")
    one = actions.issue(problem(complaint_id=complaint.id), who.yusuf)
    handling.classify(complaint.id, states.SUPERVISORY, who.ratih, about_staff=who.yusuf.staff_id)
    with pytest.raises(NotFound):
        lists.by_id(one.id, who.yusuf)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"owner_id": 999}, "owner"),
        ({"due_on": date(2026, 11, 22)}, "due-on"),
        ({"corrective": " "}, "text"),
        ({"causes": {"luck": "x"}}, "causes"),
    ],
)
def test_a_plan_must_be_whole(who, change, code):
    one = actions.issue(problem(), who.bambang)
    with pytest.raises(Invalid) as refusal:
        actions.plan(one.id, planned(who, **change), who.bambang)
    assert refusal.value.code == code


def test_the_same_category_three_times_asks_for_a_cause(who):
    reader = sight.reader(who.bambang.staff_id)
    for _ in range(2):
        reported(who)
    assert lists.suggestions(reader) == []
    reported(who)
    assert [(one.category, one.times) for one in lists.suggestions(reader)] == [("WAKTU", 3)]
    actions.issue(problem(category="WAKTU"), who.bambang)
    assert lists.suggestions(reader) == []


@pytest.mark.parametrize("topic", ["UANG", "LAMA"])
def test_three_in_the_whole_office_are_shown_to_whoever_oversees_it(who, topic):
    for _ in range(3):
        entered(topic=topic)
    for actor in (who.yusuf, who.ratih):
        found = lists.suggestions(sight.reader(actor.staff_id))
        assert [(one.times, one.unit) for one in found] == [(3, "")]
    assert lists.suggestions(sight.reader(who.bambang.staff_id)) == []


def test_three_in_three_sections_are_shown_to_whoever_oversees_them(who):
    for unit in ("PELAYANAN", "KESRA", "PELAYANAN"):
        reported(who, unit=unit)
    assert lists.suggestions(sight.reader(who.bambang.staff_id)) == []
    assert [one.times for one in lists.suggestions(sight.reader(who.ratih.staff_id))] == [3]


def test_an_action_that_may_not_be_seen_takes_nothing_away(who):
    for _ in range(3):
        one = reported(who)
    secret = reported(who)
    handling.classify(secret.id, states.SUPERVISORY, who.yusuf)
    actions.issue(problem(complaint_id=secret.id), who.yusuf)
    reader = sight.reader(who.bambang.staff_id)
    assert [one.times for one in lists.suggestions(reader)] == [3]
    actions.issue(problem(complaint_id=one.id), who.bambang)
    assert lists.suggestions(reader) == []


@pytest.mark.parametrize("day", [date(2001, 1, 1), date(2026, 11, 22), date(2026, 11, 24)])
def test_it_is_carried_out_between_its_issue_and_today(who, day):
    one = actions.issue(problem(), who.bambang)
    actions.plan(one.id, planned(who), who.bambang)
    with pytest.raises(Invalid) as refusal:
        actions.done(one.id, "Foto jadwal.", day, who.sari)
    assert refusal.value.code == "done-on"


def test_it_is_late_after_its_day(who, later):
    one = actions.issue(problem(), who.bambang)
    actions.plan(one.id, planned(who, due_on=TODAY), who.bambang)
    later(days=1)
    assert lists.by_id(one.id, who.bambang).late


def test_a_head_of_section_asks_it_of_their_own_section(who):
    with pytest.raises(NotAllowed):
        actions.issue(problem(unit="KESRA"), who.bambang)
    assert actions.issue(problem(unit="KESRA"), who.tuti).unit == "KESRA"
    assert actions.issue(problem(unit="KESRA"), who.yusuf).unit == "KESRA"


def test_whoever_must_act_sees_it_among_their_tasks(who):
    one = actions.issue(problem(), who.bambang)
    reader = sight.reader(who.sari.staff_id)
    head = sight.reader(who.bambang.staff_id)
    assert (lists.tasks(reader), [task.number for task in lists.tasks(head)]) == ([], [one.number])
    actions.plan(one.id, planned(who), who.bambang)
    assert lists.tasks(head) == []
    assert [task.number for task in lists.tasks(reader)] == [one.number]
    actions.done(one.id, "Foto jadwal.", TODAY, who.sari)
    assert lists.tasks(reader) == []
