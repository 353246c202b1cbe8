"""Whose hands a corrective action passes through: who carries it out, and who else judges it."""

from shared.records import CorrectiveEvent, Staff
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.complaints.sight import Reader


def leads(unit: str, who: Reader) -> bool:
    """Whether the plan for this section is theirs."""
    return who.oversees or unit in who.sections_led


def may_carry_out(owner_id: int | None, unit: str, who: Reader) -> bool:
    """Whether they may write down that it was done: whoever is responsible, or who leads it.

    What the secretary or the Camat is responsible for, they write down themselves:
    the other of the two is needed to judge it.
    """
    if who.staff_id == owner_id:
        return True
    return leads(unit, who) and not (who.oversees and sight.reader(owner_id).oversees)


def may_verify(action_id: int, owner_id: int | None, who: Reader) -> bool:
    """Whether they may judge it: neither responsible for it nor the one who wrote it down as done.

    Whoever asked for it may: it is not their own work that they look at.
    """
    return who.oversees and who.staff_id not in (owner_id, _carried_out_by(action_id))


def _carried_out_by(action_id: int) -> int | None:
    done = (
        CorrectiveEvent.select()
        .where(
            CorrectiveEvent.office == here().id,
            CorrectiveEvent.action_id == action_id,
            CorrectiveEvent.what == "do",
        )
        .order_by(CorrectiveEvent.id.desc())
        .first()
    )
    row = done and Staff.get_or_none(Staff.office == here().id, Staff.username == done.who)
    return row.id if row else None
