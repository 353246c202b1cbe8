"""Working days and opening hours as pure functions of what they are given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

HolidayKind = Literal["NASIONAL", "CUTI_BERSAMA"]
DueRule = Literal["H1_TUTUP", "H0_TUTUP", "24_JAM_KERJA"]

_ONE_DAY = timedelta(days=1)
_ESTIMATED = " (perkiraan)"
_CATEGORIES: dict[str, HolidayKind] = {"public": "NASIONAL", "government": "CUTI_BERSAMA"}


@dataclass(frozen=True)
class DayHours:
    """When one day's service opens and closes, on the office's wall clock."""

    open: time
    close: time
    last_ticket: time


@dataclass(frozen=True)
class Holiday:
    """One day on which the government closes."""

    day: date
    name: str
    kind: HolidayKind


@dataclass(frozen=True)
class Calendar:
    """The office's days: `hours` by weekday, less `closed` days, plus `special` working days."""

    hours: Callable[[date], DayHours | None]
    closed: Mapping[date, str]
    special: frozenset[date] = frozenset()
    zone: tzinfo = ZoneInfo("Asia/Jakarta")

    def hours_of(self, day: date) -> DayHours | None:
        """The day's service hours; None when the office is closed all day."""
        usual = self.hours(day)
        if day in self.special:
            return usual or self._hours_before(day)
        return None if day in self.closed else usual

    def is_working_day(self, day: date) -> bool:
        """Whether service is given on that day."""
        return self.hours_of(day) is not None

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`; LookupError when a year has none."""
        year = (day + n * _ONE_DAY for n in range(1, 367))
        later = next(filter(self.is_working_day, year), None)
        if later is None:
            raise LookupError(f"no working day in the year after {day}")
        return later

    def open_of(self, day: date) -> datetime | None:
        """The moment service opens that day; None when closed all day."""
        hours = self.hours_of(day)
        return self._moment(day, hours.open) if hours else None

    def close_of(self, day: date) -> datetime | None:
        """The moment service closes that day; None when closed all day."""
        hours = self.hours_of(day)
        return self._moment(day, hours.close) if hours else None

    def takes_tickets_at(self, moment: datetime) -> bool:
        """Whether the touchscreen still gives numbers at that (aware) moment."""
        local = moment.astimezone(self.zone)
        hours = self.hours_of(local.date())
        return hours is not None and hours.open <= local.time() <= hours.last_ticket

    def next_opening(self, moment: datetime) -> datetime:
        """The next time service opens, later than that (aware) moment."""
        today = moment.astimezone(self.zone).date()
        opens = self.open_of(today)
        if opens and opens > moment:
            return opens
        return _given(self.open_of(self.next_working_day(today)))

    def start_of_clock(self, moment: datetime) -> datetime:
        """When a clock declared to start at that (aware) moment really starts.

        On a day off, or after the day's close, it is the opening of the next working day.
        """
        day = moment.astimezone(self.zone).date()
        close = self.close_of(day)
        if close is not None and moment <= close:
            return moment
        return _given(self.open_of(self.next_working_day(day)))

    def due_at(self, moment: datetime, rule: DueRule = "H1_TUTUP") -> datetime:
        """By when something is due that was complete at that (aware) moment (DOMAIN 5.4).

        H1_TUTUP: the close of the next working day. H0_TUTUP: the close of the same day.
        24_JAM_KERJA: the same time on the next working day, at most its close.
        """
        start = self.start_of_clock(moment).astimezone(self.zone)
        if rule == "H0_TUTUP":
            return _given(self.close_of(start.date()))
        day = self.next_working_day(start.date())
        close = _given(self.close_of(day))
        return close if rule == "H1_TUTUP" else min(close, self._moment(day, start.time()))

    def working_days_after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; the day itself is not counted."""
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days come after `first`, up to and with `last`."""
        days = range(1, (last - first).days + 1)
        return sum(self.is_working_day(first + n * _ONE_DAY) for n in days)

    def service_minutes(self, start: datetime, end: datetime) -> int:
        """Whole minutes of service time between two (aware) moments; 0 when `end` is earlier."""
        day, last, total = start.astimezone(self.zone).date(), end.astimezone(self.zone).date(), 0.0
        while day <= last:
            opens, closes = self.open_of(day), self.close_of(day)
            if opens is not None and closes is not None:
                total += max(0.0, (min(end, closes) - max(start, opens)).total_seconds())
            day += _ONE_DAY
        return int(total // 60)

    def _hours_before(self, day: date) -> DayHours | None:
        # A Saturday made a working day has no hours of its own: it keeps Friday's.
        week = (self.hours(day - n * _ONE_DAY) for n in range(1, 8))
        return next((hours for hours in week if hours), None)

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.zone)


def _given(moment: datetime | None) -> datetime:
    """When a working day opens or closes, as each of them does."""
    assert moment is not None
    return moment


def holidays_for(year: int) -> list[Holiday]:
    """National holidays, and the government's collective leave, of one year in order of date."""
    # Imported here: 4 MB that only the yearly filling of the calendar needs.
    import holidays

    found = [
        Holiday(day, name.replace(_ESTIMATED, ""), kind)
        for category, kind in _CATEGORIES.items()
        for day, name in holidays.country_holidays(
            "ID", years=year, language="id", categories=(category,), observed=False
        ).items()
    ]
    return sorted(found, key=lambda holiday: (holiday.day, holiday.kind))
