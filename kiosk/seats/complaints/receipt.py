"""The receipt of the complaint that this browser entered last: on A4, or a slip (11.3)."""

import hashlib

from flask import session
from flask_babel import gettext

from shared.documents import maker
from shared.errors import N_, NotFound, Refused
from shared.rules.applications import receipt_slips, seat_lists
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import entry
from shared.rules.complaints import papers as complaint_papers
from shared.rules.paper import own_papers, slip_texts
from shared.rules.paper import slips as prints
from shared.web import papers
from shared.web.api import Printing

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
        settings.receipts == receipt_slips.SLIP or not sheets_too
    ):
        return _slip(known, touch)
    if not sheets_too:
        raise Refused(N_("Kantor ini tidak punya pencetak. Tuliskan nomor dan kodenya."))
    said = complaint_papers.receipt(known.complaint.number, by, known.code)
    pdf = maker.make("complaint_receipt", {**papers.frame(), **said})
    job = own_papers.ask_receipt(pdf, papers.pages(pdf), touch, by)
    return Printing(job=job.id, label=gettext(seat_lists.SHEET_LABELS[job.state]))


def _slip(known: entry.Recorded, touch: str) -> Printing:
    token = hashlib.sha256(f"{receipt_slips.COMPLAINT} {touch}".encode()).hexdigest()[:16]
    job = prints.ask_once(
        receipt_slips.COMPLAINT, token, lambda: slip_texts.complaint(known.complaint, known.code)
    )
    return Printing(job=job, label=gettext("Dikirim ke pencetak karcis"))
