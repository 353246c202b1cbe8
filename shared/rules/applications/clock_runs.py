"""The one-working-day clock of each file: started, stopped, started anew, never paused (5.1)."""

from datetime import date, datetime
from typing import Any, cast

from shared import calendar, clock, db
from shared.announce import announce
from shared.errors import N_, Invalid
from shared.records import Application, ClockRun
from shared.rules.applications import allowed, closings, states, view
from shared.rules.common import journal, words
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.hours import opening

READY, RETURNED, LEFT = "ready", "returned", "left"


def start(row: Application) -> ClockRun:
    """Start the clock of a file that has just become complete and valid."""
    run = ClockRun(office=here().id, application_id=row.id, decided_at=clock.now())
    _count(run)
    run.save()
    return run


def stop(row: Application, cause: str) -> None:
    """Stop the running clock for this cause; nothing happens when none runs."""
    run = view.latest_run(row.id)
    if run is not None and run.stopped_at is None:
        run.stopped_at, run.stopped_for = clock.now(), cause
        run.save()


def reopen(row: Application) -> None:
    """A product was found wrong: the same clock runs on, it is not reset (5.4 no. 5)."""
    run = view.latest_run(row.id)
    if run is not None and run.stopped_for == READY:
        run.stopped_at = run.stopped_for = None
        _recount(run, SYSTEM)


def copy_times(
    row: Application, decided: datetime | None, ready: datetime | None, by: Actor
) -> None:
    """Count the file's latest run from the times that a paper book tells, where it tells any."""
    run = view.latest_run(row.id)
    if run is None:
        return
    run.decided_at = decided or run.decided_at
    if run.stopped_for == READY:
        run.stopped_at = ready or run.stopped_at
    _recount(run, by)


def recompute(by: Actor = SYSTEM) -> int:
    """The calendar changed: give every running clock its new due time, with a journal line each."""
    with db.transaction():
        running = ClockRun.select().where(
            ClockRun.office == here().id, ClockRun.stopped_at.is_null()
        )
        changed = sum([_recount(run, by) for run in running])
        if changed:
            announce("applications")
    return changed


def explain(application_id: int, reason: str, note: str | None, by: Actor) -> None:
    """Say why a file is or was late."""
    if reason not in states.LATE_REASONS:
        raise Invalid(N_("Pilih sebab keterlambatan."), code="reason")
    said = words.tidy_note(note)
    if reason == "LAINNYA" and not said:
        raise Invalid(N_("Tulis sebabnya."), code="note")
    with db.transaction():
        case = allowed.case_for(application_id, "late", by)
        run = cast(ClockRun, case.late)
        run.late_reason, run.late_note = reason, said
        run.save()
        number = view.number_text(case.row.year, case.row.number)
        journal.write(by, "clock.explained", number, reason=reason)


def is_unexplained(run: Any = ClockRun) -> tuple[Any, ...]:
    """Late runs of which nobody has said why; as the index `clock_run_unexplained` has them."""
    return (
        run.office == here().id,
        run.due_at < clock.now(),
        run.late_reason.is_null(),
        run.stopped_at.is_null() | (run.stopped_at > run.due_at),
    )


def unexplained_before(day: date) -> int:
    """How many late runs that were due before that day still lack their reason."""
    return int(
        ClockRun.select().where(*is_unexplained(), ClockRun.due_at < closings.midnight(day)).count()
    )


def _count(run: ClockRun) -> None:
    """When the run starts and is due by the calendar of today, from the moment of the decision."""
    days = opening.calendar(clock.service_day(run.decided_at))
    run.started_at = days.start_of_clock(run.decided_at)
    run.due_at = days.due_at(run.decided_at, cast(calendar.DueRule, here().settings.due_rule))


def _recount(run: ClockRun, by: Actor) -> bool:
    """Count again and save; whether the due time is another one, which the journal then tells."""
    before = run.due_at
    _count(run)
    run.save()
    if run.due_at == before:
        return False
    row = Application.get_by_id(run.application_id)
    journal.write(
        by,
        "clock.recomputed",
        view.number_text(row.year, row.number),
        before=before.isoformat(),
        after=run.due_at.isoformat(),
    )
    return True
