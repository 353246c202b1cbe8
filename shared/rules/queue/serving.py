"""What happens with the person at the counter, and how somebody who left comes back."""

from datetime import timedelta
from typing import Any

from shared import clock, db
from shared.errors import N_, Invalid, Refused
from shared.records import Ticket
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.queue import moves, seating, waiting
from shared.rules.queue.ticket import (
    MISSED,
    WAITING,
    TicketView,
    row_by_number,
    view,
)

LONGEST_REASON = 200
# In the words of the index `ticket_not_over`.
_STALE = (
    "SELECT * FROM ticket WHERE office_id = :office AND day <> :today"
    " AND state NOT IN ('done', 'cancelled', 'released')"
)
_DAY_OVER = "Hari sudah berganti; nomor ini tidak berlaku lagi."


@db.transaction()
def serve(counter: int, by: Actor) -> TicketView:
    """The person has come to the counter."""
    row = seating.current("serve", counter, by)
    return view(moves.move(row, "serving", by, counter, serving_at=clock.now()))


@db.transaction()
def finish(counter: int, by: Actor) -> TicketView:
    """The person has been helped."""
    row, moment = seating.current("finish", counter, by), clock.now()
    began = row.serving_at or row.called_at
    return view(moves.move(row, "finished", by, counter, finished_at=moment, serving_at=began))


def skip(counter: int, by: Actor) -> TicketView:
    """The person called did not come: the number is missed, and may come back today."""
    return _leaves("skip", "missed", counter, by)


def hold(counter: int, by: Actor) -> TicketView:
    """Put the person aside for a moment; the place is kept."""
    return _leaves("hold", "held", counter, by)


def papers(counter: int, by: Actor) -> TicketView:
    """Papers are missing: the person fetches them and keeps the place."""
    return _leaves("papers", "papers", counter, by)


@db.transaction()
def transfer(
    counter: int, by: Actor, *, service: str | None = None, to_counter: int | None = None
) -> TicketView:
    """Send the person to another service or to one counter, with the place by arrival kept."""
    row = seating.current("transfer", counter, by)
    target = _target(row, service, to_counter)
    return view(
        moves.move(
            row,
            "transferred",
            by,
            counter,
            counter=None,
            service=target,
            only_counter=to_counter,
            calls=0,
            serving_at=None,
        )
    )


def cancel(number: str, reason: str, by: Actor, counter: int | None = None) -> TicketView:
    """Cancel a number of today, with the reason in words."""
    words = " ".join(reason.split())
    if not words or len(words) > LONGEST_REASON:
        raise Invalid(
            N_("Tulis alasan pembatalan, paling banyak %(most)s huruf."),
            code="reason",
            most=LONGEST_REASON,
        )
    with db.transaction():
        if counter is not None:
            seating.require_mine(counter, by)
        row = row_by_number(number)
        if row.counter not in (None, counter) and row.state not in (WAITING, MISSED):
            raise Refused(N_("Nomor ini ada di loket lain."), code="other-counter")
        return view(moves.move(row, "cancelled", by, counter, reason=words, left_at=clock.now()))


@db.transaction()
def bring_back(number: str, by: Actor) -> TicketView:
    """Somebody who was missed, on hold or away for papers is here again.

    Who was missed is called after `late_after` other numbers; the others keep their place.
    """
    row = row_by_number(number)
    columns: dict[str, object] = {"counter": None, "calls": 0, "serving_at": None}
    if row.state == MISSED:
        place, sub = _late_place(row)
        columns |= {"place": place, "place_sub": sub}
    return view(moves.move(row, "brought-back", by, None, **columns))


@db.transaction()
def undo(counter: int, by: Actor) -> TicketView:
    """Take back the counter's last press, within ten seconds."""
    seating.require_mine(counter, by)
    return view(moves.undo(counter, by))


def sweep() -> int:
    """Release numbers that nobody claimed in time, and close what other days left open."""
    moment, minutes = clock.now(), here().settings.queue_release_minutes
    today = clock.service_day(moment)
    stale = db.objects(Ticket, _STALE, office=here().id, today=today.isoformat())
    late = Ticket.select().where(
        Ticket.office == here().id,
        Ticket.day == today,
        Ticket.state == MISSED,
        Ticket.left_at < moment - timedelta(minutes=minutes),
    )
    if not stale and not (minutes and late.exists()):
        return 0
    with db.transaction():
        closed = [moves.move(row, "released", SYSTEM, reason=_DAY_OVER) for row in stale]
        unclaimed = [moves.move(row, "released", SYSTEM) for row in (late if minutes else ())]
    return len(closed) + len(unclaimed)


@db.transaction()
def _leaves(step: str, what: str, counter: int, by: Actor) -> TicketView:
    row = seating.current(step, counter, by)
    return view(moves.move(row, what, by, counter, left_at=clock.now()))


def _target(row: Ticket, service: str | None, to_counter: int | None) -> str:
    standard = here().standard
    if to_counter is not None:
        target = next(
            (c for c in standard.counters_on(clock.service_day()) if c.id == to_counter), None
        )
        if target is None:
            raise Invalid(N_("Loket tujuan tidak ada."), code="unknown-counter")
        return row.service if row.service in target.services else target.services[0]
    if service not in {s.code for s in standard.services_on(clock.service_day())}:
        raise Invalid(N_("Layanan tujuan tidak ada."), code="unknown-service")
    return str(service)


def _late_place(row: Ticket) -> tuple[int, int]:
    priority = row.priority is not None
    lane = list(_lane(row, priority).order_by(Ticket.place, Ticket.place_sub, Ticket.id))
    others = here().standard.queue_rule(row.day).late_after
    if not priority:
        others -= _lane(row, priority=True).count()
    if not lane:
        return waiting.last_place(row.day) + 1, 0
    if others <= 0:
        return lane[0].place, lane[0].place_sub - 1
    before = lane[min(others, len(lane)) - 1]
    last_sub = max(other.place_sub for other in lane if other.place == before.place)
    return before.place, last_sub + 1


def _lane(row: Ticket, priority: bool) -> Any:
    """Who waits for the same counters, those with priority or the others."""
    return Ticket.select().where(
        Ticket.office == here().id,
        Ticket.day == row.day,
        Ticket.state == WAITING,
        Ticket.service.in_(waiting.pool(row.service)),
        Ticket.priority.is_null(not priority),
    )
