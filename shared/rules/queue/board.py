"""The waiting room's whole picture: calls, counters, missed numbers, who waits; nobody's data."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shared import clock, db
from shared.records.base import from_ms, to_ms
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.queue import seating, waiting
from shared.rules.queue.ticket import SERVING, number_text
from shared.standard.services import Counter, Service

_CALLS = 8
_CALLS_FOR = timedelta(minutes=10)
_MISSED = 6
_MISSED_FOR = timedelta(minutes=30)

_SEQUENCE = "SELECT COALESCE(MAX(sequence), 0) FROM journal_line WHERE office_id = :office"
_LAST_CALLS = (
    "SELECT event.id, event.at, event.counter, event.what = 'recalled',"
    " CAST(event.before AS TEXT), letter, number, ticket.priority IS NOT NULL"
    " FROM ticket_event AS event JOIN ticket ON ticket.id = event.ticket_id"
    " WHERE event.office_id = :office AND event.day = :day AND event.what IN ('called', 'recalled')"
    " AND event.undone_at IS NULL AND event.at > :since ORDER BY event.id DESC LIMIT :most"
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
class Called:
    """What the voice must know of a call."""

    number: str
    priority: bool
    counter: Counter


def snapshot() -> dict[str, Any]:
    """The whole picture of this moment; `seq` grows with every change of the office."""
    moment = clock.now()
    day, state = clock.service_day(moment), opening.at(moment)
    office = here().standard.office
    return {
        "seq": sequence(),
        "at": moment.isoformat(),
        "clock": words.clock_time(moment),
        "date": words.long_date(day),
        "office": {"name": office.name, "regency": office.regency},
        "practice": here().settings.practice,
        "open": state.open,
        "closed_reason": None if state.open else closed(state),
        "calls": calls(moment),
        "counters": _counters(day),
        "missed": _missed(moment),
        "waiting": lines(day),
        "screen": {
            "inches": here().settings.board_inches,
            "farthest_m": here().settings.board_farthest_m,
        },
    }


def sequence() -> int:
    """A number that grows with every line of the journal."""
    return int(db.value(_SEQUENCE, office=here().id))


def calls(moment: datetime) -> list[dict[str, Any]]:
    """Calls of the last ten minutes that were not undone, newest first, eight at most."""
    day, since = clock.service_day(moment).isoformat(), to_ms(moment - _CALLS_FOR)
    found = db.rows(_LAST_CALLS, office=here().id, day=day, since=since, most=_CALLS)
    return [_call(*row) for row in found]


def lines(day: date) -> list[dict[str, Any]]:
    """For each service of the day: who waits, and how long a newcomer would."""
    people = dict(db.rows(_WAITING, office=here().id, day=day.isoformat()))
    services = here().standard.services_on(day)
    return [_line(service, day, people.get(service.code, 0)) for service in services]


def sentence(call: Called) -> str:
    """What the voice says, digits one by one (DOMAIN 6.3)."""
    letter, _, digits = call.number.partition("-")
    lane = "prioritas " if call.priority else ""
    where = call.counter.spoken
    return f"Nomor antrean {lane}{letter}, {words.digits_spoken(digits)}, silakan menuju {where}."


def _call(
    event: int,
    at: int,
    counter_id: int,
    again: bool,
    before: str,
    letter: str,
    number: int,
    priority: bool,
) -> dict[str, Any]:
    counter, text = here().standard.counter(counter_id), number_text(letter, number)
    return {
        "id": event,
        "number": text,
        "spoken": sentence(Called(text, bool(priority), counter)),
        "counter": {"id": counter.id, "name": counter.name},
        "at": from_ms(at).isoformat(),
        "repeat": json.loads(before)["calls"] + 1 if again else 1,
        "priority": bool(priority),
    }


def closed(state: opening.Opening) -> dict[str, Any]:
    """Why the office is closed, and when it opens again, for screens."""
    opens = state.opens_at
    return {
        "code": state.code,
        "name": state.name,
        "opens_day": words.long_date(clock.service_day(opens)) if opens else None,
        "opens_at": words.clock_time(opens) if opens else None,
    }


def _counters(day: date) -> list[dict[str, Any]]:
    now = {seat.counter: seat for seat in seating.seats()}
    called = db.rows(_AT_COUNTERS, office=here().id, day=day.isoformat())
    tickets = {
        counter: (number_text(letter, number), state) for counter, letter, number, state in called
    }
    return [
        {
            "id": counter.id,
            "name": counter.name,
            "label": ", ".join(_short(code) for code in counter.services),
            "state": now[counter.id].state,
            "number": number,
            "serving": state == SERVING,
        }
        for counter in here().standard.counters_on(day)
        for number, state in [tickets.get(counter.id, (None, None))]
    ]


def _missed(moment: datetime) -> list[str]:
    day, since = clock.service_day(moment).isoformat(), to_ms(moment - _MISSED_FOR)
    rows = db.rows(_LAST_MISSED, office=here().id, day=day, since=since, most=_MISSED)
    return [number_text(letter, number) for letter, number in rows]


def _line(service: Service, day: date, people: int) -> dict[str, Any]:
    wait = waiting.for_newcomer(day, service.code)
    return {
        "service": service.code,
        "name": service.title,
        "letter": service.letter,
        "waiting": people,
        "estimate_minutes": list(wait) if wait else None,
    }


def _short(code: str) -> str:
    return str(here().standard.service(code).short)
