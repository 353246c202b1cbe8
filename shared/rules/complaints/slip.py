"""A complaint that somebody enters alone: in the book and its slip asked for, or neither."""

import hashlib

from shared import db
from shared.announce import announce
from shared.records import Complaint, PrintJob
from shared.rules import file_slips, prints, slips
from shared.rules.complaints import entry
from shared.rules.complaints.entry import Entry, Recorded
from shared.rules.office import here


def enter(wish: Entry) -> Recorded:
    """`entry.enter`, with a slip where a touchscreen has a printer beside it."""
    with db.transaction():
        recorded = entry.enter(wish)
        printer = here().settings.printers_ticket != prints.NO_PRINTER
        if recorded.created and wish.channel == entry.TOUCH and printer:
            prints.ask_once(
                file_slips.COMPLAINT,
                _token(recorded.complaint.id),
                lambda: slips.complaint(recorded.complaint, recorded.code),
            )
            announce("paper")
    return recorded


def job_of(complaint_id: int) -> PrintJob | None:
    """The slip of a complaint; None when it has none."""
    return prints.job_with(_token(complaint_id))


def _token(complaint_id: int) -> str:
    touch = Complaint.get(Complaint.office == here().id, Complaint.id == complaint_id).touch
    return hashlib.sha256(f"{file_slips.COMPLAINT} {touch}".encode()).hexdigest()[:16]
