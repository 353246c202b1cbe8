"""The quarterly recap `/rekap`: every quarter, and one of them from draft to announcement."""

from flask import Blueprint

from kiosk.seats.common import page
from kiosk.seats.complaints.progress import along
from shared import clock
from shared.rules.complaints import quarters, recap, recap_texts, recap_view, sight
from shared.rules.complaints.way import LONGEST
from shared.web import guards

bp = Blueprint("recap", __name__, url_prefix="/rekap")
bp.before_request(guards.seat(*recap.KEEPERS))

QUARTER = "<int(max=9999):year>/<int(max=9):quarter>"
_STAGES = {
    recap_view.DRAFT: "Disusun",
    recap_view.SUBMITTED: "Diajukan",
    recap_view.APPROVED: "Disetujui",
    recap_view.ANNOUNCED: "Diumumkan",
}
_MOST_BARE = 30
_LOOKS = {recap_view.ANNOUNCED: "ok", recap_view.APPROVED: "ok", recap_view.RETURNED: "warn"}


@bp.get("")
def every() -> str:
    """All quarters, newest first."""
    return page.draw("seats/complaints/recaps.html", quarters=recap_view.standings(), looks=_LOOKS)


@bp.get(f"/{QUARTER}")
def one(year: int, quarter: int) -> str:
    """The recap of a quarter: live on any day, frozen once it was submitted."""
    person = guards.require_officer()
    found = recap_view.seen_by(year, quarter, sight.reader(person.id))
    lines = recap_view.lines(found, page.place())
    return page.draw(
        "seats/complaints/recap.html",
        recap=found,
        figures=found.figures,
        may=recap.steps(found, person.roles),
        stages=along(
            _STAGES,
            found.state if found.state in _STAGES else recap_view.DRAFT,
            found.state == recap_view.ANNOUNCED,
        ),
        bare=recap_view.undescribed(year, quarter, person, _MOST_BARE) if found.missing else [],
        lines=lines,
        texts=recap_texts.editable(found, person, lines.rows),
        text_longest=LONGEST,
        now=clock.now(),
        before=quarters.before(year, quarter),
        after=_after(year, quarter),
        longest=recap.LONGEST,
    )


def _after(year: int, quarter: int) -> tuple[int, int] | None:
    """The quarter after, unless it has not begun."""
    following = (year + quarter // 4, quarter % 4 + 1)
    return following if following <= quarters.of(clock.service_day()) else None
