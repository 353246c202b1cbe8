"""More numbers from one place within some minutes than people take, and their end at one press.

What is kept of the place is a keyed mark of one day: it can be compared, and tells no address.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from shared import clock, db, vault
from shared.announce import announce
from shared.errors import N_, NotAllowed, Refused
from shared.records import Ticket
from shared.rules.common import forgetting, journal, staff, words
from shared.rules.common.actor import NOT_YOURS, Actor
from shared.rules.common.office import here
from shared.rules.queue import moves
from shared.rules.queue.ticket import number_text

MAY_CANCEL = (staff.COUNTER, staff.INFO_DESK, staff.ADMIN)

_WITHIN = timedelta(minutes=5)
_REASON = "Banyak nomor dari satu tempat dalam waktu singkat."
_WAITING = (
    "SELECT * FROM ticket WHERE office_id = :office AND day = :day AND state = 'waiting'"
    " AND origin IS NOT NULL"
)
# The words of the index `ticket_origin`.
_OLD = (
    "UPDATE ticket SET origin = NULL WHERE id IN (SELECT id FROM ticket"
    " WHERE office_id = :office AND day < :day AND origin IS NOT NULL LIMIT :most) RETURNING id"
)


@dataclass(frozen=True)
class Flood:
    """So many numbers that still wait, taken at one place from `since` to `until`.

    `ticket`: the id of the first of them.
    """

    ticket: int
    count: int
    since: str
    until: str


def mark(place: str | None) -> str | None:
    """What is kept of a place today."""
    return vault.fingerprint(f"{clock.service_day()} {place}") if place else None


def present() -> list[Flood]:
    """The floods of which numbers still wait."""
    return [
        Flood(
            first.id,
            len(rows),
            words.clock_time(first.issued_at),
            words.clock_time(rows[-1].issued_at),
        )
        for rows in _floods()
        for first in rows[:1]
    ]


def cancel(ticket_id: int, by: Actor) -> int:
    """Cancel all numbers of the flood of which this is one; how many.

    Raises NotAllowed for who does not work with the queue, Refused when none waits any more.
    """
    if by.role not in MAY_CANCEL:
        raise NotAllowed(NOT_YOURS)
    with db.transaction():
        flood = next((rows for rows in _floods() if ticket_id in {row.id for row in rows}), None)
        if flood is None:
            raise Refused(
                N_("Nomor dari tempat itu sudah tidak ada yang menunggu."), code="flood-over"
            )
        number = number_text(flood[0].letter, flood[0].number)
        for row in flood:
            moves.move(row, "cancelled", by, reason=_REASON, left_at=clock.now())
        journal.write(by, "queue.flood-cancelled", number, count=len(flood))
        announce("paper")
    return len(flood)


def purge() -> int:
    """Forget where the numbers of past days were taken; how many."""
    day = clock.service_day() - timedelta(days=1)
    return forgetting.forget(_OLD, office=here().id, day=day.isoformat())


def _floods() -> list[list[Ticket]]:
    """The tickets of each flood, in the order in which they were taken."""
    most = here().settings.queue_alarm
    if not most:
        return []
    places: defaultdict[str, list[Ticket]] = defaultdict(list)
    day = clock.service_day().isoformat()
    for row in db.objects(Ticket, _WAITING, office=here().id, day=day):
        places[row.origin or ""].append(row)
    found = (_flood(sorted(rows, key=lambda row: row.id), most) for rows in places.values())
    return [rows for rows in found if rows]


def _flood(rows: list[Ticket], most: int) -> list[Ticket]:
    """From the first of so many within five minutes on: who came there before is a person."""
    for at in range(len(rows) - most + 1):
        if rows[at + most - 1].issued_at - rows[at].issued_at <= _WITHIN:
            return rows[at:]
    return []
