"""Calendar quarters and by when each one's recap must be announced (DOMAIN 3.4)."""

from datetime import date, datetime, timedelta

from shared import clock
from shared.calendar import Calendar
from shared.errors import N_, Invalid
from shared.rules.common import spans
from shared.rules.common.office import here
from shared.rules.hours import opening

ROMAN = spans.ROMAN


def of(day: date) -> tuple[int, int]:
    """Year and quarter (1-4) of a day."""
    return day.year, (day.month - 1) // 3 + 1


def span(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter; Invalid when there is no such quarter."""
    if not (2000 <= year <= 2200 and 1 <= quarter <= 4):
        raise Invalid(N_("Triwulan ini tidak ada."), code="quarter")
    first = date(year, quarter * 3 - 2, 1)
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return first, following - timedelta(days=1)


def before(year: int, quarter: int) -> tuple[int, int]:
    """The quarter before."""
    return (year, quarter - 1) if quarter > 1 else (year - 1, 4)


def due(year: int, quarter: int, days: Calendar | None = None) -> date:
    """The working day by which the recap of the quarter is announced; `days` from its end on.

    Raises Invalid for a quarter of a time of which no service hours are known.
    """
    last = span(year, quarter)[1]
    known = days or opening.calendar(last)
    try:
        return known.working_days_after(last, here().settings.recap_days)
    except LookupError as error:
        raise Invalid(
            N_("Jam pelayanan sesudah triwulan ini tidak diketahui."), code="quarter"
        ) from error


def title(year: int, quarter: int) -> str:
    """`TRIWULAN IV TAHUN 2026`."""
    return f"TRIWULAN {ROMAN[quarter]} TAHUN {year}"


def begins(year: int, quarter: int) -> datetime:
    """The first moment of the quarter on the office's wall clock."""
    first = span(year, quarter)[0]
    return datetime(first.year, first.month, first.day, tzinfo=clock.zone())


def ends(year: int, quarter: int) -> datetime:
    """The first moment after the quarter on the office's wall clock."""
    after = span(year, quarter)[1] + timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=clock.zone())
