"""Sign in and out; the throttle and the passwords are rules/common/staff's."""

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from shared import letters
from shared.errors import AppError
from shared.rules.common import news, own_account, staff
from shared.web import errors, guards

bp = Blueprint("sign_in", __name__)

SEATS: list[tuple[str, str, str, tuple[str, ...]]] = []
"""(address, title, icon, roles) of every seat; parts add theirs when they are put in."""


@bp.app_context_processor
def _seats_of() -> dict[str, Any]:
    return {"seats_of": seats_of, "never_by_pin": staff.NEVER_BY_PIN}


@bp.get("/masuk")
def form() -> AnyResponse | str:
    """The sign-in page; somebody signed in already goes to their first seat.

    `sandi`: whoever came with the PIN proves their password.
    """
    if guards.maybe_officer() is not None and not (guards.by_pin() and "sandi" in request.args):
        return redirect(_onward())
    return _page()


@bp.post("/masuk")
def enter() -> AnyResponse:
    asked = request.form
    username, password = asked.get("username", "").strip().lower(), asked.get("password", "")
    try:
        person = staff.sign_in(username, password, guards.address(), guards.browser())
    except AppError as error:
        if errors.wants_json():
            raise
        return Response(_page(errors.say(error), username), error.status, mimetype="text/html")
    guards.begin(person)
    return redirect(_onward())


@bp.post("/masuk/pin")
def enter_by_pin() -> AnyResponse:
    """Somebody who signed in here with the password today comes back with the PIN."""
    try:
        person = request.form.get("staff", 0, type=letters.whole)
        guards.take_over(person, request.form.get("pin", ""))
    except AppError as error:
        return Response(_page(errors.say(error)), error.status, mimetype="text/html")
    return redirect(_onward())


@bp.post("/keluar")
def leave() -> AnyResponse:
    guards.end()
    return redirect(url_for("sign_in.form"))


@bp.get("/akun")
def account(**values: object) -> str:
    """One's own password and PIN."""
    person = guards.require_officer()
    return render_template(
        "account.html",
        person=person,
        may_have_pin=not staff.NEVER_BY_PIN & set(person.roles),
        shortest=staff.SHORTEST_PASSWORD,
        onward=request.values.get("lanjut", ""),
        done=request.args.get("selesai", ""),
        **values,
    )


@bp.post("/akun/sandi")
def change_password() -> AnyResponse:
    """Another password of one's own; whoever had to change it goes on to their seat."""
    person, asked = guards.require_officer(), request.form
    if asked.get("new", "") != asked.get("again", ""):
        return _again("sandi", "Dua isian kata sandi baru tidak sama.", 422)
    try:
        changed = own_account.change_password(
            person,
            asked.get("old", ""),
            asked.get("new", ""),
            guards.address(),
            guards.browser(),
        )
    except AppError as error:
        return _again("sandi", errors.say(error), error.status)
    guards.begin(changed)
    if person.must_change:
        return redirect(_onward())
    return redirect(url_for("sign_in.account", selesai="sandi"))


@bp.post("/akun/pin")
def change_pin() -> AnyResponse:
    """A PIN of one's own, or none any more."""
    person, asked = guards.require_officer(), request.form
    try:
        if "drop" in asked:
            own_account.drop_pin(person)
            return redirect(url_for("sign_in.account", selesai="tanpa-pin"))
        if asked.get("pin", "") != asked.get("again", ""):
            return _again("pin", "Dua isian PIN tidak sama.", 422)
        own_account.set_pin(
            person,
            asked.get("password", ""),
            asked.get("pin", ""),
            guards.address(),
            guards.browser(),
        )
    except AppError as error:
        return _again("pin", errors.say(error), error.status)
    return redirect(url_for("sign_in.account", selesai="pin"))


@bp.get("/akun/baru")
def whats_new() -> str:
    """What each version brought, in the officers' words."""
    guards.require_officer()
    return render_template("news.html", every=news.every())


@bp.post("/akun/baru")
def news_read() -> AnyResponse:
    """Read: it is not shown again to this person, who goes on where they were."""
    officer, onward = guards.require_officer(), _onward()  # a form that is refused wrote nothing
    news.read(officer)
    return redirect(onward)


def seats_of(roles: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """The seats (address, title, icon) that these roles may open, in the order of the house."""
    return [(url, title, icon) for url, title, icon, who in SEATS if set(who) & set(roles)]


def first_seat(roles: tuple[str, ...]) -> str:
    """The address where somebody of these roles begins: the seat of their first role."""
    own = [url for url, _title, _icon, who in SEATS if who[:1] == roles[:1]]
    mine = own or [url for url, _title, _icon in seats_of(roles)]
    return mine[0] if mine else url_for("sign_in.nothing")


def _again(part: str, refusal: str, status: int) -> Response:
    return Response(account(refused=part, refusal=refusal), status, mimetype="text/html")


def _page(message: str = "", username: str = "") -> str:
    return render_template(
        "sign_in.html",
        message=message,
        username=username,
        onward=request.values.get("lanjut", ""),
        known=guards.known_here(),
        practice_staff=current_app.extensions.get("antrean.practice-staff", ()),
    )


def _onward() -> str:
    wanted, person = request.values.get("lanjut", ""), guards.require_officer()
    if person.must_change:
        return url_for("sign_in.account", lanjut=wanted or None)
    return wanted if guards.page(wanted) else first_seat(person.roles)


@bp.get("/masuk/belum-ada")
def nothing() -> str:
    """For somebody whose roles have no seat yet."""
    return render_template("no_seat.html", person=guards.require_officer())
