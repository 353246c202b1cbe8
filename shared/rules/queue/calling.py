"""Call people to a counter: the next one by the office's priority rule, again, or a chosen one."""

from datetime import date, timedelta

from shared import clock, db
from shared.errors import N_, Refused
from shared.records import Ticket
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.queue import seating
from shared.rules.queue.moves import move
from shared.rules.queue.ticket import (
    AWAY,
    CALLED,
    SERVING,
    WAITING,
    TicketView,
    find,
    number_text,
    row_by_number,
    view,
)

_FIRST = (
    "day = :day AND state = 'waiting' AND service IN :services"
    " AND (priority IS NOT NULL) = :priority"
    " AND (only_counter IS NULL OR only_counter = :counter) ORDER BY place, place_sub, id LIMIT 1"
)
_LAST_CALLS = (
    "SELECT priority FROM ticket_event WHERE office_id = :office AND day = :day"
    " AND what = 'called' AND undone_at IS NULL AND service IN :services"
    " ORDER BY id DESC LIMIT :most"
)


class NobodyWaiting(Refused):
    """There is nobody to call."""

    code = "nobody-waiting"


def call_next(counter: int, by: Actor) -> TicketView:
    """Call whoever is next for this counter; a person still being served counts as finished.

    Raises NobodyWaiting, or Refused when the last one called has neither come nor been skipped.
    """
    with db.transaction():
        _make_room(counter, by)
        row = _next_for(counter)
        if row is None:
            raise NobodyWaiting(N_("Tidak ada yang menunggu."))
        return view(_call(row, counter, by))


def upcoming(counter: int) -> str | None:
    """The number that the next press of "call" would call here; None when nobody waits."""
    row = _next_for(counter)
    return number_text(row.letter, row.number) if row else None


def call_number(counter: int, number: str, by: Actor) -> TicketView:
    """Call this number now, whether it waits, was missed, or is on hold."""
    with db.transaction():
        _make_room(counter, by)
        row = row_by_number(number)
        if row.state not in (WAITING, *AWAY):
            raise Refused(
                N_("%(number)s tidak sedang menunggu."), code="not-waiting", number=number
            )
        return view(_call(row, counter, by))


def recall(counter: int, by: Actor) -> TicketView:
    """Call the same person again; after the last allowed call the number counts as missed."""
    with db.transaction():
        row = seating.current(counter, by)
        if row.state == CALLED and row.calls >= here().standard.queue_rule(row.day).max_calls:
            return view(move(row, "missed", by, counter, left_at=clock.now()))
        moment = clock.now()
        return view(move(row, "recalled", by, counter, calls=row.calls + 1, called_at=moment))


def _make_room(counter: int, by: Actor) -> None:
    seating.require_open(counter, by)
    row = seating.at_counter(counter)
    if row is None:
        return
    if row.state == SERVING:
        move(row, "finished", by, counter, finished_at=clock.now())
        return
    raise Refused(N_("Nomor sebelumnya belum dijawab. Tekan Mulai atau Lewati."), code="unanswered")


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


def _next_for(counter: int) -> Ticket | None:
    day = clock.service_day()
    services = here().standard.counter(counter).services
    priority = _first(day, services, counter, priority=True)
    ordinary = _first(day, services, counter, priority=False)
    if priority is None or ordinary is None:
        return priority or ordinary
    return ordinary if _ordinary_has_its_turn(day, services, ordinary) else priority


def _first(day: date, services: tuple[str, ...], counter: int, *, priority: bool) -> Ticket | None:
    return find(_FIRST, day=day.isoformat(), services=services, priority=priority, counter=counter)


def _ordinary_has_its_turn(day: date, services: tuple[str, ...], ordinary: Ticket) -> bool:
    rule = here().standard.queue_rule(day)
    patience = timedelta(minutes=rule.ordinary_wait_minutes)
    if clock.now() - ordinary.issued_at <= patience:
        return False
    most = rule.max_priority_in_a_row
    last = db.rows(_LAST_CALLS, office=here().id, day=day.isoformat(), services=services, most=most)
    return len(last) == most and all(lane for (lane,) in last)
