"""A visitor writes alone at the desk's computer `/informasi/pengaduan/tamu` (11.3).

The officer lends the browser: it is signed out of every seat, so that no page of the desk opens
from it, and knows no complaint but the one being written, until an officer signs in again.
"""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.common.shapes import Done, Touch
from kiosk.seats.complaints import receipt as complaint_receipt
from kiosk.seats.complaints.entry import ComplaintWritten, Entered, told
from shared import clock
from shared.rules.common import journal
from shared.rules.common.office import here
from shared.rules.complaints import entry, sight
from shared.web import guards
from shared.web.api import Nothing, Printing, describe

bp = Blueprint(
    "complaint_visitor",
    __name__,
    url_prefix="/informasi/pengaduan/tamu",
    # The seats' own files are for those who are signed in; the visitor is not.
    static_folder="../../static/seats",
    static_url_path="/static",
)
api = Blueprint("complaint_visitor_api", __name__, url_prefix="/api/v1/visitor")

_signed_in = guards.seat(*sight.WRITERS)


def _lent_or_signed_in() -> None:
    """Lets in the visitor to whom the browser was lent, in the name of whoever lent it."""
    person = guards.lender()
    held = [role for role in sight.WRITERS if person and role in person.roles]
    if person is None or not held:
        _signed_in()
    else:
        g.actor = person.acting(held[0])


_lent_or_signed_in.guard = sight.WRITERS  # type: ignore[attr-defined]
bp.before_request(_lent_or_signed_in)
api.before_request(_lent_or_signed_in)


@bp.post("")
def lend() -> Response:
    """Leave the browser to a visitor, when the desk's own form asks for it."""
    if "lend" in request.form and guards.maybe_officer() is not None:
        journal.note(guards.actor(), "complaint.visitor-screen", "-")
        guards.lend()
    return redirect(url_for("complaint_visitor.write"), 303)


@bp.get("")
def write() -> Response | str:
    """The visitor's page; an officer who is signed in finds the desk's own form instead."""
    if guards.lender() is None:
        return redirect(url_for("complaint_entry.new"))
    return render_template(
        "seats/complaints/visitor.html",
        topics=here().standard.topics_on(clock.service_day()),
        longest=entry.LONGEST,
    )


@api.post("/complaints")
@describe("A visitor's own complaint", body=ComplaintWritten, returns={201: Entered, 200: Entered})
def enter(asked: ComplaintWritten) -> tuple[Entered, int]:
    wish = entry.Entry(
        **asked.model_dump(exclude={"named"}),
        anonymous=not asked.named,
        channel=entry.DESK,
        by_visitor=True,
    )
    return told(entry.enter(wish, guards.actor()))


@api.post("/receipt")
@describe("Print the visitor's receipt", body=Touch, returns={200: Printing})
def receipt(asked: Touch) -> Printing:
    return complaint_receipt.ask(asked.touch, guards.actor())


@api.post("/done")
@describe("The visitor is done: forget what was shown", body=Nothing, returns={200: Done})
def done(_nothing: Nothing) -> Done:
    complaint_receipt.forget()
    return Done()
