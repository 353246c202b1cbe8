"""How the office and its counters stand now: the hours, and who sits, pauses and waits."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shared import clock
from shared.errors import N_
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.queue import seating, waiting
from shared.rules.queue.allowed import BREAK, CLOSED, OPEN
from shared.rules.queue.seating import Seat

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
_UNTIL = N_("Istirahat sampai %(time)s")


@dataclass(frozen=True)
class Unserved:
    """Why nobody serves a service at the moment; `until`: when the first break ends, if known."""

    why: str
    until: datetime | None = None

    def text(self, say: Callable[..., str] = words.as_it_is) -> str:
        """The reason in few words; `say` writes it in another language."""
        return _until(self.until, say) if self.until else say(self.why)


def office(moment: datetime, seats: Sequence[Seat] | None = None) -> opening.Opening:
    """How the office stands at the moment, with its people; `seats`, where they are known."""
    now = opening.at(moment)
    at_work = [seat for seat in seats or seating.seats() if seat.state != CLOSED]
    if now.state == opening.OPEN and at_work and all(seat.state == BREAK for seat in at_work):
        return replace(now, state=opening.BREAK, opens_at=_first_end(at_work))
    if now.state in opening.SHUT and at_work and waiting.still_called(moment):
        return replace(now, state=opening.CLOSING)
    return now


def counter(seat: Seat, now: opening.Opening) -> str:
    """How a counter stands, in one or two words; a break with its end, while that is to come."""
    state = _state(seat, now)
    return _until(seat.until) if seat.until and state == BREAK else _COUNTER[state]


def working(seats: Sequence[Seat], now: opening.Opening) -> list[Seat]:
    """Those of the seats that are open or on a break."""
    return [seat for seat in seats if _state(seat, now) in (OPEN, BREAK)]


def unserved(
    service: str, seats: Sequence[Seat] | None = None, now: opening.Opening | None = None
) -> Unserved | None:
    """Why nobody serves this service at the moment; None when somebody does."""
    seats = seats or seating.seats()
    now = now or office(clock.now(), seats)
    counters = here().standard.counters_on(clock.service_day())
    mine = {one.id for one in counters if service in one.services}
    serving = [seat for seat in seats if seat.counter in mine]
    found = {_state(seat, now) for seat in serving}
    best = next((state for state in (OPEN, BREAK, _UNOPENED) if state in found), CLOSED)
    if best == OPEN:
        return None
    return Unserved(_SERVICE[best], _first_end(serving) if best == BREAK else None)


def _until(end: datetime, say: Callable[..., str] = words.as_it_is) -> str:
    return say(_UNTIL, time=words.time_with_zone(end))


def _first_end(seats: Iterable[Seat]) -> datetime | None:
    return min((seat.until for seat in seats if seat.until), default=None)


def _state(seat: Seat, now: opening.Opening) -> str:
    if now.state in opening.SHUT:
        return CLOSED
    if seat.since is None and now.state not in opening.OVER:
        return _UNOPENED
    return seat.state
