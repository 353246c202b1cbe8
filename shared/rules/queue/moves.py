"""The one place where a ticket changes state: allowed moves, history, journal, undo.

waiting ─call─► called ─serve─► serving ─finish─► done
   ▲             │ skip ► missed ─(time)► released      hold ► held      papers ► papers
   └── bring_back (missed: after n others; held, papers: own place) · transfer (own place)
return (the officer was sent home): from the counter back to the own place.
cancel: from everything that is not over.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Refused
from shared.records import CounterSeat, Ticket, TicketEvent
from shared.records.base import to_ms
from shared.rules.common import forgetting, journal
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.queue import sums
from shared.rules.queue.ticket import (
    AT_COUNTER,
    AWAY,
    CALLED,
    CANCELLED,
    DONE,
    HELD,
    MISSED,
    PAPERS,
    RELEASED,
    SERVING,
    WAITING,
    number_text,
)

UNDO_SECONDS = 10

_STAND_UP = (
    "UPDATE counter_seat SET ticket_id = NULL"
    " WHERE office_id = :office AND ticket_id = :ticket RETURNING id"
)
_SIT_DOWN = (
    "UPDATE counter_seat SET ticket_id = :ticket"
    " WHERE office_id = :office AND counter = :counter RETURNING id"
)
# The words of the index `ticket_event_undoable_at`.
_LAST = (
    "SELECT * FROM ticket_event WHERE office_id = :office AND counter IN :counters"
    " AND at BETWEEN :since AND :now AND before IS NOT NULL AND undone_at IS NULL ORDER BY id"
)
_TICKETS = "SELECT * FROM ticket WHERE office_id = :office AND id IN :ids"

# The words of the index `ticket_event_undoable`.
_LONG_DONE = (
    "UPDATE ticket_event SET before = NULL WHERE id IN (SELECT id FROM ticket_event"
    " WHERE office_id = :office AND day < :day AND before IS NOT NULL LIMIT :most) RETURNING id"
)

BEFORE: dict[str, tuple[str, ...]] = {
    "called": (WAITING, *AWAY),
    "recalled": (CALLED,),
    "missed": (CALLED,),
    "serving": (CALLED,),
    "finished": AT_COUNTER,
    "held": AT_COUNTER,
    "papers": AT_COUNTER,
    "transferred": AT_COUNTER,
    "returned": AT_COUNTER,
    "brought-back": AWAY,
    "cancelled": (WAITING, *AT_COUNTER, *AWAY),
    "released": (WAITING, *AT_COUNTER, *AWAY),
}
"""The states from which a ticket may be moved so."""

_TO = {
    "called": CALLED,
    "recalled": CALLED,
    "missed": MISSED,
    "serving": SERVING,
    "finished": DONE,
    "held": HELD,
    "papers": PAPERS,
    "transferred": WAITING,
    "returned": WAITING,
    "brought-back": WAITING,
    "cancelled": CANCELLED,
    "released": RELEASED,
}
_KEPT = (
    "state",
    "service",
    "place",
    "place_sub",
    "counter",
    "only_counter",
    "calls",
    "first_called_at",
    "called_at",
    "serving_at",
    "left_at",
    "finished_at",
    "reason",
)


@dataclass(frozen=True)
class Undo:
    """What was done to which number, and how many seconds it may still be taken back."""

    what: str
    number: str
    seconds: int


def move(row: Ticket, what: str, by: Actor, at: int | None = None, **columns: Any) -> Ticket:
    """Do `what` to the ticket at a counter, inside the present transaction; the row afterwards.

    Raises Refused when the ticket is not in a state that allows it, or changed meanwhile.
    """
    db.require_transaction()
    if row.state not in BEFORE[what]:
        raise Refused(
            N_("Nomor %(number)s sudah berubah. Lihat daftar lagi."),
            code="wrong-state",
            number=number_text(row.letter, row.number),
        )
    _remember(row, what, by, at)
    _update(row, {**columns, "state": _TO[what]})
    _seat(row, at)
    journal.write(by, f"ticket.{what}", number_text(row.letter, row.number), counter=at)
    announce("queue")
    return row


def purge() -> int:
    """Forget how tickets stood before each step, once nobody can undo it any more; how many."""
    # Not yesterday's: just after midnight its last steps may still be undone.
    day = clock.service_day() - timedelta(days=1)
    return forgetting.forget(_LONG_DONE, office=here().id, day=day.isoformat())


def undo(counter: int, by: Actor) -> Ticket:
    """Take back what this counter did to a ticket in the last ten seconds; the ticket restored."""
    event = _last_at((counter,)).get(counter)
    if event is None:
        raise Refused(N_("Sudah lebih dari 10 detik. Tidak dapat dibatalkan."), code="too-late")
    row = Ticket.get_by_id(event.ticket_id)
    if row.version != event.before["version"] + 1:
        raise Refused(N_("Nomor ini sudah berubah di loket lain."), code="wrong-state")
    kept = {name: Ticket._meta.fields[name].python_value(event.before[name]) for name in _KEPT}
    if kept["state"] in AT_COUNTER and _busy_with_another(counter, row.id):
        raise Refused(N_("Loket sedang melayani nomor lain."), code="busy")
    _update(row, kept)
    _seat(row, counter)
    TicketEvent.update(undone_at=clock.now()).where(TicketEvent.id == event.id).execute()
    journal.write(by, "ticket.undone", number_text(row.letter, row.number), undone=event.what)
    announce("queue")
    return row


def undoable(counters: tuple[int, ...]) -> dict[int, Undo]:
    """What may still be undone at each of these counters."""
    events = _last_at(counters)
    ids = tuple(event.ticket_id for event in events.values())
    found = db.objects(Ticket, _TICKETS, office=here().id, ids=ids) if ids else []
    rows = {row.id: row for row in found}
    return {
        counter: Undo(str(event.what), number_text(row.letter, row.number), left)
        for counter, event in events.items()
        if (row := rows[event.ticket_id]).version == event.before["version"] + 1
        and (left := UNDO_SECONDS - int((clock.now() - event.at).total_seconds())) > 0
    }


def _remember(row: Ticket, what: str, by: Actor, counter: int | None) -> None:
    before = {name: Ticket._meta.fields[name].db_value(getattr(row, name)) for name in _KEPT}
    db.add(
        TicketEvent,
        office=here().id,
        ticket_id=row.id,
        day=row.day,
        at=clock.now(),
        what=what,
        counter=counter,
        who=by.who,
        priority=row.priority is not None,
        service=row.service,
        before={**before, "version": row.version},
    )


def _update(row: Ticket, columns: dict[str, Any]) -> None:
    if not db.change(row, "version", version=row.version + 1, **columns):
        raise Refused(N_("Nomor ini baru saja diubah. Coba lagi."), code="wrong-state")
    sums.forget(row.day)


def _seat(row: Ticket, counter: int | None) -> None:
    db.rows(_STAND_UP, office=here().id, ticket=row.id)
    if row.state in AT_COUNTER and counter is not None:
        db.rows(_SIT_DOWN, ticket=row.id, office=here().id, counter=counter)


def _last_at(counters: tuple[int, ...]) -> dict[int, TicketEvent]:
    """What these counters did last, where it may still be undone."""
    moment = clock.now()
    span = {"since": to_ms(moment - timedelta(seconds=UNDO_SECONDS)), "now": to_ms(moment)}
    events = db.objects(TicketEvent, _LAST, office=here().id, counters=counters, **span)
    return {event.counter or 0: event for event in events}


def _busy_with_another(counter: int, ticket_id: int) -> bool:
    seat = CounterSeat.get(CounterSeat.office == here().id, CounterSeat.counter == counter)
    return seat.ticket_id not in (None, ticket_id)
