"""What only the head of a section decides: complete, valid, late, closed months, special days."""

from datetime import date
from typing import Literal

from flask import Blueprint

from kiosk.seats.file_shapes import ID, Code, FileNow, Line, Reason, Words, told
from shared.errors import N_, Invalid
from shared.rules import calendar_days, kk_documents, register
from shared.rules.applications import clock_runs, decisions
from shared.rules.applications.view import by_id
from shared.web import guards
from shared.web.api import Body, Nothing, describe

bp = Blueprint("deciding_api", __name__, url_prefix="/api/v1")
bp.before_request(guards.seat(*decisions.DECIDERS))


class Late(Body):
    """Why a file is late; `note` in words where the reason is another one."""

    reason: Code
    note: Words = ""


class SpecialDay(Body):
    """What a day is and what it is called; `kind` is one of the calendar's."""

    kind: Literal["NASIONAL", "CUTI_BERSAMA", "DAERAH", "TUTUP_KANTOR", "HARI_KERJA_KHUSUS"]
    name: Line


class Moved(Body):
    """How many open files have a new due time."""

    moved: int


class Closed(Body):
    """The closed month: its totals, and the hash of its rows."""

    year: int
    month: int
    totals: dict[str, int]
    rows_hash: str


@bp.post(f"/applications/{ID}/complete")
@describe("Decide: complete", body=Nothing, returns={200: FileNow}, signed_in=True)
def complete(_nothing: Nothing, row: int) -> FileNow:
    return told(decisions.declare_complete(row, guards.actor()))


@bp.post(f"/applications/{ID}/valid")
@describe("Decide: valid", body=Nothing, returns={200: FileNow}, signed_in=True)
def valid(_nothing: Nothing, row: int) -> FileNow:
    return told(decisions.declare_valid(row, guards.actor()))


@bp.post(f"/applications/{ID}/late")
@describe("Say why a file is late", body=Late, returns={200: FileNow}, signed_in=True)
def late(asked: Late, row: int) -> FileNow:
    clock_runs.explain(row, asked.reason, asked.note, guards.actor())
    return told(by_id(row))


@bp.post(f"/applications/{ID}/override")
@describe(
    "Allow by name a KK without a valid signature",
    body=Reason, returns={200: FileNow}, signed_in=True,
)  # fmt: skip
def override(asked: Reason, row: int) -> FileNow:
    kk_documents.override(row, asked.reason, guards.actor())
    return told(by_id(row))


@bp.post("/register/<int(max=9999):year>/<int(max=12):month>/close")
@describe("Close a month of the register", body=Nothing, returns={200: Closed}, signed_in=True)
def close_month(_nothing: Nothing, year: int, month: int) -> Closed:
    require_month(year, month)
    closing = register.close_month(year, month, guards.actor())
    return Closed(year=year, month=month, totals=closing.totals, rows_hash=closing.rows_hash)


@bp.put("/calendar/<day>")
@describe("Say what a day is", body=SpecialDay, returns={200: Moved}, signed_in=True)
def put_day(asked: SpecialDay, day: str) -> Moved:
    calendar_days.put(_day(day), asked.kind, asked.name, guards.actor())
    return Moved(moved=clock_runs.recompute(guards.actor()))


@bp.delete("/calendar/<day>")
@describe("Make it an ordinary day again", returns={200: Moved}, signed_in=True)
def remove_day(day: str) -> Moved:
    calendar_days.remove(_day(day), guards.actor())
    return Moved(moved=clock_runs.recompute(guards.actor()))


@bp.post("/calendar/fill/<int(max=2200):year>")
@describe(
    "Add the year's holidays that are not there yet",
    body=Nothing, returns={200: Moved}, signed_in=True,
)  # fmt: skip
def fill(_nothing: Nothing, year: int) -> Moved:
    if year < 2000:
        raise Invalid(N_("Tahun ini di luar kalender."), code="year")
    calendar_days.fill(year)
    return Moved(moved=clock_runs.recompute(guards.actor()))


def require_month(year: int, month: int) -> None:
    """Raise Invalid for a month that no calendar has."""
    if not (2000 <= year <= 2200 and 1 <= month <= 12):
        raise Invalid(N_("Bulan ini tidak ada."), code="month")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(N_("Tulis tanggal seperti 2026-12-24."), code="day") from error
