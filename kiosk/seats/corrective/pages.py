"""Corrective and preventive action `/ptpp`: the register, a new one, and one of them (11.7)."""

from flask import Blueprint, Response, request

from kiosk.seats.common import page
from kiosk.seats.complaints.progress import along, told
from kiosk.seats.paper import papers
from shared import clock
from shared.documents import maker
from shared.errors import N_, NotFound
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.complaints import lists as complaints
from shared.rules.complaints import sight
from shared.rules.complaints.view import view
from shared.rules.complaints.way import LONGEST
from shared.rules.corrective import actions, allowed, detail, evidence, lists
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
    CorrectiveActionView,
)
from shared.web import guards

ROLES = (
    *sight.OVERSEERS,
    *sight.SECTION_HEADS,
    *(one for one in staff.ROLES if one not in sight.READERS),
    staff.INFO_DESK,
)
"""Everybody who may have something to carry out; the strongest role first."""

bp = Blueprint("corrective", __name__, url_prefix="/ptpp")
bp.before_request(guards.seat(*ROLES))

forms = Blueprint("corrective_paper", __name__, url_prefix="/ptpp")
forms.before_request(guards.seat(*(role for role in staff.ROLES if role != staff.ADMIN)))

LATE = "late"
_STAGES = {
    OPEN: "Masalah",
    PLANNED: "Rencana",
    DONE: "Dilaksanakan",
    CLOSED: "Diverifikasi",
}
_DEEDS = {
    "issue": "PTPP diterbitkan",
    "plan": "Rencana ditulis",
    "attach": "Bukti dilampirkan",
    "detach": "Bukti dilepas",
    "do": "Rencana dilaksanakan",
    "verify": "Hasil diverifikasi",
}


@bp.get("")
def register() -> str:
    """Every corrective action that this reader may see, newest first."""
    who = _reader()
    wanted, may_issue = request.args.get("status", ""), allowed.issues(who)
    every = lists.actions(who)
    return page.draw(
        "seats/corrective/actions.html",
        rows=[one for one in every if wanted in ("", one.state, LATE if one.late else "")],
        wanted=wanted,
        counts=_counts(every),
        labels=LABELS,
        late=LATE,
        suggested=lists.suggestions(who) if may_issue else [],
        may_issue=may_issue,
        mine=who.staff_id,
    )


@forms.get("/<number>/ptpp.pdf")
def form(number: str) -> Response:
    """The form on paper."""
    drawn = maker.make(corrective_papers.form(number, guards.actor()))
    return papers.show(drawn, f"{number.upper()}.pdf")


@bp.get("/<number>/bukti/<int(max=2147483647):file>")
def evidence_file(number: str, file: int) -> Response:
    """A file that shows that it was carried out: to be saved, never opened by the browser."""
    found, data = evidence.content(number, file, guards.actor())
    answer = papers.show(data, found.name, found.kind, save=True)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@bp.get("/baru")
def new() -> str:
    """A new one: what is wrong, where it was seen, whose it is."""
    who, today = _reader(), clock.service_day()
    if not allowed.issues(who):
        raise NotFound(N_("Halaman ini tidak ada."))
    given = {name: text[:40] for name, text in request.args.items()}
    row = complaints.by_number(given.get("pengaduan", ""), who)
    complaint = view(row) if row else None
    source, problem = given.get("sumber", ""), request.args.get("uraian", "")[:LONGEST]
    return page.draw(
        "seats/corrective/action_new.html",
        complaint=complaint,
        category=complaint.category_code if complaint else given.get("kategori", ""),
        unit=complaint.unit if complaint else given.get("seksi", ""),
        problem=problem,
        source=source if source in SOURCES else next(iter(SOURCES)),
        units=[one for one in here().standard.units_on(today) if allowed.issues(who, one.code)],
        categories=here().standard.complaints.categories,
        sources=SOURCES,
        severities=SEVERITIES,
        longest=LONGEST,
    )


@bp.get("/<number>")
def one(number: str) -> str:
    """One of them, from the problem to whether it worked."""
    who = _reader()
    found = detail.of(number, who)
    return page.draw(
        "seats/corrective/action.html",
        found=found,
        one=found.one,
        may=found.may,
        own=found.one.owner_id == who.staff_id,
        stages=along(_STAGES, found.one.state, passed=True),
        causes=CAUSES,
        whys=actions.WHYS,
        way_back=[told(step, _DEEDS.get(step.what, step.what)) for step in found.steps[::-1]],
        people=[person for person in staff.everybody() if person.active],
        today=clock.service_day(),
        verify_days=here().settings.corrective_verify_days,
        accepted=",".join(evidence.ENDINGS),
        longest=LONGEST,
        longest_why=actions.LONGEST_WHY,
        longest_correction=actions.LONGEST_CORRECTION,
    )


def _reader() -> sight.Reader:
    return sight.reader(guards.require_officer().id)


def _counts(every: list[CorrectiveActionView]) -> dict[str, int]:
    counted = {state: sum(one.state == state for one in every) for state in LABELS}
    return {"": len(every), **counted, LATE: sum(one.late for one in every)}
