"""The queue remembered `/riwayat-antrean`, for those who lead; an officer's own work `/saya`."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, request

from kiosk.seats.common import page, shapes
from kiosk.seats.paper import papers as paper
from kiosk.seats.queue.counter_api import ROLES
from shared import clock
from shared.documents import charts, maker, workbook
from shared.rules.common import spans, staff
from shared.rules.common.office import here
from shared.rules.paper.said import Grid
from shared.rules.queue import history, history_sheet
from shared.web import guards

READERS = (staff.SECTION_HEAD, staff.SECRETARY, staff.CAMAT)

bp = Blueprint("queue_history", __name__, url_prefix="/riwayat-antrean")
bp.before_request(guards.seat(*READERS))

own = Blueprint("own_history", __name__, url_prefix="/riwayat-antrean/saya")
own.before_request(guards.seat(*ROLES))


@bp.get("")
def span() -> str:
    """The span of `?rentang=bulan&hari=2026-11-23`, or this month."""
    problems: list[str] = []
    shown = _wanted(problems)
    return _draw("seats/queue/history.html", shown, _sheet(shown), problems)


@bp.get("/tabel.xlsx")
def take_away() -> Response:
    """Every table of the span as a spreadsheet."""
    shown, office = _wanted(), here().standard.office.name
    tables = [_table(grid) for grid in _sheet(shown).tables]
    drawn = workbook.make(f"Riwayat antrean, {shown.title}", office, clock.now(), tables)
    return paper.show(drawn, f"{_name(shown)}.xlsx", paper.XLSX, save=True)


@bp.get("/lembar.pdf")
def sheet() -> Response:
    """The span on A4."""
    shown = _wanted()
    pdf = maker.make(history_sheet.paper(_sheet(shown)))
    return paper.show(pdf, f"{_name(shown)}.pdf")


@own.get("", endpoint="span")
def own_span() -> str:
    """The same of whoever is signed in, and of nobody else."""
    problems: list[str] = []
    shown = _wanted(problems)
    found = history.of_officer(shown, guards.require_officer().username)
    return _draw("seats/queue/own_history.html", shown, history_sheet.of_officer(found), problems)


def _draw(
    template: str, shown: spans.Span, told: history_sheet.HistorySheet, problems: list[str]
) -> str:
    beside: dict[str, Any] = {"before": shown.before, "after": shown.after}
    if shown.after > clock.service_day():
        beside["after"] = None
    return page.draw(
        template,
        span=shown,
        told=told,
        kinds=spans.KINDS,
        charts=charts,
        problems=problems,
        **beside,
    )


def _wanted(problems: list[str] | None = None) -> spans.Span:
    """The span that was asked for; none that has not begun."""
    today = clock.service_day()
    asked: date | None = shapes.wanted_day(request.args.get("hari", ""), "hari", problems)
    return spans.of(request.args.get("rentang", spans.MONTH), min(asked or today, today))


def _sheet(shown: spans.Span) -> history_sheet.HistorySheet:
    is_head = staff.SECTION_HEAD in guards.require_officer().roles
    return history_sheet.of(history.of(shown, officers=is_head))


def _table(grid: Grid) -> workbook.Table:
    rows = [*grid.rows, grid.total] if grid.total else grid.rows
    return workbook.Table(grid.name, grid.columns, rows, {0: 30})


def _name(shown: spans.Span) -> str:
    return f"antrean-{shown.kind}-{shown.first.isoformat()}"
