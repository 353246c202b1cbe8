"""Sign in and out; the throttle and the passwords are rules/common/staff's."""

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from shared.errors import AppError
from shared.rules.common import journal, staff
from shared.web import errors, guards

bp = Blueprint("sign_in", __name__)

SEATS: list[tuple[str, str, str, tuple[str, ...]]] = []
"""(address, title, icon, roles) of every seat; parts add theirs when they are put in."""


@bp.app_context_processor
def _seats_of() -> dict[str, Any]:
    return {"seats_of": seats_of}


@bp.get("/masuk")
def form() -> AnyResponse | str:
    """The sign-in page; somebody signed in already goes to their first seat."""
    if guards.maybe_officer() is not None:
        return redirect(_onward())
    return _page()


@bp.post("/masuk")
def enter() -> AnyResponse:
    username = request.form.get("username", "").strip().lower()
    try:
        person = staff.sign_in(username, request.form.get("password", ""), guards.address())
    except AppError as error:
        if errors.wants_json():
            raise
        return Response(_page(errors.say(error), username), error.status, mimetype="text/html")
    guards.begin(person)
    return redirect(_onward())


@bp.post("/keluar")
def leave() -> AnyResponse:
    person = guards.maybe_officer()
    guards.end()
    if person is not None:
        journal.note(person.acting("masuk"), "staff.signed-out", person.username)
    return redirect(url_for("sign_in.form"))


def seats_of(roles: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """The seats (address, title, icon) that these roles may open, in the order of the house."""
    return [(url, title, icon) for url, title, icon, who in SEATS if set(who) & set(roles)]


def _page(message: str = "", username: str = "") -> str:
    return render_template(
        "sign_in.html",
        message=message,
        username=username,
        onward=request.values.get("lanjut", ""),
        practice_staff=current_app.extensions.get("antrean.practice-staff", ()),
    )


def _onward() -> str:
    wanted = request.values.get("lanjut", "")
    if wanted.startswith("/") and not wanted.startswith(("//", "/\\")):
        return wanted
    roles = guards.require_officer().roles
    own = [url for url, _title, _icon, who in SEATS if who[:1] == roles[:1]]
    mine = own or [url for url, _title, _icon in seats_of(roles)]
    return mine[0] if mine else url_for("sign_in.nothing")


@bp.get("/masuk/belum-ada")
def nothing() -> str:
    """For somebody whose roles have no seat yet."""
    return render_template("no_seat.html", person=guards.require_officer())
