"""Which corrective actions a reader may see, and which problems ask for one."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from shared import clock
from shared.records import Complaint, CorrectiveAction, CorrectiveEvent
from shared.rules.common.office import here
from shared.rules.complaints import quarters, sight
from shared.rules.complaints.sight import Reader
from shared.rules.corrective.view import CLOSED, OPEN, PLANNED, ActionView, view

REPEATED = 3
_LONGEST_NUMBER = 12


@dataclass(frozen=True)
class Suggestion:
    """A category that came up so often in a quarter that a cause should be looked for.

    `unit` is empty when it was counted in the whole office.
    """

    category: str
    unit: str
    times: int


def actions(who: Reader, state: str = "") -> list[ActionView]:
    """The corrective actions that this reader may see, newest first."""
    query = CorrectiveAction.select().where(CorrectiveAction.office == here().id, visible(who))
    if state:
        query = query.where(CorrectiveAction.state == state)
    return [view(row) for row in query.order_by(CorrectiveAction.id.desc())]


def of_complaint(complaint_id: int, who: Reader) -> list[ActionView]:
    """The corrective actions that follow from a complaint."""
    return [one for one in actions(who) if one.complaint_id == complaint_id]


def numbers(who: Reader) -> dict[int, list[str]]:
    """The numbers of the corrective actions that follow from each complaint, oldest first."""
    found: dict[int, list[str]] = {}
    for one in reversed(actions(who)):
        if one.complaint_id is not None:
            found.setdefault(one.complaint_id, []).append(one.number)
    return found


def tasks(who: Reader) -> list[ActionView]:
    """What this person has to carry out, or to plan for their section; what has no day first."""
    table = CorrectiveAction
    to_do = (table.owner_id == who.staff_id) & (table.state == PLANNED)
    to_plan = table.unit.in_(sorted(who.sections_led)) & (table.state == OPEN)
    query = table.select().where(table.office == here().id, to_do | to_plan, visible(who))
    return [view(row) for row in query.order_by(table.due_on, table.id)]


def by_number(text: str, who: Reader) -> CorrectiveAction | None:
    """The corrective action of a number as people write it, if this reader may see it."""
    prefix, year, number = (*text.strip().upper().split("-"), "", "", "")[:3]
    digits = (year + number).isascii() and year.isdigit() and number.isdigit()
    if prefix != "PTPP" or not digits or len(year + number) > _LONGEST_NUMBER:
        return None
    found: CorrectiveAction | None = CorrectiveAction.get_or_none(
        CorrectiveAction.office == here().id,
        CorrectiveAction.year == int(year),
        CorrectiveAction.number == int(number),
        visible(who),
    )
    return found


def events(action_id: int) -> list[CorrectiveEvent]:
    """What happened to a corrective action that the reader has already been shown."""
    query = CorrectiveEvent.select().where(
        CorrectiveEvent.office == here().id, CorrectiveEvent.action_id == action_id
    )
    return list(query.order_by(CorrectiveEvent.id))


def suggestions(who: Reader) -> list[Suggestion]:
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
        Suggestion(category, unit, times)
        for (category, unit), times in sorted(counted.items())
        if times >= REPEATED and (category, unit) not in covered
    ]


def visible(who: Reader) -> Any:
    """What they may see as a head or an overseer; whoever must act sees their own as well."""
    table = CorrectiveAction
    return sight.visible(who, table) | ((table.owner_id == who.staff_id) & ~table.guarded)


def _unit(unit: str | None, who: Reader) -> str:
    """Where a repetition is counted: empty for the whole office."""
    return "" if who.oversees else unit or ""


def _covered(year: int, quarter: int, who: Reader) -> set[tuple[str, str]]:
    begins = quarters.begins(year, quarter)
    rows = CorrectiveAction.select().where(
        CorrectiveAction.office == here().id,
        visible(who),
        (CorrectiveAction.issued_at >= begins) | (CorrectiveAction.state != CLOSED),
    )
    return {(row.category or "", _unit(row.unit, who)) for row in rows}
