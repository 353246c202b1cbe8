"""The waiting room's whole picture: calls, counters, missed numbers, who waits; nobody's data."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared import clock, db
from shared.records.base import from_ms, to_ms
from shared.rules.common import words
from shared.rules.common.office import Here, here
from shared.rules.hours import opening
from shared.rules.queue import seating, standing, waiting
from shared.rules.queue.allowed import CounterState
from shared.rules.queue.ticket import SERVING, number_text
from shared.rules.queue.waiting import Range
from shared.standard.services import Counter

_CALLS = 8
_CALLS_FOR = timedelta(minutes=10)
_MISSED = 6
_MISSED_FOR = timedelta(minutes=30)

# Lines about complaints and what follows from them are passed over: of some, nobody may hear.
_SEQUENCE = (
    "SELECT COALESCE(MAX(sequence), 0), COUNT(*),"
    " COALESCE(SUM(CASE WHEN what LIKE 'complaint.%' OR what LIKE 'corrective.%'"
    " THEN 1 ELSE 0 END), 0)"
    " FROM journal_line WHERE office_id = :office AND sequence > :known"
)
# Of which office, up to which line, and how many: the past is counted once in a process.
_counted: tuple[Here, int, int] | None = None
# The words of the index `ticket_event_undoable`.
_LAST_CALLS = (
    "SELECT event.id, event.at, event.counter, event.what = 'recalled',"
    " CAST(event.before AS TEXT), letter, number, ticket.priority IS NOT NULL"
    " FROM ticket_event AS event JOIN ticket ON ticket.id = event.ticket_id"
    " WHERE event.office_id = :office AND event.day = :day AND event.what IN ('called', 'recalled')"
    " AND event.before IS NOT NULL AND event.undone_at IS NULL AND event.at > :since"
    " ORDER BY event.id DESC LIMIT :most"
)
_AT_COUNTERS = (
    "SELECT seat.counter, letter, number, ticket.state FROM counter_seat AS seat"
    " JOIN ticket ON ticket.id = seat.ticket_id"
    " WHERE seat.office_id = :office AND day = :day AND ticket.state IN ('called', 'serving')"
)
_LAST_MISSED = (
    "SELECT letter, number FROM ticket WHERE office_id = :office AND day = :day"
    " AND state = 'missed' AND left_at > :since ORDER BY left_at DESC LIMIT :most"
)
_WAITING = (
    "SELECT service, COUNT(*) FROM ticket"
    " WHERE office_id = :office AND day = :day AND state = 'waiting' GROUP BY service"
)


@dataclass(frozen=True)
class CalledTo:
    """The counter that calls."""

    id: int
    name: str


@dataclass(frozen=True)
class BoardCall:
    """One call or repeated call, and what is said of it; `brief` while others wait to be called.

    `audio` and `audio_brief` are the addresses of both, if there are any.
    """

    id: int
    number: str
    spoken: str
    counter: CalledTo
    at: str
    repeat: int
    priority: bool
    brief: str
    audio: str | None = None
    audio_brief: str | None = None


@dataclass(frozen=True)
class CounterNow:
    """A counter and the number at it; `words` say how it stands."""

    id: int
    name: str
    label: str
    state: CounterState
    words: str
    number: str | None
    serving: bool


@dataclass(frozen=True)
class ServiceLine:
    """How many wait for a service; how many are called before a newcomer, and when that one is.

    `estimate`: the minutes in words. `at_once`: a counter that serves is free.
    """

    service: str
    name: str
    short: str
    letter: str
    waiting: int
    ahead: int
    estimate_minutes: Range | None
    estimate: str | None
    at_once: bool


@dataclass(frozen=True)
class OfficeNow:
    """How the office stands, in words and as a picture (a Tabler name)."""

    state: opening.State
    icon: str
    title: str
    text: str


@dataclass(frozen=True)
class WhyClosed:
    """Why no numbers are given out, and when they are again."""

    code: str
    name: str
    opens_day: str | None
    opens_at: str | None
    message: str


def office(now: opening.Opening) -> OfficeNow:
    """How the office stands, as the waiting room is told."""
    return OfficeNow(now.state, now.icon, now.title, now.text())


def why_closed(now: opening.Opening) -> WhyClosed | None:
    """Why no numbers are given out; None while they are."""
    if now.open:
        return None
    day, at = None, None
    if now.opens_at:
        day = words.long_date(clock.service_day(now.opens_at))
        at = words.clock_time(now.opens_at)
    return WhyClosed(now.code, now.name, day, at, now.text())


def sequence() -> int:
    """How many lines the journal has that are not about complaints; it never falls."""
    global _counted
    mine = here()
    _, known, count = _counted if _counted and _counted[0] is mine else (mine, 0, 0)
    last, lines, passed = db.rows(_SEQUENCE, office=mine.id, known=known)[0]
    count += lines - passed
    _counted = (mine, max(known, last), count)
    return int(count)


def lines(day: date, *, priority: bool = False) -> list[ServiceLine]:
    """For each service of today: who waits, and what a newcomer (with priority) may expect."""
    people = dict(db.rows(_WAITING, office=here().id, day=day.isoformat()))
    services = here().standard.services_on(day)
    waits = waiting.of_newcomers(one.code for one in services)
    return [
        ServiceLine(
            service.code,
            service.title,
            service.short,
            service.letter,
            people.get(service.code, 0),
            wait.ahead,
            wait.minutes,
            words.minutes_range(wait.minutes),
            wait.at_once,
        )
        for service in services
        for wait in [waits[service.code, priority]]
    ]


def sentence(number: str, priority: bool, counter: Counter) -> str:
    """What the voice says of a call, digits one by one (DOMAIN 6.3)."""
    said = f"{'prioritas ' if priority else ''}{_spoken(number)}"
    return f"Nomor antrean {said}, silakan menuju {counter.spoken}."


def _spoken(number: str) -> str:
    letter, _, digits = number.partition("-")
    return f"{letter}, {words.digits_spoken(digits)}"


def calls(moment: datetime) -> list[BoardCall]:
    """Calls of the last ten minutes that were not undone, newest first, eight at most."""
    day, since = clock.service_day(moment).isoformat(), to_ms(moment - _CALLS_FOR)
    found = db.rows(_LAST_CALLS, office=here().id, day=day, since=since, most=_CALLS)
    return [_call(*row) for row in found]


def _call(
    event: int,
    at: int,
    counter_id: int,
    again: bool,
    before: str,
    letter: str,
    number: int,
    priority: bool,
) -> BoardCall:
    counter, text = here().standard.counter(counter_id), number_text(letter, number)
    return BoardCall(
        id=event,
        number=text,
        spoken=sentence(text, bool(priority), counter),
        counter=CalledTo(counter.id, counter.name),
        at=from_ms(at).isoformat(),
        repeat=json.loads(before)["calls"] + 1 if again else 1,
        priority=bool(priority),
        brief=f"{_spoken(text)}, {counter.spoken}.",
    )


def counters(day: date, office: opening.Opening) -> list[CounterNow]:
    """Every counter of the day, and the number at it."""
    now = {seat.counter: seat for seat in seating.seats()}
    called = db.rows(_AT_COUNTERS, office=here().id, day=day.isoformat())
    tickets = {
        counter: (number_text(letter, number), state) for counter, letter, number, state in called
    }
    return [
        CounterNow(
            counter.id,
            counter.name,
            ", ".join(here().standard.service(code).short for code in counter.services),
            now[counter.id].state,
            standing.counter(now[counter.id], office),
            number,
            serving=state == SERVING,
        )
        for counter in here().standard.counters_on(day)
        for number, state in [tickets.get(counter.id, (None, None))]
    ]


def missed(moment: datetime) -> list[str]:
    """Numbers that were missed in the last half hour, newest first, six at most."""
    day, since = clock.service_day(moment).isoformat(), to_ms(moment - _MISSED_FOR)
    rows = db.rows(_LAST_MISSED, office=here().id, day=day, since=since, most=_MISSED)
    return [number_text(letter, number) for letter, number in rows]
