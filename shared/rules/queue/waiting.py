"""How many are ahead, and the honest range of minutes that follows from today's own times."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import quantiles

from shared import clock, db
from shared.rules.common.office import here

_SAMPLES = 20
_ENOUGH = 5
_WORTH_LEAVING = 20
_MARGIN = 10

_AHEAD = (
    "SELECT COUNT(*) FROM ticket WHERE office_id = :office AND day = :day AND state = 'waiting'"
    " AND service IN :services AND (priority IS NOT NULL {lane} (place, place_sub, id)"
    " < (:place, :sub, :ticket))"
)
_DURATIONS = (
    "SELECT finished_at - serving_at FROM ticket WHERE office_id = :office AND day = :day"
    " AND state = 'done' AND service IN :services ORDER BY finished_at DESC LIMIT :most"
)
_LAST_PLACE = "SELECT MAX(place) FROM ticket WHERE office_id = :office AND day = :day"
_OPEN = "SELECT counter, ticket_id FROM counter_seat WHERE office_id = :office AND state = 'open'"

Range = tuple[int, int]


@dataclass(frozen=True)
class Pace:
    """How fast people of one service are helped: minutes each, by how many counters."""

    low: float
    high: float
    counters: int
    busy: int


def pool(service: str) -> tuple[str, ...]:
    """The services that are called at the same counters as `service`, itself included."""
    counters = here().standard.counters_on(clock.service_day())
    beside = (one.services for one in counters if service in one.services)
    return tuple(sorted({service}.union(*beside)))


def ahead(day: date, service: str, priority: bool, place: tuple[int, int, int]) -> int:
    """How many waiting people are called before this place (place, sub, ticket id)."""
    return int(
        db.value(
            _AHEAD.format(lane="AND" if priority else "OR"),
            office=here().id,
            day=day.isoformat(),
            services=pool(service),
            **dict(zip(("place", "sub", "ticket"), place, strict=True)),
        )
    )


def last_place(day: date) -> int:
    """The place of whoever came last on that day; 0 before anybody came."""
    return db.value(_LAST_PLACE, office=here().id, day=day.isoformat()) or 0


def pace(day: date, service: str) -> Pace:
    """Today's pace of the service, from its last 20 people, or the standard's until 5 are known."""
    return paces(day, (service,))[service]


def paces(day: date, services: Iterable[str]) -> dict[str, Pace]:
    """Today's pace of each of these services."""
    open_now = {counter: ticket is not None for counter, ticket in db.rows(_OPEN, office=here().id)}
    took: dict[tuple[str, ...], list[float]] = {}
    found = {}
    for service in services:
        together = pool(service)
        if together not in took:
            took[together] = _minutes_taken(day, together)
        low, high = spread(took[together], here().standard.service(service).expected_minutes)
        serving = [
            open_now[counter.id]
            for counter in here().standard.counters_on(clock.service_day())
            if service in counter.services and counter.id in open_now
        ]
        found[service] = Pace(low, high, len(serving), sum(serving))
    return found


def _minutes_taken(day: date, services: tuple[str, ...]) -> list[float]:
    took = db.rows(
        _DURATIONS, office=here().id, day=day.isoformat(), services=services, most=_SAMPLES
    )
    return [row[0] / 60_000 for row in took if row[0] is not None]


def spread(minutes: Sequence[float], expected: tuple[float, float]) -> tuple[float, float]:
    """Quick and slow minutes a person takes: the middle half of the samples, or `expected`."""
    if len(minutes) < _ENOUGH:
        return expected
    low, _, high = quantiles(minutes, n=4)
    return max(low, 0.5), max(high, 1.0)


def estimate(people: int, at: Pace) -> Range | None:
    """Whole minutes (low, high) until a person with `people` ahead is called; None if unknown."""
    if not at.counters:
        return None
    if people == 0 and at.busy < at.counters:
        return 0, 5
    low = people / at.counters * at.low
    high = (people + at.busy) / at.counters * at.high
    return _down(low), max(math.ceil(high / 5) * 5, _down(low) + 5)


def safe_until(moment: datetime, wait: Range | None) -> datetime | None:
    """Until when a person may leave without missing the call; None when it is not worth it."""
    if wait is None or wait[0] < _WORTH_LEAVING:
        return None
    until = moment + timedelta(minutes=wait[0] - _MARGIN)
    return until.replace(minute=until.minute // 5 * 5, second=0, microsecond=0)


def _down(minutes: float) -> int:
    return int(minutes // 5) * 5
