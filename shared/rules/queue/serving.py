"""What happens with the person at the counter, and how somebody who left comes back."""

from datetime import date, timedelta

from shared import clock, db
from shared.errors import N_, Invalid, Refused
from shared.records import Ticket
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.queue import seating, waiting
from shared.rules.queue.moves import move
from shared.rules.queue.moves import undo as _undo
from shared.rules.queue.ticket import (
    MISSED,
    OVER,
    WAITING,
    TicketView,
    row_by_number,
    view,
)

LONGEST_REASON = 200
_DAY_OVER = "Hari sudah berganti; nomor ini tidak berlaku lagi."


def serve(counter: int, by: Actor) -> TicketView:
    """The person has come to the counter."""
    with db.transaction():
        row = seating.current("serve", counter, by)
        return view(move(row, "serving", by, counter, serving_at=clock.now()))


def finish(counter: int, by: Actor) -> TicketView:
    """The person has been helped."""
    with db.transaction():
        row, moment = seating.current("finish", counter, by), clock.now()
        began = row.serving_at or row.called_at
        return view(move(row, "finished", by, counter, finished_at=moment, serving_at=began))


def skip(counter: int, by: Actor) -> TicketView:
    """The person called did not come: the number is missed, and may come back today."""
    return _leaves("skip", "missed", counter, by)


def hold(counter: int, by: Actor) -> TicketView:
    """Put the person aside for a moment; the place is kept."""
    return _leaves("hold", "held", counter, by)


def papers(counter: int, by: Actor) -> TicketView:
    """Papers are missing: the person fetches them and keeps the place."""
    return _leaves("papers", "papers", counter, by)


def transfer(
    counter: int, by: Actor, *, service: str | None = None, to_counter: int | None = None
) -> TicketView:
    """Send the person to another service or to one counter, with the place by arrival kept."""
    with db.transaction():
        row = seating.current("transfer", counter, by)
        target = _target(row, service, to_counter)
        return view(
            move(
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
        return view(move(row, "cancelled", by, counter, reason=words, left_at=clock.now()))


def bring_back(number: str, by: Actor) -> TicketView:
    """Somebody who was missed, on hold or away for papers is here again.

    Who was missed is called after `late_after` other numbers; the others keep their place.
    """
    with db.transaction():
        row = row_by_number(number)
        columns: dict[str, object] = {"counter": None, "calls": 0, "serving_at": None}
        if row.state == MISSED:
            place, sub = _late_place(row)
            columns |= {"place": place, "place_sub": sub}
        return view(move(row, "brought-back", by, None, **columns))


def undo(counter: int, by: Actor) -> TicketView:
    """Take back the counter's last press, within ten seconds."""
    with db.transaction():
        seating.require_mine(counter, by)
        return view(_undo(counter, by))


def sweep() -> int:
    """Release numbers that nobody claimed in time, and close what other days left open."""
    moment, minutes = clock.now(), here().settings.queue_release_minutes
    today = clock.service_day(moment)
    stale = Ticket.select().where(
        Ticket.office == here().id, Ticket.day != today, Ticket.state.not_in(OVER)
    )
    late = Ticket.select().where(
        Ticket.office == here().id,
        Ticket.day == today,
        Ticket.state == MISSED,
        Ticket.left_at < moment - timedelta(minutes=minutes),
    )
    claimable = minutes and not here().settings.practice
    if not stale.exists() and not (claimable and late.exists()):
        return 0
    with db.transaction():
        closed = [move(row, "released", SYSTEM, reason=_DAY_OVER) for row in stale]
        unclaimed = [move(row, "released", SYSTEM) for row in (late if claimable else ())]
    return len(closed) + len(unclaimed)


def _leaves(step: str, what: str, counter: int, by: Actor) -> TicketView:
    with db.transaction():
        row = seating.current(step, counter, by)
        return view(move(row, what, by, counter, left_at=clock.now()))


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
    lane = _lane(row.day, row)
    others = here().standard.queue_rule(row.day).late_after
    if row.priority is None:
        others -= _priority_waiting(row.day, row)
    if not lane:
        return _after_everybody(row.day), 0
    if others <= 0:
        first = lane[0]
        return first.place, first.place_sub - 1
    before = lane[min(others, len(lane)) - 1]
    last_sub = max(other.place_sub for other in lane if other.place == before.place)
    return before.place, last_sub + 1


def _lane(day: date, row: Ticket) -> list[Ticket]:
    return list(
        Ticket.select()
        .where(
            Ticket.office == here().id,
            Ticket.day == day,
            Ticket.state == WAITING,
            Ticket.service.in_(waiting.pool(row.service)),
            Ticket.priority.is_null(row.priority is None),
        )
        .order_by(Ticket.place, Ticket.place_sub, Ticket.id)
    )


def _priority_waiting(day: date, row: Ticket) -> int:
    query = Ticket.select().where(
        Ticket.office == here().id,
        Ticket.day == day,
        Ticket.state == WAITING,
        Ticket.service.in_(waiting.pool(row.service)),
        Ticket.priority.is_null(False),
    )
    return int(query.count())


def _after_everybody(day: date) -> int:
    last = (
        Ticket.select(Ticket.place)
        .where(Ticket.office == here().id, Ticket.day == day)
        .order_by(Ticket.place.desc())
        .first()
    )
    return last.place + 1 if last else 1
