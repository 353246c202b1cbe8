"""What a number was told is what happens, when the counters call by the rule of both lanes."""

import random
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shared import clock
from shared.rules import queue
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here
from shared.rules.queue import touchscreen
from tests.office import Later, counters_that_serve, examples, seated, take

SERVICES = {1: ("KK", "AMBIL"), 2: ("KK", "INFO")}
people = st.tuples(
    st.sampled_from(["KK", "KK", "AMBIL", "INFO"]),
    st.sampled_from([None, None, "LANSIA", "HAMIL"]),
    st.sampled_from([0, 0, 1, 7, 16]),
)


def minutes(here: Here, service: str) -> tuple[float, float]:
    return here.standard.service(service).expected_minutes


def come(crowd: list[tuple[str, str | None, int]], later: Later, *served: str) -> None:
    for service, priority, gap in crowd:
        later(minutes=gap)
        if service in served:
            take(service, priority=priority)


def test_nobody_waits_for_more_priority_than_the_rule_lets_by(sari: Actor, later: Later) -> None:
    mine = take("KK")
    later(minutes=16)
    for _ in range(5):
        take("KK", priority="LANSIA")
    assert queue.by_id(mine.id).ahead == 2
    last = take("KK", priority="LANSIA")
    assert last.ahead == 6
    called = [queue.call_next(1, sari).id]
    while mine.id not in called:
        queue.serve(1, sari)
        called.append(queue.call_next(1, sari).id)
    assert called.index(mine.id) == 2


@settings(max_examples=examples(30), deadline=None)
@given(crowd=st.lists(people, max_size=12), first=st.integers(0, 4), lane=st.booleans())
def test_so_many_are_called_before_as_card_and_number_said(crowd, first, lane):
    with counters_that_serve(SERVICES) as here:
        later, by = Later(here.settings.data), seated(1, "p1x", "Petugas", staff.COUNTER)
        come(crowd, later, *SERVICES[1])
        for _ in range(first):
            with suppress(queue.NobodyWaiting):
                queue.call_next(1, by)
                queue.skip(1, by)
        card = {one.service: one for one in touchscreen.home(priority=lane).services}["KK"]
        mine = take("KK", priority="LANSIA" if lane else None)
        said, before = mine.ahead, 0
        while (called := queue.call_next(1, by)).id != mine.id:
            before += 1
            queue.serve(1, by)
            later(minutes=sum(minutes(here, called.service)) / 2)
            queue.finish(1, by)
        assert card.ahead == said == before


@settings(max_examples=examples(30), deadline=None)
@given(
    crowd=st.lists(people, min_size=4, max_size=24),
    lane=st.sampled_from([None, None, "LANSIA"]),
    service=st.sampled_from(["KK", "AMBIL", "INFO"]),
    luck=st.randoms(use_true_random=False),
)
def test_nobody_is_called_before_the_number_said_it_is_safe_to_be_away(
    crowd, lane, service, luck: random.Random
):
    with counters_that_serve(SERVICES) as here:
        later = Later(here.settings.data)
        officers = {at: seated(at, f"p{at}x", "Petugas", staff.COUNTER) for at in SERVICES}
        # Within the hours in which numbers are given.
        assume(2 * sum(gap for _, _, gap in crowd) < 240)
        come([*crowd, *crowd], later, "KK", "AMBIL", "INFO")
        mine = take(service, priority=lane)
        free: dict[int, datetime] = dict.fromkeys(SERVICES, clock.now())
        while True:
            at = min(free, key=lambda one: free[one])
            later(seconds=max(0.0, (free[at] - clock.now()).total_seconds()))
            try:
                called = queue.call_next(at, officers[at])
            except queue.NobodyWaiting:
                free[at] = max(free.values()) + timedelta(seconds=1)
                continue
            if called.id == mine.id:
                break
            queue.serve(at, officers[at])
            took = luck.uniform(*minutes(here, called.service))
            free[at] = clock.now() + timedelta(minutes=took)
        assert mine.safe_until is None or mine.safe_until <= clock.now()


def test_a_counter_that_calls_another_service_does_not_make_it_safe_to_be_away() -> None:
    with counters_that_serve(SERVICES) as here:
        officers = {at: seated(at, f"p{at}x", "Petugas", staff.COUNTER) for at in SERVICES}
        for _ in range(12):
            take("INFO")
        for at, service in ((1, "AMBIL"), (2, "INFO")):
            take(service)
            queue.call_next(at, officers[at])
            queue.serve(at, officers[at])
        mine = take("KK")
        assert mine.safe_until is None
        Later(here.settings.data)(minutes=3)
        assert queue.call_next(1, officers[1]).id == mine.id


@pytest.mark.parametrize("came_before", [0, 20])
def test_a_quarter_of_an_hour_is_what_an_ordinary_number_may_be_sure_of(
    sari: Actor, later: Later, came_before: int
) -> None:
    for _ in range(8):
        take("KK", priority="LANSIA")
    mine = take("KK")
    later(minutes=came_before)
    assert queue.by_id(mine.id).safe_until is None
