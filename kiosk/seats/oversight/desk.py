"""What waits for those who oversee: complaints, the box, recaps, corrective actions."""

from dataclasses import dataclass
from datetime import date

from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.complaints import lists, recap, sight, suggestion_box
from shared.rules.complaints.recap import Standing
from shared.rules.complaints.view import ComplaintView, category_title
from shared.rules.corrective import hands
from shared.rules.corrective import lists as corrective
from shared.rules.corrective.view import DONE, ActionView
from shared.web import guards

KEEPERS = (staff.INFO_DESK, *sight.OVERSEERS)
"""Who may read the recap before the public does: its counts tell of guarded complaints too."""


@dataclass(frozen=True)
class Suggested:
    """A problem that came up so often that its cause should be looked for."""

    category: str
    category_title: str
    unit: str
    unit_name: str
    times: int


@dataclass(frozen=True)
class Waiting:
    """Everything that waits for the secretary or the Camat."""

    guarded: tuple[ComplaintView, ...]
    late: tuple[ComplaintView, ...]
    unled: tuple[ComplaintView, ...]
    box: tuple[date, ...]
    recaps: tuple[Standing, ...]
    verify: tuple[ActionView, ...]
    late_actions: tuple[ActionView, ...]
    suggested: tuple[Suggested, ...]

    @property
    def calm(self) -> bool:
        """Whether nothing waits at all."""
        return not any(vars(self).values())


def waiting() -> Waiting:
    """What waits for whoever is signed in."""
    who = sight.reader(guards.require_officer().id)
    seen, unled = _open(who), who.unled
    actions = corrective.actions(who)
    return Waiting(
        guarded=tuple(one for one in seen if one.guarded),
        late=tuple(one for one in seen if not one.guarded and _is_raised(one)),
        unled=tuple(one for one in seen if one.unit in unled and not _is_raised(one)),
        box=tuple(suggestion_box.overdue()),
        recaps=tuple(one for one in recap.standings() if _waits(one)),
        verify=tuple(one for one in actions if _waits_for(one, who)),
        late_actions=tuple(one for one in actions if one.late),
        suggested=tuple(suggested(who)),
    )


def suggested(who: sight.Reader) -> list[Suggested]:
    """Categories that ask for a corrective action, in words."""
    return [
        Suggested(
            category=one.category,
            category_title=category_title(one.category),
            unit=one.unit,
            unit_name=here().standard.unit(one.unit).name if one.unit else "",
            times=one.times,
        )
        for one in corrective.suggestions(who)
    ]


def _waits_for(one: ActionView, who: sight.Reader) -> bool:
    return one.state == DONE and hands.may_verify(one.id, one.owner_id, who)


def _open(who: sight.Reader) -> list[ComplaintView]:
    """Every open complaint that stands in one of the reader's lists, the most urgent first."""
    inbox = lists.inbox(who)
    every = (*inbox.late, *inbox.unclassified, *inbox.unreported, *inbox.mine, *inbox.waiting)
    found = {one.id: one for one in every}
    return sorted(found.values(), key=lambda one: (-one.escalation, _nearest(one), one.id))


def _nearest(one: ComplaintView) -> float:
    return (one.pending[0][1] if one.pending else one.due_at).timestamp()


def _is_raised(one: ComplaintView) -> bool:
    return one.escalation > 0 or one.light == "red"


def _waits(one: Standing) -> bool:
    """Whether somebody has to do something about this recap."""
    return one.over and one.state != recap.ANNOUNCED
