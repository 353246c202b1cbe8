"""What waits for those who oversee: complaints, the box, recaps, corrective actions."""

from kiosk.seats.common import page
from shared.rules.complaints import dues, lists, recap, sight, suggestion_box
from shared.rules.complaints.sight import Reader
from shared.rules.complaints.view import ComplaintView
from shared.rules.corrective import lists as corrective
from shared.web import guards

# For whom a recap that was not announced waits.
_WAITS = {
    recap.DRAFT: "Belum diajukan Meja Informasi",
    recap.SUBMITTED: "Menunggu persetujuan Camat",
    recap.RETURNED: "Dikembalikan ke Meja Informasi",
    recap.APPROVED: "Disetujui, belum ditempel",
}


def draw(post: str, place: str) -> str:
    """What waits for whoever is signed in, at the seat of that post."""
    who = sight.reader(guards.require_officer().id)
    seen, actions = _open(who), corrective.actions(who)
    waiting = {
        "guarded": [one for one in seen if one.guarded],
        "late": [one for one in seen if not one.guarded and _is_raised(one)],
        "unled": [one for one in seen if one.unit in who.unled and not _is_raised(one)],
        "box": suggestion_box.overdue(),
        "recaps": [one for one in recap.standings() if one.over and one.state in _WAITS],
        "verify": corrective.to_verify(who),
        "late_corrective_actions": [one for one in actions if one.late],
        "suggested": corrective.suggestions(who),
    }
    return page.draw(
        "seats/oversight/desk.html",
        waiting=waiting,
        calm=not any(waiting.values()),
        waits=_WAITS,
        post=post,
        place=place,
    )


def _open(who: Reader) -> list[ComplaintView]:
    """Every open complaint that stands in one of the reader's lists, the most urgent first."""
    inbox = lists.inbox(who)
    every = (*inbox.late, *inbox.unclassified, *inbox.unreported, *inbox.mine, *inbox.waiting)
    found = {one.id: one for one in every}
    return sorted(
        found.values(), key=lambda one: (-one.escalation, one.next_due or one.due_at, one.id)
    )


def _is_raised(one: ComplaintView) -> bool:
    return one.escalation > 0 or one.light == dues.RED
