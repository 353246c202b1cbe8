"""Late complaints go up: to the secretary, then to the Camat; lapsed ones end or go back."""

from datetime import datetime
from typing import Any

from shared import clock, db
from shared.records import Complaint
from shared.rules.common.actor import SYSTEM
from shared.rules.common.office import here
from shared.rules.complaints import dues, states
from shared.rules.complaints.way import change, move, record

TO_SECRETARY, TO_CAMAT = 1, 2


def sweep() -> int:
    """Raise what is late and archive what was never completed; how many rows changed."""
    late = Complaint.select().where(
        Complaint.office == here().id,
        Complaint.next_due_at < clock.now(),
        Complaint.escalation < TO_CAMAT,
    )
    # Looked at first without the write lock: a late one waits here for days.
    raised = sum(_raise(row.id) for row in list(late) if _next_level(row) is not None)
    return raised + sum(_end(row.id) for row in list(_lapsed()))


def _raise(complaint_id: int) -> int:
    with db.transaction():
        row = Complaint.get_by_id(complaint_id)
        level = _next_level(row)
        if level is None:
            return 0
        change(row, escalation=level, escalated_at=clock.now())
        record(row, "escalate", SYSTEM, reason=str(level))
    return 1


def _next_level(row: Complaint) -> int | None:
    """To whom it goes now; None when it is in time, is with the Camat, or has yet to wait."""
    due = dues.next_due(row)
    if due is None or due >= clock.now() or row.escalation >= TO_CAMAT:
        return None
    if row.guarded:
        return TO_CAMAT
    if row.escalation == TO_SECRETARY and not _waited_enough(row, due):
        return None
    return row.escalation + 1


def _waited_enough(row: Complaint, due: datetime) -> bool:
    """Whether the secretary has had the days: for this step that is late, not for an earlier."""
    assert row.escalated_at is not None  # the first level was reached then
    return clock.now() > dues.closing_after(
        max(row.escalated_at, due), here().settings.complaint_escalation_days
    )


def _end(complaint_id: int) -> int:
    with db.transaction():
        row = _lapsed().where(Complaint.id == complaint_id).first()
        if row is None:  # meanwhile it was completed
            return 0
        if row.reported_at is None:
            stood = clock.now() - _asked_at(row)
            begins = row.clock_from + stood
            fresh = vars(dues.dues(begins, row.kind))
            move(row, "unanswered", SYSTEM, incomplete_until=None, clock_from=begins, **fresh)
        else:
            move(row, "lapse", SYSTEM, reason=states.LAPSED, closed_at=clock.now())
    return 1


def _asked_at(row: Complaint) -> datetime:
    asked = dues.last_event(row, "ask")
    assert asked is not None  # it is what it waits for
    return asked.at


def _lapsed() -> Any:
    """What its complainant never completed."""
    return (
        Complaint.select()
        .where(
            Complaint.office == here().id,
            Complaint.state == states.INCOMPLETE,
            Complaint.incomplete_until < clock.service_day(),
        )
        .order_by(Complaint.recorded_at)
    )
