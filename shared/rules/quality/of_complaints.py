"""What is measured of the complaint book and of what follows from it.

Each for a reader (`sight.Reader`), or for whoever may see all of them (None): what may not be seen
is not counted.
"""

from datetime import date, timedelta
from typing import Any

from shared import clock
from shared.records import Complaint, CorrectiveAction
from shared.rules.applications.closings import midnight
from shared.rules.common.office import here
from shared.rules.complaints import recap_figures, sight
from shared.rules.quality.measured import Rows


def followed_up(first: date, last: date, who: sight.Reader | None) -> Rows:
    """The complaints that fell due: whether they were finished in time."""
    return recap_figures.kept(midnight(first), midnight(last + timedelta(days=1)), who)


def reported(first: date, last: date, who: sight.Reader | None) -> Rows:
    """The complaints recorded, but those whose working day runs: whether reported on it."""
    columns = Complaint.id, Complaint.reported_at, Complaint.report_due_at
    rows = Complaint.select(*columns).where(
        Complaint.office == here().id,
        Complaint.day.between(first, last),
        sight.countable(who),
    )
    now = clock.now()
    return [
        (row.id, row.reported_at is not None and _on_the_day(row))
        for row in rows.namedtuples()
        if row.reported_at is not None or row.report_due_at < now
    ]


def of_category(category: str, first: date, last: date, who: sight.Reader | None) -> Rows:
    """The complaints of a category that were recorded."""
    rows = Complaint.select(Complaint.id).where(
        Complaint.office == here().id,
        Complaint.category == category,
        Complaint.day.between(first, last),
        sight.countable(who),
    )
    return [(row.id, 1) for row in rows.namedtuples()]


def corrected(first: date, last: date, who: sight.Reader | None) -> Rows:
    """The corrective actions that fell due: whether carried out in time and found effective."""
    table, today = CorrectiveAction, clock.service_day()
    columns = table.id, table.due_on, table.done_on, table.effective
    rows: Any = table.select(*columns).where(
        table.office == here().id,
        table.due_on.between(first, last),
        sight.countable(who, table),
    )
    return [
        (row.id, bool(row.effective) and row.done_on is not None and row.done_on <= row.due_on)
        for row in rows.namedtuples().iterator()
        if row.due_on < today or row.effective is not None
    ]


def _on_the_day(row: Any) -> bool:
    return clock.service_day(row.reported_at) <= clock.service_day(row.report_due_at)
