"""The numbers of years: each with its way, its slip, and what the journal tells of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from deploy.benchmarks.years import LAST_DAY
from shared import db
from shared.records import JournalLine, SlipEvent, SlipJob, Ticket, TicketEvent
from shared.rules.common import chain
from shared.rules.common.office import here
from shared.rules.paper import slips
from shared.rules.queue.ticket import CANCELLED, DONE, RELEASED

A_DAY = 165  # tickets a day: 300,000 in five years
_AT_ONCE = 1000
_STEPS = ("taken", "called", "serving", "finished")
_PRINTED = (slips.READY, slips.SENDING, slips.PRINTED)
_PAYLOAD = {"number": "A-001", "said": "x" * 500}
_DATA = b"x" * 900

Row = dict[str, Any]


def fill(count: int) -> None:
    """So many tickets up to the day before this morning, all of them over; slips as printed."""
    last = chain.end()
    tickets = _tickets(count)
    sequence = last.sequence if last else 0
    while some := list(islice(tickets, _AT_ONCE)):
        db.add_many(Ticket, some)
        db.add_many(TicketEvent, (event for ticket in some for event in _events(ticket)))
        db.add_many(SlipJob, (_slip(ticket) for ticket in some))
        db.add_many(SlipEvent, (step for ticket in some for step in _slip_events(ticket)))
        db.add_many(JournalLine, (line for ticket in some for line in _lines(ticket, sequence)))
        sequence += len(some) * len(_STEPS)


def _tickets(count: int) -> Iterator[Row]:
    first = LAST_DAY - timedelta(days=-(-count // A_DAY))
    services = here().standard.services
    for place in range(count):
        moment = first + timedelta(days=place // A_DAY, minutes=place % A_DAY)
        state = {0: CANCELLED, 1: RELEASED}.get(place % 20, DONE)
        # As unlike each other as those of people.
        called = timedelta(seconds=place * 7919 % 2400)
        served = timedelta(seconds=120 + place * 104_729 % 900)
        yield {
            "id": place + 1,
            "office": here().id,
            "day": moment.date(),
            "letter": "A",
            "number": place % A_DAY + 1,
            "service": services[place % len(services)].code,
            "language": "id",
            "channel": "kiosk",
            "token": f"ukur-{place}",
            "touch": f"ukur-{place}",
            "state": state,
            "place": place % A_DAY + 1,
            "counter": 1 + place % 2,
            "ahead": 3,
            "estimate_low": 5,
            "estimate_high": 15,
            "issued_at": moment,
            "first_called_at": moment + called,
            "called_at": moment + called,
            "serving_at": moment + called + timedelta(minutes=1) if state == DONE else None,
            "finished_at": moment + called + served if state == DONE else None,
        }


def _events(ticket: Row) -> Iterator[Row]:
    for what, at in _steps(ticket):
        yield {
            "office": here().id,
            "ticket_id": ticket["id"],
            "day": ticket["day"],
            "at": at,
            "what": what,
            "counter": None if what == "taken" else ticket["counter"],
            "who": "ukur",
            "service": ticket["service"],
            "before": {"state": "waiting", "place": ticket["place"]},
        }


def _steps(ticket: Row) -> Iterator[tuple[str, datetime]]:
    for place, what in enumerate(_STEPS):
        yield what, ticket["issued_at"] + timedelta(minutes=5 * place)


def _slip(ticket: Row) -> Row:
    return {
        "id": ticket["id"],
        "office": here().id,
        "token": ticket["token"],
        "kind": "ticket",
        "printer": slips.TICKET_PRINTER,
        "state": slips.PRINTED,
        "station": "ukur",
        "evidence": "status",
        "created_at": ticket["issued_at"],
        "changed_at": ticket["issued_at"] + timedelta(seconds=2),
        "ticket_id": ticket["id"],
        "payload": _PAYLOAD,
        "data": _DATA,
        "attempts": 1,
    }


def _slip_events(ticket: Row) -> Iterator[Row]:
    for place, state in enumerate(_PRINTED):
        at = ticket["issued_at"] + timedelta(seconds=place)
        yield {"office": here().id, "job_id": ticket["id"], "at": at, "state": state}


def _lines(ticket: Row, sequence: int) -> Iterator[Row]:
    """Lines as many and as long as the office's own; their marks are invented."""
    before = sequence + (ticket["id"] - 1) % _AT_ONCE * len(_STEPS)
    for place, (what, at) in enumerate(_steps(ticket), before + 1):
        yield {
            "office": here().id,
            "sequence": place,
            "at": at,
            "who": "ukur",
            "role": "petugas_loket",
            "what": f"ticket.{what}",
            "subject": f"A-{ticket['number']:03d}",
            "detail": '{"service": "KK"}',
            "hash": place.to_bytes(32),
        }
