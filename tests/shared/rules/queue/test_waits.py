"""The wait, worked out by hand from its definition (DOMAIN 6.1), in an office of several counters.

Counter 1 serves KK and AMBIL, counter 2 KK and INFO, counter 3 INFO alone. One KK takes 8 to 20
minutes, one AMBIL 3 to 7, one INFO 4 to 12, until today has five of its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import clock, db
from shared.records import Ticket
from shared.rules import queue
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.queue import board, waiting
from shared.rules.queue.ticket import TicketView
from tests.office import MONDAY, Later, counters_that_serve, seated, take

SERVICES = {1: ("KK", "AMBIL"), 2: ("KK", "INFO"), 3: ("INFO",)}
KK, AMBIL, INFO = "KK", "AMBIL", "INFO"


@dataclass
class Day:
    """An office with these counters, everybody at their place; who came, by the name given here."""

    later: Later
    people: dict[int, Actor]
    came: dict[str, TicketView] = field(default_factory=dict)

    def take(self, name: str, service: str, **other: object) -> TicketView:
        self.came[name] = take(service, **other)
        return self.came[name]

    def busy(self, counter: int) -> None:
        """Whoever is next for that counter is served there."""
        queue.call_next(counter, self.people[counter])
        queue.serve(counter, self.people[counter])

    def served(self, counter: int, service: str, minutes: int) -> None:
        """Somebody came and was served for so long."""
        take(service)
        self.busy(counter)
        self.later(minutes=minutes)
        queue.finish(counter, self.people[counter])

    def rest(self, counter: int) -> None:
        queue.pause(counter, self.people[counter], on=True)

    def close(self, counter: int) -> None:
        queue.leave(counter, self.people[counter])

    def of(self, name: str) -> waiting.Wait:
        """What this person may expect now."""
        now = queue.by_token(self.came[name].token)
        return waiting.Wait(now.ahead, now.estimate, at_once=False)


@pytest.fixture
def day() -> Iterator[Day]:
    """Monday at nine; all three counters are open and free, nobody waits."""
    with counters_that_serve(SERVICES) as here:
        people = {c: seated(c, f"p{c}x", "Petugas", staff.COUNTER) for c in SERVICES}
        yield Day(Later(here.settings.data), people)


def newcomer(service: str, *, priority: bool = False) -> tuple[int, waiting.Range | None, bool]:
    """What somebody who comes now may expect."""
    wait = waiting.of_newcomers([service])[service, priority]
    assert waiting.of_newcomer(service, priority=priority) == wait
    return wait.ahead, wait.minutes, wait.at_once


def _nobody(_day: Day) -> None:
    """The room is empty."""


def _two_kk(day: Day) -> None:
    day.take("a", KK), day.take("b", KK)


def _one_of_each(day: Day) -> None:
    day.take("a", KK), day.take("b", AMBIL), day.take("c", INFO)


def _first_busy(day: Day) -> None:
    day.take("a", AMBIL)
    day.busy(1)


def _two_ordinary_two_priority(day: Day) -> None:
    day.take("a", KK), day.take("b", KK)
    day.take("p", KK, priority="LANSIA"), day.take("q", AMBIL, priority="HAMIL")


def _second_rests(day: Day) -> None:
    day.rest(2)
    day.take("a", KK), day.take("b", INFO)


def _second_and_third_closed(day: Day) -> None:
    day.take("a", INFO), day.take("b", KK), day.take("c", AMBIL)
    day.close(2), day.close(3)


def _all_closed(day: Day) -> None:
    day.take("a", KK), day.take("b", INFO)
    for counter in (1, 2, 3):
        day.close(counter)


def _one_skipped(day: Day) -> None:
    day.take("a", KK), day.take("b", KK), day.take("c", KK)
    queue.call_next(1, day.people[1])
    queue.skip(1, day.people[1])


def _one_for_the_third_only(day: Day) -> None:
    day.take("a", INFO)
    day.busy(2)
    queue.transfer(2, day.people[2], to_counter=3)


TABLE: list[tuple[Callable[[Day], None], str, bool, tuple[int, waiting.Range | None, bool]]] = [
    # What happened; who comes; with priority; before them, minutes, at once.
    (_nobody, KK, False, (0, (0, 5), True)),
    (_nobody, INFO, True, (0, (0, 5), True)),
    # Two at the two counters of KK: (8+8)/2 to (20+20)/2, in steps of five.
    (_two_kk, KK, False, (2, (5, 20), False)),
    # Whoever has priority goes before both.
    (_two_kk, KK, True, (0, (0, 5), True)),
    # AMBIL is called at counter 1 alone, which calls the two KK first: 16 to 40.
    (_two_kk, AMBIL, False, (2, (15, 40), False)),
    # INFO does not come before AMBIL: no counter has both.
    (_one_of_each, AMBIL, False, (2, (10, 30), False)),
    (_one_of_each, KK, False, (3, (5, 20), False)),
    # A counter that serves is free while another is busy.
    (_first_busy, KK, False, (0, (0, 5), True)),
    (_first_busy, AMBIL, False, (0, (0, 10), False)),
    (_first_busy, INFO, False, (0, (0, 5), True)),
    # Both lanes: everybody with priority is before an ordinary newcomer, and only they before one
    # with priority.
    (_two_ordinary_two_priority, KK, False, (4, (10, 35), False)),
    (_two_ordinary_two_priority, KK, True, (2, (5, 15), False)),
    (_two_ordinary_two_priority, AMBIL, True, (2, (10, 30), False)),
    # A counter on a break calls nobody: KK has counter 1 alone, INFO counter 3 alone.
    (_second_rests, KK, False, (1, (5, 20), False)),
    (_second_rests, INFO, False, (1, (0, 15), False)),
    # Whoever waits for a closed counter alone is not called before.
    (_second_and_third_closed, KK, False, (2, (10, 30), False)),
    (_second_and_third_closed, AMBIL, False, (2, (10, 30), False)),
    (_second_and_third_closed, INFO, False, (2, None, False)),
    (_all_closed, KK, False, (2, None, False)),
    (_all_closed, AMBIL, False, (1, None, False)),
    # A skipped number is not before anybody.
    (_one_skipped, KK, False, (2, (5, 20), False)),
    # Sent on to counter 3: not before a KK at counter 2, which has INFO too.
    (_one_for_the_third_only, KK, False, (0, (0, 5), True)),
]


@pytest.mark.parametrize(
    ("happened", "service", "priority", "wait"),
    TABLE,
    ids=[f"{row[0].__name__}-{row[1]}-{'priority' if row[2] else 'ordinary'}" for row in TABLE],
)
def test_whoever_comes_now_is_told_the_wait_of_the_table(
    day: Day,
    happened: Callable[[Day], None],
    service: str,
    priority: bool,
    wait: tuple[int, waiting.Range | None, bool],
) -> None:
    happened(day)
    assert newcomer(service, priority=priority) == wait


def test_a_number_waits_for_its_own_lane_place_and_counters(day: Day) -> None:
    for name, service in (("a", KK), ("b", AMBIL), ("c", INFO), ("d", KK), ("e", AMBIL)):
        day.take(name, service)
    day.take("p", KK, priority="LANSIA"), day.take("q", KK, priority="HAMIL")
    assert {name: day.of(name).ahead for name in day.came} == {
        "p": 0,
        "q": 1,
        "a": 2,
        "b": 3,
        "c": 3,  # p, q and a, who are called at counter 2 too; not b
        "d": 5,
        "e": 5,
    }


def test_the_wait_counts_the_last_calls_not_the_first_of_the_day(day: Day) -> None:
    def called(*names: str) -> None:
        for _ in names:
            day.busy(1)
            queue.finish(1, day.people[1])

    day.close(2), day.close(3)
    for name in ("p", "q", "r"):
        day.take(name, KK, priority="LANSIA")
    called("p", "q", "r")
    day.take("a", KK), day.take("b", KK)
    called("a")
    for name in ("s", "t", "u"):
        day.take(name, KK, priority="HAMIL")
    day.later(minutes=16)
    # The last call was an ordinary one: two more with priority go before the next ordinary one.
    assert {name: day.of(name).ahead for name in "bstu"} == {"s": 0, "t": 1, "b": 2, "u": 3}
    called("s")
    assert {name: day.of(name).ahead for name in "btu"} == {"t": 0, "b": 1, "u": 2}
    called("t")
    assert {name: day.of(name).ahead for name in "bu"} == {"b": 0, "u": 1}


def test_a_number_for_one_counter_waits_for_that_one_alone(day: Day) -> None:
    day.take("a", INFO), day.take("b", KK), day.take("c", INFO)
    day.busy(2)
    queue.transfer(2, day.people[2], to_counter=3)
    # Its old place is the first; whoever is served at counter 2 takes nothing from it.
    assert (day.of("a").ahead, day.of("c").ahead) == (0, 2)
    day.busy(2)
    day.close(3)
    # Counter 2 goes on, but not for this one.
    assert day.of("a").minutes is None
    assert (day.of("c").ahead, day.of("c").minutes) == (0, (0, 20))


def test_who_comes_late_waits_for_five_others_and_the_rest_waits_for_them(day: Day) -> None:
    day.rest(2)
    for n in range(8):
        day.take(f"w{n}", KK)
    queue.call_next(1, day.people[1])
    queue.skip(1, day.people[1])
    queue.bring_back(day.came["w0"].number, day.people[1])
    assert [day.of(f"w{n}").ahead for n in range(8)] == [5, 0, 1, 2, 3, 4, 6, 7]


def _many(day: Day, service: str, minutes: int, times: int) -> None:
    for _ in range(times):
        day.served(1, service, minutes)


def test_minutes_are_those_of_the_last_twenty_of_this_service_today(day: Day) -> None:
    def four_wait() -> waiting.Range | None:
        for n in range(4):
            day.take(f"w{n}", KK)
        minutes = newcomer(KK)[1]
        for n in range(4):
            queue.cancel(day.came[f"w{n}"].number, "coba", day.people[1])
        return minutes

    _many(day, KK, minutes=2, times=4)
    assert four_wait() == (15, 40)  # four are not enough: 4 × 8 / 2 to 4 × 20 / 2
    _many(day, KK, minutes=2, times=1)
    assert four_wait() == (0, 5)  # 4 × 2 / 2
    _many(day, KK, minutes=10, times=20)
    assert four_wait() == (20, 25)  # the five of two minutes are not among the last twenty
    _many(day, AMBIL, minutes=1, times=5)
    assert four_wait() == (20, 25)
    day.later(days=1)
    for counter in (1, 2):
        queue.sit(counter, day.people[counter])
    assert four_wait() == (15, 40)  # yesterday tells nothing of today


def test_a_seat_left_open_yesterday_calls_nobody_this_morning(day: Day) -> None:
    day.later(days=1)
    assert newcomer(KK) == (0, None, False)
    queue.sit(1, day.people[1])
    assert newcomer(KK) == (0, (0, 5), True)


@pytest.mark.parametrize(
    ("now", "wait", "safe"),
    [
        ("09.00", (20, 40), "09.10"),
        ("09.03", (20, 40), "09.10"),
        ("09.04", (25, 60), "09.15"),
        ("09.58", (45, 120), "10.30"),
        ("09.00", (15, 90), None),
        ("09.00", (0, 5), None),
        ("09.00", None, None),
    ],
)
def test_until_when_one_may_leave(now: str, wait: waiting.Range | None, safe: str | None) -> None:
    moment = MONDAY.replace(hour=int(now[:2]), minute=int(now[3:]), second=30)
    until = waiting.safe_until(moment, wait)
    assert (until and f"{until:%H.%M.%S}") == (safe and f"{safe}.00")


@given(
    st.datetimes(datetime(2026, 11, 23, 7), datetime(2026, 11, 23, 15)),
    st.integers(0, 60),
    st.integers(1, 60),
)
def test_nobody_is_told_to_leave_until_after_the_earliest_call(
    moment: datetime, low: int, more: int
) -> None:
    until = waiting.safe_until(moment, (low * 5, (low + more) * 5))
    assert until is None or until <= moment + timedelta(minutes=low * 5 - 10)


def test_a_number_taken_behind_three_others_tells_until_when(day: Day) -> None:
    day.rest(2)
    for n in range(3):
        day.take(f"w{n}", KK)
    last = day.take("last", KK)
    assert (last.ahead, last.estimate) == (3, (20, 60))
    assert last.safe_until is not None
    assert f"{clock.local(last.safe_until):%H.%M}" == "09.10"


def test_the_board_counts_who_waits_for_each_service(day: Day) -> None:
    day.take("a", KK), day.take("b", KK), day.take("c", AMBIL), day.take("p", KK, priority="LANSIA")
    told = {one.service: (one.waiting, one.ahead) for one in board.lines(MONDAY.date())}
    assert told == {KK: (3, 4), AMBIL: (1, 4), INFO: (0, 3)}
    first = board.lines(MONDAY.date(), priority=True)
    assert {one.service: one.ahead for one in first} == {KK: 1, AMBIL: 1, INFO: 1}
    counter = next(one for one in here().standard.counters_on(MONDAY.date()) if one.id == 1)
    said = [board.sentence("A-012", lane, counter) for lane in (False, True)]
    assert said == [
        f"Nomor antrean {before}A, nol, satu, dua, silakan menuju {counter.spoken}."
        for before in ("", "prioritas ")
    ]


def test_the_call_cannot_come_before_the_quickest_counters_are_through(day: Day) -> None:
    def soonest(name: str) -> int:
        return waiting.of_ticket(Ticket.get_by_id(day.came[name].id)).soonest

    day.rest(2)
    for n in range(6):
        day.take(f"w{n}", KK)
    # One counter, eight minutes each at least, told in steps of five.
    assert [soonest(f"w{n}") for n in range(6)] == [0, 5, 15, 20, 30, 40]
    queue.pause(2, day.people[2], on=False)
    # Of two counters the other takes the longest one, and half of the rest.
    assert [soonest(f"w{n}") for n in range(6)] == [0, 0, 0, 5, 10, 15]
    day.rest(2)
    for n in range(4):
        day.take(f"p{n}", KK, priority="LANSIA")
    # Two of priority, the first ordinary one, two more, the second ordinary one.
    assert [soonest(f"p{n}") for n in range(4)] == [0, 5, 15, 20]
    assert [soonest(f"w{n}") for n in range(3)] == [15, 40, 45]


def test_an_ordinary_one_is_first_once_it_waited_a_quarter_of_an_hour(day: Day) -> None:
    day.rest(2)
    day.take("a", AMBIL)
    for n in range(8):
        day.take(f"p{n}", AMBIL, priority="LANSIA")
    row = Ticket.get_by_id(day.came["a"].id)
    # Two at three minutes each, but not before the quarter of an hour; all eight would be 24.
    assert waiting.of_ticket(row).soonest == 10
    day.later(minutes=5)
    assert waiting.of_ticket(row).soonest == 5
    day.later(minutes=5)
    assert waiting.of_ticket(row).soonest == 5
    day.later(minutes=20)
    assert waiting.of_ticket(row).soonest == 5


@pytest.mark.parametrize(
    ("took", "told"),
    [
        ([], (8, 20)),
        ([1.0] * 4, (8, 20)),
        ([0.1] * 5, (0.5, 1.0)),
        ([10.0, 2.0, 8.0, 4.0, 6.0], (3.0, 9.0)),
        ([0.2, 0.2, 0.2, 9.0, 9.0], (0.5, 9.0)),
    ],
)
def test_five_samples_tell_their_middle_half_and_never_less_than_half_a_minute(
    took: list[float], told: tuple[float, float]
) -> None:
    assert waiting.spread(took, (8, 20)) == told


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0, 0, (0, 5)),
        (4.9, 5, (0, 5)),
        (4.9, 5.1, (0, 10)),
        (5, 5, (5, 10)),
        (5, 10, (5, 10)),
        (14.9, 15.1, (10, 20)),
        (15, 15.1, (15, 20)),
    ],
)
def test_minutes_are_told_in_steps_of_five_and_never_as_one_number(
    low: float, high: float, told: waiting.Range
) -> None:
    assert waiting._rounded(low, high) == told


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize(
    ("in_a_row", "minutes", "due"),
    [(2, 15, True), (1, 99, False), (2, 14.99, False), (3, 15, True), (0, 15, False)],
)
def test_an_ordinary_one_is_due_after_two_with_priority_and_a_quarter_of_an_hour(
    in_a_row: int, minutes: float, due: bool
) -> None:
    assert waiting.ordinary_is_due(in_a_row, minutes) is due


def test_services_that_share_a_counter_are_one_pool(day: Day) -> None:
    assert waiting.pool(KK) == (AMBIL, INFO, KK)
    assert waiting.pool(AMBIL) == (AMBIL, KK)
    assert waiting.pool(INFO) == (INFO, KK)


def test_who_waits_for_a_service_of_no_counter_is_told_of_its_own_alone() -> None:
    with counters_that_serve({1: (KK,)}):
        by = seated(1, "p1x", "Petugas", staff.COUNTER)
        for service in (INFO, KK, INFO, AMBIL):
            take(service)
        assert newcomer(INFO) == (2, None, False)
        assert newcomer(AMBIL) == (1, None, False)
        assert newcomer(KK) == (1, (5, 20), False)
        assert waiting.pool(INFO) == (INFO,)
        queue.leave(1, by)
        assert newcomer(KK) == (1, None, False)


def test_the_place_of_whoever_came_last_is_of_that_day_alone(day: Day) -> None:
    today = MONDAY.date()
    assert waiting.last_place(today) == 0
    for n in range(3):
        day.take(f"w{n}", KK)
    assert [Ticket.get_by_id(one.id).place for one in day.came.values()] == [1, 2, 3]
    assert (waiting.last_place(today), waiting.last_place(today + timedelta(days=1))) == (3, 0)
    day.later(days=1)
    day.take("w3", KK)
    assert (waiting.last_place(today), waiting.last_place(today + timedelta(days=1))) == (3, 1)


def test_the_twenty_first_sample_back_counts_no_more(day: Day) -> None:
    day.rest(2)
    day.served(1, KK, 2)
    _many(day, KK, minutes=10, times=15)
    _many(day, KK, minutes=2, times=5)
    for n in range(4):
        day.take(f"w{n}", KK)
    # The quarter of the last twenty lies between the fifth and the sixth: 4 × 4 minutes.
    minutes = newcomer(KK)[1]
    assert minutes is not None
    assert minutes[0] == 15


@pytest.mark.parametrize(("whats", "minutes"), [((), 0), ((1,), 10), ((1, 2), 20)])
def test_whoever_is_served_at_all_counters_is_counted_with_the_slow_time(
    day: Day, whats: tuple[int, ...], minutes: int
) -> None:
    for counter in whats:
        day.take(f"w{counter}", KK)
        day.busy(counter)
    # One of two still to be served leaves the other counter free.
    free = len(whats) < 2
    assert newcomer(KK) == (0, (0, 5 if free else minutes), free)


def _ahead_of_an_ordinary_one(day: Day, mine: str, theirs: str) -> int:
    """How many of eight with priority are called before one ordinary number that came first."""
    day.take("a", mine)
    for n in range(8):
        day.take(f"p{n}", theirs, priority="LANSIA")
    return day.of("a").ahead


@pytest.mark.parametrize(
    ("closed", "mine", "theirs", "ahead"),
    [
        # Five minutes each at one counter: the quarter of an hour is over after three.
        ((2, 3), AMBIL, AMBIL, 3),
        # Fourteen minutes each at one counter: after two, which must be called first in any case.
        ((2, 3), KK, KK, 2),
        # At two counters seven minutes each: after three.
        ((3,), KK, KK, 3),
        # Nobody calls: counted as if one did.
        ((1, 2, 3), KK, KK, 2),
        ((1, 2, 3), AMBIL, AMBIL, 3),
    ],
)
def test_so_many_with_priority_go_by_until_the_quarter_of_an_hour_is_over(
    day: Day, closed: tuple[int, ...], mine: str, theirs: str, ahead: int
) -> None:
    for counter in closed:
        day.close(counter)
    assert _ahead_of_an_ordinary_one(day, mine, theirs) == ahead


def _soonest(day: Day, name: str) -> int:
    return waiting.of_ticket(Ticket.get_by_id(day.came[name].id)).soonest


def test_an_ordinary_one_who_is_due_may_be_called_at_once(day: Day) -> None:
    day.rest(2)
    day.take("a", KK)
    for n in range(6):
        day.take(f"p{n}", KK, priority="LANSIA")
    for _ in range(3):
        day.busy(1)
        queue.finish(1, day.people[1])
    # Three in a row already, but not yet a quarter of an hour.
    assert (day.of("a").ahead, _soonest(day, "a")) == (2, 10)
    day.later(minutes=14)
    assert _soonest(day, "a") == 0
    day.later(minutes=2)
    assert (day.of("a").ahead, _soonest(day, "a")) == (0, 0)
    # Whoever comes behind them all waits for `a` and for one of priority between both.
    day.take("b", KK)
    assert _soonest(day, "b") == 15


def test_with_priority_only_those_with_priority_are_waited_for(day: Day) -> None:
    day.rest(2)
    for n in range(5):
        day.take(f"w{n}", KK)
    for n in range(3):
        day.take(f"p{n}", KK, priority="LANSIA")
    assert [_soonest(day, f"p{n}") for n in range(3)] == [0, 5, 15]
    # The third comes after an ordinary one, who is due by then.
    assert [day.of(f"p{n}").ahead for n in range(3)] == [0, 1, 3]
    queue.pause(2, day.people[2], on=False)
    # Of two counters the other one takes the longest.
    assert [_soonest(day, f"p{n}") for n in range(3)] == [0, 0, 0]


@pytest.mark.parametrize("minutes", [0, 20])
def test_a_number_is_safe_for_the_counter_that_calls_it_soonest(day: Day, minutes: int) -> None:
    for n in range(9):
        day.take(f"i{n}", INFO)
    day.take("a", KK)
    day.later(minutes=minutes)
    # Counter 1 has nobody else to call, whatever waits for the second.
    assert (day.of("a").ahead, _soonest(day, "a")) == (9, 0)
    day.close(1)
    assert _soonest(day, "a") > 0


MIDDAY, CLOSES = timedelta(hours=3), timedelta(hours=6)


@pytest.mark.parametrize(
    ("waits", "called", "seconds", "still"),
    [
        (False, None, -0.001, True),
        (False, None, 0, False),
        (True, None, 0, True),
        (True, None, 3599.999, True),
        (True, None, 3600, False),
        (True, MIDDAY, 3599.999, True),
        (True, MIDDAY, 3600, False),
        (True, CLOSES + timedelta(minutes=30), 3600, True),
        (True, CLOSES + timedelta(minutes=30), 5399.999, True),
        (True, CLOSES + timedelta(minutes=30), 5400, False),
        (False, CLOSES + timedelta(minutes=30), 3600, False),
    ],
)
def test_until_when_an_office_still_calls(
    day: Day, waits: bool, called: timedelta | None, seconds: float, still: bool
) -> None:
    began = MONDAY.replace(tzinfo=clock.zone())
    gone, stays = day.take("a", KK), day.take("b", KK)
    Ticket.update(state="done", called_at=called and began + called).where(
        Ticket.id == gone.id
    ).execute()
    if not waits:
        Ticket.update(state="missed").where(Ticket.id == stays.id).execute()
    assert waiting.still_called(began + CLOSES + timedelta(seconds=seconds)) is still
    # The next day is another one; and a Sunday closes at no time.
    assert waiting.still_called(began + timedelta(days=1))
    assert not waiting.still_called(began + timedelta(days=6))


@pytest.mark.parametrize(
    ("seconds", "waits", "still"),
    [(0, True, True), (3599, True, True), (3600, True, False), (0, False, False)],
)
def test_on_a_day_off_an_office_calls_for_an_hour_after_its_last_call(
    day: Day, seconds: int, waits: bool, still: bool
) -> None:
    day.later(days=5)
    moment = clock.now().replace(microsecond=0)
    first = take(KK, channel="desk")
    take(INFO, channel="desk")
    assert not waiting.still_called(moment)
    Ticket.update(called_at=moment, state="serving" if waits else "done").where(
        Ticket.id == first.id
    ).execute()
    Ticket.update(state="cancelled").where(Ticket.id != first.id).execute()
    assert waiting.still_called(moment + timedelta(seconds=seconds)) is still


def test_of_two_counters_the_other_one_takes_the_longest_of_all() -> None:
    with counters_that_serve({1: (KK, AMBIL), 2: (KK, AMBIL)}):
        for counter in (1, 2):
            seated(counter, f"p{counter}x", "Petugas", staff.COUNTER)
        for service in (AMBIL, AMBIL, KK):
            take(service)
        mine = Ticket.get_by_id(take(KK).id)
        # Three and three minutes are left for this one, at worst shared with the other.
        assert waiting.of_ticket(mine).soonest == 0
        for service in (AMBIL, AMBIL):
            take(service)
        last = Ticket.get_by_id(take(KK).id)
        assert waiting.of_ticket(last).soonest == 10


def test_however_many_wait_they_are_counted_and_not_read(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(60):
        take(KK)
    take(KK, priority="LANSIA"), take(INFO, priority="HAMIL")
    read: list[int] = []
    ask = db.rows

    def counted(sql: str, **values: object) -> list[object]:
        found = ask(sql, **values)
        read.append(len(found))
        return found

    monkeypatch.setattr(db, "rows", counted)
    assert waiting.of_newcomer(KK, priority=False).ahead == 62
    assert sum(read) < 40
    day.close(2)
    read.clear()
    # Nobody waits for it in turn: those of the other counters are not looked through for one.
    assert waiting.of_newcomer(INFO, priority=True).ahead == 1
    assert sum(read) < 40
