"""Files at the counter `/loket/berkas`: a new one, its papers, its KK handed over."""

from flask import Blueprint, Response, request

from kiosk.seats.applications import page as application_page
from kiosk.seats.common import page
from kiosk.seats.paper import papers
from shared import clock
from shared.errors import AppError
from shared.rules import queue
from shared.rules.applications import fields, lists, process, states, view
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.web import guards

bp = Blueprint("intake", __name__, url_prefix="/loket/berkas")
bp.before_request(guards.seat(staff.COUNTER))


@bp.app_context_processor
def lengths() -> dict[str, object]:
    """How long a text may be, for every form about applications."""
    return {"longest": fields.LONGEST}


@bp.get("")
def new() -> str:
    """A new file, for the number being served (`?tiket=A-012`) or for nobody in the queue."""
    today = clock.service_day()
    standard = here().standard
    return page.draw_lists(
        "seats/applications/intake.html",
        ticket=_ticket(request.args.get("tiket", "")),
        by_hand="tulis-tangan" in request.args,
        collects="ambil" in request.args,
        groups=[
            (group, standard.kinds_on(today, group.code))
            for group in standard.kind_groups_on(today)
        ],
        asking=next((one for one in standard.kinds_on(today) if one.elements), None),
        fields=fields.FIELDS,
        choices={
            "village": [(one.name, one.name) for one in standard.office.villages],
            "submitted_by": list(fields.SUBMITTERS.items()),
        },
    )


@bp.get("/<number>", endpoint="file")
def application(number: str) -> str:
    """One file as the counter works with it."""
    return page.draw(
        "seats/applications/counter_file.html",
        role=guards.actor().role,
        **vars(application_page.of(number, guards.actor())),
        reasons=states.RETURN_REASONS,
        takers=process.TAKERS,
        identities=fields.IDENTITIES,
        old_kks=fields.OLD_KK,
        without_receipt=fields.WITHOUT_RECEIPT,
    )


@bp.get("/<number>/<kind>.pdf")
def paper_of(number: str, kind: str) -> Response:
    """A paper of the file, to be looked at or printed elsewhere; the receipt without its code."""
    row = view.row_by_number(number)
    return papers.show(papers.make(kind, row.id), f"{kind}.pdf")


def _ticket(number: str) -> dict[str, str] | None:
    """The number being served and what it came for; None for a number that is not there."""
    if not number.strip():
        return None
    try:
        found = queue.by_number(number)
    except AppError:
        return None
    known = lists.of_ticket(found.id)
    return {
        "number": found.number,
        "kind": found.kind or "",
        "at": words.clock_time(found.issued_at),
        "application": known[0].number if known else "",
    }
