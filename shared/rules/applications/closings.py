"""Which months of the register are closed; what they hold is rules/applications/register's."""

from datetime import date, datetime

from shared import clock
from shared.errors import N_, Refused
from shared.records import Application, MonthClosing
from shared.rules.common.office import here


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
    oldest = oldest_open()
    if oldest is None or oldest >= clock.service_day().replace(day=1):
        return None
    return oldest.year, oldest.month


def oldest_open() -> date | None:
    """The first day of the oldest month that has rows and is not closed.

    Not simply the month after the last closing: a day written by hand may come in later.
    """
    months, month = closed(), first_month()
    while month is not None and (month.year, month.month) in months:
        month = first_month(after(month.year, month.month))
    return month


def closed() -> set[tuple[int, int]]:
    """Every closed month, as year and month."""
    rows = MonthClosing.select(MonthClosing.year, MonthClosing.month)
    return {(row.year, row.month) for row in rows.where(MonthClosing.office == here().id)}


def first_month(since: date | None = None) -> date | None:
    """The first day of the first month with any row, or of the first one since that day."""
    rows = Application.select(Application.received_at).where(Application.office == here().id)
    if since is not None:
        rows = rows.where(Application.received_at >= midnight(since))
    row = rows.order_by(Application.received_at).first()
    return clock.service_day(row.received_at).replace(day=1) if row else None


def after(year: int, month: int) -> date:
    """The first day of the month after."""
    return date(year + month // 12, month % 12 + 1, 1)


def midnight(day: date) -> datetime:
    """The moment at which the day begins at the office."""
    return datetime(day.year, day.month, day.day, tzinfo=clock.zone())
