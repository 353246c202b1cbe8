"""How many are called before a person, and the honest range of minutes until that call.

Whatever tells a citizen how long (card, ticket, paper, phone, board, desk) asks here.
"""

import collections
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from itertools import product, takewhile
from statistics import quantiles
from typing import NamedTuple

from shared import clock, db
from shared.records import Ticket
from shared.records.base import from_ms, to_ms
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.standard.services import Counter

_SAMPLES = 20
_ENOUGH = 5
_WORTH_LEAVING = 20
_MARGIN = 10
_AT_ONCE = (0, 5)
_LATE = timedelta(hours=1)
"""So long after it closed, and after its last call, an office still serves those who waited."""

_LINE = (
    "SELECT service, only_counter, priority IS NOT NULL, issued_at,"
    " (place, place_sub, id) < (:place, :sub, :ticket) FROM ticket"
    " WHERE office_id = :office AND day = :day AND state = 'waiting' AND id <> :ticket"
    " ORDER BY place, place_sub, id"
)
# The words of the index `ticket_event_undoable`.
_CALLED = (
    "SELECT service, priority FROM ticket_event WHERE office_id = :office AND day = :day"
    " AND what = 'called' AND before IS NOT NULL AND undone_at IS NULL"
    " ORDER BY id DESC LIMIT :most"
)
_CALLS_LOOKED_AT = 50
_AFTER_ALL = (2**62, 0, 0)
_DURATIONS = (
    "SELECT service, took FROM (SELECT service, finished_at - serving_at AS took,"
    " ROW_NUMBER() OVER (PARTITION BY service ORDER BY finished_at DESC) AS latest FROM ticket"
    " WHERE office_id = :office AND day = :day AND state = 'done') WHERE latest <= :most"
)
_LAST_PLACE = "SELECT MAX(place) FROM ticket WHERE office_id = :office AND day = :day"
_OPEN = (
    "SELECT seat.counter, ticket.service, since FROM counter_seat AS seat"
    " LEFT JOIN ticket ON ticket.id = seat.ticket_id"
    " WHERE seat.office_id = :office AND seat.state = 'open'"
)

_SERVED = (
    "SELECT MAX(state IN ('waiting', 'called', 'serving')), MAX(called_at) FROM ticket"
    " WHERE office_id = :office AND day = :day"
)

Range = tuple[int, int]


@dataclass(frozen=True)
class Wait:
    """What a person may expect.

    `ahead`: how many are called before; `minutes`: until the own call, None while nobody calls;
    `at_once`: nobody is before and a counter that serves is open and free. `soonest`: minutes in
    which the call cannot come, however quick the counters and whichever of them calls.
    """

    ahead: int
    minutes: Range | None
    at_once: bool
    soonest: int = field(default=0, compare=False)


NO_WAIT = Wait(0, None, at_once=False)
"""Of somebody who waits no more."""


class _Person(NamedTuple):
    """Somebody who waits; `earlier`: came before whoever asks. `minutes`: waited so far."""

    service: str
    only_counter: int | None
    priority: bool
    minutes: float
    earlier: bool = True

    def may_go_to(self, counter: Counter) -> bool:
        return self.service in counter.services and self.only_counter in (None, counter.id)


@dataclass(frozen=True)
class _Room:
    """One look at today: the counters, those open (and for what busy), who waits, in order."""

    day: date
    counters: Sequence[Counter]
    open: dict[int, str | None]
    line: list[_Person]

    @cached_property
    def took(self) -> dict[str, list[float]]:
        """Minutes that the last people of each service took today."""
        found = collections.defaultdict(list)
        for service, ms in db.rows(
            _DURATIONS, office=here().id, day=self.day.isoformat(), most=_SAMPLES
        ):
            if ms is not None:
                found[service].append(ms / 60_000)
        return found

    @cached_property
    def minutes(self) -> Mapping[str, tuple[float, float]]:
        """Quick and slow minutes of one person of each service that the standard knows."""
        return {
            one.code: spread(self.took.get(one.code, ()), one.expected_minutes)
            for one in here().standard.services
        }

    @cached_property
    def called(self) -> list[tuple[str, bool]]:
        """The last calls of today, newest first: for which service, and whether with priority."""
        today, most = self.day.isoformat(), _CALLS_LOOKED_AT
        return db.rows(_CALLED, office=here().id, day=today, most=most)

    def at_work_for(self, line: Sequence[_Person]) -> list[Counter]:
        """The open counters that may call any of these people."""
        return [
            counter
            for counter in self.counters
            if counter.id in self.open and any(one.may_go_to(counter) for one in line)
        ]

    def priority_in_a_row(self, counters: Iterable[Counter], me: _Person) -> int:
        """How many of the last calls for the services of these counters were with priority.

        Nothing is asked while all who wait are in the lane of `me`.
        """
        if all(one.priority is me.priority for one in self.line):
            return 0
        services = {code for one in counters for code in one.services}
        lanes = (lane for code, lane in self.called if code in services)
        return sum(1 for _ in takewhile(bool, lanes))


def of_newcomers(services: Iterable[str]) -> dict[tuple[str, bool], Wait]:
    """What a person who comes now may expect, for each service without priority and with it."""
    room = _look(_AFTER_ALL)
    return {
        (service, priority): _wait(room, _Person(service, None, priority, 0))
        for service, priority in product(services, (False, True))
    }


def of_newcomer(service: str, *, priority: bool) -> Wait:
    """What a person who comes now for this service may expect."""
    return _wait(_look(_AFTER_ALL), _Person(service, None, priority, 0))


def of_ticket(row: Ticket) -> Wait:
    """What the holder of this number of today may expect while it waits."""
    minutes = _minutes_since(row.issued_at)
    me = _Person(row.service, row.only_counter, row.priority is not None, minutes)
    return _wait(_look((row.place, row.place_sub, row.id)), me)


def ordinary_is_due(priority_in_a_row: int, minutes: float) -> bool:
    """Whether somebody without priority goes before one with it (DOMAIN 6.1).

    `priority_in_a_row`: of the last calls there. `minutes`: how long the ordinary one has waited.
    """
    rule = here().standard.queue_rule(clock.service_day())
    enough = priority_in_a_row >= rule.max_priority_in_a_row
    return enough and int(minutes) >= rule.ordinary_wait_minutes


def pool(service: str) -> tuple[str, ...]:
    """The services that are called at the same counters as `service`, itself included."""
    counters = here().standard.counters_on(clock.service_day())
    beside = (one.services for one in counters if service in one.services)
    return tuple(sorted({service}.union(*beside)))


def still_called(moment: datetime) -> bool:
    """Whether open counters may still call then: a seat that was forgotten calls nobody."""
    day = clock.service_day(moment)
    closes = opening.calendar(day, day).close_of(day)
    if closes and moment < closes:
        return True
    [(somebody, called)] = db.rows(_SERVED, office=here().id, day=day.isoformat())
    since = max(filter(None, (closes, called and from_ms(called))), default=None)
    return bool(somebody) and since is not None and moment < since + _LATE


def last_place(day: date) -> int:
    """The place of whoever came last on that day; 0 before anybody came."""
    return db.value(_LAST_PLACE, office=here().id, day=day.isoformat()) or 0


def _look(place: tuple[int, int, int]) -> _Room:
    day = clock.service_day()
    rows = db.rows(
        _LINE,
        office=here().id,
        day=day.isoformat(),
        **dict(zip(("place", "sub", "ticket"), place, strict=True)),
    )
    now = to_ms(clock.now())
    line = [
        _Person(code, only, bool(lane), (now - issued) / 60_000, bool(earlier))
        for code, only, lane, issued, earlier in rows
    ]
    seats = db.rows(_OPEN, office=here().id)
    open_now = {
        counter: serving
        for counter, serving, since in seats
        if clock.service_day(from_ms(since)) == day
    }
    if open_now and not still_called(clock.now()):
        open_now = {}
    return _Room(day, here().standard.counters_on(day), open_now, line)


def _wait(room: _Room, me: _Person) -> Wait:
    serve = [one for one in room.counters if me.may_go_to(one)]
    at_work = [one for one in serve if one.id in room.open]
    # Who waits for a closed counter alone is not called before; while all are closed anybody is.
    calling = at_work or serve
    ahead = _called_before(room, me, calling)
    people = len(ahead)
    busy = [serving for one in at_work if (serving := room.open[one.id])]
    if not at_work:
        return Wait(people, None, at_once=False)
    if not people and len(busy) < len(at_work):
        return Wait(0, _AT_ONCE, at_once=True)
    low = sum(room.minutes[one.service][0] for one in ahead)
    high = sum(room.minutes[code][1] for code in (*(one.service for one in ahead), *busy))
    minutes = _rounded(low / len(at_work), high / len(at_work))
    soonest = min(_soonest(room, me, one) for one in at_work)
    return Wait(people, minutes, at_once=False, soonest=_down(soonest))


def _called_before(room: _Room, me: _Person, calling: Sequence[Counter]) -> list[_Person]:
    """Who is called before, in order, when those counters call by the rule of both lanes."""
    goes = cache(lambda service, only: _may_go(service, only, me, calling))
    line = [one for one in room.line if goes(one.service, one.only_counter)]
    lanes = {
        lane: collections.deque(
            one for one in line if one.priority is lane and (one.earlier or lane is not me.priority)
        )
        for lane in (True, False)
    }
    lanes[me.priority].append(me)
    hands, passed = max(1, len(room.at_work_for(line))), 0.0
    run = room.priority_in_a_row(calling, me)
    before: list[_Person] = []
    while lanes[True]:
        ordinary = next(iter(lanes[False]), None)
        due = ordinary and ordinary_is_due(run, ordinary.minutes + passed)
        lane = not due
        one = lanes[lane].popleft()
        if one is me:
            return before
        before.append(one)
        run = run + 1 if lane else 0
        passed += sum(room.minutes[one.service]) / 2 / hands
    return [*before, *takewhile(lambda one: one is not me, lanes[False])]


def _may_go(service: str, only: int | None, me: _Person, calling: Sequence[Counter]) -> bool:
    one = me._replace(service=service, only_counter=only)
    return any(map(one.may_go_to, calling)) or (service == me.service and not calling)


def _soonest(room: _Room, me: _Person, counter: Counter) -> float:
    """Minutes in which this counter cannot call: whoever it calls first must have been called."""
    line = [one for one in room.line if one.may_go_to(counter)]
    helping = len([one for one in room.at_work_for(line) if one.id != counter.id])
    lanes = {
        lane: sorted(
            room.minutes[one.service][0]
            for one in line
            if one.priority is lane and (one.earlier or lane is not me.priority)
        )
        for lane in (True, False)
    }

    def at_least(quick: list[float]) -> float:
        longest = max(quick, default=0)
        return max(0.0, (sum(quick) - helping * longest) / (1 + helping))

    if me.priority:
        return at_least(lanes[True])
    in_turn = at_least(lanes[True] + lanes[False])
    rule = here().standard.queue_rule(room.day)
    # Other counters may have called whoever is first, so that one row of priority is enough.
    rows = 1 if helping else 1 + len(lanes[False])
    needed = rows * rule.max_priority_in_a_row - room.priority_in_a_row([counter], me)
    earlier = at_least(lanes[True][: max(0, needed)] + lanes[False])
    return min(in_turn, max(rule.ordinary_wait_minutes - me.minutes, earlier))


def _minutes_since(moment: datetime) -> float:
    return (clock.now() - moment).total_seconds() / 60


def spread(minutes: Sequence[float], expected: tuple[float, float]) -> tuple[float, float]:
    """Quick and slow minutes a person takes: the middle half of the samples, or `expected`."""
    if len(minutes) < _ENOUGH:
        return expected
    low, _, high = quantiles(minutes, n=4)
    return max(low, 0.5), max(high, 1.0)


def _rounded(low: float, high: float) -> Range:
    return _down(low), max(math.ceil(high / 5) * 5, _down(low) + 5)


def safe_until(moment: datetime, wait: Range | None) -> datetime | None:
    """Until when a person may leave without missing the call; None when it is not worth it."""
    if wait is None or wait[0] < _WORTH_LEAVING:
        return None
    until = moment + timedelta(minutes=wait[0] - _MARGIN)
    return until.replace(minute=until.minute // 5 * 5, second=0, microsecond=0)


def _down(minutes: float) -> int:
    return int(minutes // 5) * 5
