"""The buttons of a counter, for our own pages and for devices: call, serve, finish and the rest."""

from collections.abc import Callable
from typing import Annotated

from flask import Blueprint, g, request
from pydantic import Field, RootModel

from kiosk.seats.common.shapes import Code, Done, Line, moment
from shared.errors import N_, Invalid
from shared.rules import queue
from shared.rules.common import devices, staff
from shared.rules.common.actor import Actor
from shared.rules.queue import outcomes
from shared.rules.queue.allowed import CounterState
from shared.rules.queue.ticket import LONGEST, TicketNow
from shared.web import guards
from shared.web.api import Body, Nothing, Row, describe

bp = Blueprint("counters_api", __name__, url_prefix="/api/v1/counters/<int:counter>")

ROLES = (staff.COUNTER, staff.INFO_DESK)

Number = Annotated[str, Field(max_length=LONGEST, title="Nomor antrean")]


class Press(Body):
    """A press; `number` is what the presser sees at the counter ("" nobody), so that an old
    page changes nothing. Leave it out to press whatever is there."""

    number: Number | None = None


class CallNumber(Body):
    """Which number to call; `seen` is what the presser sees at the counter."""

    number: Number
    seen: Number | None = Field(None, title="Nomor di loket")


class Transfer(Press):
    """Where to: another service, or one counter."""

    service: Code | None = Field(None, title="Layanan")
    counter: Row | None = Field(None, title="Loket")


class Cancel(Body):
    """Which number, and why."""

    number: Number
    reason: Line = Field(title="Alasan")


class Outcome(Body):
    """How the visit ended that this counter finished last; without `outcome` it is taken back."""

    number: Number
    outcome: Code | None = Field(None, title="Hasil kunjungan")


class Back(Body):
    """Who is here again."""

    number: Number


class Open(Body):
    """`take_over` also when somebody else sits there."""

    take_over: bool = Field(False, title="Ambil alih")


class Break(Body):
    """Whether the break begins or ends; `until` is when it ends, as `12.30`, if that is known."""

    on: bool = Field(title="Istirahat")
    until: Annotated[str, Field(max_length=8)] = Field("", title="Istirahat sampai")


class TicketAfter(RootModel[TicketNow]):
    """The ticket after the press."""


class SeatNow(Body):
    """The counter after the press."""

    counter: int
    state: CounterState
    officer: str


_check_session = guards.seat(*ROLES)


@bp.before_request
def enter() -> None:
    """Let in the officers of the counters, and the device that belongs to this counter."""
    given = request.authorization
    if given is None or given.type != "bearer":
        return _check_session()
    g.actor = devices.require_counter(guards.device(), (request.view_args or {})["counter"])
    return None


enter.guard, enter.devices = ROLES, True  # type: ignore[attr-defined]


@bp.post("/next")
@describe("Call the next person", body=Press, returns={200: TicketAfter})
def next_(press: Press, counter: int) -> TicketAfter:
    by = guards.actor()
    with queue.as_seen(counter, press.number, by, sits_down=press.number is None):
        return TicketAfter(queue.call_next(counter, by))


def _button(name: str, summary: str, rule: Callable[[int, Actor], queue.TicketView]) -> None:
    @describe(summary, body=Press, returns={200: TicketAfter})
    def press_it(press: Press, counter: int) -> TicketAfter:
        with queue.as_seen(counter, press.number, guards.actor()):
            return TicketAfter(rule(counter, guards.actor()))

    bp.add_url_rule(f"/{name}", name, press_it, methods=["POST"])


_button(
    "recall", "Call the same person again; after the last call the number is missed", queue.recall
)
_button("skip", "The person called did not come", queue.skip)
_button("serve", "The person has come", queue.serve)
_button("finish", "The person has been helped", queue.finish)
_button("hold", "Put the person aside, the place is kept", queue.hold)
_button("papers", "Papers are missing, the place is kept", queue.papers)


@bp.post("/transfer")
@describe(
    "Send the person to another service or counter", body=Transfer, returns={200: TicketAfter}
)
def transfer(press: Transfer, counter: int) -> TicketAfter:
    if (press.service is None) == (press.counter is None):
        raise Invalid(N_("Pilih satu tujuan: layanan atau loket."), code="one-target")
    if press.counter == counter:
        raise Invalid(N_("Orang ini sudah di loket ini. Pilih loket lain."), code="same-counter")
    by = guards.actor()
    with queue.as_seen(counter, press.number, by):
        moved = queue.transfer(counter, by, service=press.service, to_counter=press.counter)
        return TicketAfter(moved)


@bp.post("/call")
@describe("Call a chosen number", body=CallNumber, returns={200: TicketAfter})
def call(press: CallNumber, counter: int) -> TicketAfter:
    with queue.as_seen(counter, press.seen, guards.actor()):
        return TicketAfter(queue.call_number(counter, press.number, guards.actor()))


@bp.post("/cancel")
@describe("Cancel a number, with the reason", body=Cancel, returns={200: TicketAfter})
def cancel(press: Cancel, counter: int) -> TicketAfter:
    return TicketAfter(queue.cancel(press.number, press.reason, guards.actor(), counter))


@bp.post("/back")
@describe("Somebody who was missed or away is here again", body=Back, returns={200: TicketAfter})
def back(press: Back, counter: int) -> TicketAfter:
    with queue.as_seen(counter, None, guards.actor()):
        return TicketAfter(queue.bring_back(press.number, guards.actor()))


@bp.post("/outcome")
@describe("Say how the visit ended that was finished last", body=Outcome, returns={200: Done})
def outcome(said: Outcome, counter: int) -> Done:
    outcomes.say(counter, said.number, said.outcome, guards.actor())
    return Done()


@bp.post("/undo")
@describe("Take back the last press, within ten seconds", body=Nothing, returns={200: TicketAfter})
def undo(_nothing: Nothing, counter: int) -> TicketAfter:
    return TicketAfter(queue.undo(counter, guards.actor()))


@bp.post("/open")
@describe("Sit down at the counter", body=Open, returns={200: SeatNow})
def open_(press: Open, counter: int) -> SeatNow:
    return _seat_told(queue.sit(counter, guards.actor(), take_over=press.take_over))


@bp.post("/break")
@describe("Begin or end the break", body=Break, returns={200: SeatNow})
def break_(press: Break, counter: int) -> SeatNow:
    until = moment(press.until, "until")
    return _seat_told(queue.pause(counter, guards.actor(), on=press.on, until=until))


@bp.post("/close")
@describe("Close the counter", body=Nothing, returns={200: SeatNow})
def close(_nothing: Nothing, counter: int) -> SeatNow:
    queue.leave(counter, guards.actor())
    return _seat_told(queue.seat(counter))


def _seat_told(seat: queue.Seat) -> SeatNow:
    return SeatNow(counter=seat.counter, state=seat.state, officer=staff.name_of(seat.staff_id))
