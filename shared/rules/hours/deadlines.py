"""Why something is due when it is: the one working day counted out day by day (DOMAIN 5.4)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from shared import clock
from shared.calendar import Calendar, DueRule
from shared.errors import N_, Refused
from shared.rules.common.office import here
from shared.rules.hours import opening, special_days

_READINGS = {
    "H1_TUTUP": N_("sampai jam tutup hari kerja berikutnya"),
    "H0_TUTUP": N_("sampai jam tutup hari yang sama"),
    "24_JAM_KERJA": N_("sampai jam yang sama pada hari kerja berikutnya"),
}
_WEEKLY = N_("bukan hari kerja kantor")


@dataclass(frozen=True)
class Day:
    """One day on the way to the deadline: closed for `why`, or open until `closes`."""

    day: date
    why: str
    closes: datetime | None


@dataclass(frozen=True)
class Deadline:
    """When a clock declared to start at `asked` starts, when it is due, and the days between.

    `unfilled`: years among them whose holidays nobody has entered, so that none was counted.
    """

    asked: datetime
    starts: datetime
    due: datetime
    rule: str
    days: tuple[Day, ...]
    unfilled: tuple[int, ...] = ()

    @property
    def reading(self) -> str:
        """How the office reads "one working day"."""
        return _READINGS[self.rule]


def count(moment: datetime) -> Deadline:
    """The deadline of a file that becomes complete and valid at that (aware) moment.

    Raises Refused when the calendar has no working day in the year after it.
    """
    rule = cast(DueRule, here().settings.due_rule)
    try:
        first = clock.service_day(moment)
        days = opening.calendar(first)
        starts, due = days.start_of_clock(moment), days.due_at(moment, rule)
        length = (clock.service_day(due) - first).days + 1
    except (LookupError, OverflowError) as error:
        raise Refused(N_("Tidak ada hari kerja sesudah waktu itu."), code="no-day") from error
    return Deadline(
        moment,
        starts,
        due,
        rule,
        days=tuple(_day(days, first + timedelta(days=n)) for n in range(length)),
        unfilled=tuple(special_days.unfilled(first.year, clock.service_day(due).year)),
    )


def _day(days: Calendar, day: date) -> Day:
    closes = days.close_of(day)
    return Day(day, "" if closes else days.closed.get(day, _WEEKLY), closes)
