"""The monthly report of the office `/laporan-bulanan`: which months there are, each on A4."""

from flask import Blueprint, Response

from kiosk.seats.common import page
from kiosk.seats.paper import papers
from shared import clock
from shared.documents import maker
from shared.rules.quality import month_report, office_month, periods
from shared.web import guards

bp = Blueprint("month_reports", __name__, url_prefix="/laporan-bulanan")
bp.before_request(guards.seat(*office_month.READERS))


@bp.get("")
def every() -> str:
    """Every month of which the office has a record, the newest first."""
    return page.draw(
        "seats/quality/month_reports.html",
        months=list(office_month.months()),
        today=clock.service_day(),
    )


@bp.get("/<period>/laporan.pdf")
def report(period: str) -> Response:
    """The month on A4."""
    drawn = maker.make(month_report.paper(periods.read(period), guards.actor()))
    return papers.show(drawn, f"laporan-bulanan-{period}.pdf")
