"""Who may sign in `/admin/orang`: their roles, passwords, and who stands in for whom."""

import secrets

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.admin import pages
from shared import clock, letters
from shared.errors import N_
from shared.rules.admin import people as hiring
from shared.rules.admin import substitutes
from shared.rules.common import staff, stand_ins, tries
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.quality import competence
from shared.web import guards

bp = Blueprint("admin_people", __name__, url_prefix="/admin")
bp.before_request(guards.seat(staff.ADMIN))

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@bp.get("/orang")
def people(**values: object) -> str:
    """Who may sign in."""
    titles: dict[str, str] = {post.role: post.title for post in here().standard.posts}
    if values.get("refused") == "at-counter":
        values["sure"] = hiring.occupies(request.form.get("username", ""))
    everybody = staff.everybody()
    return pages.draw(
        "people",
        most=hiring,
        people=everybody,
        holders=[one for one in everybody if set(stand_ins.ROLES) & set(one.own_roles)],
        roles=[(role, titles.get(role, role)) for role in staff.ROLES],
        units=here().standard.units_on(clock.service_day()),
        unseen=sight.unseen(),
        misses=tries.misses(),
        stand_ins=stand_ins.everything(),
        stand_in_roles=[(role, staff.post_title(role)) for role in stand_ins.ROLES],
        today=clock.service_day(),
        lacking=_lacking(everybody, str(values.pop("given", request.args.get("kurang", "")))),
        **values,
    )


@bp.post("/orang")
@pages.told_on(people)
def add_person() -> str:
    form, password = request.form, _new_password()
    username = form.get("username", "").strip().lower()
    hiring.add(
        username,
        form.get("name", ""),
        form.getlist("roles"),
        password,
        guards.actor(),
        unit=form.get("unit", ""),
        must_change=True,
    )
    return people(secret=(username, password), given=username)


@bp.post("/orang/peran")
@pages.told_on(people)
def set_roles() -> Response:
    form = request.form
    username, roles = form.get("username", ""), form.getlist("roles")
    hiring.set_roles(
        username, roles, guards.actor(), unit=form.get("unit"), busy=form.get(pages.SURE, "")
    )
    return redirect(url_for("admin_people.people", selesai=1, kurang=username))


@bp.post("/orang/aktif")
@pages.told_on(people)
def set_active() -> Response:
    username, active = request.form.get("username", ""), request.form.get("active") == "1"
    hiring.set_active(username, active, guards.actor(), busy=request.form.get(pages.SURE, ""))
    return redirect(url_for("admin_people.people", selesai=1))


@bp.post("/orang/nama")
@pages.told_on(people)
def rename() -> Response:
    hiring.rename(request.form.get("username", ""), request.form.get("name", ""), guards.actor())
    return redirect(url_for("admin_people.people", selesai=1))


@bp.post("/orang/sandi")
@pages.told_on(people)
def set_password() -> str:
    username, password = request.form.get("username", ""), _new_password()
    hiring.set_password(username, password, guards.actor(), must_change=True)
    return people(secret=(username, password))


@bp.post("/orang/coba")
@pages.told_on(people)
def unlock() -> Response:
    """Whoever has to wait after wrong passwords, their own or a stranger's, tries again now."""
    hiring.unlock(request.form.get("username", ""), guards.actor())
    return redirect(url_for("admin_people.people", selesai=1))


@bp.post("/orang/pengganti")
@pages.told_on(people)
def name_substitute() -> Response:
    """Somebody stands in for the holder of a role, from one day to another."""
    form = request.form
    substitute, role = form.get("substitute", ""), form.get("role", "")
    substitutes.name(
        substitute,
        role,
        pages.day_of("first"),
        pages.day_of("last"),
        guards.actor(),
        instead_of=form.get("instead_of", ""),
    )
    return redirect(url_for("admin_people.people", selesai=1, kurang=substitute, peran=role))


@bp.post("/orang/pengganti/akhiri")
@pages.told_on(people)
def end_substitute() -> Response:
    row = request.form.get("row", 0, type=letters.whole)
    pages.ask(N_("Akhiri penggantian ini sekarang? Haknya hilang saat itu juga."))
    substitutes.end(row, guards.actor())
    return redirect(url_for("admin_people.people", selesai=1))


def _lacking(everybody: list[staff.Officer], username: str) -> list[competence.Fit]:
    """What somebody who was just given a role lacks of what their posts ask."""
    found = next((one for one in everybody if one.username == username), None)
    return competence.short(found, {*found.roles, request.args.get("peran", "")}) if found else []


def _new_password() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _place in range(12))
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))
