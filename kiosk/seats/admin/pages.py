"""The admin's seat `/admin`: people and their roles, devices, special days, printers."""

import secrets
from collections.abc import Callable
from datetime import date

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.common import page
from shared import clock
from shared.errors import N_, AppError, Invalid
from shared.rules.admin import calendar
from shared.rules.admin import devices as machines
from shared.rules.admin import people as hiring
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.hours import special_days
from shared.rules.paper import slips
from shared.web import errors, guards

bp = Blueprint("admin", __name__, url_prefix="/admin")
bp.before_request(guards.seat(staff.ADMIN))

SEAT = ("/admin", "Admin", "settings", (staff.ADMIN,))

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_YEARS = range(2000, 2201)

Answer = tuple[str, int] | Response


@bp.get("")
def home() -> Response:
    return redirect(url_for("admin.people"))


@bp.get("/orang")
def people() -> str:
    """Who may sign in."""
    return _people()


@bp.post("/orang")
def add_person() -> Answer:
    form = request.form
    username, password = form.get("username", "").strip().lower(), _new_password()

    def add() -> str:
        roles = form.getlist("roles")
        unit = form.get("unit", "")
        hiring.add(username, form.get("name", ""), roles, password, guards.actor(), unit=unit)
        return _people(secret=(username, password))

    return _or_say(add, _people)


@bp.post("/orang/peran")
def set_roles() -> Answer:
    username, roles = request.form.get("username", ""), request.form.getlist("roles")
    unit = request.form.get("unit")

    def change() -> None:
        hiring.set_roles(username, roles, guards.actor(), unit=unit)

    return _done(change, "people", _people)


@bp.post("/orang/aktif")
def set_active() -> Answer:
    username, active = request.form.get("username", ""), request.form.get("active") == "1"
    return _done(lambda: hiring.set_active(username, active, guards.actor()), "people", _people)


@bp.post("/orang/sandi")
def set_password() -> Answer:
    username, password = request.form.get("username", ""), _new_password()

    def change() -> str:
        hiring.set_password(username, password, guards.actor())
        return _people(secret=(username, password))

    return _or_say(change, _people)


@bp.get("/perangkat")
def devices() -> str:
    """Machines that call with a token."""
    return _devices()


@bp.post("/perangkat")
def add_device() -> Answer:
    name, counter = request.form.get("name", "").strip(), request.form.get("counter", type=int)

    def add() -> str:
        return _devices(secret=(name, machines.add(name, counter, guards.actor())))

    return _or_say(add, _devices)


@bp.post("/perangkat/cabut")
def revoke_device() -> Answer:
    name = request.form.get("name", "")
    return _done(lambda: machines.revoke(name, guards.actor()), "devices", _devices)


@bp.get("/hari")
def days() -> str:
    """Days that differ from the ordinary week."""
    return _days()


@bp.post("/hari")
def put_day() -> Answer:
    form = request.form

    def put() -> int:
        kind, name = form.get("kind", ""), form.get("name", "")
        return calendar.put_day(day_of(form.get("day", "")), kind, name, guards.actor())

    return changed(put, _days_again, _days)


@bp.post("/hari/hapus")
def remove_day() -> Answer:
    day = request.form.get("day", "")
    return changed(lambda: calendar.remove_day(day_of(day), guards.actor()), _days_again, _days)


@bp.post("/hari/isi")
def fill_year() -> Answer:
    def fill() -> int:
        calendar.fill_year(_year())
        return 0

    return changed(fill, _days_again, _days)


@bp.get("/pencetak")
def paper() -> str:
    """The printers and a test slip."""
    return _paper()


@bp.post("/pencetak/uji")
def test_slip() -> Answer:
    return _done(lambda: slips.ask_for_test(guards.actor()), "paper", _paper)


def draw(name: str, **values: object) -> str:
    """One of the admin's pages."""
    done = {"saved": "selesai" in request.args, "moved": request.args.get("berkas", type=int)}
    return page.draw(f"seats/admin/{name}.html", **{"typed": {}, **done, **values})


def _people(**values: object) -> str:
    titles: dict[str, str] = {post.role: post.title for post in here().standard.posts}
    roles = [(role, titles.get(role, role)) for role in staff.ROLES]
    units = here().standard.units_on(clock.service_day())
    who = {"people": staff.everybody(), "roles": roles, "units": units, "unseen": sight.unseen()}
    return draw("people", most=hiring, **who, **values)


def _devices(**values: object) -> str:
    counters = here().standard.counters_on(clock.service_day())
    names = {counter.id: counter.name for counter in counters}
    return draw(
        "devices",
        devices=machines.everything(),
        counters=names,
        most=machines.LONGEST_NAME,
        **values,
    )


def _days(**values: object) -> str:
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


def _paper(**values: object) -> str:
    return draw("paper", **values)


def _done(do: Callable[[], object], back_to: str, again: Callable[..., str]) -> Answer:
    def do_and_return() -> Response:
        do()
        return redirect(url_for(f"admin.{back_to}", selesai=1))

    return _or_say(do_and_return, again)


def changed(
    change: Callable[[], int], back: Callable[[int | None], str], again: Callable[..., str]
) -> Answer:
    """A change of days or hours, which may move the due times of files; `back` is told of how many.

    A refusal is told on the page that `again` draws.
    """
    return _or_say(lambda: redirect(back(change() or None)), again)


def _days_again(moved: int | None) -> str:
    return url_for("admin.days", selesai=1, tahun=_year(), berkas=moved)


def _or_say(do: Callable[[], str | Response], again: Callable[..., str]) -> Answer:
    # A refusal shows the same page with the sentence and with what was typed.
    try:
        answer = do()
    except AppError as error:
        return again(refusal=errors.say(error), typed=request.form), error.status
    return answer if isinstance(answer, Response) else (answer, 200)


def _year() -> int:
    asked = request.values.get("tahun", type=int)
    return asked if asked is not None and asked in _YEARS else clock.service_day().year


def day_of(text: str) -> date:
    """The day of a date field; Invalid when there is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in _YEARS:
        raise Invalid(N_("Pilih tanggalnya."), code="day")
    return day


def _new_password() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _place in range(12))
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))
