"""The book searched, the inbox of each seat, and what falls due; only what the reader may see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import fn

from shared import clock, db
from shared.discreet import discreet
from shared.records import Complaint, ComplaintEvent
from shared.rules.common import pages
from shared.rules.common.office import here
from shared.rules.common.pages import FRONT, Page, Place
from shared.rules.complaints import allowed, names, sight, states
from shared.rules.complaints.view import ComplaintView, views

_MOST = 300
LONGEST_SEARCH = 100
# As their numbers go, which is also as an index has them.
_NEWEST = (Complaint.year.desc(), Complaint.number.desc())
_BOX = "SELECT COALESCE(SUM(version), 0) FROM box_opening WHERE office_id = :office"


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
class ComplaintInbox:
    """What waits for this reader; a complaint may stand in several lists."""

    unreported: tuple[ComplaintView, ...]
    unclassified: tuple[ComplaintView, ...]
    mine: tuple[ComplaintView, ...]
    waiting: tuple[ComplaintView, ...]
    late: tuple[ComplaintView, ...]

    @property
    def late_mine(self) -> tuple[ComplaintView, ...]:
        """Those of `mine` that are late."""
        return tuple(one for one in self.late if one in self.mine)

    @property
    def late_elsewhere(self) -> tuple[ComplaintView, ...]:
        """Late ones that wait for somebody else."""
        return tuple(one for one in self.late if one not in self.mine)


def search(wanted: BookFilter, who: sight.Reader, place: Place = FRONT) -> Page[ComplaintView]:
    """The complaints that fit, newest first."""

    def find(number: str) -> pages.Key | None:
        row = by_number(number, who)
        return (row.year, row.number) if row else None

    fits, key = _rows(who, *_conditions(wanted)), (Complaint.year, Complaint.number)
    return pages.page(fits, key, place, find, views, falling=True)


def every(wanted: BookFilter, who: sight.Reader) -> list[ComplaintView]:
    """All complaints that fit, newest first."""
    return views(_rows(who, *_conditions(wanted)).order_by(*_NEWEST))


def between(first: date, last: date, who: sight.Reader) -> list[ComplaintView]:
    """The complaints recorded on these days, in the order of the book."""
    return views(
        _rows(who, Complaint.day.between(first, last)).order_by(Complaint.year, Complaint.number)
    )


def inbox(who: sight.Reader) -> ComplaintInbox:
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


def count_open(who: sight.Reader) -> dict[str, int]:
    """How many are open, wait for this reader, and are late, of those that they may see."""
    rows = list(_open_rows(who))
    return {
        "open": len(rows),
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


def by_number(text: str, who: sight.Reader) -> Complaint | None:
    """The complaint of a number as people write it, if this reader may see it."""
    numbered = names.numbered(text)
    return None if numbered is None else sight.find(numbered, sight.visible(who))


def mark(who: sight.Reader) -> tuple[object, ...]:
    """Differs as soon as any list of this reader may differ, and with every minute of the clock.

    Nothing in it tells of what they may not see; for all who do not oversee it is the same.
    """
    seen = sight.visible(who) if who.oversees else ~Complaint.guarded
    mine = (Complaint.office == here().id) & seen
    # From the newest back, whoever's office: the first that fits ends it.
    newest = ComplaintEvent.select(ComplaintEvent.id).join(
        Complaint, on=ComplaintEvent.complaint_id == Complaint.id
    )
    due = Complaint.select(fn.SUM(Complaint.report_due_at).coerce(False))
    return (
        newest.where(mine).order_by(ComplaintEvent.id.desc()).limit(1).scalar(),
        due.where(mine, Complaint.next_due_at.is_null(False)).scalar(),
        db.value(_BOX, office=here().id),
        clock.now().replace(second=0, microsecond=0),
    )


def _rows(who: sight.Reader, *where: Any) -> Any:
    """The complaints of the office that fit and that this reader may see."""
    return Complaint.select().where(Complaint.office == here().id, sight.visible(who), *where)


def _open_rows(who: sight.Reader) -> Any:
    order = (Complaint.next_due_at.is_null(), Complaint.next_due_at, Complaint.recorded_at)
    return _rows(who, Complaint.state.in_(states.OPEN)).order_by(*order)


def _is_late(row: Complaint) -> bool:
    return row.next_due_at is not None and row.next_due_at < clock.now()


def _conditions(wanted: BookFilter) -> list[Any]:
    exact = ("state", "kind", "unit", "channel", "category")
    asked = {name: getattr(wanted, name) for name in exact}
    found = [getattr(Complaint, name) == value for name, value in asked.items() if value]
    if wanted.first:
        found.append(Complaint.day >= wanted.first)
    if wanted.last:
        found.append(Complaint.day <= wanted.last)
    text = wanted.text[:LONGEST_SEARCH]
    numbered = names.numbered(text)
    if numbered is not None:
        return [*found, numbered]
    return [*found, *(Complaint.text.contains(word) for word in text.split()[:6])]


def today_unreported(who: sight.Reader) -> list[ComplaintView]:
    """Complaints that should have been reported by the close of their day, and were not (11.5)."""
    late = (Complaint.state == states.RECORDED) & (Complaint.report_due_at < clock.now())
    return views(_rows(who, late).order_by(Complaint.recorded_at))
