"""Which months of the register are closed; what they hold is rules/register's."""

from datetime import date, datetime

from shared import clock
from shared.errors import N_, Refused
from shared.records import Application, MonthClosing
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


def next_to_close() -> tuple[int, int] | None:
    """The earliest month that is over, has rows and is not closed; None when all is closed."""
    oldest = _oldest_open()
    if oldest is None:
        return None
    this_month = clock.service_day().replace(day=1)
    return (oldest.year, oldest.month) if oldest < this_month else None


def _oldest_open() -> date | None:
    """The first day of the month of the oldest row that no closing holds."""
    last = (
        MonthClosing.select()
        .where(MonthClosing.office == here().id)
        .order_by(MonthClosing.year.desc(), MonthClosing.month.desc())
        .first()
    )
    rows = Application.select(Application.received_at).where(Application.office == here().id)
    if last is not None:
        after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
        begins = datetime(after.year, after.month, 1, tzinfo=clock.zone())
        rows = rows.where(Application.received_at >= begins)
    row = rows.order_by(Application.received_at).first()
    return clock.service_day(row.received_at).replace(day=1) if row else None
