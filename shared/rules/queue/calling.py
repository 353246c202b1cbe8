"""Call people to a counter: the next one by the office's priority rule, again, or a chosen one."""

from datetime import timedelta
from itertools import takewhile
from typing import TypeVar

from shared import clock, db
from shared.errors import N_, Refused
from shared.records import Ticket
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.queue import seating
from shared.rules.queue.moves import move
from shared.rules.queue.ticket import (
    AWAY,
    WAITING,
    TicketView,
    find,
    number_text,
    row_by_number,
    view,
    waited,
)
from shared.rules.queue.waiting import ordinary_is_due

_FIRST = (
    "day = :day AND state = 'waiting' AND service IN :services"
    " AND (priority IS NOT NULL) = :priority"
    " AND (only_counter IS NULL OR only_counter = :counter) ORDER BY place, place_sub, id LIMIT 1"
)
# The words of the index `ticket_event_undoable`.
_LAST_CALLS = (
    "SELECT priority FROM ticket_event WHERE office_id = :office AND day = :day"
    " AND what = 'called' AND before IS NOT NULL AND undone_at IS NULL AND service IN :services"
    " ORDER BY id DESC LIMIT :most"
)
_TIME_TO_COME = timedelta(seconds=10)

Row = TypeVar("Row")


@db.transaction()
def call_next(counter: int, by: Actor) -> TicketView:
    """Call whoever is next for this counter; a person still being served counts as finished.

    Raises NobodyWaiting, or Refused when the last one called has neither come nor been skipped.
    """
    row = _next_for(counter)
    _make_room("next", counter, by, row)
    assert row is not None, "else nobody could be called"
    return view(_call(row, counter, by))


@db.transaction()
def call_number(counter: int, number: str, by: Actor) -> TicketView:
    """Call this number now, whether it waits, was missed, or is on hold."""
    _make_room("call", counter, by)
    row = row_by_number(number)
    if row.state not in (WAITING, *AWAY):
        raise Refused(N_("%(number)s tidak sedang menunggu."), code="not-waiting", number=number)
    return view(_call(row, counter, by))


@db.transaction()
def recall(counter: int, by: Actor) -> TicketView:
    """Call the same person again; after the last allowed call the number counts as missed.

    Refused while the last call was only just made: fast presses make nobody missed.
    """
    row = seating.current("recall", counter, by)
    if row.calls >= here().standard.queue_rule(row.day).max_calls:
        if clock.now() - row.called_at < _TIME_TO_COME:
            raise Refused(
                N_("%(number)s baru saja dipanggil. Beri waktu untuk datang, atau tekan Lewati."),
                code="too-soon",
                number=number_text(row.letter, row.number),
            )
        return view(move(row, "missed", by, counter, left_at=clock.now()))
    again = move(row, "recalled", by, counter, calls=row.calls + 1, called_at=clock.now())
    return view(again)


def _make_room(step: str, counter: int, by: Actor, upcoming: Ticket | None = None) -> None:
    """Whoever is still being served counts as finished; else the refusal of that step."""
    row = seating.require(step, counter, by, upcoming)
    if row is not None:
        move(row, "finished", by, counter, finished_at=clock.now())


def _call(row: Ticket, counter: int, by: Actor) -> Ticket:
    moment = clock.now()
    return move(
        row,
        "called",
        by,
        counter,
        counter=counter,
        calls=1,
        called_at=moment,
        first_called_at=row.first_called_at or moment,
        serving_at=None,
        left_at=None,
    )


def preferred(
    services: tuple[str, ...], priority: Row | None, ordinary: Row | None, minutes: int
) -> Row | None:
    """Who is called next at a counter of these services, of the first of either lane.

    `minutes`: how long the ordinary one has waited.
    """
    if priority is None or ordinary is None:
        return priority or ordinary
    rule = here().standard.queue_rule(clock.service_day())
    if minutes < rule.ordinary_wait_minutes:
        return priority
    day, most = clock.service_day().isoformat(), rule.max_priority_in_a_row
    last = db.rows(_LAST_CALLS, office=here().id, day=day, services=services, most=most)
    in_a_row = len(list(takewhile(bool, (lane for (lane,) in last))))
    return ordinary if ordinary_is_due(in_a_row, minutes) else priority


def _next_for(counter: int) -> Ticket | None:
    day, services = clock.service_day().isoformat(), here().standard.counter(counter).services
    priority, ordinary = (
        find(_FIRST, day=day, services=services, priority=lane, counter=counter)
        for lane in (True, False)
    )
    minutes = waited(ordinary.issued_at, clock.now()) if ordinary else 0
    return preferred(services, priority, ordinary, minutes)
