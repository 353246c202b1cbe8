"""The quarterly recap `/rekap`: every quarter, and one of them from draft to announcement."""

from flask import Blueprint

from kiosk.seats.common import page
from kiosk.seats.complaints.progress import along
from shared import clock
from shared.rules.complaints import quarters, recap
from shared.web import guards

bp = Blueprint("recap", __name__, url_prefix="/rekap")
bp.before_request(guards.seat(*recap.KEEPERS))

QUARTER = "<int(max=9999):year>/<int(max=9):quarter>"
_STAGES = {
    recap.DRAFT: "Disusun",
    recap.SUBMITTED: "Diajukan",
    recap.APPROVED: "Disetujui",
    recap.ANNOUNCED: "Diumumkan",
}
_LOOKS = {recap.ANNOUNCED: "ok", recap.APPROVED: "ok", recap.RETURNED: "warn"}


@bp.get("")
def every() -> str:
    """All quarters, newest first."""
    return page.draw("seats/complaints/recaps.html", quarters=recap.standings(), looks=_LOOKS)


@bp.get(f"/{QUARTER}")
def one(year: int, quarter: int) -> str:
    """The recap of a quarter: live on any day, frozen once it was submitted."""
    person = guards.require_officer()
    found = recap.of(year, quarter)
    return page.draw(
        "seats/complaints/recap.html",
        recap=found,
        figures=found.figures,
        may=recap.steps(found, person.roles),
        stages=along(
            _STAGES,
            found.state if found.state in _STAGES else recap.DRAFT,
            found.state == recap.ANNOUNCED,
        ),
        bare=recap.undescribed(year, quarter, person) if found.missing else [],
        now=clock.now(),
        before=quarters.before(year, quarter),
        after=_after(year, quarter),
        longest=recap.LONGEST,
    )


def _after(year: int, quarter: int) -> tuple[int, int] | None:
    """The quarter after, unless it has not begun."""
    following = (year + quarter // 4, quarter % 4 + 1)
    return following if following <= quarters.of(clock.service_day()) else None
