"""The account of the A4 paper by the day `/register/kertas`: each print and sheet, who and why."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, request

from kiosk.seats.common import page
from shared import clock
from shared.errors import N_
from shared.records import SheetJob
from shared.rules.applications import seat_lists
from shared.rules.applications.roles import DECIDERS
from shared.rules.applications.view import by_id
from shared.rules.common import staff, words
from shared.rules.paper import account, sheets
from shared.rules.paper.account import COUNTED, LOADED, REMOVED, SPOILED, USED, Change
from shared.web import guards

ROLES = (staff.OPERATOR, *DECIDERS, staff.SECRETARY)
_EARLIEST = date(2000, 1, 1)
_WHAT = {
    LOADED: N_("Kertas dimasukkan"),
    REMOVED: N_("Kertas diambil"),
    COUNTED: N_("Baki dihitung"),
    SPOILED: N_("Lembar rusak"),
}

bp = Blueprint("paper_book", __name__, url_prefix="/register/kertas")
bp.before_request(guards.seat(*ROLES))


@bp.get("")
def day() -> str:
    """The paper of `?hari=2026-11-23`, or of today."""
    today = clock.service_day()
    shown = _asked(today)
    return page.draw_files(
        "seats/paper/paper_day.html",
        balance=account.balance(shown),
        rows=[_row(one) for one in account.entries(shown)],
        shown=shown,
        name=words.long_date(shown),
        today=today,
        before=shown - timedelta(days=1),
        after=shown + timedelta(days=1) if shown < today else None,
    )


def _asked(today: date) -> date:
    try:
        wanted = date.fromisoformat(request.args.get("hari", ""))
    except ValueError:
        return today
    return wanted if _EARLIEST < wanted <= today else today


def _row(one: Change) -> dict[str, Any]:
    """One line; `sheets` with its sign, as it changed the pile."""
    job = None if one.job is None else sheets.job(one.job)
    return {
        "at": words.clock_time(one.at),
        "what": _what(one, job),
        "sheets": one.sheets if one.what in (LOADED, COUNTED) else -one.sheets,
        "counted": one.what == COUNTED,
        "faulty": one.faulty,
        "note": one.note,
        "by": staff.named(one.by),
        **(_print(job) if job else {}),
    }


def _what(one: Change, job: SheetJob | None) -> str:
    if one.what == USED and job is not None:
        return seat_lists.SHEET_LABELS[job.state]
    return _WHAT[one.what]


def _print(job: SheetJob) -> dict[str, Any]:
    """Which print it was, why it was made again, why it did not come out."""
    file = None if job.kind == sheets.RECEIPT else job.application_id
    return {
        "kind": job.kind,
        "number": by_id(file).number if file else "",
        "nth": job.copy,
        "reason": sheets.REPRINT_REASONS.get(job.reason or "", ""),
        "note": job.reason_note or "",
        "trouble": job.trouble or "",
    }
