"""The receipt of the complaint that this browser entered last: on A4, or a slip (11.3)."""

import hashlib

from flask import session
from flask_babel import gettext

from kiosk.seats.file_shapes import Printing
from shared.documents import maker
from shared.errors import N_, NotFound, Refused
from shared.rules import complaint_papers, file_slips, files, office_papers, prints, slips
from shared.rules.actor import Actor
from shared.rules.complaints import entry
from shared.rules.office import here
from shared.web import papers

_ENTERED = "entered"


def remember(complaint_id: int) -> None:
    """Let this browser print the receipt of this complaint."""
    session[_ENTERED] = complaint_id


def forget() -> None:
    """This browser prints no receipt any more."""
    session.pop(_ENTERED, None)


def ask(touch: str, by: Actor) -> Printing:
    """Ask for the print; the same press prints it once.

    Raises NotFound when nothing was entered here, Refused where the office has no printer.
    """
    if _ENTERED not in session:
        raise NotFound(N_("Belum ada pengaduan yang dicatat di layar ini."), code="no-complaint")
    known = entry.recorded(session[_ENTERED])
    settings = here().settings
    sheets_too = settings.printers_sheet != prints.NO_PRINTER
    if settings.printers_ticket != prints.NO_PRINTER and (
        settings.receipts == file_slips.SLIP or not sheets_too
    ):
        return _slip(known, touch)
    if not sheets_too:
        raise Refused(N_("Kantor ini tidak punya pencetak. Tuliskan nomor dan kodenya."))
    said = complaint_papers.receipt(known.complaint.number, by, known.code)
    pdf = maker.make("complaint_receipt", {**papers.frame(), **said})
    job = office_papers.ask_receipt(pdf, papers.pages(pdf), touch, by)
    return Printing(job=job.id, label=gettext(files.SHEET_LABELS[job.state]))


def _slip(known: entry.Recorded, touch: str) -> Printing:
    token = hashlib.sha256(f"{file_slips.COMPLAINT} {touch}".encode()).hexdigest()[:16]
    job = prints.ask_once(
        file_slips.COMPLAINT, token, lambda: slips.complaint(known.complaint, known.code)
    )
    return Printing(job=job, label=gettext("Dikirim ke pencetak karcis"))
