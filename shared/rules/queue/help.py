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


def call(place: str, topic: str | None = None) -> int:
    """Ring on the seats for this place; pressing again while it rings is the same call.

    `topic`: what the person at the touchscreen wants to complain of, in an officer's ear.
    """
    with db.transaction():
        known = next((one for one in ringing() if one.place == place), None)
        if known is not None:
            _add_topic(known, topic)
            return int(known.id)
        row = HelpCall.create(office=here().id, place=place, at=clock.now(), topic=topic)
        journal.write(CITIZEN, "help.called", place)
        announce("help")
    return int(row.id)


def _add_topic(row: HelpCall, topic: str | None) -> None:
    if topic and row.topic != topic:
        row.topic = topic
        row.save()
        announce("help")


def answer(call_id: int, by: Actor) -> None:
    """An officer is coming; nothing happens when another one was quicker."""
    with db.transaction():
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
    row = HelpCall.get_or_none(HelpCall.id == call_id, HelpCall.office == here().id)
    return row is not None and row.answered_at is not None


def topic_of(call_id: int) -> str | None:
    """What the person who called wants to complain of, as far as they said."""
    row = HelpCall.get_or_none(HelpCall.id == call_id, HelpCall.office == here().id)
    return row.topic if row is not None else None
