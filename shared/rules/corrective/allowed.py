"""What may be done with a corrective action now, by whom, and in words why not.

Rules, pages, programs and tests all ask here. Whether somebody sees it at all is
`lists.visible`'s to say.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.errors import N_, AppError, NotAllowed, Refused
from shared.records import CorrectiveAction, CorrectiveEvent, Staff
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.corrective.view import DONE, LABELS, OPEN, PLANNED

PLAN, DO, VERIFY = "plan", "do", "verify"
SAME_PERSON = "same-person"
ISSUERS = (*sight.OVERSEERS, *sight.SECTION_HEADS)
_BEGINS = {PLAN: (OPEN, PLANNED), DO: (PLANNED,), VERIFY: (DONE,)}


def issues(who: sight.Reader, unit: str = "") -> bool:
    """Whether they may ask for corrective action, of that section where one is named."""
    heads = not who.roles.isdisjoint(sight.SECTION_HEADS)
    return who.oversees or (heads and (not unit or unit in who.sections_led))


def why_not(
    step: str, row: CorrectiveAction, who: sight.Reader, hands: Mapping[int, int] | None = None
) -> AppError | None:
    """Why this reader may not take the step now; None when they may.

    `hands`: by whom each was carried out, for whoever asks of many.
    """
    if row.state not in _BEGINS[step]:
        return Refused(
            N_("PTPP ini berstatus “%(label)s”, jadi langkah itu tidak dapat dilakukan."),
            code="wrong-state",
            label=LABELS[row.state],
        )
    if not _WHOSE[step](row, who):
        return NotAllowed(N_("Langkah ini bukan untuk peran Anda."))
    if step == VERIFY and who.staff_id in (row.owner_id, (hands or carried_out([row])).get(row.id)):
        return Refused(N_("Verifikasi harus oleh orang lain."), code=SAME_PERSON)
    return None


def refusals(row: CorrectiveAction, who: sight.Reader) -> dict[str, AppError | None]:
    """Each step, with why this reader may not take it now; None for those that they may take."""
    return {step: why_not(step, row, who) for step in _BEGINS}


def _leads(row: CorrectiveAction, who: sight.Reader) -> bool:
    """Whether the plan for its section is theirs."""
    return issues(who, row.unit)


def _carries_out(row: CorrectiveAction, who: sight.Reader) -> bool:
    """Whether they may write down that it was done: whoever is responsible, or who leads it.

    What the secretary or the Camat is responsible for, they write down themselves: the other of
    the two is needed to judge it.
    """
    if who.staff_id == row.owner_id:
        return True
    return _leads(row, who) and not (who.oversees and sight.reader(row.owner_id).oversees)


# Whoever asked for it may judge it too: it is what others did.
_WHOSE = {PLAN: _leads, DO: _carries_out, VERIFY: lambda _row, who: who.oversees}


def carried_out(rows: Iterable[CorrectiveAction]) -> dict[int, int]:
    """Who of the office wrote each of them down as done."""
    wrote = (Staff.office == CorrectiveEvent.office) & (Staff.username == CorrectiveEvent.who)
    found: Any = (
        CorrectiveEvent.select(CorrectiveEvent.action_id, Staff.id)
        .join(Staff, on=wrote)
        .where(
            CorrectiveEvent.office == here().id,
            CorrectiveEvent.action_id.in_([row.id for row in rows]),
            CorrectiveEvent.what == "do",
        )
        .order_by(CorrectiveEvent.id)
    )
    return dict(found.tuples())
