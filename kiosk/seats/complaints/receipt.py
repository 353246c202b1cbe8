"""The receipt of the complaint that this browser entered last: on A4, or a slip (11.3)."""

from flask import session
from flask_babel import gettext

from shared.documents import maker
from shared.errors import N_, NotFound, Refused
from shared.rules.applications import seat_lists
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import entry, papers, slip
from shared.rules.paper import own_papers, slips
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
    if slips.carry_receipts():
        return Printing(job=slip.ask(known, touch), label=gettext("Dikirim ke pencetak karcis"))
    if here().settings.printers_sheet == slips.NO_PRINTER:
        raise Refused(N_("Kantor ini tidak punya pencetak. Tuliskan nomor dan kodenya."))
    pdf = maker.make(papers.receipt(known.complaint.number, by, known.code))
    job = own_papers.ask_receipt(pdf, maker.pages(pdf), touch, by)
    return Printing(job=job.id, label=gettext(seat_lists.SHEET_LABELS[job.state]))
