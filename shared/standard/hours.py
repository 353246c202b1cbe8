"""Service hours: weekdays, and periods such as Ramadan."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from shared.calendar import DayHours
from shared.standard.schema import ClockTime, Dated, Words, entry, valid

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_DAY_NAMES = {
    "id": WEEKDAYS,
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

Weekday = Literal["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


@entry
class OpenDays:
    """Weekdays that keep the same hours."""

    days: tuple[Weekday, ...]
    open: ClockTime
    close: ClockTime
    last_ticket: ClockTime
    note: str = ""

    def __post_init__(self) -> None:
        if not self.days:
            raise ValueError("days harus menyebut paling sedikit satu hari")
        if self.close <= self.open:
            raise ValueError("close (tutup) harus sesudah open (buka)")
        if not self.open < self.last_ticket <= self.close:
            raise ValueError("last_ticket (nomor terakhir) harus antara open dan close")

    def words(self, names: Sequence[str]) -> str:
        """The days and their hours, with the weekdays called by those names."""
        days = sorted(WEEKDAYS.index(day) for day in self.days)
        in_a_row = len(days) > 2 and days[-1] - days[0] == len(days) - 1
        shown = [names[days[0]], names[days[-1]]] if in_a_row else [names[day] for day in days]
        return f"{('–' if in_a_row else ' & ').join(shown)} {self.open:%H.%M}–{self.close:%H.%M}"


@entry
class Period(Dated):
    """A stretch of the year with its own week; of several, the one that began last holds."""

    title: Words
    title_en: Words
    week: tuple[OpenDays, ...]


@entry
class Hours:
    """The office's hours, and whether the government's collective leave closes it."""

    periods: tuple[Period, ...] = ()
    cuti_bersama_closed: bool = True

    def __post_init__(self) -> None:
        if not self.periods:
            raise ValueError("isi periods (jam pelayanan)")

    def period_on(self, day: date) -> Period | None:
        """The period whose week holds on that day."""
        return max(valid(self.periods, day), key=lambda period: period.valid_from, default=None)

    def on(self, day: date) -> DayHours | None:
        """The hours of that weekday in that period; holidays are the calendar's affair."""
        period = self.period_on(day)
        name = WEEKDAYS[day.weekday()]
        for open_days in period.week if period else ():
            if name in open_days.days:
                return DayHours(open_days.open, open_days.close, open_days.last_ticket)
        return None

    def words(self, day: date, language: str = "id") -> str:
        """The week's hours for a notice: "Senin–Kamis 08.00–15.00, Jumat 08.00–14.00"."""
        period = self.period_on(day)
        names = _DAY_NAMES.get(language, WEEKDAYS)
        return ", ".join(each.words(names) for each in (period.week if period else ()))


@entry
class OfficeHours(Hours):
    """The standard's hours with periods of the office's own, which hold whenever there is one."""

    own: tuple[Period, ...]

    def period_on(self, day: date) -> Period | None:
        """The office's own period of that day that began last; else that of the standard."""
        mine = max(valid(self.own, day), key=lambda period: period.valid_from, default=None)
        return mine or super().period_on(day)
