"""How many are called before a person, and the honest range of minutes until that call.

Whatever tells a citizen how long (card, ticket, paper, phone, board, desk) asks here.
"""

import collections
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import product
from statistics import quantiles

from shared import clock, db
from shared.records import Ticket
from shared.records.base import from_ms
from shared.rules.common.office import here
from shared.standard.services import Counter

_SAMPLES = 20
_ENOUGH = 5
_WORTH_LEAVING = 20
_MARGIN = 10
_AT_ONCE = (0, 5)

_EARLIER = "(place, place_sub, id) < (:place, :sub, :ticket)"
_BEFORE = (
    "SELECT service, only_counter, priority IS NOT NULL, COUNT(*) FROM ticket"
    " WHERE office_id = :office AND day = :day AND state = 'waiting' AND {called_before}"
    " GROUP BY service, only_counter, priority IS NOT NULL"
)
_BEFORE_PRIORITY = _BEFORE.format(called_before=f"priority IS NOT NULL AND {_EARLIER}")
_BEFORE_ORDINARY = _BEFORE.format(called_before=f"(priority IS NOT NULL OR {_EARLIER})")
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

Range = tuple[int, int]


@dataclass(frozen=True)
class Wait:
    """What a person may expect.

    `ahead`: how many are called before; `minutes`: until the own call, None while nobody calls;
    `at_once`: nobody is before and a counter that serves is open and free.
    """

    ahead: int
    minutes: Range | None
    at_once: bool


NO_WAIT = Wait(0, None, at_once=False)
"""Of somebody who waits no more."""


@dataclass(frozen=True)
class _Room:
    """One look at today: the counters, those open (and for what busy), who is called before."""

    day: date
    counters: Sequence[Counter]
    open: dict[int, str | None]
    before: list[tuple[str, int | None, bool, int]]

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

    def minutes(self, service: str) -> tuple[float, float]:
        """Quick and slow minutes of one person of this service."""
        expected = here().standard.service(service).expected_minutes
        return spread(self.took.get(service, ()), expected)


def of_newcomers(services: Iterable[str]) -> dict[tuple[str, bool], Wait]:
    """What a person who comes now may expect, for each service without priority and with it."""
    room, wishes = _look(_AFTER_ALL, priority=False), product(services, (False, True))
    return {
        (service, priority): _wait(room, service, priority=priority) for service, priority in wishes
    }


def of_ticket(row: Ticket) -> Wait:
    """What the holder of this number of today may expect while it waits."""
    place, priority = (row.place, row.place_sub, row.id), row.priority is not None
    room = _look(place, priority=priority)
    return _wait(room, row.service, priority=priority, only_counter=row.only_counter)


def pool(service: str) -> tuple[str, ...]:
    """The services that are called at the same counters as `service`, itself included."""
    counters = here().standard.counters_on(clock.service_day())
    beside = (one.services for one in counters if service in one.services)
    return tuple(sorted({service}.union(*beside)))


def last_place(day: date) -> int:
    """The place of whoever came last on that day; 0 before anybody came."""
    return db.value(_LAST_PLACE, office=here().id, day=day.isoformat()) or 0


def _look(place: tuple[int, int, int], *, priority: bool) -> _Room:
    day = clock.service_day()
    before = db.rows(
        _BEFORE_PRIORITY if priority else _BEFORE_ORDINARY,
        office=here().id,
        day=day.isoformat(),
        **dict(zip(("place", "sub", "ticket"), place, strict=True)),
    )
    seats = db.rows(_OPEN, office=here().id)
    open_now = {
        counter: serving
        for counter, serving, since in seats
        if clock.service_day(from_ms(since)) == day
    }
    return _Room(day, here().standard.counters_on(day), open_now, before)


def _wait(room: _Room, service: str, *, priority: bool, only_counter: int | None = None) -> Wait:
    serve = [
        one for one in room.counters if service in one.services and only_counter in (None, one.id)
    ]
    at_work = [one for one in serve if one.id in room.open]
    # Who waits for a closed counter alone is not called before; while all are closed anybody is.
    calling = at_work or serve
    ahead = [
        (code, count)
        for code, only, lane, count in room.before
        if (lane or not priority)
        and (
            any(code in one.services and only in (None, one.id) for one in calling)
            or (code == service and not calling)
        )
    ]
    people = sum(count for _, count in ahead)
    busy = [serving for one in at_work if (serving := room.open[one.id])]
    if not at_work:
        return Wait(people, None, at_once=False)
    if not people and len(busy) < len(at_work):
        return Wait(0, _AT_ONCE, at_once=True)
    low = sum(count * room.minutes(code)[0] for code, count in ahead)
    high = sum(
        count * room.minutes(code)[1] for code, count in (*ahead, *((one, 1) for one in busy))
    )
    return Wait(people, _rounded(low / len(at_work), high / len(at_work)), at_once=False)


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
