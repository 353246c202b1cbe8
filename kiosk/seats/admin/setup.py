"""The first set-up: the code that opens it, its steps, and what the office still lacks."""

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kiosk.seats.admin import pages
from shared.errors import AppError
from shared.rules.admin import people, setup
from shared.rules.common import staff
from shared.web import errors, guards

bp = Blueprint("admin_setup", __name__, url_prefix="/admin")
bp.before_request(guards.seat(staff.ADMIN))

_BESIDE = {"certificates": "admin_certificates.trusted", "voice": "admin_equipment.voice"}

door = Blueprint("setup", __name__)
"""Open to everybody: who comes in has the code of the terminal, or signs in."""


@door.get("/mulai")
def begin(**values: object) -> AnyResponse | str:
    """The way in: by the code while there is one, else by signing in."""
    if guards.maybe_officer() is not None:
        return redirect(pages.step_page(setup.first_open()))
    if not setup.has_code():
        return redirect(url_for("sign_in.form", lanjut=url_for("setup.begin")))
    return render_template(
        "seats/admin/begin.html",
        most=people,
        shortest=staff.SHORTEST_PASSWORD,
        typed=request.form,
        **values,
    )


@door.post("/mulai")
def enter() -> AnyResponse:
    """Become the admin with a name and a password of one's own."""
    form = request.form
    if form.get("password", "") != form.get("again", ""):
        return _again("Dua isian kata sandi tidak sama.", 422)
    try:
        person = setup.begin(
            form.get("code", ""),
            form.get("name", ""),
            form.get("password", ""),
            guards.address(),
            guards.browser(),
        )
    except AppError as error:
        return _again(errors.say(error), error.status)
    guards.begin(person)
    return redirect(url_for("setup.begin"))


def _again(refusal: str, status: int) -> AnyResponse:
    page = begin(refusal=refusal)
    return page if isinstance(page, AnyResponse) else Response(page, status, mimetype="text/html")


@bp.get("/kurang")
def lacking() -> str:
    """What the office still lacks, each with the page where it is put right."""
    parts = current_app.extensions
    has_authority = bool(parts["antrean.authority"]())
    found = setup.lacks(parts["antrean.speaker"].maker, has_authority=has_authority)
    return pages.draw(
        "lacking",
        lacks=[(one, _where(one.step)) for one in found],
        open=sum(not one.ok for one in found),
        finished=setup.FINISHED in setup.done(),
    )


@bp.post("/mulai/lanjut")
def go_on() -> AnyResponse:
    """This step was looked at; the next one."""
    step = request.form.get("step", "")
    if step in pages.WAYS:
        return pages.go_on(step)
    setup.go_through(step, guards.actor())
    return redirect(url_for("admin_devices.devices", selesai=1) if step == setup.DESKS else "/")


def _where(step: str) -> str:
    kind, _, name = step.partition(" ")
    if kind in _BESIDE:
        return url_for(_BESIDE[kind])
    return url_for("admin_data.file", name=name) if name else url_for(pages.WAYS[kind])
