"""The lists that each seat works from: what waits for whom, due today, late, ready."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from peewee import fn

from shared import clock
from shared.records import Application, ApplicationEvent, ClockRun, Document
from shared.rules.applications import clock_runs, states
from shared.rules.applications.view import ApplicationView, number_text, view
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
class FileInbox:
    """Every list of this moment; a file may stand in several."""

    at_counter: tuple[ApplicationView, ...]
    to_decide: tuple[ApplicationView, ...]
    with_operator: tuple[ApplicationView, ...]
    ready: tuple[ApplicationView, ...]
    due_today: tuple[ApplicationView, ...]
    late: tuple[ApplicationView, ...]
    unexplained: tuple[ApplicationView, ...]


def inbox() -> FileInbox:
    """The lists, each in the order in which its files should be taken up."""
    rows = list(_of(Application.state.in_(states.OPEN), _is_listed()))
    runs = _latest_runs(row.id for row in rows)
    seen = [view(row, runs.get(row.id)) for row in rows]
    running = [one for one in seen if one.state in states.CLOCK_RUNS and one.due_at]
    today = clock.service_day()
    late = tuple(one for one in running if one.light == "red")
    return FileInbox(
        at_counter=tuple(one for one in seen if one.state in COUNTER_STATES),
        to_decide=tuple(one for one in seen if one.state == states.CHECKING and one.proposed_by),
        with_operator=_by_due(one for one in seen if one.state in OPERATOR_STATES),
        ready=tuple(one for one in seen if one.state == states.READY),
        due_today=_by_due(
            one for one in running if one.due_at and clock.service_day(one.due_at) == today
        ),
        late=_by_due(late),
        unexplained=_unexplained(),
    )


def older() -> dict[str, int]:
    """How many files each list leaves out since they have waited long for their citizen."""
    rows = _of(Application.state.in_((states.RETURNED, states.READY)), ~_is_listed())
    left_out = Counter(row.state for row in rows.select(Application.state))
    return {"at_counter": left_out[states.RETURNED], "ready": left_out[states.READY]}


def ready_numbers(limit: int = 12) -> list[str]:
    """Registration numbers that may be collected, newest first; no names (clause 4.4)."""
    rows = _of(Application.state == states.READY, Application.ready_at > clock.now() - _READY_SHOWN)
    newest = rows.order_by(Application.ready_at.desc()).limit(limit)
    return [number_text(row.year, row.number) for row in newest]


def of_ticket(ticket_id: int) -> list[ApplicationView]:
    """The files that were taken in from this queue number, newest first."""
    rows = _of(Application.ticket_id == ticket_id)
    return [view(row) for row in rows.order_by(Application.id.desc())]


def documents_of(ids: Iterable[int]) -> dict[int, Document]:
    """The attached document of each of these files that has one."""
    query = Document.select().where(
        Document.office == here().id,
        Document.application_id.in_(list(ids)),
        Document.removed_at.is_null(),
    )
    return {row.application_id or 0: row for row in query.order_by(Document.id)}


def _latest_runs(ids: Iterable[int]) -> dict[int, ClockRun]:
    query = ClockRun.select().where(
        ClockRun.office == here().id, ClockRun.application_id.in_(list(ids))
    )
    return {run.application_id: run for run in query.order_by(ClockRun.id)}


def _unexplained() -> tuple[ApplicationView, ...]:
    """Late files of which nobody has said why, over or not, the longest overdue first."""
    runs = clock_runs.unexplained()
    rows = {row.id: row for row in _of(Application.id.in_({run.application_id for run in runs}))}
    return tuple(view(rows[id_]) for id_ in dict.fromkeys(run.application_id for run in runs))


def _is_listed() -> Any:
    """Whether a file that is not over waits for us, or for its citizen since not too long ago."""
    since = clock.now() - _LISTED_FOR
    returned = ApplicationEvent.select().where(
        ApplicationEvent.office == here().id,
        ApplicationEvent.application_id == Application.id,
        ApplicationEvent.what == "return",
        ApplicationEvent.at > since,
    )
    return (
        Application.state.in_(_WAITS_WITH_US)
        | ((Application.state == states.RETURNED) & fn.EXISTS(returned))
        | ((Application.state == states.READY) & (Application.ready_at > since))
    )


def _by_due(files: Iterable[ApplicationView]) -> tuple[ApplicationView, ...]:
    return tuple(sorted(files, key=_due_first))


def _due_first(one: ApplicationView) -> tuple[bool, float, int]:
    return one.due_at is None, one.due_at.timestamp() if one.due_at else 0.0, one.id


def _of(*where: Any) -> Any:
    query = Application.select().where(Application.office == here().id, *where)
    return query.order_by(Application.id)
