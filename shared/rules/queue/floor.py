"""The office's floor as its staff see it: counters, who waits, paper in trouble, help wanted."""

import collections
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from shared import clock, db, space
from shared.records import Ticket
from shared.rules.common import backups, journal, staff, words
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.paper import power, printers, slips
from shared.rules.paper.printers import Printer
from shared.rules.queue import (
    allowed,
    board,
    calling,
    floods,
    moves,
    outcomes,
    screens,
    seating,
    standing,
)
from shared.rules.queue import help as help_calls
from shared.rules.queue import waiting as expected
from shared.rules.queue.ticket import (
    AT_COUNTER,
    AWAY,
    DONE,
    MISSED,
    RELEASED,
    WAITING,
    number_text,
    waited,
)
from shared.standard.services import Counter

_NOT_WAITING = (
    "SELECT * FROM ticket WHERE office_id = :office AND day = :day"
    " AND state IN ('called', 'serving', 'missed', 'held', 'papers')"
    " ORDER BY priority IS NULL, place, place_sub, id"
)
# Hundreds may wait, and every change draws them for every seat: only the first are shown.
_WAITING_SHOWN = 15
_LINE = "FROM ticket WHERE office_id = :office AND day = :day AND state = 'waiting'"
_FIRST = (
    "SELECT ticket.* FROM (SELECT id AS one, ROW_NUMBER() OVER"
    " (PARTITION BY priority, service, only_counter ORDER BY place, place_sub, id) AS nth"
    f" {_LINE}) JOIN ticket ON ticket.id = one WHERE nth <= :most"
    " ORDER BY priority IS NULL, place, place_sub, ticket.id"
)
_HOW_MANY = (
    f"SELECT service, only_counter, COUNT(*) {_LINE}"
    " GROUP BY priority, service, only_counter ORDER BY priority, service, only_counter"
)
_DAY = (
    "SELECT state, first_called_at - issued_at, finished_at - serving_at"
    " FROM ticket WHERE office_id = :office AND day = :day"
    " UNION ALL SELECT CASE state WHEN 'served' THEN 'done' ELSE 'released' END,"
    " called_at - came_at, done_at - called_at FROM paper_visit WHERE office_id = :office"
    " AND day = :day AND state <> 'waits' AND withdrawn_at IS NULL AND ticket_id IS NULL"
)
_SPACE = {
    "ok": "",
    "low": "Ruang simpan komputer tinggal sedikit. Minta admin mengosongkannya.",
    "scarce": "Ruang simpan hampir habis: nomor tetap jalan, cetak A4 berhenti. Panggil admin.",
}
_NUMBERS = "SELECT id, letter, number FROM ticket WHERE office_id = :office AND id IN :ids"


@dataclass(frozen=True)
class FloorTicket:
    """A ticket that is not over; times as the office's clock shows them.

    `minutes`: since it was taken. `late`: it was called before, and left at `left`.
    """

    id: int
    number: str
    service: str
    kind: str | None
    priority: bool
    state: str
    issued: str
    version: int
    minutes: int
    late: bool
    only_counter: int | None
    left: str | None
    counter: int | None


@dataclass(frozen=True)
class TicketHere(FloorTicket):
    """The ticket at a counter, with the moments of its call and since it is served."""

    calls: int
    called_at: str | None
    serving_at: str | None


@dataclass(frozen=True)
class CounterStand:
    """A counter: who sits there, who is there, who is next.

    `why_not`: the steps that its officer may not take now, each with the reason in words.
    """

    id: int
    name: str
    services: tuple[str, ...]
    state: allowed.CounterState
    words: str
    staff_id: int | None
    officer: str
    since: str | None
    next: str | None
    ticket: TicketHere | None
    undo: moves.Undo | None
    ended: outcomes.Ended | None
    why_not: dict[str, str]


@dataclass(frozen=True)
class WaitingFor:
    """How many people wait for a service, and for which counter alone, if for one."""

    service: str
    only_counter: int | None
    people: int


@dataclass(frozen=True)
class Newcomer:
    """In words what somebody who comes now for a service may expect, without priority and with."""

    service: str
    ordinary: str
    priority: str


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
class ClockQuestion:
    """A clock that nobody believes until an officer confirms `day`; `words`: why, for people."""

    day: str
    words: str


@dataclass(frozen=True)
class Surroundings:
    """What every seat is told, whatever its work; `seq` grows with every change of the office."""

    seq: int
    at: str
    clock: str
    date: str
    printers: list[Printer]
    screens: tuple[screens.ScreenTrouble, ...]
    power: str
    slips_waiting: int
    questions: list[SlipQuestion]
    help: list[HelpWanted]
    floods: list[floods.Flood]
    clock_question: ClockQuestion | None
    store: str


@dataclass(frozen=True)
class OfficeFloor(Surroundings):
    """The whole picture for every seat.

    `line`: how many wait for what. `waiting`: the first of each kind, in the order of their calls.
    """

    open: bool
    stands: board.OfficeNow
    counters: list[CounterStand]
    line: list[WaitingFor]
    waiting: list[FloorTicket]
    newcomers: list[Newcomer]
    away: list[FloorTicket]
    figures: DayFigures


def picture() -> OfficeFloor:
    """The whole picture of this moment."""
    moment, seats = clock.now(), seating.seats()
    office = standing.office(moment, seats)
    today = {"office": here().id, "day": clock.service_day(moment).isoformat()}
    others = [_ticket(row) for row in db.objects(Ticket, _NOT_WAITING, **today)]
    first = db.objects(Ticket, _FIRST, **today, most=_WAITING_SHOWN)
    waiting = [_ticket(row) for row in first]
    return OfficeFloor(
        **vars(surroundings()),
        open=office.open,
        stands=board.office(office),
        counters=_counters(seats, office, _here(others), waiting),
        line=[WaitingFor(*row) for row in db.rows(_HOW_MANY, **today)],
        waiting=waiting,
        newcomers=_newcomers(),
        away=[one for one in others if one.state in AWAY],
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
        printers=printers.printers(),
        screens=screens.in_trouble(),
        power=_power(),
        slips_waiting=slips.waiting_count(),
        questions=_questions(),
        help=[
            HelpWanted(one.id, one.place, words.clock_time(one.at), one.topic is not None)
            for one in help_calls.ringing()
        ],
        floods=floods.present(),
        clock_question=_clock_question(),
        store=_store(),
    )


def _power() -> str:
    """What everybody must know of how the machine is fed; empty while there is mains."""
    supply = power.known()
    return supply.sentence if supply else ""


def _store() -> str:
    """What every officer must know of where all is kept; empty while it is well."""
    if db.store.is_corrupt():
        return str(db.store.refusal(db.store.CORRUPT))
    left = space.state(here().settings.data)
    return _SPACE[left] or backups.overdue()


def _clock_question() -> ClockQuestion | None:
    doubt = journal.doubt()
    if doubt is None:
        return None
    return ClockQuestion(clock.service_day(doubt.now).isoformat(), doubt.sentence)


def figures() -> DayFigures:
    """Today's figures."""
    rows = db.rows(_DAY, office=here().id, day=clock.service_day().isoformat())
    count = collections.Counter(state for state, _, _ in rows)
    return DayFigures(
        taken=len(rows),
        waiting=count[WAITING],
        served=count[DONE],
        missed=count[MISSED] + count[RELEASED],
        median_wait=_minutes(wait for _, wait, _ in rows),
        median_service=_minutes(served for state, _, served in rows if state == DONE),
    )


def _newcomers() -> list[Newcomer]:
    services = [one.code for one in here().standard.services_on(clock.service_day())]
    waits = expected.of_newcomers(services)
    return [
        Newcomer(one, _in_words(waits[one, False]), _in_words(waits[one, True])) for one in services
    ]


def _in_words(wait: expected.Wait) -> str:
    if wait.at_once:
        return "Bisa langsung"
    minutes = words.minutes_range(wait.minutes)
    return f"{wait.ahead} di depan, {minutes}" if minutes else f"{wait.ahead} di depan"


def _ticket(row: Ticket) -> FloorTicket:
    seen = FloorTicket(
        id=row.id,
        number=number_text(row.letter, row.number),
        service=row.service,
        kind=row.kind,
        priority=row.priority is not None,
        state=row.state,
        issued=words.clock_time(row.issued_at),
        version=row.version,
        minutes=waited(row.issued_at, clock.now()),
        late=row.left_at is not None,
        only_counter=row.only_counter,
        left=words.clock_time(row.left_at) if row.left_at else None,
        counter=row.counter,
    )
    if row.state not in AT_COUNTER:
        return seen
    called, serving = (at and at.isoformat() for at in (row.called_at, row.serving_at))
    return TicketHere(**vars(seen), calls=row.calls, called_at=called, serving_at=serving)


def _here(tickets: Iterable[FloorTicket]) -> dict[int, TicketHere]:
    """Those at a counter, by their id."""
    return {one.id: one for one in tickets if isinstance(one, TicketHere)}


def _counters(
    seats: list[seating.Seat],
    office: opening.Opening,
    tickets: dict[int, TicketHere],
    waiting: list[FloorTicket],
) -> list[CounterStand]:
    counters = tuple(seat.counter for seat in seats)
    undo, ended = moves.undoable(counters), outcomes.ended(counters)
    names = staff.names_of(tuple(seat.staff_id for seat in seats if seat.staff_id))
    return [
        _counter(
            seat,
            standing.counter(seat, office),
            tickets.get(seat.ticket_id or 0),
            waiting,
            undo.get(seat.counter),
            ended.get(seat.counter),
            names,
        )
        for seat in seats
    ]


def _counter(
    seat: seating.Seat,
    stands: str,
    ticket: TicketHere | None,
    waiting: list[FloorTicket],
    undo: moves.Undo | None,
    ended: outcomes.Ended | None,
    names: dict[int, str],
) -> CounterStand:
    counter = here().standard.counter(seat.counter)
    following = _next(counter, waiting)
    number, state = (ticket.number, ticket.state) if ticket else ("", "")
    at = allowed.Situation(seat.state, number, state, bool(following), bool(undo))
    return CounterStand(
        id=counter.id,
        name=counter.name,
        services=counter.services,
        state=seat.state,
        words=stands,
        staff_id=seat.staff_id,
        officer=names.get(seat.staff_id or 0, ""),
        since=words.clock_time(seat.since) if seat.since else None,
        next=following.number if following else None,
        ticket=ticket,
        undo=undo,
        ended=ended,
        why_not=allowed.all_refusals(at),
    )


def _next(counter: Counter, waiting: list[FloorTicket]) -> FloorTicket | None:
    mine = [
        one
        for one in waiting
        if one.service in counter.services and one.only_counter in (None, counter.id)
    ]
    priority = next((one for one in mine if one.priority), None)
    ordinary = next((one for one in mine if not one.priority), None)
    minutes = ordinary.minutes if ordinary else 0
    return calling.preferred(counter.services, priority, ordinary, minutes)


def _questions() -> list[SlipQuestion]:
    jobs = slips.open_questions()
    ids = tuple(job.ticket_id for job in jobs if job.ticket_id)
    rows = db.rows(_NUMBERS, office=here().id, ids=ids) if ids else []
    numbers = {ticket: number_text(letter, number) for ticket, letter, number in rows}
    return [SlipQuestion(job.id, numbers.get(job.ticket_id), job.state, job.reason) for job in jobs]


def _minutes(spans: Iterable[int | None]) -> int | None:
    known = [span for span in spans if span is not None]
    return round(median(known) / 60_000) if known else None
