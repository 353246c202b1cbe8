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
    oldest = oldest_open()
    if oldest is None:
        return None
    this_month = clock.service_day().replace(day=1)
    return (oldest.year, oldest.month) if oldest < this_month else None


def oldest_open() -> date | None:
    """The first day of the oldest month that has rows and is not closed.

    Not simply the month after the last closing: a day written by hand may come in later.
    """
    closed = {(one.year, one.month) for one in _all()}
    rows = Application.select(Application.received_at).where(Application.office == here().id)
    row = rows.order_by(Application.received_at).first()
    while row is not None:
        month = clock.service_day(row.received_at).replace(day=1)
        if (month.year, month.month) not in closed:
            return month
        later = rows.where(Application.received_at >= midnight(after(month.year, month.month)))
        row = later.order_by(Application.received_at).first()
    return None


def after(year: int, month: int) -> date:
    """The first day of the month after."""
    return date(year + month // 12, month % 12 + 1, 1)


def midnight(day: date) -> datetime:
    """The moment at which the day begins at the office."""
    return datetime(day.year, day.month, day.day, tzinfo=clock.zone())


def _all() -> list[MonthClosing]:
    months = MonthClosing.select(MonthClosing.year, MonthClosing.month)
    return list(months.where(MonthClosing.office == here().id))
