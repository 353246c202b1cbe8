"""What each seat works from."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared import clock
from shared.records import Application, ApplicationEvent
from shared.rules.applications import clock_runs, decisions, lists, process, states
from tests.kk import COUNTER, KASI, OPERATOR, accepted, all_seen, ready
from tests.kk import register as file_of
from tests.office import Later

pytestmark = pytest.mark.usefixtures("office")


def numbers(files) -> list[int]:
    return [int(one.number[-6:]) for one in files]


def test_each_file_stands_where_it_waits() -> None:
    file_of()
    proposed = file_of()
    all_seen(proposed)
    decisions.propose(proposed.id, COUNTER)
    accepted()
    ready()
    now = lists.inbox()
    assert numbers(now.lists["at_counter"]) == [1, 2]
    assert numbers(now.lists["to_decide"]) == [2]
    assert numbers(now.lists["with_operator"]) == [3]
    assert numbers(now.lists["ready"]) == [4]
    assert lists.ready_numbers() == ["KK-2026-000004"]


def test_due_today_and_late_follow_the_clock(later: Later) -> None:
    accepted()
    assert numbers(lists.inbox().lists["due_today"]) == []
    later(days=1)
    assert numbers(lists.inbox().lists["due_today"]) == [1]
    later(hours=8)
    now = lists.inbox()
    assert (numbers(now.lists["late"]), numbers(now.lists["unexplained"])) == ([1], [1])
    clock_runs.explain(now.lists["late"][0].id, "GANGGUAN_SIAK", None, KASI)
    assert numbers(lists.inbox().lists["unexplained"]) == []


def test_a_file_returned_before_the_decision_leaves_the_heads_list() -> None:
    file = file_of()
    all_seen(file)
    decisions.propose(file.id, COUNTER)
    decisions.give_back(file.id, "TIDAK_VALID", COUNTER, "nama ayah berbeda")
    assert lists.inbox().lists["to_decide"] == ()


MANY = 600


def many(state: str, *, days: int) -> None:
    """So many more files like the first one, in this state since so many days."""
    at = clock.now() - timedelta(days=days)
    usual = Application.select().dicts().get() | {"year": 2025, "state": state, "ready_at": at}
    del usual["id"]
    Application.insert_many(
        [usual | {"touch": str(uuid4()), "number": n} for n in range(1, MANY + 1)]
    ).execute()
    step = {
        "office": usual["office"],
        "at": at,
        "what": "return",
        "after": state,
        "who": "sari",
        "role": "petugas_loket",
    }
    if state == states.RETURNED:
        rows = Application.select(Application.id).where(Application.year == 2025)
        ApplicationEvent.insert_many([step | {"application_id": row.id} for row in rows]).execute()


@pytest.mark.parametrize("state", states.OPEN)
def test_no_list_loses_a_new_file_however_many_are_open(state: str) -> None:
    file_of()
    many(state, days=10)
    proposed, newest = file_of(), accepted()
    all_seen(proposed)
    decisions.propose(proposed.id, COUNTER)
    now = lists.inbox()
    assert proposed.id in {one.id for one in now.lists["at_counter"]}
    assert numbers(now.lists["to_decide"]) == [2]
    assert newest.id in {one.id for one in now.lists["with_operator"]}
    listed = {
        one.id
        for one in (*now.lists["at_counter"], *now.lists["with_operator"], *now.lists["ready"])
    }
    assert len(listed) == MANY + 3
    assert lists.older() == {"at_counter": 0, "ready": 0}


@pytest.mark.parametrize(("state", "name"), [("returned", "at_counter"), ("ready", "ready")])
def test_what_waits_for_its_citizen_for_long_is_counted_and_not_listed(
    state: str, name: str
) -> None:
    file_of()
    many(state, days=91)
    assert lists.older() == {"at_counter": 0, "ready": 0} | {name: MANY}
    assert len(lists.inbox().lists["at_counter"]) == 1
    assert lists.inbox().lists["ready"] == ()


def test_a_file_received_long_ago_is_listed_since_it_was_returned(later: Later) -> None:
    file = file_of()
    later(days=100)
    decisions.give_back(file.id, "TIDAK_LENGKAP", COUNTER)
    assert [one.id for one in lists.inbox().lists["at_counter"]] == [file.id]


def test_why_a_file_was_late_is_asked_however_long_its_kk_has_waited(later: Later) -> None:
    file = accepted()
    later(days=3)
    process.begin(file.id, OPERATOR)
    process.mark_printed(file.id, OPERATOR)
    process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    later(days=100)
    now = lists.inbox()
    assert (numbers(now.lists["ready"]), numbers(now.lists["unexplained"])) == ([], [1])
