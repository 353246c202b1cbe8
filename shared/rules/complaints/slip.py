"""The receipt of a complaint on a slip: nothing of what it says or of whom (DOMAIN 3.3)."""

import hashlib

from shared import db
from shared.announce import announce
from shared.records import Complaint, SlipJob
from shared.rules.common import office, words
from shared.rules.complaints import entry
from shared.rules.paper import slips


class ComplaintSlip(slips.Slip):
    """The number and code of a complaint, and by when it is answered."""

    kind = "complaint"
    personal = True
    free: str = "Pengaduan tidak dipungut biaya."
    complaint: str = ""
    number: str
    code: str
    received: str
    by: str
    due: str
    secret: bool
    url: str | None


def of(recorded: entry.Recorded) -> ComplaintSlip:
    """The slip of a complaint that has just been entered."""
    seen = recorded.complaint
    return ComplaintSlip(
        number=seen.number,
        code=recorded.code,
        received=words.day_and_time(seen.recorded_at),
        by=seen.channel,
        due=words.day_and_time(seen.reply_due_at),
        secret=seen.secret,
        url=address(seen.number),
    )


def address(number: str) -> str | None:
    """Where a phone asks how that complaint stands, its number filled in; None without phones."""
    _, year, count = number.split("-")
    return office.public_address(f"status?jenis=P&tahun={year}&nomor={count}")


def enter(wish: entry.Entry) -> entry.Recorded:
    """`entry.enter`, with a slip where a touchscreen has a printer beside it, or neither."""
    with db.transaction():
        recorded = entry.enter(wish)
        if recorded.created and wish.channel == entry.TOUCH and slips.has_printer():
            ask(recorded, _touch(recorded.complaint.id))
    return recorded


def ask(recorded: entry.Recorded, touch: str) -> int:
    """Ask for the slip of a complaint; the same press gives the same job."""
    with db.transaction():
        job = slips.ask_once(_token(touch), lambda: of(recorded))
        announce("paper")
    return job


def job_of(complaint_id: int) -> SlipJob | None:
    """The slip of a complaint; None when it has none."""
    return slips.job_with(_token(_touch(complaint_id)))


def _touch(complaint_id: int) -> str:
    row = Complaint.get(Complaint.office == office.here().id, Complaint.id == complaint_id)
    return str(row.touch)


def _token(touch: str) -> str:
    return hashlib.sha256(f"{ComplaintSlip.kind} {touch}".encode()).hexdigest()[:16]
