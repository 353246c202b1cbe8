"""The seats of those who oversee, `/sekretaris` and `/camat`: what waits for them, the office now.

Complaints that are guarded or late, the box, recaps, corrective actions; queue, files, printers.
"""

from flask import Blueprint

from kiosk.seats.common import page
from shared import clock
from shared.rules.common import staff
from shared.rules.complaints import dues, lists, recap_view, sight, suggestion_box
from shared.rules.complaints.view import ComplaintView
from shared.rules.corrective import lists as corrective
from shared.rules.oversight import office_now, samples
from shared.rules.quality import drafts, facilities, office_month
from shared.rules.queue import floor
from shared.web import guards

# For whom a recap that was not announced waits.
_WAITS = {
    recap_view.DRAFT: "Belum diajukan Meja Informasi",
    recap_view.SUBMITTED: "Menunggu persetujuan Camat",
    recap_view.RETURNED: "Dikembalikan ke Meja Informasi",
    recap_view.APPROVED: "Disetujui, belum ditempel",
}


def _seat(
    role: str, post: str, place: str, picture: str
) -> tuple[Blueprint, tuple[str, str, str, tuple[str, ...]]]:
    """The seat of one of them, and its tile at the sign-in."""
    bp = Blueprint(place, __name__, url_prefix=f"/{role}")
    bp.before_request(guards.seat(role))
    bp.add_url_rule("", "desk", lambda: _draw(role, post, place))
    return bp, (f"/{role}", post, picture, (role,))


def _draw(role: str, post: str, place: str) -> str:
    """What waits for whoever is signed in, at the seat of that post, and the office now."""
    whole, who = floor.picture(), sight.reader(guards.require_officer().id)
    seen, actions = _open(who), corrective.actions(who)
    waiting = {
        "guarded": [one for one in seen if one.guarded],
        "late": [one for one in seen if not one.guarded and _is_raised(one)],
        "unled": [one for one in seen if one.unit in who.unled and not _is_raised(one)],
        "box": suggestion_box.overdue(),
        "recaps": [one for one in recap_view.standings() if one.over and one.state in _WAITS],
        "verify": corrective.to_verify(who),
        "late_corrective_actions": [one for one in actions if one.late],
        "suggested": corrective.suggestions(who),
        "samples": samples.waiting(),
        "revision": [one for one in [drafts.waits_for(role)] if one],
        "facilities": [one for one in facilities.stands(clock.service_day()) if one.short],
    }
    return page.draw(
        "seats/oversight/desk.html",
        whole,
        now=office_now.of(whole, who),
        waiting=waiting,
        calm=not any(waiting.values()),
        waits=_WAITS,
        report=office_month.newest(),
        post=post,
        place=place,
    )


def _open(who: sight.Reader) -> list[ComplaintView]:
    """Every open complaint that stands in one of the reader's lists, the most urgent first."""
    inbox = lists.inbox(who)
    every = (*inbox.late, *inbox.unclassified, *inbox.unreported, *inbox.mine, *inbox.waiting)
    return sorted(
        {one.id: one for one in every}.values(),
        key=lambda one: (-one.escalation, one.next_due or one.due_at, one.recorded_at),
    )


def _is_raised(one: ComplaintView) -> bool:
    return one.escalation > 0 or one.light == dues.RED


SEATS = (
    _seat(staff.SECRETARY, "Sekretaris", "secretary", "eye-check"),
    _seat(staff.CAMAT, "Camat", "camat", "building-bank"),
)
