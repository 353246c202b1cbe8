"""A recap as those who may read it find it, and where the recaps of all quarters stand."""

from datetime import date, datetime

from pydantic import BaseModel

from shared import clock
from shared.calendar import Calendar
from shared.errors import N_
from shared.records import QuarterlyRecap
from shared.rules.common import beginning, pages, staff
from shared.rules.common.office import here
from shared.rules.common.pages import Page, Place
from shared.rules.complaints import quarters, sight
from shared.rules.complaints import recap_figures as figures
from shared.rules.complaints.view import ComplaintView, views
from shared.rules.hours import opening

DRAFT, SUBMITTED, RETURNED = "draft", "submitted", "returned"
APPROVED, ANNOUNCED = "approved", "announced"
LABELS = {
    DRAFT: N_("Konsep"),
    SUBMITTED: N_("Diajukan"),
    RETURNED: N_("Dikembalikan"),
    APPROVED: N_("Disetujui"),
    ANNOUNCED: N_("Diumumkan"),
}


class RecapState(BaseModel, frozen=True):
    """Which recap, where it stands, and by when it is announced."""

    year: int
    quarter: int
    title: str
    state: str
    due: date
    late: bool


class Standing(RecapState, frozen=True):
    """Where the recap of a quarter stands, without its figures; quick for any number of them."""

    label: str
    over: bool
    submitted_at: datetime | None
    approved_at: datetime | None
    announced_at: datetime | None

    @property
    def frozen(self) -> bool:
        """Whether its figures do not change any more."""
        return self.state in (SUBMITTED, APPROVED, ANNOUNCED)


class RecapNow(RecapState, frozen=True):
    """A recap as programs get it; `figures` are live while it is a draft, frozen afterwards."""

    promise: str
    note: str
    missing: int
    figures: figures.RecapFigures
    version: int


class RecapView(RecapNow, Standing, frozen=True):
    """A recap as it stands, and by whom."""

    submitted_by: str
    approved_by: str


def of(year: int, quarter: int) -> RecapView:
    """The recap of the quarter as it is announced, on any day."""
    return _view(row_of(year, quarter))


def seen_by(year: int, quarter: int, who: sight.Reader) -> RecapView:
    """The recap of the quarter; until the Camat approves it, what this reader may know of it."""
    return _view(row_of(year, quarter), who)


def standings() -> list[Standing]:
    """Every quarter since the office keeps the book, newest first; one without complaints too."""
    rows = {(row.year, row.quarter): row for row in _all()}
    now = quarters.of(clock.service_day())
    first = min([quarters.of(beginning.of_the_book()), *rows])
    days, found = opening.calendar(quarters.span(*first)[1]), []
    while now >= first:
        found.append(_standing(rows.get(now) or _fresh(*now), days))
        now = quarters.before(*now)
    return found


def overdue() -> list[Standing]:
    """Recaps of quarters that are over, past their day, and not announced, oldest first."""
    return [one for one in reversed(standings()) if one.late]


def undescribed(year: int, quarter: int, person: staff.Officer, most: int) -> list[ComplaintView]:
    """Complaints without words for the public, as far as this person may know of them."""
    rows = figures.undescribed(year, quarter, sight.visible(sight.reader(person.id)))
    return views(rows.limit(most))


def lines(recap: RecapView, place: Place) -> Page[figures.PublicLine]:
    """A page of Table C."""
    rows = recap.figures.rows
    return pages.part(rows, (line.number for line in rows), place, lambda line: line)


def latest_announced() -> RecapView | None:
    """The newest recap that the public may read."""
    rows = [row for row in _all() if row.state == ANNOUNCED]
    return _view(rows[-1]) if rows else None


def public() -> list[RecapView]:
    """All recaps that the public may read, newest first."""
    return [_view(row) for row in reversed(_all()) if row.state == ANNOUNCED]


def _view(row: QuarterlyRecap, who: sight.Reader | None = None) -> RecapView:
    year, quarter, names = row.year, row.quarter, staff.usernames()
    frozen = row.figures
    if who is not None and row.state not in (APPROVED, ANNOUNCED):
        frozen = frozen and (row.views or {}).get(str(who.staff_id) if who.oversees else "", frozen)
    else:
        who = None
    return RecapView(
        **vars(_standing(row)),
        promise=row.promise or "",
        figures=figures.RecapFigures.model_validate(frozen)
        if frozen
        else figures.count(year, quarter, who),
        note=row.returned_note or "",
        submitted_by=names.get(row.submitted_by or "", row.submitted_by or ""),
        approved_by=names.get(row.approved_by or "", ""),
        missing=0 if frozen else figures.undescribed(year, quarter).count(),
        version=row.version,
    )


def _standing(row: QuarterlyRecap, days: Calendar | None = None) -> Standing:
    due, today = quarters.due(row.year, row.quarter, days), clock.service_day()
    over = quarters.span(row.year, row.quarter)[1] < today
    return Standing(
        year=row.year,
        quarter=row.quarter,
        title=quarters.title(row.year, row.quarter),
        state=row.state,
        label=LABELS[row.state],
        over=over,
        due=due,
        late=over and row.state != ANNOUNCED and today > due,
        submitted_at=row.submitted_at,
        approved_at=row.approved_at,
        announced_at=row.announced_at,
    )


def _fresh(year: int, quarter: int) -> QuarterlyRecap:
    """The recap of a quarter on which nobody has worked yet; not kept."""
    return QuarterlyRecap(office=here().id, year=year, quarter=quarter, state=DRAFT)


def row_of(year: int, quarter: int) -> QuarterlyRecap:
    """Its row; a new one, not kept yet, while nobody has worked on it."""
    quarters.span(year, quarter)
    found: QuarterlyRecap | None = QuarterlyRecap.get_or_none(
        QuarterlyRecap.office == here().id,
        QuarterlyRecap.year == year,
        QuarterlyRecap.quarter == quarter,
    )
    return found or _fresh(year, quarter)


def _all() -> list[QuarterlyRecap]:
    return list(
        QuarterlyRecap.select()
        .where(QuarterlyRecap.office == here().id)
        .order_by(QuarterlyRecap.year, QuarterlyRecap.quarter)
    )
