"""Corrective and preventive action `/ptpp`: the register, a new one, and one of them (11.7)."""

from typing import Any

from flask import Blueprint, Response, request

from kiosk.seats.common import page
from kiosk.seats.paper import papers
from shared import clock
from shared.documents import maker
from shared.errors import N_, Invalid, NotFound
from shared.records import Complaint, CorrectiveEvent
from shared.rules.applications import seat_lists
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.complaints import lists as complaints
from shared.rules.complaints import sight
from shared.rules.complaints.names import number_text
from shared.rules.complaints.sight import Reader
from shared.rules.corrective import actions, hands, lists
from shared.rules.corrective import papers as corrective_papers
from shared.rules.corrective.view import (
    CAUSES,
    CLOSED,
    DONE,
    LABELS,
    OPEN,
    PLANNED,
    SEVERITIES,
    SOURCES,
    ActionView,
)
from shared.web import guards

ROLES = (
    *sight.OVERSEERS,
    *sight.HEADS,
    *(one for one in staff.ROLES if one not in sight.READERS),
    staff.INFO_DESK,
)
"""Everybody who may have something to carry out; the strongest role first."""

bp = Blueprint("corrective", __name__, url_prefix="/ptpp")
bp.before_request(guards.seat(*ROLES))

forms = Blueprint("corrective_paper", __name__, url_prefix="/ptpp")
forms.before_request(guards.seat(*(role for role in staff.ROLES if role != staff.ADMIN)))

LATE = "late"
_STEPS = ((OPEN, "Masalah"), (PLANNED, "Rencana"), (DONE, "Dilaksanakan"), (CLOSED, "Diverifikasi"))
_EVENTS = {
    "issue": N_("PTPP diterbitkan"),
    "plan": N_("Rencana ditulis"),
    "do": N_("Rencana dilaksanakan"),
    "verify": N_("Hasil diverifikasi"),
}


@bp.get("")
def register() -> str:
    """Every corrective action that this reader may see, newest first."""
    who = _reader()
    wanted = request.args.get("status", "")
    every = lists.actions(who)
    return page.draw(
        "seats/corrective/actions.html",
        rows=[one for one in every if _fits(one, wanted)],
        wanted=wanted,
        counts=_counts(every),
        labels=LABELS,
        late=LATE,
        suggested=lists.suggestions(who) if may_issue() else [],
        may_issue=may_issue(),
        mine=who.staff_id,
    )


@forms.get("/<number>/ptpp.pdf")
def form(number: str) -> Response:
    """The form on paper."""
    drawn = maker.make(corrective_papers.form(number, guards.actor()))
    return papers.show(drawn, f"{number.upper()}.pdf")


@bp.get("/baru")
def new() -> str:
    """A new one: what is wrong, where it was seen, whose it is."""
    if not may_issue():
        raise NotFound(N_("Halaman ini tidak ada."))
    who, today = _reader(), clock.service_day()
    complaint = complaints.by_number(request.args.get("pengaduan", "")[:40], who)
    units = here().standard.units_on(today)
    return page.draw(
        "seats/corrective/action_new.html",
        complaint=complaint,
        complaint_number=_number(complaint) if complaint else "",
        category=complaint.category if complaint else request.args.get("kategori", "")[:40],
        unit=(complaint.unit or "") if complaint else request.args.get("seksi", "")[:40],
        source=request.args.get("sumber", "complaint")[:40],
        units=[one for one in units if who.oversees or one.code in who.heads],
        categories=here().standard.complaints.categories,
        sources=SOURCES,
        severities=SEVERITIES,
    )


@bp.get("/<number>")
def one(number: str) -> str:
    """One of them, from the problem to whether it worked."""
    found = by_number(number)
    return page.draw(
        "seats/corrective/action.html",
        action=found,
        steps=_steps(found.state),
        states={"open": OPEN, "planned": PLANNED, "done": DONE, "closed": CLOSED},
        causes=CAUSES,
        whys=actions.WHYS,
        events=[_told(line) for line in reversed(lists.events(found.id))],
        complaint_number=_complaint_number(found),
        next_number=_next_number(found),
        people=[person for person in staff.everybody() if person.active],
        today=clock.service_day(),
        **_rights(found),
    )


def by_number(text: str) -> ActionView:
    """The corrective action of a number such as `PTPP-2026-003`; NotFound unless it may be seen."""
    row = lists.by_number(text, _reader())
    if row is None:
        raise NotFound(N_("PTPP ini tidak ada."), code="no-action")
    return actions.by_id(row.id, guards.actor())


def complaint_id(text: str) -> int | None:
    """The complaint of a number that somebody wrote; None for none, Invalid for a wrong one."""
    if not text.strip():
        return None
    row = complaints.by_number(text, _reader())
    if row is None:
        raise Invalid(N_("Pengaduan ini tidak ada. Periksa nomornya."), code="complaint")
    return int(row.id)


def may_issue() -> bool:
    """Whether whoever is signed in may ask for corrective action."""
    return bool(set(guards.require_officer().roles) & set(actions.ISSUERS))


def _rights(found: ActionView) -> dict[str, bool]:
    """What whoever is signed in may do with it now; the rules decide once more."""
    who = _reader()
    verifies = hands.may_verify(found.id, found.owner_id, who)
    return {
        "may_plan": hands.leads(found.unit, who) and found.state in (OPEN, PLANNED),
        "may_do": found.state == PLANNED and hands.may_carry_out(found.owner_id, found.unit, who),
        "may_verify": found.state == DONE and verifies,
        "judged_by_another": who.oversees and not verifies,
        "own": found.owner_id == who.staff_id,
    }


def _reader() -> Reader:
    return sight.reader(guards.require_officer().id)


def _fits(one: ActionView, wanted: str) -> bool:
    return not wanted or (one.late if wanted == LATE else one.state == wanted)


def _counts(every: list[ActionView]) -> dict[str, int]:
    counted = {state: sum(one.state == state for one in every) for state in LABELS}
    return {"": len(every), **counted, LATE: sum(one.late for one in every)}


def _steps(state: str) -> list[dict[str, str]]:
    at = [code for code, _ in _STEPS].index(state)
    return [
        {"title": title, "state": "done" if place <= at else "now" if place == at + 1 else "later"}
        for place, (_, title) in enumerate(_STEPS)
    ]


def _told(line: CorrectiveEvent) -> dict[str, Any]:
    return {
        "at": seat_lists.moment_words(line.at),
        "text": _EVENTS.get(line.what, line.what),
        "who": f"{line.name} · {_title(line.role)}",
        "note": line.text or "",
    }


def _title(role: str) -> str:
    return next((post.title for post in here().standard.posts if post.role == role), role)


def _complaint_number(found: ActionView) -> str:
    """The number of the complaint behind it, if this reader may see that one."""
    if found.complaint_id is None:
        return ""
    try:
        return _number(sight.row_for(found.complaint_id, guards.actor()))
    except NotFound:
        return ""


def _next_number(found: ActionView) -> str:
    """The one that follows from it because it did not work."""
    if found.effective is not False:
        return ""
    return next((one.number for one in lists.actions(_reader()) if one.follows == found.number), "")


def _number(row: Complaint) -> str:
    return number_text(row.year, row.number)
