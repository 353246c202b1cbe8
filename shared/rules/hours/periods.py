"""Stretches of days with other service hours, such as Ramadan.

They stand on top of the standard's hours (`opening.hours`).
"""

from shared.records import HourPeriod
from shared.rules.common.office import here


def periods() -> list[HourPeriod]:
    """Every period, the latest first."""
    rows = HourPeriod.select().where(HourPeriod.office == here().id)
    return list(rows.order_by(HourPeriod.first.desc(), HourPeriod.id.desc()))


def of_year(year: int) -> list[HourPeriod]:
    """The periods that have a day in that year."""
    return [one for one in periods() if one.first.year <= year <= one.last.year]
