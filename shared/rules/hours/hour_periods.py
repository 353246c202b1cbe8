"""Stretches of days with other service hours, such as Ramadan: kept on the admin's page.

They stand on top of the standard's hours (`opening.hours`). Every change moves the due times of
running files and of open complaints, as a change of the calendar does.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from shared import db
from shared.errors import N_, Invalid, NotFound
from shared.records import HourPeriod
from shared.rules.applications import clock_runs
from shared.rules.common import journal
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.complaints import dues
from shared.rules.hours import opening

_LONGEST_TITLE = 80
_LONGEST = timedelta(days=366)


def periods() -> list[HourPeriod]:
    """Every period, the latest first."""
    rows = HourPeriod.select().where(HourPeriod.office == here().id)
    return list(rows.order_by(HourPeriod.first.desc(), HourPeriod.id.desc()))


def of_year(year: int) -> list[HourPeriod]:
    """The periods that have a day in that year."""
    return [one for one in periods() if one.first.year <= year <= one.last.year]


def add(
    title: str, first: date, last: date, week: Mapping[str, Sequence[str]], by: Actor = SYSTEM
) -> int:
    """Keep other hours from `first` to `last`; how many files have a new due time.

    `week`: by weekday `["08.00", "14.00", "13.30"]`, when it opens, closes, gives its last number;
    a weekday left out is closed.
    """
    words = " ".join(title.split())
    if not words or len(words) > _LONGEST_TITLE:
        raise Invalid(N_("Tulis nama masa ini, paling banyak 80 huruf."), code="title")
    if not timedelta(0) <= last - first <= _LONGEST:
        raise Invalid(
            N_("Hari terakhir tidak boleh sebelum hari pertama, paling lama setahun."), code="days"
        )
    kept = _checked(week)
    with db.transaction():
        HourPeriod.create(office=here().id, title=words, first=first, last=last, week=kept)
        journal.write(by, "hours.added", f"{first}/{last}", week=kept)
        return _recompute(by)


def remove(period_id: int, by: Actor = SYSTEM) -> int:
    """Let the standard's hours hold again; how many files have a new due time."""
    with db.transaction():
        row = HourPeriod.get_or_none(HourPeriod.id == period_id, HourPeriod.office == here().id)
        if row is None:
            raise NotFound(N_("Masa jam pelayanan ini tidak ada."), code="no-period")
        HourPeriod.delete().where(HourPeriod.id == row.id).execute()
        journal.write(by, "hours.removed", f"{row.first}/{row.last}")
        return _recompute(by)


def _checked(week: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    if not week:
        raise Invalid(N_("Isi jam paling sedikit satu hari."), code="week")
    for name, times in week.items():
        try:
            opening.week_of({name: times})
        except ValueError as error:
            raise Invalid(
                N_("Jam hari %(day)s tidak cocok: buka, lalu nomor terakhir, lalu tutup."),
                code="week",
                day=name,
            ) from error
    return {name: list(times) for name, times in week.items()}


def _recompute(by: Actor) -> int:
    dues.recompute(by)
    return clock_runs.recompute(by)
