"""When a complaint must be reported, classified, first answered and finished (DOMAIN 3.3)."""

from dataclasses import dataclass, replace
from datetime import datetime

from shared import clock
from shared.announce import announce
from shared.calendar import Calendar
from shared.errors import N_
from shared.records import Complaint, ComplaintEvent
from shared.rules.common import journal
from shared.rules.common.actor import SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.complaints import states
from shared.rules.complaints.names import number_of
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


@dataclass(frozen=True)
class Deadlines:
    """The columns of a complaint that tell until when each thing is done."""

    report_due_at: datetime
    classify_due_at: datetime
    reply_due_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class ComplaintDeadline:
    """One deadline as a page tells it: until when, its light while it runs, when it was kept.

    `stands`: its clock stands while the complainant is asked. `before`: until when it was before
    its clock started anew, where it did. Without light, day and standing it never came to it.
    """

    what: str
    until: datetime
    light: str
    done: datetime | None
    stands: bool
    before: datetime | None

    @property
    def late(self) -> bool:
        """Whether it was kept, but too late."""
        return self.done is not None and self.done > self.until


def days_of(kind: str | None) -> int:
    """Working days for a complaint of that class; one not yet classified counts as ordinary."""
    settings = here().settings
    return {
        states.INFORMATION: settings.complaint_information_days,
        states.SUGGESTION: settings.complaint_suggestion_days,
        states.SUPERVISORY: settings.complaint_supervisory_days,
    }.get(kind or "", settings.complaint_ordinary_days)


def dues(start: datetime, kind: str | None) -> Deadlines:
    """The four deadlines of a complaint whose clock starts at that (aware) moment."""
    settings, days = here().settings, opening.calendar(clock.service_day(start))
    working_days = (
        0,
        settings.complaint_classify_days,
        settings.complaint_reply_days,
        days_of(kind),
    )
    return Deadlines(*(_closing(days, start, count) for count in working_days))


def of(row: Complaint, kind: str | None) -> Deadlines:
    """The deadlines of a complaint in the book, as a complaint of that class.

    One that was guarded and is not any more is reported on the working day of that change.
    """
    found = dues(row.clock_from, kind)
    released = last_event(row, "release")
    if released is not None and released.at > row.clock_from:
        return replace(found, report_due_at=closing_after(released.at, 0))
    return found


def answered(row: Complaint) -> bool:
    """Whether the complainant has an answer, given since they said that it was not settled."""
    if row.answered_at is None or row.settled is not False:
        return row.answered_at is not None
    return row.settled_at is not None and row.answered_at > row.settled_at


def last_event(row: Complaint, what: str) -> ComplaintEvent | None:
    """The last time that happened to the complaint."""
    return last_events(row, what).get(what)


def last_events(row: Complaint, *whats: str) -> dict[str, ComplaintEvent]:
    """The last time that each of these happened to the complaint, where it did."""
    events = ComplaintEvent.select().where(
        ComplaintEvent.office == here().id,
        ComplaintEvent.complaint_id == row.id,
        ComplaintEvent.what.in_(whats),
    )
    return {event.what: event for event in events.order_by(ComplaintEvent.id)}


def closing_after(moment: datetime, working_days: int) -> datetime:
    """The close of service so many working days after the (aware) moment; 0: the same day's.

    What comes after closing time, or on a day off, counts from the next working day.
    """
    return _closing(opening.calendar(clock.service_day(moment)), moment, working_days)


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


def soon() -> datetime:
    """Until when a deadline counts as near: the close of the next working day."""
    return closing_after(clock.now(), 1)


def light(due: datetime | None, near: datetime) -> str:
    """Red: late; amber: due by `near`, which is `soon`; green; empty: nothing is due."""
    if due is None:
        return NO_LIGHT
    if clock.now() > due:
        return RED
    return AMBER if due <= near else GREEN


def table(row: Complaint, near: datetime) -> list[ComplaintDeadline]:
    """Every deadline of the complaint, and what became of it."""
    still, moved = dict(pending(row)), row.clock_from != row.recorded_at
    found = []
    for what, column, done_column in _COLUMNS:
        until, done = getattr(row, column), getattr(row, done_column)
        renewed = moved and what == FINISH
        first = closing_after(row.recorded_at, days_of(row.kind)) if renewed else until
        if row.state == states.ARCHIVED and what == FINISH:
            done = None
        found.append(
            ComplaintDeadline(
                what=WHAT[what],
                until=until,
                light=light(still.get(what), near),
                done=done,
                stands=done is None and row.state == states.INCOMPLETE,
                before=first if first != until else None,
            )
        )
    return found


def recompute(by: Actor = SYSTEM) -> int:
    """The calendar changed: move the deadlines of open complaints; how many moved."""
    moved = 0
    for row in Complaint.select().where(
        Complaint.office == here().id, Complaint.state.in_(states.OPEN)
    ):
        fresh = vars(of(row, row.kind))
        if any(getattr(row, name) != moment for name, moment in fresh.items()):
            for name, moment in fresh.items():
                setattr(row, name, moment)
            row.next_due_at = next_due(row)
            row.save()
            journal.write(by, "complaint.recomputed", number_of(row))
            moved += 1
    if moved:
        announce("complaints")
    return moved


def _closing(days: Calendar, moment: datetime, working_days: int) -> datetime:
    first = clock.service_day(days.start_of_clock(moment))
    closes = days.close_of(days.working_days_after(first, working_days))
    assert closes is not None  # it is a working day
    return closes
