"""Stretches of days with other service hours, such as Ramadan.

They stand on top of the standard's hours (`opening.hours`).
"""

from dataclasses import dataclass
from datetime import date

from shared.records import HourPeriod
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.standard.hours import WEEKDAYS


@dataclass(frozen=True)
class OwnHours:
    """A stretch with other hours; `week` says them: `Senin–Kamis 08.00–14.00`."""

    id: int
    title: str
    first: date
    last: date
    week: str


def periods() -> list[OwnHours]:
    """Every period, the latest first."""
    rows = HourPeriod.select().where(HourPeriod.office == here().id)
    return [
        OwnHours(
            row.id,
            row.title,
            row.first,
            row.last,
            ", ".join(each.words(WEEKDAYS) for each in opening.week_of(row.week)),
        )
        for row in rows.order_by(HourPeriod.first.desc(), HourPeriod.id.desc())
    ]


def of_year(year: int) -> list[OwnHours]:
    """The periods that have a day in that year."""
    return [one for one in periods() if one.first.year <= year <= one.last.year]
