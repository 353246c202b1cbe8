"""The book searched, the inbox of each seat, and what falls due; only what the reader may see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shared import clock, db
from shared.discreet import discreet
from shared.errors import AppError
from shared.records import Complaint, ComplaintEvent
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import allowed, names, sight, states
from shared.rules.complaints.sight import Reader
from shared.rules.complaints.view import ComplaintView, view, views

PAGE = 50
_MOST = 300
LONGEST_SEARCH = 100
# As their numbers go, which is also as an index has them.
_NEWEST = (Complaint.year.desc(), Complaint.number.desc())
_MARK = (
    "SELECT (SELECT MAX(id) FROM complaint_event WHERE office_id = :office),"
    " (SELECT COUNT(*) + COALESCE(SUM(slips), 0) FROM box_opening WHERE office_id = :office),"
    " (SELECT COALESCE(SUM(report_due_at), 0) FROM complaint"
    " WHERE office_id = :office AND next_due_at IS NOT NULL)"
)


@dataclass(frozen=True)
class BookFilter:
    """What is looked for in the book; empty fields ask nothing."""

    text: str = ""
    state: str = ""
    kind: str = ""
    unit: str = ""
    channel: str = ""
    category: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class SignedStep:
    """One step or entry of a way, and by whom."""

    at: datetime
    what: str
    name: str
    role: str
    reason: str = ""
    text: str = ""


@dataclass(frozen=True)
class BookPage:
    """One page of the book, newest first, and how much there is in all."""

    rows: tuple[ComplaintView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class ComplaintInbox:
    """What waits for this reader; a complaint may stand in several lists."""

    unreported: tuple[ComplaintView, ...]
    unclassified: tuple[ComplaintView, ...]
    mine: tuple[ComplaintView, ...]
    waiting: tuple[ComplaintView, ...]
    late: tuple[ComplaintView, ...]


def search(wanted: BookFilter, who: Reader, page: int = 1) -> BookPage:
    """The complaints that fit, newest first, `PAGE` to a page."""
    where = [Complaint.office == here().id, sight.visible(who), *_conditions(wanted)]
    total = Complaint.select().where(*where).count()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = Complaint.select().where(*where).order_by(*_NEWEST).paginate(page, PAGE)
    return BookPage(tuple(views(rows)), total, page, pages)


def between(first: date, last: date, who: Reader) -> list[ComplaintView]:
    """The complaints recorded on these days, in the order of the book."""
    rows = Complaint.select().where(
        Complaint.office == here().id, sight.visible(who), Complaint.day.between(first, last)
    )
    return views(rows.order_by(Complaint.year, Complaint.number))


def inbox(who: Reader) -> ComplaintInbox:
    """What this reader has to do, the most urgent first."""
    rows = list(_open_rows(who).limit(_MOST))
    seen = list(zip(rows, views(rows), strict=True))

    def those(test: Callable[[Complaint], bool]) -> tuple[ComplaintView, ...]:
        return tuple(one for row, one in seen if test(row))

    return ComplaintInbox(
        unreported=those(lambda row: row.state == states.RECORDED),
        unclassified=those(lambda row: row.classified_at is None),
        mine=those(lambda row: allowed.follows_up(row, who)),
        waiting=those(lambda row: row.state == states.INCOMPLETE),
        late=those(_is_late),
    )


def count_open(who: Reader) -> dict[str, int]:
    """How many wait for this reader and how many of them are late; for badges on the seats."""
    rows = list(_open_rows(who))
    return {
        "unreported": sum(row.state == states.RECORDED for row in rows),
        "mine": sum(allowed.follows_up(row, who) for row in rows),
        "late": sum(map(_is_late, rows)),
    }


def entries(complaint_id: int, whats: Sequence[str] = ()) -> list[SignedStep]:
    """What happened to a complaint that the reader has already been shown, oldest first."""
    query = ComplaintEvent.select().where(
        ComplaintEvent.office == here().id, ComplaintEvent.complaint_id == complaint_id
    )
    if whats:
        query = query.where(ComplaintEvent.what.in_(list(whats)))
    return [
        SignedStep(row.at, row.what, row.name, row.role, row.reason or "", discreet(row.text or ""))
        for row in query.order_by(ComplaintEvent.id)
    ]


def by_id(complaint_id: int, by: Actor) -> ComplaintView:
    """The complaint, if whoever asks may see it; else NotFound."""
    return view(sight.row_for(complaint_id, by))


def by_number(text: str, who: Reader) -> Complaint | None:
    """The complaint of a number as people write it, if this reader may see it."""
    try:
        year, number = names.split(text)
    except AppError:
        return None
    return sight.find(Complaint.year == year, Complaint.number == number, sight.visible(who))


def look_up(text: str, who: Reader) -> ComplaintView | None:
    """The same as this reader reads it."""
    row = by_number(text, who)
    return view(row) if row is not None else None


def mark() -> tuple[object, ...]:
    """Differs as soon as any list may differ; cheap, and new with every minute of the clock."""
    minute = clock.now().replace(second=0, microsecond=0)
    return (*db.rows(_MARK, office=here().id)[0], minute)


def _open_rows(who: Reader) -> Any:
    return (
        Complaint.select()
        .where(Complaint.office == here().id, sight.visible(who), Complaint.state.in_(states.OPEN))
        .order_by(Complaint.next_due_at.is_null(), Complaint.next_due_at, Complaint.id)
    )


def _is_late(row: Complaint) -> bool:
    return row.next_due_at is not None and row.next_due_at < clock.now()


def _conditions(wanted: BookFilter) -> list[Any]:
    found: list[Any] = []
    for name in ("state", "kind", "unit", "channel", "category"):
        value = getattr(wanted, name)
        if value:
            found.append(getattr(Complaint, name) == value)
    if wanted.first:
        found.append(Complaint.day >= wanted.first)
    if wanted.last:
        found.append(Complaint.day <= wanted.last)
    return found + _text(wanted.text[:LONGEST_SEARCH])


def _text(text: str) -> list[Any]:
    text = " ".join(text.split())
    if not text:
        return []
    try:
        year, number = names.split(text)
    except AppError:
        return [Complaint.text.contains(word) for word in text.split()[:6]]
    return [Complaint.year == year, Complaint.number == number]


def today_unreported(who: Reader) -> list[ComplaintView]:
    """Complaints that should have been reported by the close of their day, and were not (11.5)."""
    moment = clock.now()
    rows = Complaint.select().where(
        Complaint.office == here().id,
        sight.visible(who),
        Complaint.state == states.RECORDED,
        Complaint.report_due_at < moment,
    )
    return views(rows.order_by(Complaint.id))
