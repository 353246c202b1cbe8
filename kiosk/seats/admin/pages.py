"""The admin's seat `/admin`: people and their roles, devices, special days, printers."""

import secrets
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import uuid4

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.common import page, shapes
from shared import clock
from shared.documents import maker
from shared.errors import N_, AppError
from shared.rules.admin import calendar
from shared.rules.admin import devices as machines
from shared.rules.admin import people as hiring
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.hours import special_days
from shared.rules.paper import printers, slips, trials
from shared.web import errors, guards

bp = Blueprint("admin", __name__, url_prefix="/admin")
bp.before_request(guards.seat(staff.ADMIN))

SEAT = ("/admin", "Admin", "settings", (staff.ADMIN,))

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_YEARS = range(2000, 2201)


def told_on(again: Callable[..., str]) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """A press whose refusal is told on the page that `again` draws, with what was typed."""

    def wrap(press: Callable[[], Any]) -> Callable[[], Any]:
        @wraps(press)
        def call() -> Any:
            try:
                return press()
            except AppError as error:
                return again(refusal=errors.say(error), typed=request.form), error.status

        return call

    return wrap


@bp.get("")
def home() -> Response:
    return redirect(url_for("admin.people"))


@bp.get("/orang")
def people(**values: object) -> str:
    """Who may sign in."""
    titles: dict[str, str] = {post.role: post.title for post in here().standard.posts}
    return draw(
        "people",
        most=hiring,
        people=staff.everybody(),
        roles=[(role, titles.get(role, role)) for role in staff.ROLES],
        units=here().standard.units_on(clock.service_day()),
        unseen=sight.unseen(),
        **values,
    )


@bp.post("/orang")
@told_on(people)
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
    )
    return people(secret=(username, password))


@bp.post("/orang/peran")
@told_on(people)
def set_roles() -> Response:
    form = request.form
    username, roles = form.get("username", ""), form.getlist("roles")
    hiring.set_roles(username, roles, guards.actor(), unit=form.get("unit"))
    return redirect(url_for("admin.people", selesai=1))


@bp.post("/orang/aktif")
@told_on(people)
def set_active() -> Response:
    username, active = request.form.get("username", ""), request.form.get("active") == "1"
    hiring.set_active(username, active, guards.actor())
    return redirect(url_for("admin.people", selesai=1))


@bp.post("/orang/sandi")
@told_on(people)
def set_password() -> str:
    username, password = request.form.get("username", ""), _new_password()
    hiring.set_password(username, password, guards.actor())
    return people(secret=(username, password))


@bp.get("/perangkat")
def devices(**values: object) -> str:
    """Machines that call with a token."""
    counters = here().standard.counters_on(clock.service_day())
    return draw(
        "devices",
        devices=machines.everything(),
        counters={counter.id: counter.name for counter in counters},
        most=machines.LONGEST_NAME,
        **values,
    )


@bp.post("/perangkat")
@told_on(devices)
def add_device() -> str:
    name, counter = request.form.get("name", "").strip(), request.form.get("counter", type=int)
    return devices(secret=(name, machines.add(name, counter, guards.actor())))


@bp.post("/perangkat/cabut")
@told_on(devices)
def revoke_device() -> Response:
    machines.revoke(request.form.get("name", ""), guards.actor())
    return redirect(url_for("admin.devices", selesai=1))


@bp.get("/hari")
def days(**values: object) -> str:
    """Days that differ from the ordinary week."""
    year = _year()
    return draw(
        "days",
        days=special_days.days(year),
        year=year,
        today=clock.service_day(),
        kinds=special_days.KINDS,
        most=calendar.LONGEST_NAME,
        **values,
    )


@bp.post("/hari")
@told_on(days)
def put_day() -> Response:
    kind, name = request.form.get("kind", ""), request.form.get("name", "")
    return _days_again(calendar.put_day(day_of("day"), kind, name, guards.actor()))


@bp.post("/hari/hapus")
@told_on(days)
def remove_day() -> Response:
    return _days_again(calendar.remove_day(day_of("day"), guards.actor()))


@bp.post("/hari/isi")
@told_on(days)
def fill_year() -> Response:
    calendar.fill_year(_year())
    return _days_again(0)


@bp.get("/pencetak")
def paper(**values: object) -> str:
    """The printers, where each is, and its trial print."""
    return draw(
        "paper",
        addresses=printers.addresses(),
        a4=printers.sheet_names(here().settings.printers_sheet),
        slips_printed=slips.has_printer(),
        trial=_trial(),
        touch=uuid4(),
        **values,
    )


@bp.post("/pencetak/uji")
@told_on(paper)
def test_slip() -> Response:
    return redirect(url_for("admin.paper", karcis=slips.ask_for_test(guards.actor())))


@bp.post("/pencetak/lembar")
@told_on(paper)
def test_sheet() -> Response:
    printer, touch = request.form.get("printer", ""), request.form.get("touch", "")
    pdf = maker.make(trials.sheet(printer))
    job = trials.ask_sheet(pdf, printer, touch, guards.actor())
    return redirect(url_for("admin.paper", lembar=job.id))


def _trial() -> trials.Trial | None:
    """How the trial stands that was asked for on this page."""
    for field, stand in (("karcis", trials.of_slip), ("lembar", trials.of_sheet)):
        job = request.args.get(field, type=int)
        if job is not None:
            return stand(job)
    return None


def draw(name: str, **values: object) -> str:
    """One of the admin's pages."""
    done = {"saved": "selesai" in request.args, "moved": request.args.get("berkas", type=int)}
    return page.draw(f"seats/admin/{name}.html", **{"typed": {}, **done, **values})


def _days_again(moved: int) -> Response:
    return redirect(url_for("admin.days", selesai=1, tahun=_year(), berkas=moved or None))


def _year() -> int:
    asked = request.values.get("tahun", type=int)
    return asked if asked is not None and asked in _YEARS else clock.service_day().year


def day_of(field: str) -> date:
    """The day of a date field; Invalid when there is none."""
    return shapes.day(request.form.get(field, ""), N_("Pilih tanggalnya."), code="day")


def _new_password() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _place in range(12))
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))
