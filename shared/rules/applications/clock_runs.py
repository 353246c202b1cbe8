"""The one-working-day clock of each file: started, stopped, started anew, never paused (5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from shared import clock, db
from shared.announce import announce
from shared.calendar import DueRule
from shared.errors import N_, Invalid, NotFound
from shared.records import Application, ClockRun
from shared.rules import journal, opening
from shared.rules.actor import SYSTEM, Actor
from shared.rules.applications import states
from shared.rules.applications.moves import tidy_note
from shared.rules.applications.view import latest_run, number_text
from shared.rules.office import here

READY, RETURNED, LEFT = "ready", "returned", "left"


@dataclass(frozen=True)
class Promptness:
    """How a stretch of files kept the promise: all of them, and without external causes."""

    due: int
    on_time: int
    late: int
    late_external: int
    same_day: int

    @property
    def net_due(self) -> int:
        """Files that count when lateness from outside is left out."""
        return self.due - self.late_external


def start(row: Application) -> ClockRun:
    """Start the clock of a file that has just become complete and valid."""
    moment = clock.now()
    days = opening.calendar(clock.service_day(moment))
    return ClockRun.create(
        office=here().id,
        application_id=row.id,
        started_at=days.start_of_clock(moment),
        due_at=days.due_at(moment, _rule()),
    )


def stop(row: Application, cause: str) -> None:
    """Stop the running clock for this cause; nothing happens when none runs."""
    run = latest_run(row.id)
    if run is not None and run.stopped_at is None:
        run.stopped_at, run.stopped_for = clock.now(), cause
        run.save()


def reopen(row: Application) -> None:
    """A product was found wrong: the same clock runs on, it is not reset (5.4 no. 5)."""
    run = latest_run(row.id)
    if run is not None and run.stopped_for == READY:
        run.stopped_at = run.stopped_for = None
        run.save()


def recompute(by: Actor = SYSTEM) -> int:
    """The calendar changed: give every running clock its new due time, with a journal line each."""
    changed = 0
    with db.transaction():
        for run in ClockRun.select().where(
            ClockRun.office == here().id, ClockRun.stopped_at.is_null()
        ):
            days = opening.calendar(clock.service_day(run.started_at))
            due = days.due_at(run.started_at, _rule())
            if due != run.due_at:
                row = Application.get_by_id(run.application_id)
                journal.write(by, "clock.recomputed", number_text(row.year, row.number),
                              before=run.due_at.isoformat(), after=due.isoformat())  # fmt: skip
                run.due_at, changed = due, changed + 1
                run.save()
        if changed:
            announce("applications")
    return changed


def explain(application_id: int, reason: str, note: str | None, by: Actor) -> None:
    """Say why a file is or was late."""
    if reason not in states.LATE_REASONS:
        raise Invalid(N_("Pilih sebab keterlambatan."), code="reason")
    words = tidy_note(note)
    if reason == "LAINNYA" and not words:
        raise Invalid(N_("Tulis sebabnya."), code="note")
    with db.transaction():
        run = latest_run(application_id)
        if run is None or not is_late(run):
            raise NotFound(N_("Berkas ini tidak terlambat."), code="not-late")
        run.late_reason, run.late_note = reason, words
        run.save()
        row = Application.get_by_id(application_id)
        number = number_text(row.year, row.number)
        journal.write(by, "clock.explained", number, reason=reason)


def is_late(run: ClockRun) -> bool:
    """Whether the run ended, or still stands, after its due time."""
    if run.stopped_for in (RETURNED, LEFT):
        return False
    return bool((run.stopped_at or clock.now()) > run.due_at)


def due_between(first: date, last: date) -> list[ClockRun]:
    """Runs whose due time falls on these days, returned and withdrawn ones left out."""
    midnight = clock.local().replace(hour=0, minute=0, second=0, microsecond=0)
    begin = datetime.combine(first, midnight.timetz())
    end = datetime.combine(last, midnight.timetz()).replace(hour=23, minute=59, second=59)
    rows = ClockRun.select().where(
        ClockRun.office == here().id,
        ClockRun.due_at.between(begin, end),
        (ClockRun.stopped_for.is_null()) | (ClockRun.stopped_for == READY),
    )
    return list(rows.order_by(ClockRun.due_at))


def promptness(runs: Sequence[ClockRun]) -> Promptness:
    """Gross and net figures over these runs; an open late file counts as a miss."""
    ended = [run for run in runs if run.stopped_at is not None or is_late(run)]
    late = [run for run in ended if is_late(run)]
    same_day = [
        run for run in ended
        if run.stopped_at and clock.service_day(run.stopped_at) == clock.service_day(run.started_at)
    ]  # fmt: skip
    external = [run for run in late if run.late_reason in states.EXTERNAL_REASONS]
    return Promptness(
        due=len(ended),
        on_time=len(ended) - len(late),
        late=len(late),
        late_external=len(external),
        same_day=len(same_day),
    )


def _rule() -> DueRule:
    return cast(DueRule, here().settings.due_rule)
