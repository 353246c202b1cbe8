"""Spans of days that figures are told of: a day, a week, a month, a quarter, a year."""

from dataclasses import dataclass
from datetime import date, timedelta

from shared.errors import N_
from shared.rules.common import words

DAY, WEEK, MONTH, QUARTER, YEAR = "hari", "pekan", "bulan", "triwulan", "tahun"
KINDS = {
    DAY: N_("Hari"),
    WEEK: N_("Pekan"),
    MONTH: N_("Bulan"),
    QUARTER: N_("Triwulan"),
    YEAR: N_("Tahun"),
}
ROMAN = ("", "I", "II", "III", "IV")
_ONE = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Whole days from `first` to `last`, and what people call them."""

    kind: str
    first: date
    last: date
    title: str

    @property
    def before(self) -> date:
        """A day of the span before."""
        return self.first - _ONE

    @property
    def after(self) -> date:
        """A day of the span after."""
        return self.last + _ONE

    def days(self, until: date) -> list[date]:
        """Its days, none after `until`."""
        count = (min(self.last, until) - self.first).days + 1
        return [self.first + n * _ONE for n in range(max(0, count))]


def of(kind: str, day: date) -> Span:
    """The span of that kind in which the day lies; a month where there is no such kind."""
    if kind == DAY:
        return Span(kind, day, day, words.long_date(day))
    if kind == WEEK:
        first = day - day.weekday() * _ONE
        last = first + 6 * _ONE
        return Span(kind, first, last, f"{words.plain_date(first)} – {words.plain_date(last)}")
    if kind == QUARTER:
        quarter = (day.month - 1) // 3 + 1
        title = f"Triwulan {ROMAN[quarter]} {day.year}"
        return _months(kind, day.year, 3 * quarter - 2, 3, title)
    if kind == YEAR:
        return _months(kind, day.year, 1, 12, f"Tahun {day.year}")
    return _months(MONTH, day.year, day.month, 1, words.month_name(day.year, day.month))


def _months(kind: str, year: int, month: int, count: int, title: str) -> Span:
    end = month + count
    following = date(year + (end - 1) // 12, (end - 1) % 12 + 1, 1)
    return Span(kind, date(year, month, 1), following - _ONE, title)
