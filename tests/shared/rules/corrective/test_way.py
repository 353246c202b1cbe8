"""Corrective action: cause, plan, done, verified by somebody else, or a new one (11.7)."""

from datetime import date
from uuid import uuid4

import pytest

from shared.errors import Invalid, NotAllowed, NotFound, Refused
from shared.records import CorrectiveAction, JournalLine
from shared.rules.admin import people as hiring
from shared.rules.complaints import handling, sight, states
from shared.rules.corrective import actions, allowed, detail, lists, papers
from shared.rules.corrective.view import CLOSED, DONE, OPEN, PLANNED, number_text
from tests import corrective as hands
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
    return hands.carried_out(one.id, who.sari, "Foto jadwal baru.", long_ago=True)


def test_it_goes_from_problem_to_verified(who):
    one = actions.issue(problem(), who.bambang)
    assert (one.number.rpartition("-")[0], one.state) == ("PTPP-2026", OPEN)
    assert actions.plan(one.id, planned(who), who.bambang).state == PLANNED
    carried = hands.carried_out(one.id, who.sari, long_ago=True)
    assert carried.state == DONE
    ended = actions.verify(one.id, True, "Antrean memendek.", who.yusuf)
    assert (ended.state, ended.effective, ended.verified_by) == (CLOSED, True, "Yusuf Percobaan")


def test_pressing_twice_asks_once(who):
    asked = problem()
    assert actions.issue(asked, who.bambang).id == actions.issue(asked, who.bambang).id


def test_nobody_verifies_their_own(who):
    one = actions.issue(problem(), who.bambang)
    actions.plan(one.id, planned(who, owner_id=who.yusuf.staff_id), who.bambang)
    hands.carried_out(one.id, who.yusuf, long_ago=True)
    with pytest.raises(Refused) as refusal:
        actions.verify(one.id, True, "Baik.", who.yusuf)
    assert refusal.value.code == "same-person"
    assert actions.verify(one.id, True, "Baik.", who.ratih).state == CLOSED


def test_whoever_wrote_it_down_as_done_does_not_verify_it(who):
    one = actions.issue(problem(), who.bambang)
    actions.plan(one.id, planned(who), who.yusuf)
    hands.carried_out(one.id, who.yusuf, long_ago=True)
    with pytest.raises(Refused) as refusal:
        actions.verify(one.id, True, "Baik.", who.yusuf)
    assert refusal.value.code == "same-person"
    assert actions.verify(one.id, True, "Baik.", who.ratih).state == CLOSED


def test_whoever_asked_for_it_may_verify_it(who):
    one = actions.issue(problem(), who.yusuf)
    actions.plan(one.id, planned(who), who.bambang)
    hands.carried_out(one.id, who.sari, long_ago=True)
    assert actions.verify(one.id, True, "Baik.", who.yusuf).state == CLOSED


def test_what_follows_from_one_that_did_not_work_can_be_ended_too(who):
    one = carried_out(who)
    actions.verify(one.id, False, "Masih lama.", who.ratih)
    again = lists.actions(sight.reader(who.ratih.staff_id))[0]
    actions.plan(again.id, planned(who, owner_id=who.yusuf.staff_id), who.bambang)
    with pytest.raises(NotAllowed):
        actions.done(again.id, "Selesai.", TODAY, who.ratih)
    hands.carried_out(again.id, who.yusuf, long_ago=True)
    assert actions.verify(again.id, True, "Baik.", who.ratih).state == CLOSED


def test_what_did_not_work_is_followed_by_a_new_one(who):
    one = carried_out(who)
    actions.verify(one.id, False, "Antrean masih lama.", who.yusuf)
    newest = lists.actions(sight.reader(who.bambang.staff_id))[0]
    assert (newest.follows, newest.state) == (one.number, OPEN)


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
    hands.carried_out(one.id, who.sari)
    assert lists.tasks(reader) == []


def test_every_step_is_signed_journaled_and_told_to_the_screens(who, rung):
    complaint = reported(who)
    other = actions.issue(problem(complaint_id=complaint.id), who.bambang)
    rung.clear()
    one = actions.issue(problem(complaint_id=complaint.id), who.bambang)
    heads, counter = sight.reader(who.bambang.staff_id), sight.reader(who.sari.staff_id)

    def made(step, *rest):
        assert rung == ["complaints"]
        rung.clear()
        return step(one.id, *rest)

    made(actions.plan, planned(who), who.bambang)
    made(actions.attach, hands.photo(), "image/jpeg", who.sari)
    made(actions.attach, hands.photo(), "image/jpeg", who.sari)
    [first, _] = detail.of(one.number, counter).files
    made(actions.detach, first.id, who.sari)
    made(actions.done, "Loket kedua buka.", TODAY, who.sari)
    made(actions.verify, False, "Antrean masih lama.", who.yusuf)
    told = detail.of(one.number, heads)
    assert [(step.what, step.name, step.role, step.text) for step in told.steps] == [
        ("issue", "Bambang Percobaan", who.bambang.role, "Antrean lama tiap Senin."),
        ("plan", "Bambang Percobaan", who.bambang.role, "Buka loket kedua."),
        ("attach", "Sari Percobaan", who.sari.role, ""),
        ("attach", "Sari Percobaan", who.sari.role, ""),
        ("detach", "Sari Percobaan", who.sari.role, ""),
        ("do", "Sari Percobaan", who.sari.role, "Loket kedua buka."),
        ("verify", "Yusuf Percobaan", who.yusuf.role, "Antrean masih lama."),
    ]
    whats = [line.what for line in JournalLine.select().where(JournalLine.subject == one.number)]
    assert whats == [f"corrective.{step.what}" for step in told.steps]
    next_one = CorrectiveAction.get(CorrectiveAction.follows_id == one.id)
    follows = number_text(next_one.year, next_one.number)
    assert (len(told.files), told.complaint, told.followed_by) == (
        1,
        complaint.number,
        follows,
    )
    assert [step.what for step in detail.of(other.number, heads).steps] == ["issue"]
    assert detail.of(follows, heads).one.follows == one.number
    assert lists.by_id(other.id, who.bambang).follows == ""


def test_what_was_planned_is_read_as_it_was_written(who):
    actions.issue(problem(), who.bambang)
    one = actions.issue(problem(category=""), who.bambang)
    full = {
        "whys": [" Satu loket saja. ", " "],
        "causes": {"method": " Jadwal ", "tool": " "},
        "correction": " Pindah loket. ",
        "corrected_on": TODAY,
        "preventive": " Jadwal baru. ",
        "verify_from": date(2026, 12, 1),
    }
    seen = actions.plan(one.id, planned(who, **full), who.bambang)
    assert (seen.whys, seen.causes) == (("Satu loket saja.",), {"method": "Jadwal"})
    assert (seen.correction, seen.corrected_on) == ("Pindah loket.", TODAY)
    assert (seen.corrective, seen.preventive) == ("Buka loket kedua.", "Jadwal baru.")
    assert (seen.owner, seen.due_on) == ("Sari Percobaan", date(2026, 12, 1))
    assert (seen.late, seen.verify_from) == (False, date(2026, 12, 1))
    bare = actions.plan(one.id, planned(who, correction=" ", preventive=" "), who.bambang)
    assert (bare.correction, bare.preventive, bare.verify_from) == ("", "", None)
    row = CorrectiveAction.get_by_id(one.id)
    assert (row.correction, row.preventive, row.category) == (None, None, None)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"source": "rumour"}, "source"),
        ({"severity": "awful"}, "severity"),
        ({"unit": "ANTARIKSA"}, "unit"),
        ({"problem": " "}, "text"),
    ],
)
def test_a_problem_is_told_whole_or_refused(who, change, code):
    with pytest.raises(Invalid) as refusal:
        actions.issue(problem(**change), who.yusuf)
    assert refusal.value.code == code


def test_it_is_late_from_the_day_after_until_it_was_done(who, later):
    late = {}
    for name in ("planned", "open", "done"):
        late[name] = actions.issue(problem(), who.bambang).id
    for name in ("planned", "done"):
        actions.plan(late[name], planned(who, due_on=TODAY), who.bambang)

    def told():
        return [lists.by_id(one, who.bambang).late for one in late.values()]

    assert told() == [False, False, False]
    later(days=1)
    assert told() == [True, False, True]
    hands.carried_out(late["done"], who.sari)
    assert told() == [True, False, False]


def test_whoever_may_not_attach_is_told_before_a_file_is_sent(who):
    one = actions.issue(problem(), who.bambang)
    with pytest.raises(Refused):
        actions.require_attaching(one.id, who.bambang)
    actions.plan(one.id, planned(who), who.bambang)
    actions.require_attaching(one.id, who.sari)
    with pytest.raises(NotFound):
        actions.require_attaching(one.id, who.dewi)


def test_the_page_tells_its_reader_whether_another_must_judge(who):
    other = carried_out(who)
    one = carried_out(who)
    for actor, may in ((who.yusuf, {"verify"}), (who.bambang, set())):
        told = detail.of(one.number, sight.reader(actor.staff_id))
        assert (told.judged_by_another, told.may, told.too_early) == (False, may, False)
    again = actions.issue(problem(), who.yusuf)
    actions.plan(again.id, planned(who, owner_id=who.yusuf.staff_id), who.yusuf)
    hands.carried_out(again.id, who.yusuf)
    told = detail.of(again.number, sight.reader(who.yusuf.staff_id))
    assert (told.judged_by_another, told.may, told.too_early) == (True, frozenset(), True)
    assert detail.of(other.number, sight.reader(who.yusuf.staff_id)).followed_by == ""


def test_the_number_of_a_complaint_that_was_written_is_looked_up(who):
    reported(who)
    complaint = reported(who)
    assert actions.complaint_id(" ", who.bambang) is None
    assert actions.complaint_id(complaint.number, who.bambang) == complaint.id
    for wrong, by in (("PGD-1999-001", who.bambang), (complaint.number, who.tuti)):
        with pytest.raises(Invalid) as refusal:
            actions.complaint_id(wrong, by)
        assert refusal.value.code == "complaint"


def test_the_register_narrows_down_by_state_and_tells_the_verdict(who):
    ended = carried_out(who)
    actions.verify(ended.id, True, "Antrean memendek.", who.yusuf)
    first, second = actions.issue(problem(), who.bambang), actions.issue(problem(), who.bambang)
    actions.plan(second.id, planned(who), who.bambang)
    reader = sight.reader(who.bambang.staff_id)
    found = {
        state: [one.number for one in lists.actions(reader, state)]
        for state in ("", OPEN, PLANNED, DONE, CLOSED)
    }
    assert found == {
        "": [second.number, first.number, ended.number],
        OPEN: [first.number],
        PLANNED: [second.number],
        DONE: [],
        CLOSED: [ended.number],
    }
    verdicts = {one.number: one.verdict for one in lists.actions(reader)}
    assert verdicts == {ended.number: "Antrean memendek.", first.number: "", second.number: ""}


# What each may do now: plan, do, judge; by state and by whom.
STEPS = {
    "open": ({"plan"}, set(), {"plan"}, {"plan"}),
    "planned": ({"plan", "do"}, {"do"}, {"plan", "do"}, {"plan", "do"}),
    "planned for the secretary": ({"plan", "do"}, set(), {"plan", "do"}, {"plan"}),
    "done": (set(), set(), {"verify"}, {"verify"}),
    "done by the secretary": (set(), set(), set(), {"verify"}),
    "closed": (set(), set(), set(), set()),
}


@pytest.mark.parametrize("state", STEPS)
def test_each_step_is_offered_to_whose_it_is_now(who, state):
    other = actions.issue(problem(), who.bambang)
    one = actions.issue(problem(), who.bambang)
    for each in (other, one):
        owner = who.yusuf if "secretary" in state else who.sari
        if state != "open":
            actions.plan(each.id, planned(who, owner_id=owner.staff_id), who.bambang)
        if state.startswith(("done", "closed")):
            hands.carried_out(each.id, owner, long_ago=True)
    if state == "closed":
        actions.verify(one.id, True, "Baik.", who.yusuf)
    row = CorrectiveAction.get_by_id(one.id)
    found = []
    for by in (who.bambang, who.sari, who.yusuf, who.ratih):
        refusals = allowed.refusals(row, sight.reader(by.staff_id))
        assert set(refusals) == {"plan", "do", "verify"}
        found.append({step for step, refusal in refusals.items() if refusal is None})
    assert tuple(found) == STEPS[state]
    waits = {"verify"} <= STEPS[state][3]
    for by, may in ((who.yusuf, STEPS[state][2]), (who.ratih, STEPS[state][3])):
        told = [each.id for each in lists.to_verify(sight.reader(by.staff_id))]
        mine = [one.id, other.id] if state.startswith("done") and may else []
        assert told == (mine if state != "closed" else [other.id])
    assert waits == state.startswith("done")
    assert lists.to_verify(sight.reader(who.bambang.staff_id)) == []


def test_who_wrote_each_of_them_down_as_done(who):
    rows = []
    for by in (who.sari, who.yusuf):
        one = actions.issue(problem(), who.bambang)
        actions.plan(one.id, planned(who), who.yusuf)
        hands.carried_out(one.id, by)
        rows.append(CorrectiveAction.get_by_id(one.id))
    waits = CorrectiveAction.get_by_id(actions.issue(problem(), who.bambang).id)
    expected = {rows[0].id: who.sari.staff_id, rows[1].id: who.yusuf.staff_id}
    assert allowed.carried_out([*rows, waits]) == expected
    assert allowed.carried_out(rows[:1]) == {rows[0].id: who.sari.staff_id}


@pytest.mark.parametrize(
    ("name", "unit", "may"),
    [
        ("yusuf", "", True),
        ("ratih", "KESRA", True),
        ("bambang", "", True),
        ("bambang", "PELAYANAN", True),
        ("bambang", "KESRA", False),
        ("tuti", "", True),
        ("tuti", "KESRA", True),
        ("rina", "", False),
        ("sari", "PELAYANAN", False),
    ],
)
def test_who_asks_for_corrective_action_of_which_section(who, name, unit, may):
    assert allowed.issues(sight.reader(getattr(who, name).staff_id), unit) == may


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"due_on": TODAY}, None),
        ({"whys": ["Sebab."] * 5}, None),
        ({"whys": ["Sebab."] * 6}, "causes"),
        ({"whys": [], "causes": {"method": "Jadwal", "tool": " "}}, None),
        ({"whys": [" ", "Sebab."], "causes": {}}, None),
        ({"verify_from": date(2026, 12, 1)}, None),
        ({"verify_from": date(2026, 11, 30)}, "verify-from"),
        ({"corrective": "x" * 2000}, None),
        ({"corrective": "x" * 2001}, "text"),
    ],
)
def test_a_plan_holds_to_its_limits(who, change, code):
    one = actions.issue(problem(), who.bambang)
    if code is None:
        assert actions.plan(one.id, planned(who, **change), who.bambang).state == PLANNED
        return
    with pytest.raises(Invalid) as refusal:
        actions.plan(one.id, planned(who, **change), who.bambang)
    assert (refusal.value.code, lists.by_id(one.id, who.bambang).state) == (code, OPEN)


def test_whoever_left_the_office_is_responsible_for_nothing(who):
    one = actions.issue(problem(), who.bambang)
    hiring.set_active("sari", False)
    with pytest.raises(Invalid) as refusal:
        actions.plan(one.id, planned(who), who.bambang)
    assert refusal.value.code == "owner"


def test_what_follows_has_all_of_the_first_but_what_was_planned(who):
    secret = entered(topic="UANG")
    asked = {"category": "WAKTU", "severity": "major", "source": "incident", "unit": "KESRA"}
    plain = actions.issue(problem(**asked), who.yusuf)
    guarded = actions.issue(problem(complaint_id=secret.id), who.yusuf)
    for one in (plain, guarded):
        owner = planned(who, owner_id=who.ratih.staff_id, preventive="Jadwal.")
        actions.plan(one.id, owner, who.yusuf)
        hands.carried_out(one.id, who.ratih)
        actions.verify(one.id, False, "Masih.", who.yusuf)
        row = CorrectiveAction.get(CorrectiveAction.follows_id == one.id)
        first = CorrectiveAction.get_by_id(one.id)
        for name in ("source", "complaint_id", "category", "guarded", "about_unit", "about_staff"):
            assert getattr(row, name) == getattr(first, name)
        for name in ("unit", "problem", "severity", "whys", "causes"):
            assert getattr(row, name) == getattr(first, name)
        assert (row.owner_id, row.corrective, row.preventive, row.due_on) == (None,) * 4
        assert (row.state, row.issued_by, first.effective) == (OPEN, "yusuf", False)
    assert (row.guarded, row.about_unit, row.category) == (True, "PELAYANAN", "PUNGLI")


def test_on_the_first_day_it_may_be_judged_and_on_the_one_before_it_is_too_early(who):
    assert actions.too_early(date(2026, 11, 24))
    assert not actions.too_early(TODAY)
    assert not actions.too_early(date(2026, 11, 22))
    assert not actions.too_early(None)


def test_tasks_come_by_their_day_and_only_of_those_that_are_theirs(who, later):
    ids = {}
    for name, unit, by in (
        ("late", "PELAYANAN", who.bambang),
        ("soon", "PELAYANAN", who.bambang),
        ("other", "KESRA", who.tuti),
        ("open", "PELAYANAN", who.bambang),
    ):
        ids[name] = actions.issue(problem(unit=unit), by).id
        later(minutes=1)
    head = who.bambang.staff_id
    for name, day in (("late", date(2026, 12, 9)), ("soon", date(2026, 12, 1))):
        actions.plan(ids[name], planned(who, owner_id=head, due_on=day), who.bambang)
    elsewhere = planned(who, owner_id=head, due_on=date(2026, 12, 5))
    actions.plan(ids["other"], elsewhere, who.tuti)

    def told(by):
        names = {one: name for name, one in ids.items()}
        return [names[one.id] for one in lists.tasks(sight.reader(by.staff_id))]

    assert told(who.bambang) == ["open", "soon", "other", "late"]
    assert (told(who.tuti), told(who.sari), told(who.yusuf)) == ([], [], [])


def test_actions_of_a_complaint_are_told_newest_first_and_their_numbers_oldest_first(who, later):
    first, second = reported(who), reported(who)
    made = []
    for complaint in (first, second, first):
        made.append(actions.issue(problem(complaint_id=complaint.id), who.bambang))
        later(minutes=1)
    actions.issue(problem(), who.bambang)
    reader = sight.reader(who.bambang.staff_id)
    assert [one.id for one in lists.of_complaint(first.id, reader)] == [made[2].id, made[0].id]
    assert lists.numbers(reader) == {
        first.id: [made[0].number, made[2].number],
        second.id: [made[1].number],
    }
    assert lists.numbers(sight.reader(who.tuti.staff_id)) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [("{}", True), ("ptpp 2026 {n}", True), ("P-2026-{n}", False), ("PTPP-2025-{n}", False)],
)
def test_an_action_is_found_by_its_number(who, text, found):
    actions.issue(problem(), who.bambang)
    one = actions.issue(problem(), who.bambang)
    asked = text.format(one.number, n=one.number.split("-")[2])
    row = lists.by_number(asked, sight.reader(who.bambang.staff_id))
    assert (row is not None and row.id == one.id) == found
    assert lists.by_number(one.number, sight.reader(who.tuti.staff_id)) is None


def test_a_cause_is_asked_for_once_a_quarter_and_while_one_is_worked_on(who, later):
    reader = sight.reader(who.yusuf.staff_id)

    def told():
        return [(one.category, one.times, one.unit_name) for one in lists.suggestions(reader)]

    for _ in range(3):
        reported(who), entered(topic="SYARAT")
    reported(who)
    expected = [("PERSYARATAN", 3, ""), ("WAKTU", 4, "")]
    assert told() == expected
    one = actions.issue(problem(category="WAKTU"), who.bambang)
    assert told() == expected[:1]
    actions.plan(one.id, planned(who), who.bambang)
    hands.carried_out(one.id, who.sari, long_ago=True)
    actions.verify(one.id, True, "Baik.", who.yusuf)
    assert told() == expected[:1]  # closed, but asked in this quarter
    later(days=46)  # the next one
    assert told() == []
    for _ in range(3):
        reported(who)
    assert told() == [("WAKTU", 3, "")]
    assert [(one.unit, one.unit_name) for one in lists.suggestions(head(who))] == [
        ("PELAYANAN", "Seksi Pelayanan Umum")
    ]
    again = actions.issue(problem(category="WAKTU"), who.bambang)
    later(days=90)  # still open in the quarter after
    for _ in range(3):
        reported(who)
    assert told() == []
    assert lists.by_id(again.id, who.bambang).state == OPEN


def head(who):
    return sight.reader(who.bambang.staff_id)


def test_what_is_guarded_is_no_task_of_whoever_is_responsible(who):
    plain = actions.issue(problem(), who.bambang)
    secret = actions.issue(problem(complaint_id=entered(topic="UANG").id), who.yusuf)
    for one in (plain, secret):
        actions.plan(one.id, planned(who), who.yusuf)
    reader = sight.reader(who.sari.staff_id)
    assert [one.id for one in lists.actions(reader)] == [plain.id]
    assert lists.find(reader, CorrectiveAction.id == secret.id) is None
    assert {one.id for one in lists.actions(sight.reader(who.yusuf.staff_id))} == {
        plain.id,
        secret.id,
    }


def test_its_form_has_a_line_for_each_cause_and_the_names_of_its_files(who):
    one = actions.issue(problem(problem="Antrean.\n\nLama."), who.bambang)
    actions.plan(one.id, planned(who), who.bambang)
    hands.carried_out(one.id, who.sari)
    said = papers.form(one.number, who.bambang).said
    assert said.texts["problem"] == ["Antrean.", "Lama."]
    assert said.causes == [
        ("Manusia", ""),
        ("Metode", "Jadwal"),
        ("Alat", ""),
        ("Bahan", ""),
        ("Lingkungan", ""),
    ]
    assert said.files == [f"{one.number}-bukti-1.jpg"]
    assert (said.most_whys, said.states) == (
        5,
        ["Terbuka", "Rencana", "Dilaksanakan", "Ditutup"],
    )
    assert said.days["verified_at"] == ""
    with pytest.raises(NotFound):
        papers.form(one.number, who.tuti)


def test_whoever_is_responsible_reads_no_number_of_a_complaint_that_they_may_not_see(who):
    complaint = reported(who)
    one = actions.issue(problem(complaint_id=complaint.id), who.bambang)
    actions.plan(one.id, planned(who), who.bambang)
    told = {
        by.who: detail.of(one.number, sight.reader(by.staff_id)).complaint
        for by in (who.bambang, who.sari)
    }
    assert told == {"bambang": complaint.number, "sari": ""}


def test_a_row_says_what_it_has_and_nothing_of_what_it_has_not(who):
    one = actions.issue(problem(severity="potential", source="target", unit="KESRA"), who.yusuf)
    assert (one.source, one.severity, one.label, one.unit_name) == (
        *("Sasaran mutu tidak tercapai", "Potensi (observasi)"),
        *("Terbuka", "Seksi Kesejahteraan Sosial"),
    )
    texts = ("correction", "corrective", "preventive", "owner", "evidence", "verdict", "follows")
    assert [getattr(one, name) for name in (*texts, "verified_by")] == [""] * 8
    days = ("corrected_on", "owner_id", "due_on", "done_on", "verify_from", "verified_at")
    assert [getattr(one, name) for name in (*days, "effective", "complaint_id")] == [None] * 8
    assert (one.whys, one.causes, one.late, one.guarded) == ((), {}, False, False)
    assert one.issued_by == "Yusuf Percobaan"
