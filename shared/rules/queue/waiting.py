"""How many are called before a person, and the honest range of minutes until that call.

Whatever tells a citizen how long (card, ticket, paper, phone, board, desk) asks here.
"""

import collections
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import chain, count, islice, product, takewhile
from statistics import quantiles
from typing import Any, NamedTuple

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

_EARLIER = "(place, place_sub, id) < (:place, :sub, :ticket)"
_WAITING = "FROM ticket WHERE office_id = :office AND day = :day AND state = 'waiting'"
# The words of the index `ticket_waiting`.
_GROUPS = (
    f"SELECT service, only_counter, priority, COUNT(*), COUNT(*) FILTER (WHERE {_EARLIER})"
    f" {_WAITING} AND id <> :ticket GROUP BY priority, service, only_counter"
)
_PEOPLE = (
    "SELECT place, place_sub, id, service, only_counter, priority IS NOT NULL, issued_at,"
    f" {_EARLIER} {_WAITING}"
)
_WITH_PRIORITY = (
    f"{_PEOPLE} AND priority IS NOT NULL AND id <> :ticket ORDER BY place, place_sub, id"
)
_IN_TURN = (
    f"{_PEOPLE} AND priority IS NULL AND id <> :ticket"
    " AND place >= :past AND (place, place_sub, id) > (:past, :past_sub, :past_id)"
    " ORDER BY place, place_sub, id LIMIT :most"
)
_AT_A_TIME = 20
# The words of the index `ticket_event_undoable`.
_CALLED = (
    "SELECT service, priority FROM ticket_event WHERE office_id = :office AND day = :day"
    " AND what = 'called' AND before IS NOT NULL AND undone_at IS NULL"
    " ORDER BY id DESC LIMIT :most"
)
_CALLS_LOOKED_AT = 50
_BEFORE_ALL, _AFTER_ALL = (-(2**62), 0, 0), (2**62, 0, 0)
_DURATIONS = (
    "SELECT service, finished_at - serving_at FROM ticket"
    " WHERE office_id = :office AND day = :day AND state = 'done'"
    " ORDER BY place DESC, id DESC LIMIT :most"
)
_SERVED_LOOKED_AT = 200
_LAST_PLACE = "SELECT MAX(place) FROM ticket WHERE office_id = :office AND day = :day"
_FIRST_AFTER = (
    "SELECT MIN(place) FROM ticket WHERE office_id = :office AND day = :day AND place_sub = 0"
    " AND issued_at > :came"
)
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

    def before(self, me: "_Person") -> bool:
        """Whether this one goes before `me` if their lane is called first."""
        return self.earlier or self.priority is not me.priority


class _Group(NamedTuple):
    """Those who wait for the same, how many they are and how many came before whoever asks."""

    service: str
    only_counter: int | None
    priority: bool
    people: int
    earlier: int

    def before(self, me: _Person) -> int:
        """How many of them go before `me` if their lane is called first."""
        return self.earlier if self.priority is me.priority else self.people


@dataclass(frozen=True)
class _Room:
    """One look at today: the counters, those open (and for what busy), who waits for what.

    Hundreds may wait: they are counted, and only the few who matter are read one by one.
    """

    day: date
    counters: Sequence[Counter]
    open: dict[int, str | None]
    me: Mapping[str, int]
    groups: Sequence[_Group]
    _read: list[tuple[int, int, int, _Person]] = field(default_factory=list)

    @cached_property
    def took(self) -> dict[str, list[float]]:
        """Minutes that the last people of each service took today, the latest first."""
        found: dict[str, list[float]] = collections.defaultdict(list)
        for service, ms in self._rows(_DURATIONS, most=_SERVED_LOOKED_AT):
            if ms is not None and len(found[service]) < _SAMPLES:
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
        return self._rows(_CALLED, most=_CALLS_LOOKED_AT)

    @cached_property
    def with_priority(self) -> list[_Person]:
        """Who waits with priority, in order."""
        if not any(group.priority for group in self.groups):
            return []
        return [person for *_, person in self._people(_WITH_PRIORITY)]

    def in_turn(self) -> Iterator[_Person]:
        """Who waits without priority, in order; read in growing pieces: the first are enough."""
        for at in count():
            if at == len(self._read):
                past = self._read[-1][:3] if at else _BEFORE_ALL
                named = dict(zip(("past", "past_sub", "past_id"), past, strict=True))
                most = max(_AT_A_TIME, at)
                self._read.extend(self._people(_IN_TURN, **named, most=most))
            if at == len(self._read):
                return
            yield self._read[at][-1]

    def at_work_for(self, groups: Sequence[_Group]) -> list[Counter]:
        """The open counters that may call any of these people."""
        return [
            counter
            for counter in self.counters
            if counter.id in self.open and any(_may_go_to(counter, one) for one in groups)
        ]

    def priority_in_a_row(self, counters: Iterable[Counter], me: _Person) -> int:
        """How many of the last calls for the services of these counters were with priority.

        Nothing is asked while all who wait are in the lane of `me`.
        """
        if all(one.priority is me.priority for one in self.groups):
            return 0
        services = {code for one in counters for code in one.services}
        lanes = (lane for code, lane in self.called if code in services)
        return sum(1 for _ in takewhile(bool, lanes))

    def _people(self, sql: str, **more: int) -> list[tuple[int, int, int, _Person]]:
        now = to_ms(clock.now())
        return [
            (*place, _Person(service, only, bool(lane), (now - issued) / 60_000, bool(earlier)))
            for *place, service, only, lane, issued, earlier in self._rows(sql, **self.me, **more)
        ]

    def _rows(self, sql: str, **more: int) -> list[Any]:
        return db.rows(sql, office=here().id, day=self.day.isoformat(), **more)


def of_newcomers(services: Iterable[str]) -> dict[tuple[str, bool], Wait]:
    """What a person who comes now may expect, for each service without priority and with it."""
    room = _look(_AFTER_ALL)
    return {
        (service, priority): _wait(room, _Person(service, None, priority, 0))
        for service, priority in product(services, (False, True))
    }


def of_newcomer(service: str, *, priority: bool, place: tuple[int, int] | None = None) -> Wait:
    """What a person who comes now for this service may expect; `place`: unless behind everybody."""
    at = (*place, _AFTER_ALL[0]) if place else _AFTER_ALL
    return _wait(_look(at), _Person(service, None, priority, 0))


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


def place_of(day: date, came: datetime) -> tuple[int, int]:
    """The place of whoever came then and gets a number only now: before all who came later.

    Among each other they stand by the minute: the first place between is the minute of the day.
    """
    local = clock.local(came)
    later = db.value(_FIRST_AFTER, office=here().id, day=day.isoformat(), came=to_ms(came))
    before = last_place(day) if later is None else later - 1
    return before, local.hour * 60 + local.minute


def _look(place: tuple[int, int, int]) -> _Room:
    day = clock.service_day()
    mine = dict(zip(("place", "sub", "ticket"), place, strict=True))
    groups = [
        _Group(service, only, priority is not None, people, earlier)
        for service, only, priority, people, earlier in db.rows(
            _GROUPS, office=here().id, day=day.isoformat(), **mine
        )
    ]
    seats = db.rows(_OPEN, office=here().id)
    open_now = {
        counter: serving
        for counter, serving, since in seats
        if clock.service_day(from_ms(since)) == day
    }
    if open_now and not still_called(clock.now()):
        open_now = {}
    return _Room(day, here().standard.counters_on(day), open_now, mine, groups)


def _wait(room: _Room, me: _Person) -> Wait:
    serve = [one for one in room.counters if _may_go_to(one, me)]
    at_work = [one for one in serve if one.id in room.open]
    # Who waits for a closed counter alone is not called before; while all are closed anybody is.
    calling = at_work or serve
    ahead = _called_before(room, me, calling)
    people = ahead.total()
    busy = [serving for one in at_work if (serving := room.open[one.id])]
    if not at_work:
        return Wait(people, None, at_once=False)
    if not people and len(busy) < len(at_work):
        return Wait(0, _AT_ONCE, at_once=True)
    low, high = (
        sum(room.minutes[service][end] * many for service, many in before.items())
        for end, before in enumerate((ahead, ahead + collections.Counter(busy)))
    )
    minutes = _rounded(low / len(at_work), high / len(at_work))
    soonest = min(_soonest(room, me, one) for one in at_work)
    return Wait(people, minutes, at_once=False, soonest=_down(soonest))


def _called_before(
    room: _Room, me: _Person, calling: Sequence[Counter]
) -> collections.Counter[str]:
    """How many of each service are called before, when those counters keep the rule of lanes."""
    groups = [one for one in room.groups if _goes_before(one, me, calling)]
    goes = {(one.service, one.only_counter) for one in groups}
    hands, passed = max(1, len(room.at_work_for(groups))), 0.0
    run = room.priority_in_a_row(calling, me)
    with_priority, in_turn = (
        (one for one in line if (one.service, one.only_counter) in goes and one.before(me))
        for line in (room.with_priority, room.in_turn())
    )
    lane = collections.deque([*with_priority, me] if me.priority else with_priority)
    # Behind the last of them many may wait at other counters: those are not looked through.
    people = islice(in_turn, sum(one.before(me) for one in groups if not one.priority))
    ordinaries = people if me.priority else chain(people, (me,))
    before: collections.Counter[str] = collections.Counter()
    ordinary = next(ordinaries, None) if lane else None
    while lane:
        if due := ordinary and ordinary_is_due(run, ordinary.minutes + passed):
            one, ordinary = ordinary, next(ordinaries, None)
        else:
            one = lane.popleft()
        if one is me:
            return before
        before[one.service] += 1
        run = 0 if due else run + 1
        passed += sum(room.minutes[one.service]) / 2 / hands
    # Only those without priority are left, and all who came earlier go before.
    return sum(
        (collections.Counter({one.service: one.before(me)}) for one in groups),
        collections.Counter(),
    )


def _goes_before(one: _Group, me: _Person, calling: Sequence[Counter]) -> bool:
    mine = one.service == me.service and not calling
    return mine or any(_may_go_to(counter, one) for counter in calling)


def _may_go_to(counter: Counter, one: _Person | _Group) -> bool:
    return one.service in counter.services and one.only_counter in (None, counter.id)


def _soonest(room: _Room, me: _Person, counter: Counter) -> float:
    """Minutes in which this counter cannot call: whoever it calls first must have been called."""
    groups = [one for one in room.groups if _may_go_to(counter, one)]
    helping = len([one for one in room.at_work_for(groups) if one.id != counter.id])
    with_priority, in_turn = (
        sorted(
            (room.minutes[one.service][0], one.before(me))
            for one in groups
            if one.priority is lane and one.before(me)
        )
        for lane in (True, False)
    )

    def at_least(quick: list[tuple[float, int]]) -> float:
        longest = max((minutes for minutes, _ in quick), default=0)
        whole = sum(minutes * people for minutes, people in quick)
        return max(0.0, (whole - helping * longest) / (1 + helping))

    if me.priority:
        return at_least(with_priority)
    rule = here().standard.queue_rule(room.day)
    # Other counters may have called whoever is first, so that one row of priority is enough.
    rows = 1 if helping else 1 + sum(people for _, people in in_turn)
    needed = rows * rule.max_priority_in_a_row - room.priority_in_a_row([counter], me)
    earlier = at_least([*_quickest(with_priority, max(0, needed)), *in_turn])
    return min(
        at_least(with_priority + in_turn), max(rule.ordinary_wait_minutes - me.minutes, earlier)
    )


def _quickest(lane: list[tuple[float, int]], people: int) -> Iterator[tuple[float, int]]:
    """So many people of the lane, those first who take the fewest minutes."""
    for minutes, many in lane:
        if people > 0:
            yield minutes, min(many, people)
            people -= many


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
