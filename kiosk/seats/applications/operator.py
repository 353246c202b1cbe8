"""The operator `/operator`: files into SIAK, the signed PDF, its print, the paper's account."""

from functools import cache
from typing import Any

from flask import Blueprint, Response

from kiosk.seats.applications import page as application_page
from kiosk.seats.common import page
from kiosk.seats.paper import papers
from shared import clock
from shared.errors import N_, NotFound, Refused
from shared.rules.applications import kk_documents, outages, process, seat_lists, states, view
from shared.rules.common import journal, staff, words
from shared.rules.common.office import here
from shared.rules.paper import account, sheets, slips
from shared.web import guards

bp = Blueprint("operator", __name__, url_prefix="/operator")
bp.before_request(guards.seat(staff.OPERATOR))

SEAT = ("/operator", "Operator", "printer", (staff.OPERATOR,))
_PRINTS_SHOWN = 40


@bp.get("")
def desk() -> str:
    """Files in the order in which they are due, and the printer as it stands."""
    return page.draw_lists(
        "seats/applications/operator_desk.html",
        outage_kinds=outages.KINDS,
        **_paper(),
        **_arrivals(),
    )


@bp.get("/cetakan")
def prints_page() -> str:
    """Prints under way and of today, the paper's account, what stands still."""
    return page.draw_lists(
        "seats/applications/operator_prints.html",
        **_paper(),
        outage_kinds=outages.KINDS,
        recent=seat_lists.recent_prints(_PRINTS_SHOWN),
        reprint_reasons=sheets.REPRINT_REASONS,
        no_printer=_no_printer(),
        all_outages=[seat_lists.outage(row) for row in outages.recent(20)],
    )


@bp.get("/<number>", endpoint="file")
def application(number: str) -> str:
    """One file as the operator works with it."""
    days = cache(view.today)
    return page.draw_lists(
        "seats/applications/operator_file.html",
        days,
        **vars(application_page.of(number, guards.actor(), days)),
        outage_kinds=outages.KINDS,
        checks=process.CHECKS,
        faults=states.PRODUCT_FAULTS,
        reprint_reasons=sheets.REPRINT_REASONS,
        **_arrivals(),
        largest_mb=kk_documents.LARGEST // 2**20,
        no_printer=_no_printer(),
    )


@bp.get("/cetakan/<int(max=2147483647):row>.pdf")
def sheet(row: int) -> Response:
    """A paper that waits, to be printed on another computer where this office has no printer."""
    if not _no_printer():
        raise Refused(N_("Kantor ini mencetak lewat pencetaknya sendiri."), code="has-printer")
    job = sheets.job(row)
    if sheets.desk_only(job):
        raise NotFound(N_("Cetakan ini tidak ada."), code="no-job")
    journal.note(guards.actor(), "sheet.downloaded", job.token)
    return papers.show(sheets.content(job), f"{job.token}.pdf")


def _no_printer() -> bool:
    return here().settings.printers_sheet == slips.NO_PRINTER


def _arrivals() -> dict[str, Any]:
    """PDFs of the watched folder that belong to no file yet."""
    return {
        "offers": [
            {
                "name": one.name,
                "size": f"{max(1, one.size // 1024)} kB",
                "at": seat_lists.moment_words(one.at),
            }
            for one in papers.arrivals()
        ],
        "watch_folder": here().settings.watch_folder,
    }


def _paper() -> dict[str, Any]:
    return {
        "balance": account.balance(clock.service_day()),
        "today": words.long_date(clock.service_day()),
    }
