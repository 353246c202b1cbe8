"""The office's floor as its staff see it: counters, who waits, paper in trouble, help wanted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any, NamedTuple

from shared import clock, db
from shared.records.base import from_ms
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.paper import printers, slips
from shared.rules.queue import allowed, board, calling, moves, seating
from shared.rules.queue import help as help_calls
from shared.rules.queue.ticket import AWAY, DONE, MISSED, RELEASED, WAITING, number_text
from shared.standard.services import Counter as Desk

_OPEN = (
    "SELECT id, letter, number, service, kind, priority IS NOT NULL, state, calls, counter,"
    " only_counter, issued_at, called_at, serving_at, left_at, version"
    " FROM ticket WHERE office_id = :office AND day = :day"
    " AND state IN ('waiting', 'called', 'serving', 'missed', 'held', 'papers')"
    " ORDER BY priority IS NULL, place, place_sub, id"
)
_DAY = (
    "SELECT state, first_called_at - issued_at, finished_at - serving_at"
    " FROM ticket WHERE office_id = :office AND day = :day"
)
_NUMBERS = "SELECT id, letter, number FROM ticket WHERE office_id = :office AND id IN :ids"
_MINUTE = 60


class _Person(NamedTuple):
    """A ticket that is not over, as far as the seats are told of it."""

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
    issued_at: datetime
    called_at: datetime | None
    serving_at: datetime | None
    left_at: datetime | None
    version: int


@dataclass(frozen=True)
class SeatTicket:
    """A ticket that is not over; times as the office's clock shows them."""

    id: int
    number: str
    service: str
    kind: str | None
    priority: bool
    state: str
    issued: str
    version: int


@dataclass(frozen=True)
class TicketHere(SeatTicket):
    """The ticket at a counter."""

    calls: int
    called_at: str | None
    serving_at: str | None


@dataclass(frozen=True)
class TicketWaiting(SeatTicket):
    """A ticket that waits; `late`: it was called before and is back."""

    minutes: int
    late: bool
    only_counter: int | None


@dataclass(frozen=True)
class TicketAway(SeatTicket):
    """A ticket that was missed or put aside, since when and from which counter."""

    left: str
    counter: int | None


@dataclass(frozen=True)
class CounterStand:
    """A counter: who sits there, who is there, who is next.

    `why_not`: the steps that its officer may not take now, each with the reason in words.
    """

    id: int
    name: str
    services: tuple[str, ...]
    state: allowed.CounterState
    staff_id: int | None
    officer: str
    since: str | None
    next: str | None
    ticket: TicketHere | None
    undo: moves.Undo | None
    why_not: dict[str, str]


@dataclass(frozen=True)
class PrinterStand:
    """A printer, and what ails it since when."""

    name: str
    ok: bool
    reasons: tuple[str, ...]
    sentences: tuple[str, ...]
    since: str
    station: str


@dataclass(frozen=True)
class SlipQuestion:
    """A slip of which a person must say whether it came out."""

    job: int
    number: str | None
    state: str
    reason: str | None


@dataclass(frozen=True)
class HelpWanted:
    """Somebody at a touchscreen asks for an officer; what about is told to whoever goes there."""

    id: int
    place: str
    at: str
    complaint: bool


@dataclass(frozen=True)
class DayFigures:
    """Today's counts, and medians in whole minutes (None when there is nothing yet)."""

    taken: int
    waiting: int
    served: int
    missed: int
    median_wait: int | None
    median_service: int | None


@dataclass(frozen=True)
class Surroundings:
    """What every seat is told, whatever its work; `seq` grows with every change of the office."""

    seq: int
    at: str
    clock: str
    date: str
    printers: list[PrinterStand]
    slips_waiting: int
    questions: list[SlipQuestion]
    help: list[HelpWanted]


@dataclass(frozen=True)
class OfficeFloor(Surroundings):
    """The whole picture for every seat."""

    open: bool
    counters: list[CounterStand]
    waiting: list[TicketWaiting]
    away: list[TicketAway]
    figures: DayFigures


def picture() -> OfficeFloor:
    """The whole picture of this moment."""
    moment = clock.now()
    rows = _open(clock.service_day(moment))
    waiting = [row for row in rows.values() if row.state == WAITING]
    return OfficeFloor(
        **vars(surroundings()),
        open=opening.at(moment).open,
        counters=_counters(rows, waiting),
        waiting=[_waiting(row, moment) for row in waiting],
        away=[_away(row) for row in rows.values() if row.state in AWAY],
        figures=figures(),
    )


def surroundings() -> Surroundings:
    """What a seat that calls nobody shows of this moment."""
    moment = clock.now()
    return Surroundings(
        seq=board.sequence(),
        at=moment.isoformat(),
        clock=words.clock_time(moment),
        date=words.long_date(clock.service_day(moment)),
        printers=[_printer(one) for one in printers.printers()],
        slips_waiting=slips.waiting_count(),
        questions=_questions(),
        help=[
            HelpWanted(one.id, one.place, words.clock_time(one.at), one.topic is not None)
            for one in help_calls.ringing()
        ],
    )


def figures() -> DayFigures:
    """Today's figures."""
    rows = db.rows(_DAY, office=here().id, day=clock.service_day().isoformat())
    count = Counter(state for state, _, _ in rows)
    return DayFigures(
        taken=len(rows),
        waiting=count[WAITING],
        served=count[DONE],
        missed=count[MISSED] + count[RELEASED],
        median_wait=_minutes(wait for _, wait, _ in rows),
        median_service=_minutes(served for state, _, served in rows if state == DONE),
    )


def _open(day: date) -> dict[int, _Person]:
    """Who is still here, by ticket, those first who are called first."""
    rows = db.rows(_OPEN, office=here().id, day=day.isoformat())
    return {row[0]: _person(*row) for row in rows}


def _person(*row: Any) -> _Person:
    moments = (from_ms(at) if at else None for at in row[10:14])
    return _Person._make((*row[:10], *moments, row[14]))


def _counters(rows: dict[int, _Person], waiting: list[_Person]) -> list[CounterStand]:
    seats = seating.seats()
    undo = moves.undoable(tuple(seat.counter for seat in seats))
    names = staff.names(tuple(seat.staff_id for seat in seats if seat.staff_id))
    return [
        _counter(seat, rows.get(seat.ticket_id or 0), waiting, undo.get(seat.counter), names)
        for seat in seats
    ]


def _counter(
    seat: seating.Seat,
    row: _Person | None,
    waiting: list[_Person],
    undo: moves.Undo | None,
    names: dict[int, str],
) -> CounterStand:
    counter = here().standard.counter(seat.counter)
    following = _next(counter, waiting)
    at = seating.situation(seat, row, somebody_waits=bool(following), undoable=bool(undo))
    return CounterStand(
        id=counter.id,
        name=counter.name,
        services=counter.services,
        state=seat.state,
        staff_id=seat.staff_id,
        officer=names.get(seat.staff_id or 0, ""),
        since=words.clock_time(seat.since) if seat.since else None,
        next=number_text(following.letter, following.number) if following else None,
        ticket=_at_counter(row) if row else None,
        undo=undo,
        why_not=allowed.all_refusals(at),
    )


def _next(counter: Desk, waiting: list[_Person]) -> _Person | None:
    mine = [
        row
        for row in waiting
        if row.service in counter.services and row.only_counter in (None, counter.id)
    ]
    priority = next((row for row in mine if row.priority), None)
    ordinary = next((row for row in mine if not row.priority), None)
    return calling.preferred(counter.services, priority, ordinary)


def _at_counter(row: _Person) -> TicketHere:
    return TicketHere(
        *_ticket(row),
        row.calls,
        row.called_at.isoformat() if row.called_at else None,
        row.serving_at.isoformat() if row.serving_at else None,
    )


def _waiting(row: _Person, now: datetime) -> TicketWaiting:
    minutes = int((now - row.issued_at).total_seconds()) // _MINUTE
    return TicketWaiting(*_ticket(row), minutes, row.left_at is not None, row.only_counter)


def _away(row: _Person) -> TicketAway:
    return TicketAway(*_ticket(row), words.clock_time(row.left_at or row.issued_at), row.counter)


def _ticket(row: _Person) -> tuple[int, str, str, str | None, bool, str, str, int]:
    return (
        row.id,
        number_text(row.letter, row.number),
        row.service,
        row.kind,
        bool(row.priority),
        row.state,
        words.clock_time(row.issued_at),
        row.version,
    )


def _printer(one: printers.Printer) -> PrinterStand:
    since = words.clock_time(one.since)
    return PrinterStand(one.name, one.ok, one.reasons, one.sentences, since, one.station)


def _questions() -> list[SlipQuestion]:
    jobs = slips.open_questions()
    ids = tuple(job.ticket_id for job in jobs if job.ticket_id)
    rows = db.rows(_NUMBERS, office=here().id, ids=ids) if ids else []
    numbers = {ticket: number_text(letter, number) for ticket, letter, number in rows}
    return [SlipQuestion(job.id, numbers.get(job.ticket_id), job.state, job.reason) for job in jobs]


def _minutes(spans: Iterable[int | None]) -> int | None:
    known = [span for span in spans if span is not None]
    return round(median(known) / (_MINUTE * 1000)) if known else None
