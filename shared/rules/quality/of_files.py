"""What is measured of the KK files: promptness, checking, prints, and what nobody collected."""

from collections.abc import Sequence
from datetime import date, timedelta

from shared import clock, db
from shared.records.base import from_ms, to_ms
from shared.rules.applications import closings, promptness, states
from shared.rules.applications.case import KK
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.paper import sheets
from shared.rules.quality.measured import Rows

Runs = Sequence[promptness.Run]

LONG = timedelta(days=7)
_MINUTE = 60_000
_UNKNOWN = "LAINNYA"

_RECEIVED = (
    "SELECT id, returns FROM application"
    " WHERE office_id = :office AND received_at >= :first AND received_at < :after"
)
_CHECKED = (
    "SELECT id, received_at, (SELECT MIN(at) FROM application_event"
    " WHERE office_id = :office AND application_id = application.id"
    " AND what IN ('accept', 'return')) FROM application"
    " WHERE office_id = :office AND received_at >= :first AND received_at < :after"
    " AND NOT handwritten"
)
_PRINTS = (
    "SELECT application_id, reason FROM sheet_job"
    " WHERE office_id = :office AND changed_at >= :first AND changed_at < :after"
    " AND kind = :kind AND state = :printed AND application_id IS NOT NULL"
)
_UNCOLLECTED = (
    "SELECT id, ready_at FROM application WHERE office_id = :office AND state = :ready"
    " AND ready_at < :after UNION ALL"
    " SELECT id, ready_at FROM application WHERE office_id = :office AND handed_at >= :after"
    " AND ready_at < :after"
)


def in_time(runs: Runs) -> Rows:
    """The files that fell due: whether their KK was ready in time."""
    judged = ((run, promptness.on_time(run)) for run in runs)
    return [(run.application_id, kept) for run, kept in judged if kept is not None]


def in_time_but_for_others(runs: Runs) -> Rows:
    """The same without those that were late for a reason outside the office."""
    judged = ((run, promptness.on_time(run)) for run in runs)
    return [
        (run.application_id, kept)
        for run, kept in judged
        if kept or (kept is False and not promptness.is_external(run))
    ]


def same_day(runs: Runs) -> Rows:
    """The KKs that are ready, of what fell due: whether on the day on which the clock began."""
    ready = (run for run in runs if promptness.is_ready(run))
    return [(run.application_id, promptness.same_day(run)) for run in ready]


def checked(first: date, last: date) -> Rows:
    """The files received: service time until they were first found complete, or returned."""
    days = opening.calendar(first)
    return [
        (file, days.service_minutes(from_ms(received), from_ms(decided)) * _MINUTE)
        for file, received, decided in db.rows(_CHECKED, **_span(first, last))
        if decided is not None
    ]


def returned(first: date, last: date) -> Rows:
    """The files received: whether they were ever returned."""
    return [(file, returns > 0) for file, returns in db.rows(_RECEIVED, **_span(first, last))]


def printed_again(first: date, last: date) -> Rows:
    """The KKs that were printed: whether once more for a fault of the office."""
    rows = db.rows(_PRINTS, **_span(first, last), kind=KK, printed=sheets.PRINTED)
    found: dict[int, bool] = {}
    for file, reason in rows:
        found[file] = found.get(file, False) or reason not in (None, _UNKNOWN)
    return list(found.items())


def uncollected(first: date, last: date) -> Rows:
    """The KKs that nobody had collected at the end: whether they had lain there too long."""
    until = min(closings.midnight(last + timedelta(days=1)), clock.now())
    rows = db.rows(_UNCOLLECTED, office=here().id, ready=states.READY, after=to_ms(until))
    return [(file, until - from_ms(ready) > LONG) for file, ready in rows]


def _span(first: date, last: date) -> dict[str, int]:
    return {
        "office": here().id,
        "first": to_ms(closings.midnight(first)),
        "after": to_ms(closings.midnight(last + timedelta(days=1))),
    }
