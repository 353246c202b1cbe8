"""A complaint that somebody enters alone: in the book and its slip asked for, or neither."""

import hashlib

from shared import db
from shared.announce import announce
from shared.records import Complaint, SlipJob
from shared.rules.applications import receipt_slips
from shared.rules.common.office import here
from shared.rules.complaints import entry
from shared.rules.complaints.entry import Entry, Recorded
from shared.rules.paper import slip_texts
from shared.rules.paper import slips as prints


def enter(wish: Entry) -> Recorded:
    """`entry.enter`, with a slip where a touchscreen has a printer beside it."""
    with db.transaction():
        recorded = entry.enter(wish)
        printer = here().settings.printers_ticket != prints.NO_PRINTER
        if recorded.created and wish.channel == entry.TOUCH and printer:
            prints.ask_once(
                receipt_slips.COMPLAINT,
                _token(recorded.complaint.id),
                lambda: slip_texts.complaint(recorded.complaint, recorded.code),
            )
            announce("paper")
    return recorded


def job_of(complaint_id: int) -> SlipJob | None:
    """The slip of a complaint; None when it has none."""
    return prints.job_with(_token(complaint_id))


def _token(complaint_id: int) -> str:
    touch = Complaint.get(Complaint.office == here().id, Complaint.id == complaint_id).touch
    return hashlib.sha256(f"{receipt_slips.COMPLAINT} {touch}".encode()).hexdigest()[:16]
