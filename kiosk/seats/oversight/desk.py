"""What waits for those who oversee: complaints, the box, recaps, corrective actions."""

from dataclasses import dataclass
from datetime import date

from kiosk.seats.common import page
from shared.rules.complaints import lists, recap, sight, suggestion_box
from shared.rules.complaints.recap import Standing
from shared.rules.complaints.view import ComplaintView
from shared.rules.corrective import lists as corrective
from shared.rules.corrective.lists import Suggestion
from shared.rules.corrective.view import CorrectiveActionView
from shared.web import guards

# For whom a recap that was not announced waits.
_WAITS = {
    recap.DRAFT: "Belum diajukan Meja Informasi",
    recap.SUBMITTED: "Menunggu persetujuan Camat",
    recap.RETURNED: "Dikembalikan ke Meja Informasi",
    recap.APPROVED: "Disetujui, belum ditempel",
}


@dataclass(frozen=True)
class Waiting:
    """Everything that waits for the secretary or the Camat."""

    guarded: tuple[ComplaintView, ...]
    late: tuple[ComplaintView, ...]
    unled: tuple[ComplaintView, ...]
    box: tuple[date, ...]
    recaps: tuple[Standing, ...]
    verify: tuple[CorrectiveActionView, ...]
    late_corrective_actions: tuple[CorrectiveActionView, ...]
    suggested: tuple[Suggestion, ...]

    @property
    def calm(self) -> bool:
        """Whether nothing waits at all."""
        return not any(vars(self).values())


def draw(post: str, place: str) -> str:
    """What waits for whoever is signed in, at the seat of that post."""
    return page.draw(
        "seats/oversight/desk.html", waiting=_waiting(), waits=_WAITS, post=post, place=place
    )


def _waiting() -> Waiting:
    who = sight.reader(guards.require_officer().id)
    seen, actions = _open(who), corrective.actions(who)
    return Waiting(
        guarded=tuple(one for one in seen if one.guarded),
        late=tuple(one for one in seen if not one.guarded and _is_raised(one)),
        unled=tuple(one for one in seen if one.unit in who.unled and not _is_raised(one)),
        box=tuple(suggestion_box.overdue()),
        recaps=tuple(one for one in recap.standings() if _waits(one)),
        verify=tuple(corrective.to_verify(who)),
        late_corrective_actions=tuple(one for one in actions if one.late),
        suggested=tuple(corrective.suggestions(who)),
    )


def _open(who: sight.Reader) -> list[ComplaintView]:
    """Every open complaint that stands in one of the reader's lists, the most urgent first."""
    inbox = lists.inbox(who)
    every = (*inbox.late, *inbox.unclassified, *inbox.unreported, *inbox.mine, *inbox.waiting)
    found = {one.id: one for one in every}
    return sorted(found.values(), key=lambda one: (-one.escalation, _nearest(one), one.id))


def _nearest(one: ComplaintView) -> float:
    return (one.next_due or one.due_at).timestamp()


def _is_raised(one: ComplaintView) -> bool:
    return one.escalation > 0 or one.light == "red"


def _waits(one: Standing) -> bool:
    """Whether somebody has to do something about this recap."""
    return one.over and one.state != recap.ANNOUNCED
