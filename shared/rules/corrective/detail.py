"""One corrective action with everything that its page tells, to somebody who may see it."""

from dataclasses import dataclass

from shared.records import Complaint, CorrectiveAction, CorrectiveEvent
from shared.rules.common.office import here
from shared.rules.complaints import names, sight
from shared.rules.complaints.lists import SignedStep
from shared.rules.corrective import actions, allowed, evidence, lists
from shared.rules.corrective.view import CorrectiveActionView, number_text, view


@dataclass(frozen=True)
class CorrectiveActionDetail:
    """A corrective action as its page tells it; `may` are the steps that its reader may take now.

    `complaint`: the number of the one behind it, if the reader may see that. `followed_by`: the
    one that follows because it did not work. `files`: what shows that it was carried out.
    `too_early`: it cannot be said yet that it worked. `judged_by_another`: the reader judges, but
    not what they did themselves.
    """

    one: CorrectiveActionView
    may: frozenset[str]
    steps: tuple[SignedStep, ...]
    complaint: str
    followed_by: str
    files: tuple[evidence.Evidence, ...]
    too_early: bool
    judged_by_another: bool


def of(number: str, who: sight.Reader) -> CorrectiveActionDetail:
    """The corrective action of that number, if this reader may see it; else NotFound."""
    row = lists.existing(lists.by_number(number, who))
    refusals = allowed.refusals(row, who)
    events = CorrectiveEvent.select().where(
        CorrectiveEvent.office == here().id, CorrectiveEvent.action_id == row.id
    )
    return CorrectiveActionDetail(
        one=view(row),
        may=frozenset(step for step, refusal in refusals.items() if refusal is None),
        steps=tuple(
            SignedStep(event.at, event.what, event.name, event.role, text=event.text or "")
            for event in events.order_by(CorrectiveEvent.id)
        ),
        complaint=_complaint(row, who),
        followed_by=_followed_by(row, who),
        files=tuple(evidence.of(row)),
        too_early=actions.too_early(row.verify_from),
        judged_by_another=getattr(refusals[allowed.VERIFY], "code", "") == allowed.SAME_PERSON,
    )


def _complaint(row: CorrectiveAction, who: sight.Reader) -> str:
    found = row.complaint_id and sight.find(Complaint.id == row.complaint_id, sight.visible(who))
    return names.number_of(found) if found else ""


def _followed_by(row: CorrectiveAction, who: sight.Reader) -> str:
    found = row.effective is False and lists.find(who, CorrectiveAction.follows_id == row.id)
    return number_text(found.year, found.number) if found else ""
