"""Internal oversight `/pengawasan`: each month's sample and its files, the year, the paper."""

from flask import Blueprint, Response, request

from kiosk.seats.applications.section_head_api import require_month
from kiosk.seats.common import page
from kiosk.seats.paper import papers
from shared import clock, letters
from shared.documents import maker
from shared.rules.common import staff
from shared.rules.corrective.view import SEVERITIES
from shared.rules.oversight import facts, sample_paper, samples
from shared.web import guards

bp = Blueprint("samples", __name__, url_prefix="/pengawasan")
bp.before_request(guards.seat(*samples.READERS))

_MONTH = "/<int(max=9999):year>/<int(max=99):month>"


@bp.get("")
def year() -> str:
    """The months of `?tahun=2026`, or of this year: drawn, looked at, what was found."""
    known = samples.years()
    wanted = request.args.get("tahun", clock.service_day().year, type=letters.whole)
    shown = wanted if wanted in known else known[0]
    return page.draw(
        "seats/oversight/samples_year.html", year=shown, years=known, months=samples.of_year(shown)
    )


@bp.get(_MONTH)
def month(year: int, month: int) -> str:
    """The sample of a month: its files, and what was found."""
    require_month(year, month)
    return page.draw(
        "seats/oversight/sample.html", found=samples.of(year, month), may_check=_may_check()
    )


@bp.get(f"{_MONTH}/<number>")
def one(year: int, month: int, number: str) -> str:
    """A drawn file: what the records say to each question, and what somebody found."""
    require_month(year, month)
    found = samples.one(year, month, number)
    return page.draw(
        "seats/oversight/sample_file.html",
        found=found,
        month=samples.of(year, month),
        recorded=facts.of(found.number),
        parts=samples.PARTS,
        answers=samples.ANSWERS,
        severities=SEVERITIES,
        longest=samples.LONGEST_NOTE,
        may_check=_may_check() and found.is_open,
    )


@bp.get(f"{_MONTH}/pengawasan.pdf")
def paper(year: int, month: int) -> Response:
    """The month's record on paper."""
    require_month(year, month)
    drawn = maker.make(sample_paper.record(year, month))
    return papers.show(drawn, f"pengawasan-{year}-{month:02d}.pdf")


def _may_check() -> bool:
    return staff.SECRETARY in guards.require_officer().roles
