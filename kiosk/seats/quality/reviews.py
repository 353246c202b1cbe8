"""What followed from each figure of the year `/mutu/…/evaluasi`: analysis, judgement, what came."""

from flask import Blueprint
from pydantic import Field

from kiosk.seats.common import page
from kiosk.seats.common.shapes import Code, Done, Note, Seen
from shared import clock
from shared.rules.common import staff
from shared.rules.quality import figures, measured, periods, review_view, reviews
from shared.web import guards
from shared.web.api import describe

bp = Blueprint("reviews", __name__, url_prefix="/mutu")
bp.before_request(guards.seat(*figures.READERS, *figures.POSTS))

_API = "/api/v1/reviews"
analysing = Blueprint("reviews_analysing_api", __name__, url_prefix=_API)
analysing.before_request(guards.seat(staff.SECTION_HEAD, staff.SECRETARY, *figures.POSTS))

judging = Blueprint("reviews_judging_api", __name__, url_prefix=_API)
judging.before_request(guards.seat(staff.CAMAT))

PARTS = (analysing, judging)


class Analysis(Seen):
    """Why the figure is what it is, and what was done about it."""

    cause: Note = Field(title="Sebabnya")
    done: Note = Field(title="Yang sudah dilakukan")


class Evaluation(Seen):
    """The Camat's decision and why; how heavy a corrective action, or what else is done."""

    decision: Code = Field(title="Keputusan")
    reason: Note = Field(title="Alasan")
    severity: str = Field("", max_length=20, title="PTPP")
    measure: Note = Field("", title="Tindakan lain")


@bp.get("/<int(min=2000, max=2200):year>/evaluasi")
def year_(year: int) -> str:
    """Every review of the year, in the order of its periods."""
    by = guards.actor()
    return page.draw(
        "seats/quality/reviews.html",
        year=year,
        this_year=clock.service_day().year,
        found=review_view.of_year(year, by),
        waiting=review_view.waiting(),
        target_text=measured.target_text,
    )


@analysing.post("/<period>/<objective>/analysis")
@describe("Write why a figure is what it is, and what was done", body=Analysis, returns={200: Done})
def analyse(asked: Analysis, period: str, objective: str) -> Done:
    span, by = periods.read(period), guards.actor()
    reviews.analyse(span, objective, asked.cause, asked.done, by, seen=asked.seen)
    return Done()


@judging.post("/<period>/<objective>/evaluation")
@describe("Judge a figure", body=Evaluation, returns={200: Done})
def evaluate(asked: Evaluation, period: str, objective: str) -> Done:
    reviews.evaluate(
        periods.read(period),
        objective,
        asked.decision,
        asked.reason,
        guards.actor(),
        seen=asked.seen,
        severity=asked.severity,
        measure=asked.measure,
    )
    return Done()
