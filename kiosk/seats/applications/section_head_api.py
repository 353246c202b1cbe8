"""What only the head of a section decides: complete, valid, late, closed months."""

from datetime import date
from typing import Annotated, Any

from flask import Blueprint
from pydantic import Field, create_model

from kiosk.seats.applications.shapes import ApplicationNow, told
from kiosk.seats.common.shapes import ID, Code, Note, Reason
from shared.errors import N_, Invalid
from shared.rules.applications import (
    by_hand,
    clock_runs,
    decisions,
    kk_documents,
    process,
    register,
    roles,
    view,
)
from shared.rules.common import dates
from shared.web import guards
from shared.web.api import Body, Nothing, describe

FIRST_YEAR, LAST_YEAR = 2000, 2200

bp = Blueprint("deciding_api", __name__, url_prefix="/api/v1")
bp.before_request(guards.seat(*roles.DECIDERS))


class Late(Body):
    """Why a file is late; `note` in words where the reason is another one."""

    reason: Code = Field(title="Sebab terlambat")
    note: Note = Field("", title="Keterangan")


_STEPS: dict[str, Any] = {
    name: (Annotated[str, Field(max_length=30)], Field("", title=title))
    for name, title in by_hand.STEPS.items()
}
ByHand = create_model(
    "ByHand",
    __base__=Body,
    __module__=__name__,
    __doc__="When each step was really made, at the office's wall clock; empty where as pressed.",
    **_STEPS,
)


class Closed(Body):
    """The closed month: its totals, and the hash of its rows."""

    year: int
    month: int
    totals: dict[str, int]
    rows_hash: str


@bp.post(f"/applications/{ID}/complete")
@describe("Decide: complete", body=Nothing, returns={200: ApplicationNow})
def complete(_nothing: Nothing, row: int) -> ApplicationNow:
    return told(decisions.declare_complete(row, guards.actor()))


@bp.post(f"/applications/{ID}/valid")
@describe("Decide: valid", body=Nothing, returns={200: ApplicationNow})
def valid(_nothing: Nothing, row: int) -> ApplicationNow:
    return told(decisions.declare_valid(row, guards.actor()))


@bp.post(f"/applications/{ID}/late")
@describe("Say why a file is late", body=Late, returns={200: ApplicationNow})
def late(asked: Late, row: int) -> ApplicationNow:
    clock_runs.explain(row, asked.reason, asked.note, guards.actor())
    return told(view.by_id(row))


@bp.post(f"/applications/{ID}/by-hand")
@describe(
    "Keep the times that the paper book tells of a file copied from it",
    body=ByHand,
    returns={200: ApplicationNow},
)
def times_by_hand(asked: Body, row: int) -> ApplicationNow:
    said = {
        name: dates.moment(text, by_hand.STEPS[name].lower(), *dates.past_year())
        for name, text in asked.model_dump().items()
        if text.strip()
    }
    return told(by_hand.copy_times(row, said, guards.actor()))


@bp.post(f"/applications/{ID}/override")
@describe(
    "Allow by name a KK without a valid signature", body=Reason, returns={200: ApplicationNow}
)
def override(asked: Reason, row: int) -> ApplicationNow:
    kk_documents.override(row, asked.reason, guards.actor())
    return told(view.by_id(row))


@bp.post(f"/applications/{ID}/lift")
@describe(
    "Let a KK be printed although it seems another family's",
    body=Reason,
    returns={200: ApplicationNow},
)
def lift(asked: Reason, row: int) -> ApplicationNow:
    kk_documents.lift(row, asked.reason, guards.actor())
    return told(view.by_id(row))


@bp.post(f"/applications/{ID}/take-back")
@describe("Undo a hand-over of today", body=Reason, returns={200: ApplicationNow})
def take_back(asked: Reason, row: int) -> ApplicationNow:
    return told(process.take_back(row, asked.reason, guards.actor()))


@bp.post("/register/<int(max=9999):year>/<int(max=12):month>/close")
@describe("Close a month of the register", body=Nothing, returns={200: Closed})
def close_month(_nothing: Nothing, year: int, month: int) -> Closed:
    require_month(year, month)
    closing = register.close_month(year, month, guards.actor())
    return Closed(year=year, month=month, totals=closing.totals, rows_hash=closing.rows_hash)


def require_month(year: int, month: int) -> None:
    """Raise Invalid for a month that no calendar has."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Invalid(N_("Bulan ini tidak ada."), code="month")


def month_of(text: str) -> tuple[int, int] | None:
    """Year and month of `2026-11`; None for anything else."""
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return (day.year, day.month) if FIRST_YEAR <= day.year <= LAST_YEAR else None
