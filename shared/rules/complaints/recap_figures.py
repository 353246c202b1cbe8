"""The figures of a quarter, counted from the book (DOMAIN 3.4 no. 2-5)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import BaseModel, computed_field

from shared import clock
from shared.records import Complaint, ComplaintEvent, CorrectiveAction
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.complaints import quarters, sight, states, suggestion_box
from shared.rules.complaints.names import number_of
from shared.rules.complaints.view import category_title
from shared.standard.complaints import Category, Channel

# Neither what somebody wrote nor who they are is even read.
_COLUMNS = (
    Complaint.id,
    Complaint.year,
    Complaint.number,
    Complaint.public_number,
    Complaint.day,
    Complaint.channel,
    Complaint.category,
    Complaint.state,
    Complaint.guarded,
    Complaint.due_at,
    Complaint.reported_at,
    Complaint.closed_at,
    Complaint.public_text,
    Complaint.public_action,
)


class RecapTotals(BaseModel):
    """Complaints that arrived and how they ended; of those that fell due, how many in time.

    `received` is `finished`, `archived` (of which `unreported` never reached a section) and
    `running`. `late` is None in a recap that was frozen before what fell due was counted.
    """

    received: int
    finished: int
    archived: int = 0
    unreported: int = 0
    running: int
    on_time: int
    late: int | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def due(self) -> int:
        """How many fell due in the quarter; in a recap of before, how many were finished."""
        return self.finished if self.late is None else self.on_time + self.late

    @computed_field  # type: ignore[prop-decorator]
    @property
    def finished_share(self) -> str:
        """How many per cent of what arrived are finished."""
        return words.percent(self.finished, self.received)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def on_time_share(self) -> str:
        """How many per cent of what fell due were finished in time."""
        return words.percent(self.on_time, self.due)


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


class BookFigures(BaseModel):
    """What the book holds of some days; nobody is in it."""

    nil: bool
    total: RecapTotals
    channels: list[OfChannel]
    categories: list[OfCategory]
    carry_over: dict[str, int]
    corrective: dict[str, int]


class RecapFigures(BookFigures):
    """All figures of a quarter, as they are frozen when it is submitted; nobody is in them."""

    year: int
    quarter: int
    title: str
    rows: list[PublicLine]
    kept_back: int
    box: dict[str, int]


def count(year: int, quarter: int, who: sight.Reader | None = None) -> RecapFigures:
    """All figures of the quarter as the book has them now.

    `who`: only what this reader may know of; None: what the Camat announces.
    """
    first, last = quarters.span(year, quarter)
    rows = _recorded(first, last, who)
    opened, days = suggestion_box.tally(first, min(last, clock.service_day()))
    return RecapFigures(
        **vars(
            _counted(rows, first, quarters.begins(year, quarter), quarters.ends(year, quarter), who)
        ),
        year=year,
        quarter=quarter,
        title=quarters.title(year, quarter),
        rows=[_public(row) for row in rows if not _kept_back(row)],
        kept_back=sum(_kept_back(row) for row in rows),
        box={"opened": opened, "days": days},
    )


def of_days(first: date, last: date, who: sight.Reader | None = None) -> BookFigures:
    """The figures of some days as the book has them now; `who` as in `count`."""
    begins, ends = (
        datetime.combine(day, time(), tzinfo=clock.zone())
        for day in (first, last + timedelta(days=1))
    )
    return _counted(_recorded(first, last, who), first, begins, ends, who)


def _counted(
    rows: list[Any], first: date, begins: datetime, ends: datetime, who: sight.Reader | None
) -> BookFigures:
    """The figures of what was recorded on these days, `rows`, and of what fell due on them."""
    due = _rows(sight.countable(who), Complaint.due_at >= begins, Complaint.due_at < ends)
    book, counted = here().standard.complaints, Counter(row.category for row in rows)
    return BookFigures(
        nil=not rows,
        total=RecapTotals(**_totals(rows, due)),
        channels=[
            OfChannel(
                code=code,
                title=title,
                **_totals(
                    [row for row in rows if row.channel == code],
                    [row for row in due if row.channel == code],
                ),
            )
            for code, title in _titles(book.channels, {row.channel for row in (*rows, *due)})
        ],
        categories=[
            OfCategory(code=code, title=title, number=counted[code])
            for code, title in _titles(book.categories, counted)
        ],
        carry_over=_carry_over(first, begins, ends, who),
        corrective=_corrective(begins, ends, who),
    )


def undescribed(year: int, quarter: int, *where: Any) -> Any:
    """Complaints of the quarter that fit and still need a short text for the public."""
    first, last = quarters.span(year, quarter)
    rows = Complaint.select().where(
        Complaint.office == here().id,
        Complaint.day.between(first, last),
        Complaint.public_text.is_null(),
        ~Complaint.guarded,
        *where,
    )
    return rows.order_by(Complaint.year, Complaint.number)


def described(year: int, quarter: int, who: sight.Reader) -> list[Any]:
    """Complaints of the quarter whose line in Table C this reader may see, as plain values."""
    of_quarter = Complaint.day.between(*quarters.span(year, quarter))
    return [row for row in _rows(sight.countable(who), of_quarter) if row.public_text]


def _titles(
    entries: Iterable[Channel | Category], counted: Iterable[str]
) -> Iterable[tuple[str, str]]:
    """Each line of a table with its words; what the data lost comes last, under its code."""
    known = {one.code: one.title for one in entries}
    return (known | {code: code for code in sorted(set(counted) - known.keys())}).items()


def _totals(rows: list[Any], due: list[Any]) -> dict[str, Any]:
    """The figures of what arrived, `rows`, and of what fell due, `due`."""
    finished = sum(row.state in (states.CLOSED, states.REFERRED) for row in rows)
    archived = [row for row in rows if row.state == states.ARCHIVED]
    judged = [in_time for _, in_time in _judged(due)]
    return {
        "received": len(rows),
        "finished": finished,
        "archived": len(archived),
        "unreported": sum(row.reported_at is None for row in archived),
        "running": len(rows) - finished - len(archived),
        "on_time": sum(judged),
        "late": len(judged) - sum(judged),
    }


def kept(begins: datetime, ends: datetime, who: sight.Reader | None) -> list[tuple[int, bool]]:
    """The complaints that fall due from then to then: their ids, and whether finished in time."""
    due = Complaint.due_at >= begins, Complaint.due_at < ends
    return _judged(_rows(sight.countable(who), *due))


def _judged(due: list[Any]) -> list[tuple[int, bool]]:
    """Of what fell due what is judged: finished in time, or late without having had to ask."""
    asked = _asked_in_time(due)
    return [
        (row.id, not _is_late(row))
        for row in due
        if (_is_late(row) and row.id not in asked)
        or (row.state in (states.CLOSED, states.REFERRED) and not _is_late(row))
    ]


def _is_late(row: Any) -> bool:
    """Over after its due time, or still open past it; archived in time is neither late nor kept."""
    return bool((row.closed_at or clock.now()) > row.due_at)


def _asked_in_time(rows: list[Any]) -> set[int]:
    """Those that wait for their complainant, or never came, and for which was asked in time.

    Since then the office's clock stands.
    """
    waiting = {row.id: row for row in rows if row.state in (states.INCOMPLETE, states.ARCHIVED)}
    events = ComplaintEvent.select().where(
        ComplaintEvent.office == here().id,
        ComplaintEvent.what.in_(["ask", "lapse", "archive"]),
        ComplaintEvent.complaint_id.in_(list(waiting)),
    )
    found: dict[int, datetime] = {}
    for event in events.order_by(ComplaintEvent.id):
        if event.what == "ask":
            found[event.complaint_id] = event.at
        elif event.what == "archive":
            found.pop(event.complaint_id, None)
    return {one for one, at in found.items() if at <= waiting[one].due_at}


def _public(row: Any) -> PublicLine:
    return PublicLine(
        number=number_of(row),
        day=words.plain_date(row.day),
        category=category_title(row.category),
        text=row.public_text or "",
        action=row.public_action or "",
        state=states.LABELS[row.state],
    )


def _kept_back(row: Any) -> bool:
    """Whether it counts without a line of its own: guarded, and nothing written for the public."""
    return row.guarded and not row.public_text


def _carry_over(
    first: date, begins: datetime, ends: datetime, who: sight.Reader | None
) -> dict[str, int]:
    """Complaints of earlier days that were open when the first one began, and how they ended."""
    # As a text put together, so that SQLite does not walk over all earlier days by their index.
    is_earlier = Complaint.day.concat("") < first.isoformat()
    columns = (Complaint.closed_at, Complaint.state)
    earlier = list(sight.not_over_before(begins, sight.countable(who), is_earlier, columns=columns))
    ended = [state for end, state in earlier if end is not None and end < ends]
    archived = ended.count(states.ARCHIVED)
    return {
        "open": len(earlier),
        "finished": len(ended) - archived,
        "archived": archived,
        "left": len(earlier) - len(ended),
    }


def _corrective(begins: datetime, ends: datetime, who: sight.Reader | None) -> dict[str, int]:
    table = CorrectiveAction
    mine = table.select().where(table.office == here().id, sight.countable(who, table))
    return {
        "opened": mine.where(table.issued_at >= begins, table.issued_at < ends).count(),
        "closed": mine.where(table.closed_at >= begins, table.closed_at < ends).count(),
    }


def _recorded(first: date, last: date, who: sight.Reader | None) -> list[Any]:
    return _rows(sight.countable(who), Complaint.day.between(first, last))


def _rows(*where: Any) -> list[Any]:
    """Plain values: making objects of a whole quarter takes longest."""
    query = Complaint.select(*_COLUMNS).where(Complaint.office == here().id, *where)
    return list(query.order_by(Complaint.year, Complaint.number).namedtuples())
