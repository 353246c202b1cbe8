"""How the office and its counters stand now: the hours, and who sits, pauses and waits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from shared import clock, db
from shared.errors import N_
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.queue import seating
from shared.rules.queue.allowed import BREAK, CLOSED, OPEN
from shared.rules.queue.seating import Seat

_SERVED = (
    "SELECT EXISTS (SELECT 1 FROM ticket WHERE office_id = :office AND day = :day"
    " AND state IN ('waiting', 'called', 'serving'))"
)
_UNOPENED = "unopened"
_COUNTER = {
    _UNOPENED: "Belum buka",
    CLOSED: "Tutup",
    BREAK: "Istirahat",
    OPEN: "Siap",
}
_SERVICE = {
    _UNOPENED: N_("Loket belum buka"),
    CLOSED: N_("Loket sudah tutup"),
    BREAK: N_("Loket sedang istirahat"),
}


def office(moment: datetime, seats: Sequence[Seat] | None = None) -> opening.Opening:
    """How the office stands at the moment, with its people; `seats`, where they are known."""
    now = opening.at(moment)
    at_work = [seat for seat in seats or seating.seats() if seat.state != CLOSED]
    if now.state == opening.OPEN and at_work and all(seat.state == BREAK for seat in at_work):
        return replace(now, state=opening.BREAK)
    day = clock.service_day(moment).isoformat()
    if now.state == opening.CLOSED and at_work and db.value(_SERVED, office=here().id, day=day):
        return replace(now, state=opening.CLOSING)
    return now


def counter(seat: Seat, now: opening.Opening) -> str:
    """How a counter stands, in one or two words."""
    return _COUNTER[_state(seat, now)]


def unserved(
    service: str, seats: Sequence[Seat] | None = None, now: opening.Opening | None = None
) -> str:
    """Why nobody serves this service at the moment, in few words; empty when somebody does."""
    seats = seats or seating.seats()
    now = now or office(clock.now(), seats)
    counters = here().standard.counters_on(clock.service_day())
    mine = {one.id for one in counters if service in one.services}
    found = {_state(seat, now) for seat in seats if seat.counter in mine}
    best = next((state for state in (OPEN, BREAK, _UNOPENED) if state in found), CLOSED)
    return _SERVICE.get(best, "")


def _state(seat: Seat, now: opening.Opening) -> str:
    if seat.since is None and now.state not in opening.OVER:
        return _UNOPENED
    return seat.state
