"""The quarterly recap `/rekap`: every quarter, and one of them from draft to announcement."""

from typing import Any

from flask import Blueprint

from kiosk.seats.common import page
from shared import clock
from shared.rules.common import staff
from shared.rules.complaints import lists, quarters, recap, recap_figures, sight
from shared.rules.complaints.names import number_text
from shared.rules.complaints.view import ComplaintView, view
from shared.web import guards

bp = Blueprint("recap", __name__, url_prefix="/rekap")
bp.before_request(guards.seat(*recap.KEEPERS))

QUARTER = "<int(max=9999):year>/<int(max=9):quarter>"
_STEPS = (
    (recap.DRAFT, "Disusun"),
    (recap.SUBMITTED, "Diajukan"),
    (recap.APPROVED, "Disetujui"),
    (recap.ANNOUNCED, "Diumumkan"),
)


@bp.get("")
def every() -> str:
    """All quarters, newest first."""
    return page.draw("seats/complaints/recaps.html", quarters=recap.standings(), states=recap)


@bp.get(f"/{QUARTER}")
def one(year: int, quarter: int) -> str:
    """The recap of a quarter: live on any day, frozen once it was submitted."""
    found = recap.of(year, quarter)
    return page.draw(
        "seats/complaints/recap.html",
        recap=found,
        figures=found.figures,
        states=recap,
        steps=_steps(found.state),
        bare=_undescribed(year, quarter) if found.missing else [],
        now=clock.now(),
        before=quarters.before(year, quarter),
        after=_after(year, quarter),
        **_rights(found),
    )


def _rights(found: recap.RecapView) -> dict[str, bool]:
    """What whoever is signed in may do with it now."""
    roles = set(guards.require_officer().roles)
    prepares, decides = bool(roles & set(recap.PREPARERS)), staff.CAMAT in roles
    return {
        "may_write": prepares and found.state in (recap.DRAFT, recap.RETURNED),
        "may_decide": decides and found.state == recap.SUBMITTED,
        "may_announce": (prepares or decides) and found.state == recap.APPROVED,
        "prepares": prepares,
    }


def _undescribed(year: int, quarter: int) -> list[ComplaintView]:
    """Complaints without words for the public, as far as this reader may know of them."""
    who = sight.reader(guards.require_officer().id)
    rows = recap_figures.undescribed(year, quarter)
    return [view(row) for row in rows if lists.by_number(number_text(row.year, row.number), who)]


def _steps(state: str) -> list[dict[str, str]]:
    order = [code for code, _ in _STEPS]
    at = 0 if state == recap.RETURNED else order.index(state)
    over = state == recap.ANNOUNCED
    return [
        {
            "title": title,
            "state": "done" if place < at or over else "now" if place == at else "later",
        }
        for place, (_, title) in enumerate(_STEPS)
    ]


def _after(year: int, quarter: int) -> tuple[int, int] | None:
    """The quarter after, unless it has not begun."""
    following = (year + quarter // 4, quarter % 4 + 1)
    return following if following <= quarters.of(clock.service_day()) else None


def facts(found: recap.RecapView) -> dict[str, Any]:
    """A recap for programs."""
    return {
        "year": found.year,
        "quarter": found.quarter,
        "title": found.title,
        "state": found.state,
        "due": found.due.isoformat(),
        "late": found.late,
        "promise": found.promise,
        "note": found.note,
        "missing": found.missing,
        "figures": found.figures,
        "version": found.version,
    }
