"""What each seat works from."""

import pytest

from shared.rules.applications import clock_runs, decisions, lists
from tests.kk import COUNTER, KASI, accepted, all_seen, ready
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
    assert numbers(now.at_counter) == [1, 2]
    assert numbers(now.to_decide) == [2]
    assert numbers(now.with_operator) == [3]
    assert numbers(now.ready) == [4]
    assert lists.ready_numbers() == ["KK-2026-000004"]


def test_due_today_and_late_follow_the_clock(later: Later) -> None:
    accepted()
    assert numbers(lists.inbox().due_today) == []
    later(days=1)
    assert numbers(lists.inbox().due_today) == [1]
    later(hours=8)
    now = lists.inbox()
    assert (numbers(now.late), numbers(now.unexplained)) == ([1], [1])
    clock_runs.explain(now.late[0].id, "GANGGUAN_SIAK", None, KASI)
    assert numbers(lists.inbox().unexplained) == []


def test_a_file_returned_before_the_decision_leaves_the_heads_list() -> None:
    file = file_of()
    all_seen(file)
    decisions.propose(file.id, COUNTER)
    decisions.return_file(file.id, "TIDAK_VALID", COUNTER)
    assert lists.inbox().to_decide == ()
