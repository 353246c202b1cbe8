"""Somebody at a touchscreen asks for an officer: it rings on the seats until one comes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, NotFound
from shared.records import HelpCall
from shared.records.base import to_ms
from shared.rules.common import journal, staff
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.common.office import here
from shared.rules.queue import seating, standing
from shared.rules.queue.allowed import OPEN

MAY_ANSWER = (staff.COUNTER, staff.INFO_DESK, staff.OPERATOR, staff.ADMIN)
"""Who goes to somebody who calls, and looks whether a slip came out."""

_FORGOTTEN_AFTER = timedelta(minutes=15)
_LOUD_AFTER = timedelta(seconds=30)
_LOOKED_AT_WITHIN = timedelta(seconds=5)
_RINGING = (
    "SELECT * FROM help_call"
    " WHERE office_id = :office AND answered_at IS NULL AND at BETWEEN :since AND :now ORDER BY at"
)

_ANSWERER = "SELECT id FROM staff WHERE office_id = :office AND username = :username"


@dataclass(frozen=True)
class HelpNow:
    """How a call stands; `counter`: whose officer comes, or where one sits ("" not known).

    `nobody`: no counter is at work. `unanswered`: for half a minute.
    """

    state: Literal["nobody", "calling", "unanswered", "coming"]
    counter: str = ""


@db.transaction()
def call(place: str, topic: str | None = None) -> int:
    """Ring on the seats for this place; pressing again while it rings is the same call.

    `topic`: what the person at the touchscreen wants to complain of, in an officer's ear.
    """
    row = next((one for one in ringing() if one.place == place), None)
    if row is None:
        row = HelpCall(office=here().id, place=place, at=clock.now())
        journal.write(CITIZEN, "help.called", place)
    elif not topic or topic == row.topic:
        return int(row.id)
    row.topic = topic or row.topic
    row.save()
    announce("help")
    return int(row.id)


@db.transaction()
def answer(call_id: int, by: Actor) -> None:
    """An officer is coming; nothing happens when another one was quicker."""
    mine = HelpCall.update(answered_at=clock.now(), answered_by=by.who).where(
        HelpCall.id == call_id, HelpCall.office == here().id, HelpCall.answered_at.is_null()
    )
    if mine.execute():
        journal.write(by, "help.answered", str(call_id))
        announce("help")


def ringing() -> list[HelpCall]:
    """Calls that nobody has answered, oldest first."""
    moment = clock.now()
    since, now = to_ms(moment - _FORGOTTEN_AFTER), to_ms(moment)
    return db.objects(HelpCall, _RINGING, office=here().id, since=since, now=now)


def stand(call_id: int) -> HelpNow:
    """How this call stands; NotFound when there was none."""
    row = HelpCall.get_or_none(HelpCall.id == call_id, HelpCall.office == here().id)
    if row is None:
        raise NotFound(N_("Panggilan ini tidak ada."))
    seats = seating.seats()
    if row.answered_at is not None:
        of = db.value(_ANSWERER, office=here().id, username=row.answered_by)
        comes = next((one for one in seats if of and one.staff_id == of), None)
        return HelpNow("coming", _name(comes))
    at_work = standing.working(seats, standing.office(clock.now(), seats))
    if not at_work:
        return HelpNow("nobody")
    if clock.now() < row.at + _LOUD_AFTER:
        return HelpNow("calling")
    if clock.now() < row.at + _LOUD_AFTER + _LOOKED_AT_WITHIN:
        # Whoever waits looks every two seconds, so the board need not; later looks ring nothing.
        announce("help")
    free = [seat for seat in at_work if seat.state == OPEN]
    return HelpNow(
        "unanswered", _name(min(free, key=lambda seat: bool(seat.ticket_id), default=None))
    )


def loud() -> list[str]:
    """The places whose call nobody has answered for half a minute: the waiting room hears it."""
    since = clock.now() - _LOUD_AFTER
    return [one.place for one in ringing() if one.at <= since]


def topic_of(call_id: int) -> str | None:
    """What the person who called wants to complain of, as far as they said."""
    row = HelpCall.get_or_none(HelpCall.id == call_id, HelpCall.office == here().id)
    return row.topic if row is not None else None


def _name(seat: seating.Seat | None) -> str:
    return here().standard.counter(seat.counter).name if seat else ""
