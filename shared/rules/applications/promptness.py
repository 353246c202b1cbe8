"""How the promise of one working day was kept: gross, net, and what went back after LENGKAP."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from shared import clock, db
from shared.errors import N_
from shared.records.base import from_ms, to_ms
from shared.rules.applications import case, clock_runs, closings, states
from shared.rules.common import words
from shared.rules.common.office import here

_RUNS = (
    "SELECT application_id, started_at, due_at, stopped_at, stopped_for, late_reason"
    " FROM clock_run WHERE office_id = :office AND due_at >= :first AND due_at < :after"
)
_NOT_IN_TIME = " AND (stopped_at IS NULL OR stopped_at > due_at)"

_UNSAID = N_("Sebab belum dicatat")


class Run(NamedTuple):
    """A run of the clock of a file, as far as it is counted."""

    application_id: int
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    stopped_for: str | None
    late_reason: str | None


@dataclass(frozen=True)
class Figures:
    """The runs of a stretch of days, counted.

    `due` leaves out what was returned, referred or withdrawn in time; what was late stays late.
    `decided` is all of them, `sent_back` those that were returned after LENGKAP.
    """

    due: int
    on_time: int
    late: int
    late_external: int
    same_day: int
    decided: int
    sent_back: int

    @property
    def net_due(self) -> int:
        """Files that count when lateness from outside is left out."""
        return self.due - self.late_external

    @property
    def gross(self) -> str:
        """How many per cent were on time."""
        return words.percent(self.on_time, self.due)

    @property
    def net(self) -> str:
        """How many per cent were on time, lateness from outside left out."""
        return words.percent(self.on_time, self.net_due)

    @property
    def same_day_share(self) -> str:
        """How many per cent were ready on the day on which the clock began."""
        return words.percent(self.same_day, self.due)

    @property
    def sent_back_share(self) -> str:
        """How many per cent were returned although they had been decided complete and valid."""
        return words.percent(self.sent_back, self.decided)

    def shares(self) -> list[tuple[str, str, int, int]]:
        """What a month's page tells: the words, the share, the part, and the whole."""
        return [
            (N_("Tepat waktu"), self.gross, self.on_time, self.due),
            (N_("Tanpa sebab dari luar"), self.net, self.on_time, self.net_due),
            (N_("Kembali sesudah lengkap"), self.sent_back_share, self.sent_back, self.decided),
        ]


def of_days(first: date, last: date) -> Figures:
    """The figures of the files whose due time falls on these days, however they ended."""
    return count(runs(first, last))


def causes(first: date, last: date) -> list[tuple[str, int]]:
    """Why files that fell due on these days were late, in words, the most frequent first."""
    found = _read(_RUNS + _NOT_IN_TIME, first, last)
    late = (run.late_reason for run in found if on_time(run) is False)
    return [
        (states.LATE_REASONS.get(reason, reason) if reason else _UNSAID, number)
        for reason, number in Counter(late).most_common()
    ]


def runs(first: date, last: date) -> list[Run]:
    """The runs of the clock that fall due on these days."""
    return _read(_RUNS, first, last)


def _read(sql: str, first: date, last: date) -> list[Run]:
    found = db.rows(
        sql,
        office=here().id,
        first=to_ms(closings.midnight(first)),
        after=to_ms(closings.midnight(last + timedelta(days=1))),
    )
    return [
        Run(file, from_ms(started), from_ms(due), from_ms(stopped) if stopped else None, *told)
        for file, started, due, stopped, *told in found
    ]


def on_time(run: Run) -> bool | None:
    """Whether the KK was ready in time; None where the run counts neither so nor so."""
    if case.is_late(run):
        return False
    return True if is_ready(run) else None


def is_ready(run: Run) -> bool:
    """Whether the run ended with the KK ready."""
    return run.stopped_for == clock_runs.READY


def same_day(run: Run) -> bool:
    """Whether the KK was ready on the day on which the clock began."""
    stopped = run.stopped_at
    return bool(stopped and clock.service_day(stopped) == clock.service_day(run.started_at))


def is_external(run: Run) -> bool:
    """Whether what made it late lies outside the office."""
    return run.late_reason in states.EXTERNAL_REASONS


def of_month(year: int, month: int) -> Figures:
    """The figures of a month, as far as they are known if it is not over."""
    return of_days(date(year, month, 1), closings.after(year, month) - timedelta(days=1))


def count(runs: Iterable[Run]) -> Figures:
    """Count these runs; an open late one is a miss, an open one that is not yet due is nothing."""
    runs = list(runs)
    judged = [(run, on_time(run)) for run in runs]
    late = [run for run, kept in judged if kept is False]
    ready = [run for run, kept in judged if kept]
    return Figures(
        due=len(ready) + len(late),
        on_time=len(ready),
        late=len(late),
        late_external=sum(map(is_external, late)),
        same_day=sum(map(same_day, ready)),
        decided=len(runs),
        sent_back=sum(run.stopped_for == clock_runs.RETURNED for run in runs),
    )
