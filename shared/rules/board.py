"""The waiting room's whole picture: calls, counters, missed numbers, who waits. No personal data."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shared import clock
from shared.records import CounterSeat, JournalLine, Ticket, TicketEvent
from shared.rules import opening, words
from shared.rules.office import here
from shared.rules.queue import seating, waiting
from shared.rules.queue.ticket import (
    CALLED,
    MISSED,
    SERVING,
    WAITING,
    number_text,
)
from shared.standard.services import Counter, Service

_CALLS = 8
_CALLS_FOR = timedelta(minutes=10)
_MISSED = 6
_MISSED_FOR = timedelta(minutes=30)


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
    last = (
        JournalLine.select(JournalLine.sequence)
        .where(JournalLine.office == here().id)
        .order_by(JournalLine.sequence.desc())
        .first()
    )
    return int(last.sequence) if last else 0


def calls(moment: datetime) -> list[dict[str, Any]]:
    """Calls of the last ten minutes, newest first, eight at most; a call undone is not among them."""
    events = (
        TicketEvent.select(TicketEvent, Ticket)
        .join(Ticket, on=(TicketEvent.ticket_id == Ticket.id), attr="ticket")
        .where(
            TicketEvent.office == here().id,
            TicketEvent.day == clock.service_day(moment),
            TicketEvent.what.in_(("called", "recalled")),
            TicketEvent.undone_at.is_null(),
            TicketEvent.at > moment - _CALLS_FOR,
        )
        .order_by(TicketEvent.id.desc())
        .limit(_CALLS)
    )
    return [_call(event) for event in events]


def lines(day: date) -> list[dict[str, Any]]:
    """For each service of the day: who waits, and how long a newcomer would."""
    return [_line(service, day) for service in here().standard.services_on(day)]


def sentence(call: Called) -> str:
    """What the voice says, digits one by one (DOMAIN 6.3)."""
    letter, _, digits = call.number.partition("-")
    lane = "prioritas " if call.priority else ""
    where = call.counter.spoken
    return f"Nomor antrean {lane}{letter}, {words.digits_spoken(digits)}, silakan menuju {where}."


def _call(event: TicketEvent) -> dict[str, Any]:
    ticket, counter = event.ticket, here().standard.counter(event.counter)
    number = number_text(ticket.letter, ticket.number)
    return {
        "id": event.id,
        "number": number,
        "spoken": sentence(Called(number, ticket.priority is not None, counter)),
        "counter": {"id": counter.id, "name": counter.name},
        "at": event.at.isoformat(),
        "repeat": (event.before or {}).get("calls", 0) + 1 if event.what == "recalled" else 1,
        "priority": ticket.priority is not None,
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
    tickets = _at_counters(day)
    return [
        {
            "id": counter.id,
            "name": counter.name,
            "label": ", ".join(_short(code) for code in counter.services),
            "state": now[counter.id].state,
            "number": number_text(ticket.letter, ticket.number) if ticket else None,
            "serving": bool(ticket and ticket.state == SERVING),
        }
        for counter in here().standard.counters_on(day)
        for ticket in [tickets.get(counter.id)]
    ]


def _at_counters(day: date) -> dict[int, Ticket]:
    rows = (
        Ticket.select(Ticket, CounterSeat)
        .join(CounterSeat, on=(CounterSeat.ticket_id == Ticket.id), attr="seat")
        .where(
            CounterSeat.office == here().id,
            Ticket.day == day,
            Ticket.state.in_((CALLED, SERVING)),
        )
    )
    return {row.seat.counter: row for row in rows}


def _missed(moment: datetime) -> list[str]:
    rows = (
        Ticket.select()
        .where(
            Ticket.office == here().id,
            Ticket.day == clock.service_day(moment),
            Ticket.state == MISSED,
            Ticket.left_at > moment - _MISSED_FOR,
        )
        .order_by(Ticket.left_at.desc())
        .limit(_MISSED)
    )
    return [number_text(row.letter, row.number) for row in rows]


def _line(service: Service, day: date) -> dict[str, Any]:
    people = Ticket.select().where(
        Ticket.office == here().id,
        Ticket.day == day,
        Ticket.state == WAITING,
        Ticket.service == service.code,
    )
    wait = waiting.for_newcomer(day, service.code)
    return {
        "service": service.code,
        "name": service.title,
        "letter": service.letter,
        "waiting": int(people.count()),
        "estimate_minutes": list(wait) if wait else None,
    }


def _short(code: str) -> str:
    return str(here().standard.service(code).short)
