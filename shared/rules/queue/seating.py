"""Who sits at which counter, and whether the counter takes people."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, NotAllowed, NotFound, Refused
from shared.records import CounterSeat, Ticket
from shared.records.base import from_ms
from shared.rules.common import journal, staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.queue.allowed import (
    BREAK,
    CLOSED,
    OPEN,
    CounterState,
    Situation,
    why_not,
    with_number,
)
from shared.rules.queue.moves import move
from shared.rules.queue.ticket import AT_COUNTER, TicketView, find, number_text, tidy

_SEATS = (
    "SELECT counter, state, staff_id, ticket_id, since, until FROM counter_seat"
    " WHERE office_id = :office"
)


@dataclass(frozen=True)
class Seat:
    """A counter of the standard and how it stands now.

    `until`: when its break ends; None once that moment is past, since nothing opens by itself.
    """

    counter: int
    state: CounterState
    staff_id: int | None
    ticket_id: int | None
    since: datetime | None
    until: datetime | None = None


def seats() -> list[Seat]:
    """Every counter of the standard, in its order; a seat left from another day is closed."""
    moment = clock.now()
    today = clock.service_day(moment)
    kept = {
        counter: Seat(counter, state, person, ticket, from_ms(since), _later(until, moment))
        for counter, state, person, ticket, since, until in db.rows(_SEATS, office=here().id)
        if clock.service_day(from_ms(since)) == today
    }
    return [
        kept.get(counter.id) or Seat(counter.id, CLOSED, None, None, None)
        for counter in here().standard.counters_on(today)
    ]


def seat(counter: int) -> Seat:
    """One counter; NotFound when the standard has none of that number."""
    found = next((one for one in seats() if one.counter == counter), None)
    if found is None:
        raise NotFound(N_("Loket ini tidak ada."), code="unknown-counter")
    return found


@db.transaction()
def sit(counter: int, by: Actor, *, take_over: bool = False) -> Seat:
    """Open the counter for this person.

    Refused when somebody else sits there, or the person still helps somebody at another counter.
    """
    now = seat(counter)
    if now.state != CLOSED and now.staff_id not in (None, by.staff_id) and not take_over:
        raise Refused(N_("Loket ini sedang dipakai petugas lain."), code="taken")
    _require_nobody_elsewhere(counter, by)
    _leave_others(by)
    _save(counter, OPEN, by, "opened")
    return seat(counter)


@db.transaction()
def leave(counter: int, by: Actor) -> None:
    """Close the counter; Refused while somebody is being helped there."""
    require("close", counter, by)
    _save(counter, CLOSED, by, "closed")


@db.transaction()
def pause(counter: int, by: Actor, *, on: bool, until: datetime | None = None) -> Seat:
    """Begin or end the break ("Istirahat"); a break begins only at an empty counter.

    `until`: when it ends. Invalid unless that is later today, before the office closes.
    """
    require("break", counter, by)
    if on and until is not None:
        _check_end(until)
    _save(counter, BREAK if on else OPEN, by, "break" if on else "back", until if on else None)
    return seat(counter)


@db.transaction()
def hand_on(before: int, now: staff.Officer) -> None:
    """Whoever takes the browser over goes on at the same counter, with whoever is there.

    Nothing changes for somebody who works at no counter, or sits at one already.
    """
    role = next((one for one in (staff.COUNTER, staff.INFO_DESK) if one in now.roles), None)
    if role is None or _seats_of(now.id):
        return
    for one in _seats_of(before):
        CounterSeat.update(staff_id=now.id).where(
            CounterSeat.office == here().id, CounterSeat.counter == one.counter
        ).execute()
        journal.write(now.acting(role), "counter.handed-on", str(one.counter))
        announce("queue")


@db.transaction()
def give_back(staff_id: int, by: Actor) -> None:
    """Close the counters of somebody who works no more; who is there waits again in their place."""
    for one in _seats_of(staff_id):
        row = _ticket_of(one)
        if row is not None:
            move(row, "returned", by, one.counter, counter=None, calls=0, serving_at=None)
        _save(one.counter, CLOSED, by, "given-back")


def occupied_by(staff_id: int) -> list[str]:
    """What this person does at counters now: `Loket 1, dengan A-001`."""
    standard, told = here().standard, []
    for one in _seats_of(staff_id):
        row = _ticket_of(one)
        there = f", dengan {number_text(row.letter, row.number)}" if row else ""
        told.append(f"{standard.counter(one.counter).name}{there}")
    return told


def _seats_of(staff_id: int) -> list[Seat]:
    return [one for one in seats() if one.state != CLOSED and one.staff_id == staff_id]


def require_mine(counter: int, by: Actor) -> Seat:
    """The seat, if this person (or a device of this counter) works there; else NotAllowed."""
    now = seat(counter)
    if now.state == CLOSED or (by.staff_id is not None and now.staff_id != by.staff_id):
        raise NotAllowed(N_("Anda tidak duduk di loket ini. Pilih loket dahulu."), code="not-yours")
    return now


def require(step: str, counter: int, by: Actor, upcoming: Ticket | None = None) -> Ticket | None:
    """Who is at this person's counter, once the step may be done there; else the refusal.

    `upcoming`: who would be called, for the step "next".
    """
    now = require_mine(counter, by)
    row = _ticket_of(now)
    refusal = why_not(step, _situation(now, row, upcoming))
    if refusal is not None:
        raise refusal
    return row


def current(step: str, counter: int, by: Actor) -> Ticket:
    """The ticket at this person's counter, once the step may be done to it; else the refusal."""
    row = require(step, counter, by)
    assert row is not None, f"{step} is done to somebody"
    return row


def allowed_with(ticket: TicketView, by: Actor) -> list[str]:
    """What this person may do now with a number found in a search: reprint, back, call, cancel."""
    mine = [one for one in seats() if by.staff_id is not None and one.staff_id == by.staff_id]
    if not mine:
        return with_number(ticket.state, here=False, at=None)
    seat_of = next((one for one in mine if one.ticket_id), mine[0])
    at = _situation(seat_of, _ticket_of(seat_of))
    return with_number(ticket.state, here=ticket.counter == seat_of.counter, at=at)


@contextmanager
def as_seen(
    counter: int, number: str | None, by: Actor, *, sits_down: bool = False
) -> Iterator[None]:
    """One press by somebody who saw `number` at the counter ("" nobody, None cannot tell).

    The rule inside runs in the same transaction. `sits_down`: the press also opens a closed
    counter for whoever sits nowhere yet. Raises Refused when the counter changed since.
    """
    with db.transaction():
        if sits_down:
            _sit_down_first(counter, by)
        row = _ticket_of(require_mine(counter, by))
        now = number_text(row.letter, row.number) if row else ""
        seen = tidy(number) if number else number
        if seen is not None and seen != now:
            gone = N_("%(seen)s sudah tidak di loket ini. Lihat layar, lalu tekan lagi.")
            other = N_("Di loket ini sekarang %(now)s. Lihat layar, lalu tekan lagi.")
            raise Refused(other if now else gone, code="changed", seen=seen, now=now)
        yield


def _situation(now: Seat, row: Ticket | None, upcoming: Ticket | None = None) -> Situation:
    number, state = (number_text(row.letter, row.number), row.state) if row else ("", "")
    return Situation(now.state, number, state, somebody_waits=upcoming is not None)


def _ticket_of(now: Seat) -> Ticket | None:
    row = find("id = :id", id=now.ticket_id) if now.ticket_id else None
    return row if row is not None and row.state in AT_COUNTER else None


def _later(until: int | None, moment: datetime) -> datetime | None:
    found = None if until is None else from_ms(until)
    return found if found and found > moment else None


def _check_end(until: datetime) -> None:
    moment = clock.now()
    day = clock.service_day(moment)
    if until <= moment:
        raise Invalid(N_("Jam itu sudah lewat. Pilih jam selesai yang belum lewat."), code="until")
    closes = opening.calendar(day, day).close_of(day)
    if clock.service_day(until) != day or (closes and until > closes):
        raise Invalid(N_("Kantor sudah tutup pada jam itu. Pilih jam sebelumnya."), code="until")


def _save(
    counter: int, state: CounterState, by: Actor, what: str, until: datetime | None = None
) -> None:
    CounterSeat.insert(
        office=here().id,
        counter=counter,
        state=state,
        staff_id=None if state == CLOSED else by.staff_id,
        since=clock.now(),
        until=until,
    ).on_conflict(
        conflict_target=[CounterSeat.office, CounterSeat.counter],
        preserve=[CounterSeat.state, CounterSeat.staff_id, CounterSeat.since, CounterSeat.until],
    ).execute()
    ends = {"until": until.isoformat()} if until else {}
    journal.write(by, f"counter.{what}", str(counter), **ends)
    announce("queue")


def _leave_others(by: Actor) -> None:
    CounterSeat.update(state=CLOSED, staff_id=None, until=None).where(
        CounterSeat.office == here().id,
        CounterSeat.staff_id == by.staff_id,
        CounterSeat.staff_id.is_null(False),
        CounterSeat.ticket_id.is_null(),
    ).execute()


def _sit_down_first(counter: int, by: Actor) -> None:
    if seat(counter).state != CLOSED:
        return
    if by.staff_id is None or by.staff_id not in [one.staff_id for one in seats()]:
        sit(counter, by)


def _require_nobody_elsewhere(counter: int, by: Actor) -> None:
    for other in seats():
        mine = other.staff_id is not None and other.staff_id == by.staff_id
        row = _ticket_of(other) if mine and other.counter != counter else None
        if row is not None:
            raise Refused(
                N_("Selesaikan dahulu %(number)s di %(counter)s."),
                code="busy",
                number=number_text(row.letter, row.number),
                counter=here().standard.counter(other.counter).name,
            )
