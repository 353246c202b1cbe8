"""The lists that each seat works from: what waits for whom, due today, late, ready."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from peewee import JOIN, fn

from shared import clock
from shared.records import Application, ApplicationEvent, ClockRun, Document, SheetJob
from shared.rules.applications import case, clock_runs, closings, collecting, states
from shared.rules.applications.view import (
    AMBER,
    RED,
    ApplicationView,
    Days,
    light,
    number_text,
    today,
    view,
    view_at,
)
from shared.rules.common.office import here

COUNTER_STATES = (states.RECEIVED, states.CHECKING, states.RETURNED)
OPERATOR_STATES = (states.COMPLETE, states.PROCESSING, states.AWAITING, states.PRINTED)
_WAITS_WITH_US = tuple(
    state for state in states.OPEN if state not in (states.RETURNED, states.READY)
)
# What waits for the citizen may wait for ever; older ones are counted, and found by number.
_LISTED_FOR = timedelta(days=90)
_READY_SHOWN = timedelta(days=14)


@dataclass(frozen=True)
class ApplicationLists:
    """Every list of this moment by its name; a file may stand in several. The rest by its id."""

    lists: dict[str, tuple[ApplicationView, ...]]
    prints: dict[int, "Prints"]
    waits: dict[int, collecting.Waiting]


@dataclass(frozen=True)
class Prints:
    """How far a file's KK is: whether its PDF may be printed (None: no PDF), its last print."""

    printable: bool | None
    state: str


def inbox(days: Days = today) -> ApplicationLists:
    """The lists, each in the order in which its files should be taken up."""
    rows, days = {row.id: row for row in _listed()}, cache(days)
    files = {id_: view_at(row, row.run, days) for id_, row in rows.items()}
    seen = [files[id_] for id_, row in rows.items() if row.listed]
    waits = {
        one.id: collecting.waiting(row, collecting.Tried(row.times, row.last), days)
        for one in seen
        if one.is_ready and (row := rows[one.id])
    }
    ready = sorted((one for one in seen if one.is_ready), key=lambda one: _first_due(waits[one.id]))
    running = [one for one in seen if one.is_decided]
    unsaid = sorted((row.unsaid, id_) for id_, row in rows.items() if row.unsaid)
    return ApplicationLists(
        {
            "at_counter": tuple(one for one in seen if one.state in COUNTER_STATES),
            "to_decide": tuple(
                one for one in seen if one.state == states.CHECKING and one.proposed_by
            ),
            "with_operator": _by_due(one for one in seen if one.state in OPERATOR_STATES),
            "ready": tuple(ready),
            "uncollected": tuple(one for one in ready if waits[one.id].is_long),
            "due_today": _by_due(
                one
                for one in running
                if one.due_at and clock.service_day(one.due_at) == clock.service_day()
            ),
            "late": _by_due(one for one in running if one.light == "red"),
            "unexplained": tuple(files[id_] for _, id_ in unsaid),
        },
        prints={id_: prints(row.pdf, row.kk) for id_, row in rows.items()},
        waits=waits,
    )


def prints(document: Document | None, last: SheetJob | None) -> Prints:
    """How far the KK of this document and this last print is."""
    return Prints(case.printable(document) if document else None, last.state if last else "")


def pressing(days: Days = today) -> tuple[ApplicationView, ...]:
    """The files that are late or nearly so, the first due first: of these lists those alone."""
    tomorrow = closings.midnight(clock.service_day() + timedelta(days=1))
    rows: Any = (
        Application.select(Application, ClockRun)
        .join(ClockRun, on=ClockRun.application_id == Application.id, attr="run")
        .where(
            ClockRun.office == here().id,
            ClockRun.stopped_at.is_null(),
            ClockRun.due_at < tomorrow,
            Application.state.in_(states.CLOCK_RUNS),
        )
    )
    known = cache(days)
    lit = (row for row in rows if light(row, row.run, known) in (RED, AMBER))
    return _by_due(view_at(row, row.run, known) for row in lit)


def counts() -> Counter[str]:
    """How many files stand in each state that is not over, however long they wait."""
    rows = _of(Application.state.in_(states.OPEN)).select(Application.state, fn.COUNT()).order_by()
    return Counter(dict(rows.group_by(Application.state).tuples()))


def older() -> dict[str, int]:
    """How many files each list leaves out since they have waited long for their citizen."""
    rows = _of(Application.state.in_((states.RETURNED, states.READY)), ~_is_listed())
    states_of = rows.select(Application.state, fn.COUNT(Application.id)).order_by()
    left_out = Counter(dict(states_of.group_by(Application.state).tuples()))
    ready = left_out[states.READY]
    return {"at_counter": left_out[states.RETURNED], "ready": ready, "uncollected": ready}


def ready_numbers(limit: int = 12) -> list[str]:
    """Registration numbers that may be collected, newest first; no names (clause 4.4)."""
    rows = _of(Application.state == states.READY, Application.ready_at > clock.now() - _READY_SHOWN)
    newest = rows.order_by(Application.ready_at.desc()).limit(limit)
    return [number_text(row.year, row.number) for row in newest]


def of_ticket(ticket_id: int) -> list[ApplicationView]:
    """The files that were taken in from this queue number, newest first."""
    rows = _of(Application.ticket_id == ticket_id)
    return [view(row) for row in rows.order_by(Application.id.desc())]


def by_ids(ids: Iterable[int | None]) -> dict[int, Application]:
    """The applications of those ids that there are."""
    return {row.id: row for row in _of(Application.id.in_({one for one in ids if one}))}


def _listed() -> Any:
    """The rows of every list, each with its latest run, its document and its last print.

    In one question: the lists are drawn with every change, for every seat.
    """
    run, job, late, one = ClockRun.alias(), SheetJob.alias(), ClockRun.alias(), Application.alias()
    last_run = _last(ClockRun)
    times, tried_last = collecting.counted()
    last_print = _last(job).where(job.kind == case.KK)
    # Found by their indexes first: the many that are over are not walked through.
    waiting = one.select(one.id).where(
        one.office == here().id, one.state.in_(states.OPEN), _is_listed(one)
    )
    unsaid = late.select(late.application_id).where(*clock_runs.is_unexplained(late))
    since = late.select(fn.MIN(late.due_at)).where(
        *clock_runs.is_unexplained(late), late.application_id == Application.id
    )
    return (
        Application.select(
            Application,
            run,
            Document,
            SheetJob.id,
            SheetJob.state,
            Application.id.in_(waiting).alias("listed"),
            since.alias("unsaid"),
            times.alias("times"),
            tried_last.alias("last"),
        )
        .join(run, JOIN.LEFT_OUTER, on=(run.id == last_run), attr="run")
        .switch(Application)
        .join(
            Document,
            JOIN.LEFT_OUTER,
            on=(
                (Document.office == here().id)
                & (Document.application_id == Application.id)
                & Document.removed_at.is_null()
            ),
            attr="pdf",
        )
        .switch(Application)
        .join(SheetJob, JOIN.LEFT_OUTER, on=(SheetJob.id == last_print), attr="kk")
        .where(Application.id.in_(waiting + unsaid))
        .order_by(Application.id)
    )


def _last(table: Any) -> Any:
    """The newest row of a table that belongs to the application."""
    rows = table.select(fn.MAX(table.id))
    return rows.where(table.office == here().id, table.application_id == Application.id)


def _is_listed(table: Any = Application) -> Any:
    """Whether a file that is not over waits for us, or for its citizen since not too long ago."""
    since = clock.now() - _LISTED_FOR
    returned = ApplicationEvent.select().where(
        ApplicationEvent.office == here().id,
        ApplicationEvent.application_id == table.id,
        ApplicationEvent.what == "return",
        ApplicationEvent.at > since,
    )
    return (
        table.state.in_(_WAITS_WITH_US)
        | ((table.state == states.RETURNED) & fn.EXISTS(returned))
        | ((table.state == states.READY) & (table.ready_at > since))
    )


def _by_due(files: Iterable[ApplicationView]) -> tuple[ApplicationView, ...]:
    return tuple(sorted(files, key=_due_first))


def _first_due(one: collecting.Waiting) -> tuple[bool, datetime]:
    return not one.call, one.since


def _due_first(one: ApplicationView) -> tuple[bool, float, int]:
    return one.due_at is None, one.due_at.timestamp() if one.due_at else 0.0, one.id


def _of(*where: Any) -> Any:
    query = Application.select().where(Application.office == here().id, *where)
    return query.order_by(Application.id)
