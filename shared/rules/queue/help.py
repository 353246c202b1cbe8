"""Somebody at a touchscreen asks for an officer: it rings on the seats until one comes."""

from datetime import timedelta

from shared import clock, db
from shared.announce import announce
from shared.records import HelpCall
from shared.records.base import to_ms
from shared.rules.common import journal
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.common.office import here

_FORGOTTEN_AFTER = timedelta(minutes=15)
_RINGING = (
    "SELECT * FROM help_call"
    " WHERE office_id = :office AND answered_at IS NULL AND at BETWEEN :since AND :now ORDER BY at"
)


@db.transaction()
def call(place: str, topic: str | None = None) -> int:
    """Ring on the seats for this place; pressing again while it rings is the same call.

    `topic`: what the person at the touchscreen wants to complain of, in an officer's ear.
    """
    row = next((one for one in ringing() if one.place == place), None)
    if row is None:
        row = HelpCall(office=here().id, place=place, at=clock.now())
        journal.write(CITIZEN, "help.called", place)
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


def is_coming(call_id: int) -> bool:
    """Whether somebody answered this call."""
    calls = HelpCall.select().where(HelpCall.id == call_id, HelpCall.office == here().id)
    return calls.where(HelpCall.answered_at.is_null(False)).exists()


def topic_of(call_id: int) -> str | None:
    """What the person who called wants to complain of, as far as they said."""
    row = HelpCall.get_or_none(HelpCall.id == call_id, HelpCall.office == here().id)
    return row.topic if row is not None else None
