"""Every address of the touchscreen; all of its pages work as plain links and forms."""

from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from kiosk.touch.common import helping, pairing, qr, visit, voice, wording
from kiosk.touch.common.translate import _
from kiosk.touch.common.wording import greeting
from kiosk.touch.complaints import form
from kiosk.touch.complaints import phone as complaint_phone
from kiosk.touch.complaints import touchscreen as complaint
from kiosk.touch.quality import form as survey_form
from kiosk.touch.quality import pages as survey
from kiosk.touch.reading import notices, statements
from kiosk.touch.reading import standard as reading
from kiosk.touch.status import complaint as complaint_status
from kiosk.touch.status import pages as status
from kiosk.touch.tickets import closed, issuing, papers, phone, services, tickets
from shared import clock
from shared.errors import AppError
from shared.rules import queue
from shared.rules.admin import setup
from shared.rules.applications.file_slips import ask_for_checklist
from shared.rules.common.devices import TOUCHSCREEN
from shared.rules.common.office import here
from shared.rules.hours import opening
from shared.rules.paper import slips
from shared.rules.queue import help as help_calls
from shared.rules.queue import slip, standing, touchscreen
from shared.standard import text
from shared.web import guards, languages, limits, screens

bp = Blueprint(
    "touch",
    __name__,
    template_folder="../templates",
    static_folder="../static/touch",
    static_url_path="/kios/static",
)
bp.before_request(pairing.require_known)
bp.after_request(visit.name_device)
bp.add_url_rule("/t/<token>", "phone", phone.page)
bp.add_url_rule("/kios/baca/<key>.wav", "sentence", voice.sentence)
bp.add_url_rule("/kios/lambang", "emblem", visit.emblem)
bp.add_url_rule("/kios/tampilan", "look", visit.change)
bp.add_url_rule("/kios/selesai", "end", visit.end)
bp.add_url_rule("/kios/standar/<number>", "standard_part", reading.part)
bp.add_url_rule("/standar", "public_standard", reading.public)
bp.add_url_rule("/kios/pengumuman", "notices", notices.kiosk)
bp.add_url_rule("/pengumuman", "public_notices", notices.public)
bp.add_url_rule("/kios/pernyataan/<code>", "statement", statements.kiosk)
bp.add_url_rule("/pernyataan/<code>", "public_statement", statements.public)
for where, name, view in (
    ("/kios/status/pengaduan/<token>", "complaint_stand", complaint_status.kiosk),
    ("/status/pengaduan/<token>", "phone_complaint_stand", complaint_status.phone),
):
    bp.add_url_rule(where, name, view, methods=["GET", "POST"])
status.add_to(bp)
complaint.add_to(bp)
complaint_phone.add_to(bp)
survey.add_to(bp)


@bp.context_processor
def _on_every_page() -> dict[str, Any]:
    """What each page shows besides its own."""
    return {
        "look": visit.look(),
        "visit_changed": visit.changed(),
        "idle_seconds": here().settings.idle_seconds,
        "now": clock.now(),
        "zone": str(clock.zone()),
        "fresh_touch": lambda: str(uuid4()),
        "gives_numbers": _gives_numbers,
        "say": voice.say,
        "moods": survey_form.moods,
        "own_emblem": bool(here().settings.logo),
    }


def _version(seen: touchscreen.Home) -> str:
    """Changes when the home page does."""
    return tickets.fingerprint([seen, seen.office.open and survey.asks()])


def _gives_numbers() -> bool:
    return opening.at(clock.now()).open


@bp.get("/")
def front_door() -> str:
    """For whoever typed the address alone."""
    stands = standing.office(clock.now())
    return render_template(
        "touch/reading/front_door.html",
        stands=stands,
        told=wording.stands(stands),
        unprepared=setup.offered(),
    )


@bp.get("/kios")
def home() -> str:
    """What can be done now; pages of their own for an unknown screen and a closed office."""
    screens.let_own_in(TOUCHSCREEN)
    if not guards.may_take_paper():
        return pairing.page()
    seen = touchscreen.home()
    if not seen.office.open:
        return closed.closed_page(seen, _version(seen))
    return render_template(
        "touch/tickets/home.html",
        services=services.cards(seen),
        priority=services.priority(),
        people=services.priority_groups(),
        greeting=greeting(seen.hour),
        no_paper=not seen.printed and slips.has_printer(),
        asks=survey.asks(),
        version=_version(seen),
    )


@bp.get("/kios/keadaan")
def state() -> Response:
    """Whether the home page has to be drawn anew; also how a screen knows the server lives."""
    known = guards.may_take_paper()
    version = _version(touchscreen.home()) if known else pairing.version()
    return jsonify(version=version, now=int(clock.now().timestamp() * 1000))


@bp.get("/kios/syarat/<service>")
def groups(service: str) -> str:
    """What the application is about, where the home page has no room to ask."""
    return render_template(
        "touch/tickets/choose.html",
        service=services.service(service),
        choices=services.groups(service),
        question=_("Keperluan Anda tentang apa?"),
        back=url_for("touch.home"),
    )


@bp.get("/kios/syarat/<service>/<group>")
def kinds(service: str, group: str) -> str:
    """Which kind of application, in people's own words."""
    found = services.group(group)
    return render_template(
        "touch/tickets/choose.html",
        service=services.service(service),
        choices=services.kinds(service, found),
        question=text(found, "title", languages.chosen()),
        back=url_for("touch.home"),
    )


@bp.get("/kios/syarat/<service>/jenis/<kind>", endpoint="papers")
def papers_of(service: str, kind: str) -> str:
    """The papers of one kind, and the number in any case."""
    found = services.kind(kind)
    parts = papers.checklist(found)
    return render_template(
        "touch/tickets/papers.html",
        service=services.service(service),
        kind=found,
        parts=parts,
        outside=any(paper.outside for part in parts for paper in part.papers),
        listed=request.args.get("daftar", ""),
        has_printer=slips.has_printer(),
        back=url_for("touch.kinds", service=service, group=found.group.lower()),
    )


@bp.post("/kios/daftar")
@limits.favours()
def print_list() -> BaseResponse:
    """The checklist on paper, to take home."""
    service = services.service(request.form.get("service", ""))
    kind = services.kind(request.form.get("kind", ""))
    printed = "dicetak" if ask_for_checklist([kind.code]) and touchscreen.prints() else "layar"
    to = url_for("touch.papers", service=service.code, kind=kind.code.lower(), daftar=printed)
    return redirect(to, 303)


@bp.get("/kios/belum-buka/<code>")
def no_counter(code: str) -> BaseResponse | str:
    """No counter serves this now; the number can be taken all the same."""
    service = services.service(code)
    why = standing.unserved(service.code)
    if not why or not _gives_numbers():
        return redirect(url_for("touch.home"))
    return render_template(
        "touch/tickets/no_counter.html",
        service=service,
        why=why.text(_),
        back=url_for("touch.home"),
    )


@bp.get("/kios/prioritas")
def priority() -> BaseResponse | str:
    """Who is served first, on their own word; for which service."""
    if not _gives_numbers():
        return redirect(url_for("touch.home"))
    return render_template(
        "touch/tickets/priority.html",
        services=services.cards(touchscreen.home(priority=True)),
        people=services.priority_groups(),
        priority=services.priority(),
        own_word=queue.OWN_WORD,
        back=url_for("touch.home"),
    )


@bp.post("/kios/nomor")
def issue() -> BaseResponse:
    """A press without script; the number has a page of its own, so that going back is harmless."""
    try:
        issued = issuing.issue(issuing.from_form(request.form))
    except AppError as refusal:
        return redirect(url_for("touch.sorry", code=refusal.code), 303)
    return redirect(url_for("touch.ticket", token=issued.ticket.token), 303)


@bp.get("/kios/tiket/<token>")
def ticket(token: str) -> str:
    """The number just taken, its paper, and how long to wait."""
    found = queue.by_token(token)
    return render_template(
        "touch/tickets/ticket.html",
        ticket=found,
        told=tickets.in_words(found),
        paper=tickets.paper(found),
        qr=qr.drawn(slip.address(token)),
        spoken=tickets.spoken(found),
    )


@bp.get("/kios/maaf/<code>")
def sorry(code: str) -> str | BaseResponse:
    """Why no number could be given, and what to do instead."""
    if code in ("closed", "unpaired"):
        return redirect(url_for("touch.home"), 303)
    return closed.sorry_page(code)


@bp.get("/kios/standar")
def standard() -> str:
    """The parts of the service standard."""
    return reading.index(more="lain" in request.args)


@bp.post("/kios/bantuan")
@limits.favours()
def call_help() -> BaseResponse:
    """Ring on the seats; a script asks for JSON and stays on its page."""
    call = help_calls.call("Layar sentuh", form.known(request.form.get("topik", "")))
    if request.accept_mimetypes.best == "application/json":
        return jsonify(call=call, **vars(helping.told(help_calls.stand(call))))
    return redirect(url_for("touch.help_page", call=call), 303)


@bp.get("/kios/bantuan/<int(max=2147483647):call>")
def help_page(call: int) -> BaseResponse | str:
    """Whether somebody is coming, and where to go meanwhile."""
    told = helping.told(help_calls.stand(call))
    if request.accept_mimetypes.best == "application/json":
        return jsonify(told)
    return render_template("touch/common/help.html", told=told, back=url_for("touch.home"))
