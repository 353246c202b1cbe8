"""The figures of a quarter, counted from the book (DOMAIN 3.4 no. 2-5)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from shared import clock
from shared.records import Complaint, ComplaintEvent, CorrectiveAction
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.complaints import quarters, states, suggestion_box
from shared.rules.complaints.names import number_text
from shared.rules.complaints.view import category_title

# Neither what somebody wrote nor who they are is even read.
_COLUMNS = (
    Complaint.id,
    Complaint.year,
    Complaint.number,
    Complaint.day,
    Complaint.channel,
    Complaint.category,
    Complaint.state,
    Complaint.guarded,
    Complaint.due_at,
    Complaint.closed_at,
    Complaint.public_text,
    Complaint.public_action,
)


class RecapTotals(BaseModel):
    """Complaints that arrived, how they ended, and how many of them in time."""

    received: int
    finished: int
    running: int
    finished_percent: int | None
    on_time: int
    on_time_percent: int | None


class OfChannel(RecapTotals):
    """A line of Table A."""

    code: str
    title: str


class OfCategory(BaseModel):
    """A line of Table B."""

    code: str
    title: str
    number: int


class PublicLine(BaseModel):
    """A line of Table C: the officer's words, never the complainant's."""

    number: str
    day: str
    category: str
    text: str
    action: str
    state: str


class RecapFigures(BaseModel):
    """All figures of a quarter, as they are frozen when it is submitted; nobody is in them."""

    year: int
    quarter: int
    title: str
    nil: bool
    total: RecapTotals
    channels: list[OfChannel]
    categories: list[OfCategory]
    rows: list[PublicLine]
    kept_back: int
    carry_over: dict[str, int]
    box: dict[str, int]
    corrective: dict[str, int]


def count(year: int, quarter: int) -> RecapFigures:
    """All figures of the quarter as the book has them now."""
    first, last = quarters.span(year, quarter)
    rows = _rows(Complaint.day.between(first, last))
    book, counted = here().standard.complaints, Counter(row.category for row in rows)
    opened, days = suggestion_box.tally(first, min(last, clock.service_day()))
    return RecapFigures(
        year=year,
        quarter=quarter,
        title=quarters.title(year, quarter),
        nil=not rows,
        total=RecapTotals(**_totals(rows)),
        channels=[
            OfChannel(
                code=code, title=title, **_totals([row for row in rows if row.channel == code])
            )
            for code, title in {one.code: one.title for one in book.channels}.items()
        ],
        categories=[
            OfCategory(code=code, title=title, number=counted[code])
            for code, title in {one.code: one.title for one in book.categories}.items()
        ],
        rows=[_public(row) for row in rows if not _kept_back(row)],
        kept_back=sum(_kept_back(row) for row in rows),
        carry_over=_carry_over(year, quarter),
        box={"opened": opened, "days": days},
        corrective=_corrective(year, quarter),
    )


def undescribed(year: int, quarter: int, *where: Any) -> list[Complaint]:
    """Complaints of the quarter that fit and still need a short text for the public."""
    first, last = quarters.span(year, quarter)
    rows = Complaint.select().where(
        Complaint.office == here().id,
        Complaint.day.between(first, last),
        Complaint.public_text.is_null(),
        ~Complaint.guarded,
        *where,
    )
    return list(rows.order_by(Complaint.year, Complaint.number))


def described(year: int, quarter: int) -> list[Complaint]:
    """Complaints of the quarter that have a line of their own in Table C, with its words."""
    return [
        row
        for row in _rows(Complaint.day.between(*quarters.span(year, quarter)))
        if row.public_text
    ]


def _totals(rows: list[Complaint]) -> dict[str, Any]:
    done = [row for row in rows if row.state in states.OVER]
    asked = _asked_in_time(done)
    kept = [row for row in done if _in_time(row) or row.id in asked]
    return {
        "received": len(rows),
        "finished": len(done),
        "running": len(rows) - len(done),
        "finished_percent": _percent(len(done), len(rows)),
        "on_time": len(kept),
        "on_time_percent": _percent(len(kept), len(done)),
    }


def _in_time(row: Complaint) -> bool:
    return row.closed_at is not None and row.closed_at <= row.due_at


def _asked_in_time(rows: list[Complaint]) -> set[int]:
    """Those never completed for which the office had asked in time: since then its clock stood."""
    late = {row.id: row for row in rows if row.state == states.ARCHIVED and not _in_time(row)}
    events = ComplaintEvent.select().where(
        ComplaintEvent.office == here().id,
        ComplaintEvent.what.in_(["ask", "lapse"]),
        ComplaintEvent.complaint_id.in_(list(late)),
    )
    asked: dict[int, datetime] = {}
    found: set[int] = set()
    for event in events.order_by(ComplaintEvent.id):
        one = event.complaint_id
        if event.what == "ask":
            asked[one] = event.at
        elif asked[one] <= late[one].due_at:
            found.add(one)
    return found


def _public(row: Complaint) -> PublicLine:
    return PublicLine(
        number=number_text(row.year, row.number),
        day=words.plain_date(row.day),
        category=category_title(row.category),
        text=row.public_text or "",
        action=row.public_action or "",
        state=states.LABELS[row.state],
    )


def _kept_back(row: Complaint) -> bool:
    """Whether it counts without a line of its own: guarded, and nothing written for the public."""
    return row.guarded and not row.public_text


def _carry_over(year: int, quarter: int) -> dict[str, int]:
    """Complaints of earlier quarters that were open when this one began, and how they ended."""
    begins, ends = quarters.begins(year, quarter), quarters.ends(year, quarter)
    closed = Complaint.closed_at
    earlier = Complaint.select().where(
        Complaint.office == here().id, Complaint.day < quarters.span(year, quarter)[0]
    )
    left = earlier.where(closed.is_null() | (closed >= ends)).count()
    ended = earlier.where(closed >= begins, closed < ends).count()
    return {"open": left + ended, "finished": ended, "left": left}


def _corrective(year: int, quarter: int) -> dict[str, int]:
    begins, ends = quarters.begins(year, quarter), quarters.ends(year, quarter)
    table = CorrectiveAction
    mine = table.select().where(table.office == here().id)
    return {
        "opened": mine.where(table.issued_at >= begins, table.issued_at < ends).count(),
        "closed": mine.where(table.closed_at >= begins, table.closed_at < ends).count(),
    }


def _percent(part: int, whole: int) -> int | None:
    """Whole percent, half upwards; None when there is nothing to divide by."""
    return (200 * part + whole) // (2 * whole) if whole else None


def _rows(*where: Any) -> list[Complaint]:
    query: Iterable[Complaint] = (
        Complaint.select(*_COLUMNS)
        .where(Complaint.office == here().id, *where)
        .order_by(Complaint.year, Complaint.number)
    )
    return list(query)
