"""The office's floor as its staff see it: counters, who waits, paper in trouble, help wanted."""

from datetime import date, datetime
from statistics import median
from typing import Any

from shared import clock
from shared.records import Ticket
from shared.rules import board, opening, printers, prints, staff, words
from shared.rules import help as help_calls
from shared.rules.office import here
from shared.rules.queue import calling, moves, seating
from shared.rules.queue.ticket import AWAY, DONE, MISSED, RELEASED, WAITING, number_text


def picture() -> dict[str, Any]:
    """The whole picture for every seat, in plain values; `seq` grows with every change."""
    moment = clock.now()
    day = clock.service_day(moment)
    rows = _rows(day)
    return {
        "seq": board.sequence(),
        "at": moment.isoformat(),
        "clock": words.clock_time(moment),
        "date": words.long_date(day),
        "open": opening.at(moment).open,
        "counters": [_counter(seat, rows) for seat in seating.seats()],
        "waiting": [_waiting(row) for row in _in_order(rows)],
        "away": [_away(row) for row in rows.values() if row.state in AWAY],
        "printers": [_printer(one) for one in printers.printers()],
        "slips_waiting": prints.waiting_count(),
        "questions": [_question(job, rows) for job in prints.open_questions()],
        "help": [
            {"id": call.id, "place": call.place, "at": words.clock_time(call.at)}
            for call in help_calls.ringing()
        ],
        "figures": figures(),
    }


def figures() -> dict[str, Any]:
    """Today's figures: counts, and medians in whole minutes (None when there is nothing yet)."""
    rows = list(_rows(clock.service_day()).values())
    served = [row for row in rows if row.state == DONE]
    called = [row for row in rows if row.first_called_at]
    return {
        "taken": len(rows),
        "waiting": sum(row.state == WAITING for row in rows),
        "served": len(served),
        "missed": sum(row.state in (MISSED, RELEASED) for row in rows),
        "median_wait": _minutes(
            [_span(row.issued_at, row.first_called_at) for row in called]
        ),
        "median_service": _minutes(
            [_span(row.serving_at, row.finished_at) for row in served if row.serving_at]
        ),
    }


def _rows(day: date) -> dict[int, Ticket]:
    query = Ticket.select().where(Ticket.office == here().id, Ticket.day == day)
    return {row.id: row for row in query}


def _in_order(rows: dict[int, Ticket]) -> list[Ticket]:
    waiting = [row for row in rows.values() if row.state == WAITING]
    return sorted(
        waiting, key=lambda row: (row.priority is None, row.place, row.place_sub, row.id)
    )


def _counter(seat: seating.Seat, rows: dict[int, Ticket]) -> dict[str, Any]:
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


def _at_counter(row: Ticket) -> dict[str, Any]:
    return {
        **_ticket(row),
        "calls": row.calls,
        "called_at": row.called_at.isoformat() if row.called_at else None,
        "serving_at": row.serving_at.isoformat() if row.serving_at else None,
    }


def _waiting(row: Ticket) -> dict[str, Any]:
    return {
        **_ticket(row),
        "minutes": int((clock.now() - row.issued_at).total_seconds() // 60),
        "late": row.left_at is not None,
        "only_counter": row.only_counter,
    }


def _away(row: Ticket) -> dict[str, Any]:
    since = row.left_at or row.issued_at
    return {**_ticket(row), "left": words.clock_time(since), "counter": row.counter}


def _ticket(row: Ticket) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": number_text(row.letter, row.number),
        "service": row.service,
        "kind": row.kind,
        "priority": row.priority is not None,
        "state": row.state,
        "issued": words.clock_time(row.issued_at),
        "version": row.version,
    }


def _printer(one: printers.Printer) -> dict[str, Any]:
    return {
        "name": one.name,
        "ok": one.ok,
        "reasons": list(one.reasons),
        "sentences": list(one.sentences),
        "since": words.clock_time(one.since),
    }


def _question(job: Any, rows: dict[int, Ticket]) -> dict[str, Any]:
    row = rows.get(job.ticket_id) if job.ticket_id else None
    number = number_text(row.letter, row.number) if row else None
    return {"job": job.id, "number": number, "state": job.state, "reason": job.reason}


def _span(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 60


def _minutes(spans: list[float]) -> int | None:
    return round(median(spans)) if spans else None
