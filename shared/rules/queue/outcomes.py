"""How a visit ended: said by the officer just after it with one key, or told by its file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid, Refused
from shared.records.base import from_ms, to_ms
from shared.rules.common import journal
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.queue import seating
from shared.rules.queue.ticket import (
    AT_COUNTER,
    DONE,
    HANDED,
    OUTCOMES,
    number_text,
    row_by_number,
)

SAY_SECONDS = 60

# The words of the index `ticket_event_undoable_at`.
_FINISHED = (
    "SELECT event.id, event.counter, letter, number, outcome, event.at"
    " FROM ticket_event AS event CROSS JOIN ticket"
    " WHERE event.office_id = :office AND event.counter IN :counters"
    " AND event.at BETWEEN :since AND :now AND event.before IS NOT NULL"
    " AND what = 'finished' AND undone_at IS NULL AND ticket.id = event.ticket_id"
)
_SAID = "UPDATE ticket SET outcome = :outcome WHERE office_id = :office AND id = :id RETURNING id"
_TOLD = (
    "UPDATE ticket SET outcome = :outcome WHERE office_id = :office AND id = :id"
    " AND day = :day AND state IN :states RETURNING id"
)
_SERVED_BY = (
    "SELECT ticket.id FROM counter_seat CROSS JOIN ticket"
    " WHERE counter_seat.office_id = :office AND staff_id = :staff AND ticket.id = ticket_id"
    " AND service IN :services"
)


@dataclass(frozen=True)
class Ended:
    """Whom a counter finished last, how that ended ("" unsaid), how long it may still be said."""

    number: str
    outcome: str
    seconds: int


def ended(counters: Sequence[int]) -> dict[int, Ended]:
    """Whom each of these counters finished last, as long as something may be said of it."""
    moment = clock.now()
    span = {"since": to_ms(moment - timedelta(seconds=SAY_SECONDS)), "now": to_ms(moment)}
    rows = db.rows(_FINISHED, office=here().id, counters=tuple(counters), **span)
    return {
        counter: Ended(number_text(letter, number), outcome or "", left)
        for _, counter, letter, number, outcome, at in sorted(rows)
        if (left := SAY_SECONDS - int((moment - from_ms(at)).total_seconds())) > 0
    }


@db.transaction()
def say(counter: int, number: str, outcome: str | None, by: Actor) -> None:
    """How the visit ended that this counter finished last; None takes back what was said.

    Raises Refused for any other number, and once the moment for it is past.
    """
    if outcome is not None and outcome not in OUTCOMES:
        raise Invalid(N_("Pilih hasil kunjungan dari daftar."), code="outcome")
    seating.require_mine(counter, by)
    row, last = row_by_number(number), ended((counter,)).get(counter)
    name = number_text(row.letter, row.number)
    if last is None or last.number != name:
        raise Refused(
            N_("Hasil %(number)s tidak dapat ditulis lagi."), code="too-late", number=name
        )
    db.rows(_SAID, office=here().id, id=row.id, outcome=outcome)
    journal.write(by, "ticket.outcome", name, counter=counter, outcome=outcome)
    announce("queue")


def tell(ticket_id: int, outcome: str, *, still_here: bool = False) -> None:
    """What a file tells of the visit of today that it belongs to; nothing of earlier ones.

    `still_here`: only while the person is at a counter.
    """
    day, states = clock.service_day().isoformat(), AT_COUNTER if still_here else (*AT_COUNTER, DONE)
    told = {"outcome": outcome, "day": day, "states": states}
    if db.rows(_TOLD, office=here().id, id=ticket_id, **told):
        announce("queue")


def tell_collected(by: Actor) -> None:
    """A KK was handed over: to whom this officer serves, if that is what they came for."""
    services = tuple(one.code for one in here().standard.services if one.collects)
    serves = {"staff": by.staff_id, "services": services}
    for (ticket_id,) in db.rows(_SERVED_BY, office=here().id, **serves):
        tell(ticket_id, HANDED, still_here=True)
