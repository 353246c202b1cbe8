"""How the queue went in a span of days: numbers, times, first calls, load, and honest estimates."""

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import Any

from shared import clock
from shared.calendar import Calendar
from shared.records.base import from_ms
from shared.rules.common import staff, words
from shared.rules.common.office import here
from shared.rules.common.spans import DAY, MONTH, QUARTER, WEEK, YEAR, Span
from shared.rules.common.spans import of as span_of
from shared.rules.hours import opening
from shared.rules.queue import sums
from shared.rules.queue.sums import Part, SummedDay, Sums
from shared.rules.queue.ticket import OUTCOMES
from shared.standard.hours import WEEKDAYS

_TENTHS = 10  # of a minute
_P90 = 9, 10


class Times:
    """Times in tenths of a minute; told in minutes."""

    def __init__(self, times: Iterable[int] = ()) -> None:
        self._times = list(times)
        self._steps: tuple[list[int], list[int]] | None = None

    def extend(self, times: Iterable[int]) -> None:
        """These times too."""
        # A list is taken over whole, what is walked through is not: a year has many times.
        self._times.extend(times._times if isinstance(times, Times) else times)
        self._steps = None

    def __iter__(self) -> Iterator[int]:
        return iter(self._times)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._times)

    @property
    def median(self) -> float | None:
        """The middle one, or halfway between the two in the middle; None of none."""
        count = self.count
        if not count:
            return None
        low, high = self._at((count + 1) // 2), self._at(count // 2 + 1)
        return (low + high) / 2 / _TENTHS

    @property
    def p90(self) -> float | None:
        """The shortest that nine of ten do not exceed; None of none."""
        part, whole = _P90
        return self._at(-(-self.count * part // whole)) / _TENTHS if self.count else None

    @property
    def longest(self) -> float | None:
        """The longest; None of none."""
        return self._at(self.count) / _TENTHS if self.count else None

    def _at(self, rank: int) -> int:
        """The time at that place of all, the shortest being the first."""
        if self._steps is None:
            # Counted, not sorted: those of a year are many, but few of them differ.
            often = Counter(self._times)
            times = sorted(often)
            self._steps = times, list(accumulate(map(often.__getitem__, times)))
        times, ends = self._steps
        return times[bisect_right(ends, rank - 1)]


@dataclass
class Tally:
    """Numbers and times of one thing: an office, a service, a counter, an officer, a month.

    `within`: waits within the target, of those of `aimed` that a target is known for.
    """

    title: str = ""
    taken: int = 0
    served: int = 0
    missed: int = 0
    away: int = 0
    cancelled: int = 0
    unserved: int = 0
    open: int = 0
    papers: int = 0
    accepted: int = 0
    lacking: int = 0
    informed: int = 0
    handed: int = 0
    other: int = 0
    inside: int = 0
    paper: int = 0
    untimed: int = 0
    within: int = 0
    aimed: int = 0
    waits: Times = field(default_factory=Times)
    services: Times = field(default_factory=Times)
    early: Times = field(default_factory=Times)
    late: Times = field(default_factory=Times)

    def add(self, part: Part, target: int | None) -> None:
        """A day's part too; `target`: in how many minutes people were to be called that day."""
        sums.add(self, part)
        if target is not None:
            self.aimed += len(part.waits)
            self.within += bisect_right(part.waits, target * _TENTHS)

    def join(self, other: "Tally") -> None:
        """Everything of the other too."""
        sums.add(self, other, (*sums.COUNTS, "within", "aimed"))

    @property
    def told(self) -> int:
        """How many people were told a range of minutes and called at last."""
        return self.inside + self.early.count + self.late.count

    @property
    def said(self) -> int:
        """Of how many who were served it is known how that ended."""
        return sum(getattr(self, outcome) for outcome in OUTCOMES)

    @property
    def lacking_share(self) -> str:
        """How many per cent of these must come again, since papers are missing."""
        return words.percent(self.lacking, self.said)

    @property
    def within_share(self) -> str:
        """How many per cent of the waits kept the target."""
        return words.percent(self.within, self.aimed)

    @property
    def lost(self) -> int:
        """How many went without being served, whatever the reason, or were left at the end."""
        return self.missed + self.away + self.cancelled + self.unserved

    @property
    def lost_share(self) -> str:
        """The same, in per cent of all whose number is over."""
        return words.percent(self.lost, self.taken - self.open)

    @property
    def inside_share(self) -> str:
        """How many per cent of the told ranges were right."""
        return words.percent(self.inside, self.told)


@dataclass(frozen=True)
class Load:
    """Numbers taken an hour, on the average of the days of each weekday; None on none."""

    hours: list[str]
    weekdays: list[str]
    rows: list[list[float | None]]
    days: list[int]


@dataclass(frozen=True)
class History:
    """A span of days as the queue went.

    `officers` is empty for whoever may not see them. `days`: on which the office was open or gave
    numbers, `unsummed`: of these left out, because they are still being summed. `first_calls`:
    minutes from the opening to the first call, of days on which somebody was called.
    """

    span: Span
    total: Tally
    services: list[Tally]
    counters: list[Tally]
    officers: list[Tally]
    steps: list[Tally]
    load: Load
    first_calls: Times
    days: int
    unsummed: int
    target: int | None
    live: bool


@dataclass(frozen=True)
class OwnHistory:
    """A span of days as it went for one officer, and nobody else."""

    span: Span
    total: Tally
    services: list[Tally]
    steps: list[Tally]
    unsummed: int
    live: bool


_Key = tuple[str, int | None, str, date]
_STEP = {DAY: DAY, WEEK: DAY, MONTH: DAY, QUARTER: WEEK, YEAR: MONTH}
"""What a span is told in, step by step."""


def of(span: Span, *, officers: bool) -> History:
    """The span as the queue went; `officers`: each officer's part too, by name."""
    found, days = _read(span)
    tallies = _tallies(span, found)
    calendar = opening.calendar(span.first, span.last)
    known = _known(span)
    shown = [day for day in known if calendar.is_working_day(day) or _came(days, day)]
    names = staff.usernames() if officers else {}
    return History(
        span=span,
        total=_joined(tallies.values()),
        services=_by(tallies, lambda key: key[0], _services()),
        counters=_by(tallies, lambda key: key[1], _counters()),
        officers=_of_officers(tallies, names) if officers else [],
        steps=_steps(span, tallies, shown),
        load=_load(days, [day for day in shown if day in days]),
        first_calls=_first_calls(days, calendar),
        days=len(shown),
        unsummed=sum(day not in days for day in known),
        target=_target(min(span.last, clock.service_day())),
        live=clock.service_day() in days,
    )


def of_officer(span: Span, username: str) -> OwnHistory:
    """The span as it went for this officer."""
    found, days = _read(span)
    mine = {key: one for key, one in _tallies(span, found).items() if key[2] == username}
    return OwnHistory(
        span=span,
        total=_joined(mine.values()),
        services=_by(mine, lambda key: key[0], _services()),
        steps=_steps(span, mine, ()),
        unsummed=sum(day not in days for day in _known(span)),
        live=clock.service_day() in days,
    )


def _read(span: Span) -> tuple[list[Sums], dict[date, SummedDay]]:
    """The sums of the span, and its days that are summed."""
    found = sums.read(span, lambda month: span.kind == YEAR and _has_one_target(month))
    return found, {day: told for one in found for day, told in one.days.items()}


def _has_one_target(month: Span) -> bool:
    """Whether a month's waits are all compared with the same number of minutes."""
    return len({_target(day) for day in month.days(month.last)}) == 1


def _target(day: date) -> int | None:
    return here().standard.queue_rule(day).wait_target_minutes


def _known(span: Span) -> list[date]:
    """The days of the span from the office's first number until today."""
    first, today = sums.first_day(), clock.service_day()
    return [day for day in span.days(today) if first is not None and day >= first]


def _came(days: Mapping[date, SummedDay], day: date) -> bool:
    return day in days and bool(days[day].hours)


def _tallies(span: Span, found: Iterable[Sums]) -> dict[_Key, Tally]:
    """The parts of all days together, apart by service, counter, officer and step."""
    tallies: dict[_Key, Tally] = defaultdict(Tally)
    for one in found:
        first = min(one.days)
        step, target = span_of(_STEP[span.kind], first).first, _target(first)
        for part in one.parts:
            tallies[part.service, part.counter, part.officer, step].add(part, target)
    return tallies


def _joined(tallies: Iterable[Tally], title: str = "") -> Tally:
    whole = Tally(title)
    for one in tallies:
        whole.join(one)
    return whole


def _by(
    tallies: Mapping[_Key, Tally], what: Callable[[_Key], Any], titles: Mapping[Any, str]
) -> list[Tally]:
    """A tally for each thing that came up, in the order of the titles; others after them."""
    found: dict[Any, Tally] = {}
    for key, one in tallies.items():
        thing = what(key)
        found.setdefault(thing, Tally(titles.get(thing, str(thing)))).join(one)
    order = {thing: at for at, thing in enumerate(titles)}
    return [found[thing] for thing in sorted(found, key=lambda one: (order.get(one, 99), str(one)))]


def _of_officers(tallies: Mapping[_Key, Tally], names: Mapping[str, str]) -> list[Tally]:
    """Each officer's, by name: no order of speed."""
    served = {key: one for key, one in tallies.items() if key[2]}
    return sorted(_by(served, lambda key: key[2], names), key=lambda one: one.title.casefold())


def _services() -> dict[str, str]:
    return {one.code: one.title for one in here().standard.services}


def _counters() -> dict[int | None, str]:
    return {**{one.id: one.name for one in here().standard.counters}, None: "Tanpa loket"}


def _steps(span: Span, tallies: Mapping[_Key, Tally], days: Sequence[date]) -> list[Tally]:
    """The span step by step: each day, week or month of it on which the office was open."""
    kind = _STEP[span.kind]
    firsts = sorted({span_of(kind, day).first for day in days} | {key[3] for key in tallies})
    found = {first: Tally(_step_title(kind, first)) for first in firsts}
    for key, one in tallies.items():
        found[key[3]].join(one)
    return list(found.values())


def _step_title(kind: str, first: date) -> str:
    if kind == MONTH:
        return words.month_name(first.year, first.month)
    return f"{first:%d-%m}" if kind == DAY else f"{first:%d-%m} dst."


def _first_calls(days: Mapping[date, SummedDay], calendar: Calendar) -> Times:
    """From the opening until the first call of each day; nothing where it was called before."""
    times = Times()
    for day, told in days.items():
        opens = calendar.open_of(day)
        if opens is not None and told.first_call is not None:
            minutes = (from_ms(told.first_call) - opens).total_seconds() / 60
            times.extend([max(0, math.ceil(minutes * _TENTHS))])
    return times


def _load(days: Mapping[date, SummedDay], shown: Sequence[date]) -> Load:
    """From the first to the last hour and weekday at which the office was open or people came."""
    numbers: Counter[tuple[int, int]] = Counter()
    for day, told in days.items():
        for hour, count in told.hours.items():
            numbers[day.weekday(), int(hour)] += count
    often = Counter(day.weekday() for day in shown)
    found = [hour for _, hour in numbers]
    hours = range(min(found, default=0), max(found, default=-1) + 1)
    return Load(
        hours=[f"{hour:02d}" for hour in hours],
        weekdays=[WEEKDAYS[at] for at in sorted(often)],
        rows=[[numbers[at, hour] / often[at] for hour in hours] for at in sorted(often)],
        days=[often[at] for at in sorted(often)],
    )
