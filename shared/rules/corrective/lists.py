"""Which corrective actions a reader may see, and which problems ask for one."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from shared import clock
from shared.errors import N_, Invalid, NotFound
from shared.records import Complaint, CorrectiveAction
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.complaints import names, quarters, sight
from shared.rules.complaints.view import category_title
from shared.rules.corrective import allowed
from shared.rules.corrective.view import (
    CLOSED,
    DONE,
    OPEN,
    PLANNED,
    PREFIX,
    CorrectiveActionView,
    number_text,
    view,
    views,
)

REPEATED = 3


@dataclass(frozen=True)
class Suggestion:
    """A category that came up so often in a quarter that a cause should be looked for.

    `unit` is empty when it was counted in the whole office.
    """

    category: str
    category_title: str
    unit: str
    unit_name: str
    times: int


def actions(who: sight.Reader, state: str = "") -> list[CorrectiveActionView]:
    """The corrective actions that this reader may see, newest first."""
    return views(_rows(who, *([CorrectiveAction.state == state] if state else [])))


def of_complaint(complaint_id: int, who: sight.Reader) -> list[CorrectiveActionView]:
    """The corrective actions that follow from a complaint, newest first."""
    return views(_rows(who, CorrectiveAction.complaint_id == complaint_id))


def numbers(who: sight.Reader) -> dict[int, list[str]]:
    """The numbers of the corrective actions that follow from each complaint, oldest first."""
    found: dict[int, list[str]] = {}
    for row in reversed(list(_rows(who, CorrectiveAction.complaint_id.is_null(False)))):
        found.setdefault(row.complaint_id, []).append(number_text(row.year, row.number))
    return found


def tasks(who: sight.Reader) -> list[CorrectiveActionView]:
    """What this person has to carry out, or to plan for their section; what has no day first."""
    table = CorrectiveAction
    to_do = (table.owner_id == who.staff_id) & (table.state == PLANNED)
    to_plan = table.unit.in_(sorted(who.sections_led)) & (table.state == OPEN)
    return views(_rows(who, to_do | to_plan).order_by(table.due_on, table.issued_at))


def to_verify(who: sight.Reader) -> list[CorrectiveActionView]:
    """Those that were carried out and that this reader may judge, newest first."""
    rows = list(_rows(who, CorrectiveAction.state == DONE))
    hands = allowed.carried_out(rows)
    return views(row for row in rows if not allowed.why_not(allowed.VERIFY, row, who, hands))


def by_number(text: str, who: sight.Reader) -> CorrectiveAction | None:
    """The corrective action of a number as people write it, if this reader may see it."""
    try:
        year, number = names.split(text, PREFIX)
    except Invalid:
        return None
    return find(who, CorrectiveAction.year == year, CorrectiveAction.number == number)


def by_id(action_id: int, by: Actor) -> CorrectiveActionView:
    """The corrective action, if whoever asks may see it; else NotFound."""
    return view(existing(find(sight.reader(by.staff_id), CorrectiveAction.id == action_id)))


def find(who: sight.Reader, *where: Any) -> CorrectiveAction | None:
    """The corrective action that fits, if this reader may see it."""
    found: CorrectiveAction | None = _rows(who, *where).first()
    return found


def existing(row: CorrectiveAction | None) -> CorrectiveAction:
    """The row itself; NotFound where there is none."""
    if row is None:
        raise NotFound(N_("PTPP ini tidak ada."), code="no-action")
    return row


def suggestions(who: sight.Reader) -> list[Suggestion]:
    """Categories that came three times this quarter and have no action of their own.

    Counts only what this reader may see: in the whole office for those who oversee it, whether it
    was reported already or is supervisory; for a head of section what was reported to them.
    """
    year, quarter = quarters.of(clock.service_day())
    first, last = quarters.span(year, quarter)
    rows = Complaint.select(Complaint.category, Complaint.unit).where(
        Complaint.office == here().id, sight.visible(who), Complaint.day.between(first, last)
    )
    counted = Counter((row.category, _unit(row.unit, who)) for row in rows)
    covered = _covered(year, quarter, who)
    return [
        Suggestion(
            category,
            category_title(category),
            unit,
            here().standard.unit(unit).name if unit else "",
            times,
        )
        for (category, unit), times in sorted(counted.items())
        if times >= REPEATED and (category, unit) not in covered
    ]


def visible(who: sight.Reader) -> Any:
    """What they may see as a head or an overseer; whoever must act sees their own as well."""
    table = CorrectiveAction
    return sight.visible(who, table) | ((table.owner_id == who.staff_id) & ~table.guarded)


def _rows(who: sight.Reader, *where: Any) -> Any:
    """The corrective actions of the office that fit and that this reader may see, newest first."""
    table = CorrectiveAction
    mine = table.select().where(table.office == here().id, visible(who), *where)
    return mine.order_by(table.issued_at.desc(), table.id)


def _unit(unit: str | None, who: sight.Reader) -> str:
    """Where a repetition is counted: empty for the whole office."""
    return "" if who.oversees else unit or ""


def _covered(year: int, quarter: int, who: sight.Reader) -> set[tuple[str, str]]:
    begins = quarters.begins(year, quarter)
    running = (CorrectiveAction.issued_at >= begins) | (CorrectiveAction.state != CLOSED)
    return {(row.category or "", _unit(row.unit, who)) for row in _rows(who, running)}
