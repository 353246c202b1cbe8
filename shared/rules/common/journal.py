"""The journal: lines are only ever added, each chained to the one before (`chain`).

Its last line holds the newest moment known. While the clock does not fit it, no line is added but
of those who come to look at the clock, and of paper that came out all the same; such a line
keeps the newest moment as it was.
"""

import json
from datetime import date, datetime
from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Refused
from shared.records import JournalLine
from shared.records.base import from_ms, to_ms
from shared.rules.common import chain, moments
from shared.rules.common.actor import Actor
from shared.rules.common.moments import ClockDoubted, Doubt
from shared.rules.common.office import here

_IN_DOUBT = frozenset(
    {
        *("staff.signed-in", "staff.signed-out", "help.called", "help.answered", "sheet.printed"),
        *("device.known", "device.copied", "backup.restored", "support.taken"),
    }
)


def write(by: Actor, what: str, subject: str, /, **detail: Any) -> None:
    """Add a line inside the present transaction; `detail` must hold no personal data.

    Raises ClockDoubted while the clock does not fit the newest line.
    """
    db.require_transaction()
    last, at = _last(), to_ms(clock.now())
    if _doubt(last):
        if what not in _IN_DOUBT:
            raise ClockDoubted
        at = last.at
    _add(last, at, by, what, subject, detail)


def newest() -> datetime | None:
    """The moment of the last line; None before the first."""
    last = _last()
    return from_ms(last.at) if last.sequence else None


def doubt() -> Doubt | None:
    """Why the clock is not to be believed now; None when it is."""
    return None if here().settings.practice else _doubt(_last())


def require_clock() -> None:
    """Raise ClockDoubted while the clock is not to be believed."""
    if doubt():
        raise ClockDoubted


def confirm_clock(day: date, by: Actor) -> None:
    """The officer says that it is that day: what the clock shows is believed from here on.

    Harmless while nobody doubts it. Raises Refused when the clock shows another day meanwhile.
    """
    if day != clock.service_day():
        raise Refused(N_("Jam komputer sudah berubah. Lihat tanggalnya lagi."), code="changed")
    with db.transaction():
        last = _last()
        if _doubt(last):
            _add(last, to_ms(clock.now()), by, "clock.confirmed", day.isoformat(), {})
            announce("queue")


def _last() -> chain.End:
    return chain.end() or chain.End(0, chain.START, to_ms(clock.now()))


def _doubt(last: chain.End) -> Doubt | None:
    return moments.doubt(from_ms(last.at))


def _add(
    last: chain.End, at: int, by: Actor, what: str, subject: str, detail: dict[str, Any]
) -> None:
    text = json.dumps(detail, sort_keys=True, ensure_ascii=False)
    line = (last.sequence + 1, at, by.who, by.signs, what, subject, text)
    columns = dict(zip(chain.COLUMNS, line, strict=True))
    hashed = chain.link(last.hash, line)
    db.add(JournalLine, office=here().id, **columns, hash=chain.kept(hashed))


@db.transaction()
def note(by: Actor, what: str, subject: str, /, **detail: Any) -> None:
    """`write` in a transaction of its own."""
    write(by, what, subject, **detail)
