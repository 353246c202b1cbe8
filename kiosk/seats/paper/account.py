"""The account of the A4 paper by the day `/register/kertas`: each print and sheet, who and why."""

from datetime import timedelta

from flask import Blueprint, request

from kiosk.seats.common import page, shapes
from shared import clock
from shared.rules.applications import paper_day
from shared.rules.applications.roles import DECIDERS
from shared.rules.common import staff, words
from shared.rules.paper import account
from shared.web import guards

ROLES = (staff.OPERATOR, *DECIDERS, *staff.OVERSEERS)

bp = Blueprint("paper_book", __name__, url_prefix="/register/kertas")
bp.before_request(guards.seat(*ROLES))


@bp.get("")
def day() -> str:
    """The paper of `?hari=2026-11-23`, or of today."""
    today = clock.service_day()
    problems: list[str] = []
    wanted = shapes.wanted_day(request.args.get("hari", ""), "hari", problems) or today
    shown = min(wanted, today)
    return page.draw(
        "seats/paper/paper_day.html",
        role=guards.actor().role,
        balance=account.balance(shown),
        rows=paper_day.rows(shown),
        shown=shown,
        problems=problems,
        name=words.long_date(shown),
        today=today,
        may_cancel=staff.OPERATOR in guards.require_officer().roles,
        before=shown - timedelta(days=1),
        after=shown + timedelta(days=1) if shown < today else None,
    )
