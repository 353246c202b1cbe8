"""When a complaint must be reported, classified, first answered and finished (DOMAIN 3.3)."""

from datetime import datetime
from typing import Any

from shared import clock
from shared.announce import announce
from shared.errors import N_
from shared.records import Complaint, ComplaintEvent
from shared.rules.common import journal
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.complaints import states
from shared.rules.complaints.names import number_text
from shared.rules.hours import opening

REPORT, CLASSIFY, REPLY, FINISH = "report", "classify", "reply", "finish"
WHAT = {
    REPORT: N_("Dilaporkan kepada Kepala Seksi"),
    CLASSIFY: N_("Digolongkan"),
    REPLY: N_("Tanggapan pertama"),
    FINISH: N_("Selesai ditindaklanjuti"),
}
GREEN, AMBER, RED, NO_LIGHT = "green", "amber", "red", ""
_COLUMNS = (
    (REPORT, "report_due_at", "reported_at"),
    (CLASSIFY, "classify_due_at", "classified_at"),
    (REPLY, "reply_due_at", "replied_at"),
    (FINISH, "due_at", "closed_at"),
)


def days_of(kind: str | None) -> int:
    """Working days for a complaint of that class; one not yet classified counts as ordinary."""
    settings = here().settings
    return {
        states.INFORMATION: settings.complaint_information_days,
        states.SUGGESTION: settings.complaint_suggestion_days,
        states.SUPERVISORY: settings.complaint_supervisory_days,
    }.get(kind or "", settings.complaint_ordinary_days)


def dues(start: datetime, kind: str | None) -> dict[str, Any]:
    """The four deadlines of a complaint whose clock starts at that (aware) moment."""
    settings = here().settings
    return {
        "report_due_at": closing_after(start, 0),
        "classify_due_at": closing_after(start, settings.complaint_classify_days),
        "reply_due_at": closing_after(start, settings.complaint_reply_days),
        "due_at": closing_after(start, days_of(kind)),
    }


def of(row: Complaint, kind: str | None) -> dict[str, Any]:
    """The deadlines of a complaint in the book, as a complaint of that class.

    One that was guarded and is not any more is reported on the working day of that change.
    """
    found = dues(row.clock_from, kind)
    released = last_event(row, "release") if row.reported_at is None else None
    if released is not None and released.at > row.clock_from:
        found["report_due_at"] = closing_after(released.at, 0)
    return found


def answered(row: Complaint) -> bool:
    """Whether the complainant has an answer, given since they said that it was not settled."""
    if row.answered_at is None or row.settled is not False:
        return row.answered_at is not None
    return row.settled_at is not None and row.answered_at > row.settled_at


def last_event(row: Complaint, what: str) -> ComplaintEvent | None:
    """The last time that happened to the complaint."""
    found: ComplaintEvent | None = (
        ComplaintEvent.select()
        .where(
            ComplaintEvent.office == here().id,
            ComplaintEvent.complaint_id == row.id,
            ComplaintEvent.what == what,
        )
        .order_by(ComplaintEvent.id.desc())
        .first()
    )
    return found


def closing_after(moment: datetime, working_days: int) -> datetime:
    """The close of service so many working days after the (aware) moment; 0: the same day's.

    What comes after closing time, or on a day off, counts from the next working day.
    """
    days = opening.calendar(clock.service_day(moment))
    first = clock.service_day(days.start_of_clock(moment))
    closes = days.close_of(days.working_days_after(first, working_days))
    assert closes is not None  # it is a working day
    return closes


def pending(row: Complaint) -> list[tuple[str, datetime]]:
    """Deadlines still to be kept, the nearest first; none while the complainant must complete."""
    if row.state not in states.WORKING:
        return []
    found = [
        (what, getattr(row, due)) for what, due, done in _COLUMNS if getattr(row, done) is None
    ]
    return sorted(found, key=lambda one: one[1])


def next_due(row: Complaint) -> datetime | None:
    """The nearest deadline still to be kept."""
    return next((due for _, due in pending(row)), None)


def light(row: Complaint) -> str:
    """Red: late; amber: due today or on the next working day; green; empty: nothing is due."""
    due = next_due(row)
    if due is None:
        return NO_LIGHT
    if clock.now() > due:
        return RED
    return AMBER if due <= closing_after(clock.now(), 1) else GREEN


def recompute(by: Actor = SYSTEM) -> int:
    """The calendar changed: move the deadlines of open complaints; how many moved."""
    moved = 0
    for row in Complaint.select().where(
        Complaint.office == here().id, Complaint.state.in_(states.OPEN)
    ):
        fresh = of(row, row.kind)
        if any(getattr(row, name) != moment for name, moment in fresh.items()):
            for name, moment in fresh.items():
                setattr(row, name, moment)
            row.next_due_at = next_due(row)
            row.save()
            journal.write(by, "complaint.recomputed", number_text(row.year, row.number))
            moved += 1
    if moved:
        announce("complaints")
    return moved
