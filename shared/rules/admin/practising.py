"""The practice office beside the real one: until when it stands open, and who may open it."""

from datetime import datetime, timedelta

from shared import clock
from shared.rules.common import journal, staff
from shared.rules.common.actor import Actor
from shared.rules.hours import opening

STARTED, RENEWED, STOPPED = "practice.started", "practice.renewed", "practice.stopped"


def ends() -> datetime:
    """When one that begins now ends by itself: at the close of service; after it, at midnight."""
    today, now = clock.service_day(), clock.now()
    closes = opening.calendar(today, today).close_of(today)
    if closes and now < closes:
        return closes
    return clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def tell(what: str, by: Actor) -> None:
    """Tell the journal of a press."""
    journal.note(by, what, "")


def who_may() -> list[str]:
    """The names of everybody who may start it."""
    return [person.name for person in staff.at_work() if staff.ADMIN in person.roles]
