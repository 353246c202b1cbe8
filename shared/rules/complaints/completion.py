"""What was missing has come: the way goes on, and so does its clock.

The complainant, or the desk that hears it from them, starts the clock anew. Whoever asked does not:
otherwise a deadline could be moved by asking. Theirs goes on where it stopped.
"""

from typing import Any

from shared import clock
from shared.errors import N_
from shared.records import Complaint
from shared.rules.common import staff
from shared.rules.common.actor import CITIZEN, Actor
from shared.rules.complaints import dues
from shared.rules.complaints.way import move, words


def completed(row: Complaint, text: str, by: Actor) -> None:
    """Add what was missing inside the present transaction; the deadlines are set anew."""
    said = words(text, N_("Tulis keterangan tambahannya."))
    name = "complete_reported" if row.reported_at else "complete_recorded"
    begins = _clock_from(row, by)
    move(
        row,
        name,
        by,
        text=said,
        incomplete_until=None,
        **begins,
        **vars(dues.dues(begins["clock_from"], row.kind)),
    )


def _clock_from(row: Complaint, by: Actor) -> dict[str, Any]:
    asked, moment = dues.last_event(row, "ask"), clock.now()
    heard = by.role == staff.INFO_DESK and (asked is None or asked.who != by.who)
    if by is CITIZEN or heard:
        return {"clock_from": moment, "escalation": 0, "escalated_at": None}
    return {"clock_from": row.clock_from + (moment - (asked.at if asked else moment))}
