"""Which months of the register are closed; what they hold is rules/register's."""

from datetime import datetime

from shared import clock
from shared.errors import N_, Refused
from shared.records import MonthClosing
from shared.rules.office import here


def of(year: int, month: int) -> MonthClosing | None:
    """The closing of that month, if it is closed."""
    return MonthClosing.get_or_none(
        MonthClosing.office == here().id, MonthClosing.year == year, MonthClosing.month == month
    )


def require_open_month(moment: datetime) -> None:
    """Raise Refused when the book of that moment's month is closed."""
    day = clock.service_day(moment)
    if of(day.year, day.month) is not None:
        raise Refused(N_("Buku bulan ini sudah ditutup."), code="closed")
