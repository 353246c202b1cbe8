"""The office's floor as its staff see it: counters, who waits, paper in trouble, help wanted."""

from datetime import date
from statistics import median
from typing import Any, NamedTuple

from shared import clock, db
from shared.records import SlipJob
from shared.records.base import from_ms, to_ms
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.paper import printers, slips
from shared.rules.queue import board, calling, moves, seating
from shared.rules.queue import help as help_calls
from shared.rules.queue.ticket import AWAY, DONE, MISSED, RELEASED, WAITING, number_text

_OPEN = (
    "SELECT id, letter, number, service, kind, priority IS NOT NULL, state, calls, counter,"
    " only_counter, issued_at, called_at, serving_at, left_at, version"
    " FROM ticket WHERE office_id = :office AND day = :day"
    " AND state IN ('waiting', 'called', 'serving', 'missed', 'held', 'papers')"
    " ORDER BY priority IS NULL, place, place_sub, id"
)
_COUNTS = (
    "SELECT state, COUNT(*) FROM ticket WHERE office_id = :office AND day = :day GROUP BY state"
)
_WAITS = (
    "SELECT first_called_at - issued_at FROM ticket"
    " WHERE office_id = :office AND day = :day AND first_called_at IS NOT NULL"
)
_SERVICE_TIMES = (
    "SELECT finished_at - serving_at FROM ticket"
    " WHERE office_id = :office AND day = :day AND state = 'done' AND serving_at IS NOT NULL"
)
_NUMBER = "SELECT letter, number FROM ticket WHERE id = :id"
_MINUTE_MS = 60_000


class _Person(NamedTuple):
    """A ticket that is not over, as far as the seats are told of it; moments in milliseconds."""

    id: int
    letter: str
    number: int
    service: str
    kind: str | None
    priority: int
    state: str
    calls: int
    counter: int | None
    only_counter: int | None
    issued_at: int
    called_at: int | None
    serving_at: int | None
    left_at: int | None
    version: int


def picture() -> dict[str, Any]:
    """The whole picture for every seat, in plain values; `seq` grows with every change."""
    moment = clock.now()
    day = clock.service_day(moment)
    rows = _open(day)
    return {
        "seq": board.sequence(),
        "at": moment.isoformat(),
        "clock": words.clock_time(moment),
        "date": words.long_date(day),
        "open": opening.at(moment).open,
        "counters": [_counter(seat, rows) for seat in seating.seats()],
        "waiting": [_waiting(row, to_ms(moment)) for row in rows.values() if row.state == WAITING],
        "away": [_away(row) for row in rows.values() if row.state in AWAY],
        "printers": [_printer(one) for one in printers.printers()],
        "slips_waiting": slips.waiting_count(),
        "questions": [_question(job) for job in slips.open_questions()],
        "help": [
            {
                "id": call.id,
                "place": call.place,
                "at": words.clock_time(call.at),
                # What it is about is told to whoever opens the form, not to every screen.
                "complaint": call.topic is not None,
            }
            for call in help_calls.ringing()
        ],
        "figures": figures(),
    }


def figures() -> dict[str, Any]:
    """Today's figures: counts, and medians in whole minutes (None when there is nothing yet)."""
    office, day = here().id, clock.service_day().isoformat()
    count = dict(db.rows(_COUNTS, office=office, day=day))
    return {
        "taken": sum(count.values()),
        "waiting": count.get(WAITING, 0),
        "served": count.get(DONE, 0),
        "missed": count.get(MISSED, 0) + count.get(RELEASED, 0),
        "median_wait": _minutes(db.rows(_WAITS, office=office, day=day)),
        "median_service": _minutes(db.rows(_SERVICE_TIMES, office=office, day=day)),
    }


def _open(day: date) -> dict[int, _Person]:
    """Who is still here, by ticket, those first who are called first."""
    rows = db.rows(_OPEN, office=here().id, day=day.isoformat())
    return {row[0]: _Person(*row) for row in rows}


def _counter(seat: seating.Seat, rows: dict[int, _Person]) -> dict[str, Any]:
    counter = here().standard.counter(seat.counter)
    row = rows.get(seat.ticket_id) if seat.ticket_id else None
    undo = moves.undoable(seat.counter)
    return {
        "id": counter.id,
        "name": counter.name,
        "services": list(counter.services),
        "state": seat.state,
        "staff_id": seat.staff_id,
        "officer": staff.name_of(seat.staff_id),
        "since": words.clock_time(seat.since) if seat.since else None,
        "next": calling.upcoming(counter.id),
        "ticket": _at_counter(row) if row else None,
        "undo": {"what": undo[0], "number": undo[1], "seconds": undo[2]} if undo else None,
    }


def _at_counter(row: _Person) -> dict[str, Any]:
    return {
        **_ticket(row),
        "calls": row.calls,
        "called_at": from_ms(row.called_at).isoformat() if row.called_at else None,
        "serving_at": from_ms(row.serving_at).isoformat() if row.serving_at else None,
    }


def _waiting(row: _Person, now: int) -> dict[str, Any]:
    return {
        **_ticket(row),
        "minutes": (now - row.issued_at) // _MINUTE_MS,
        "late": row.left_at is not None,
        "only_counter": row.only_counter,
    }


def _away(row: _Person) -> dict[str, Any]:
    since = row.left_at or row.issued_at
    return {**_ticket(row), "left": words.clock_time(from_ms(since)), "counter": row.counter}


def _ticket(row: _Person) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": number_text(row.letter, row.number),
        "service": row.service,
        "kind": row.kind,
        "priority": bool(row.priority),
        "state": row.state,
        "issued": words.clock_time(from_ms(row.issued_at)),
        "version": row.version,
    }


def _printer(one: printers.Printer) -> dict[str, Any]:
    return {
        "name": one.name,
        "ok": one.ok,
        "reasons": list(one.reasons),
        "sentences": list(one.sentences),
        "station": one.station,
        "since": words.clock_time(one.since),
    }


def _question(job: SlipJob) -> dict[str, Any]:
    number = number_text(*db.rows(_NUMBER, id=job.ticket_id)[0]) if job.ticket_id else None
    return {"job": job.id, "number": number, "state": job.state, "reason": job.reason}


def _minutes(spans: list[tuple[int]]) -> int | None:
    return round(median(span for (span,) in spans) / _MINUTE_MS) if spans else None
