"""The spans of time that are summed: a month, a quarter, a year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from shared.errors import N_, NotFound
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.complaints import quarters
from shared.rules.hours import opening

_WRITTEN = re.compile(r"(20\d\d|21\d\d)(?:-(0[1-9]|1[0-2])|-T([1-4]))?")


@dataclass(frozen=True)
class Period:
    """So many months from that one on."""

    year: int
    first_month: int
    months: int

    @cached_property
    def code(self) -> str:
        """`2026`, `2026-T4` or `2026-11`, as addresses write it."""
        if self.months == 12:
            return f"{self.year}"
        if self.months == 3:
            return f"{self.year}-T{(self.first_month + 2) // 3}"
        return f"{self.year}-{self.first_month:02d}"

    @property
    def title(self) -> str:
        """`Tahun 2026`, `Triwulan IV Tahun 2026`, `November 2026`."""
        if self.months == 12:
            return f"Tahun {self.year}"
        if self.months == 3:
            return f"Triwulan {quarters.ROMAN[(self.first_month + 2) // 3]} Tahun {self.year}"
        return words.month_name(self.year, self.first_month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.first_month, 1)

    @cached_property
    def last(self) -> date:
        """Its last day."""
        return self.after.first - timedelta(days=1)

    @property
    def after(self) -> "Period":
        """The one of the same length that follows."""
        return self._moved(self.months)

    @property
    def before(self) -> "Period":
        """The one of the same length that came before."""
        return self._moved(-self.months)

    @property
    def shorter(self) -> list["Period"]:
        """The quarters of a year, the months of a quarter; none of a month."""
        months = {12: 3, 3: 1}.get(self.months, 1)
        firsts = range(self.first_month, self.first_month + self.months, months)
        return [Period(self.year, one, months) for one in firsts if months < self.months]

    @property
    def begins(self) -> list[str]:
        """The first day of each of its months, as rows keep it (`2026-11-01`)."""
        months = range(self.first_month, self.first_month + self.months)
        return [date(self.year, month, 1).isoformat() for month in months]

    def _moved(self, months: int) -> "Period":
        year, month = divmod(self.year * 12 + self.first_month - 1 + months, 12)
        return Period(year, month + 1, self.months)


def of(day: date, months: int) -> Period:
    """The month (1), quarter (3) or year (12) in which that day lies."""
    return Period(day.year, (day.month - 1) // months * months + 1, months)


def between(first: date, last: date) -> Period:
    """The one that begins with the first day of a month and ends with the last of one."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Period(first.year, first.month, months)


def closes_on(last: date) -> date:
    """The working day after which the figures of a period that ended on that day are kept."""
    days = opening.calendar(last)
    return days.working_days_after(last, here().settings.quality_close_days)


def read(code: str) -> Period:
    """The period that `code` wrote; NotFound when it is none."""
    found = _WRITTEN.fullmatch(code)
    if not found:
        raise NotFound(N_("Periode ini tidak ada."), code="period")
    year, month, quarter = found.groups()
    if quarter:
        return Period(int(year), int(quarter) * 3 - 2, 3)
    return Period(int(year), int(month), 1) if month else Period(int(year), 1, 12)
