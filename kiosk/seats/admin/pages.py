"""The admin's seat `/admin`: people and their roles, devices, special days, printers."""

import secrets
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import uuid4

from flask import Blueprint, current_app, has_request_context, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.common import page
from shared import clock, letters
from shared.config import WIDTHS
from shared.documents import maker
from shared.errors import N_, AppError, Refused
from shared.rules.admin import calendar, setup, substitutes
from shared.rules.admin import devices as machines
from shared.rules.admin import people as hiring
from shared.rules.common import dates, staff, stand_ins, tries, words
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.hours import special_days
from shared.rules.paper import printers, slips, trials
from shared.rules.quality import competence
from shared.web import errors, guards

bp = Blueprint("admin", __name__, url_prefix="/admin")
bp.before_request(guards.seat(staff.ADMIN))

SEAT = ("/admin", "Admin", "settings", (staff.ADMIN,))

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_YEARS = range(2000, 2201)
_ANSWERS = (
    ("good", N_("Benar semua")),
    ("cut", N_("Terpotong di kanan: kertas 58 mm")),
    ("narrow", N_("Terlalu sempit: kertas 80 mm")),
    ("codes", N_("Kedua kode QR terbaca")),
    ("no-codes", N_("Kode QR kedua rusak")),
)
SURE = "sure"
MARK = "mulai"
"""In an address: the page is a step of the first set-up."""
WAYS = {
    "kantor": "admin_data.identity",
    "standar": "admin_data.files",
    "layanan": "admin_data.services",
    "loket": "admin_data.counters",
    "jam": "admin_hours.hours",
    "kalender": "admin.days",
    "orang": "admin.people",
    "pencetak": "admin.paper",
    "suara": "admin_equipment.voice",
    "layar": "admin.devices",
    "akhir": "admin_setup.lacking",
}
"""The page of each step of the first set-up."""


def told_on(again: Callable[..., str]) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """A press whose refusal is told on the page that `again` draws, with what was typed."""

    def wrap(press: Callable[[], Any]) -> Callable[[], Any]:
        @wraps(press)
        def call() -> Any:
            try:
                return press()
            except AppError as error:
                told: dict[str, Any] = {"refusal": errors.say(error), "refused": error.code}
                told |= {name: getattr(error, name, ()) for name in ("problems", "changes")}
                if error.code == SURE:
                    told["sure"] = SURE
                return again(**told, typed=request.form), error.status

        return call

    return wrap


def onward(endpoint: str) -> Callable[[], Response] | None:
    """Within the first set-up: goes from this page to the next, and keeps that it was done."""
    step = next((step for step, to in WAYS.items() if to == endpoint), None)
    if step is None or MARK not in request.args:
        return None
    return lambda: go_on(step)


def go_on(step: str) -> Response:
    """Keep that somebody went through this step, and show the next."""
    setup.go_through(step, guards.actor())
    return redirect(step_page(setup.following(step)))


def step_page(step: str) -> str:
    """The page of a step of the first set-up."""
    return url_for(WAYS[step], mulai=1)


def _kept_in_setup(endpoint: str, values: dict[str, Any]) -> None:
    """Every way from a page of the first set-up stays within it."""
    if has_request_context() and MARK in request.args and endpoint.startswith("admin"):
        values.setdefault(MARK, 1)


bp.app_url_defaults(_kept_in_setup)


def ask(question: str, **values: object) -> None:
    """Ask before something is removed: Refused with the question until the answer came with it."""
    if SURE not in request.form:
        raise Refused(question, code=SURE, **values)


@bp.get("")
def home() -> Response:
    return redirect(url_for("admin.people"))


@bp.get("/orang")
def people(**values: object) -> str:
    """Who may sign in."""
    titles: dict[str, str] = {post.role: post.title for post in here().standard.posts}
    if values.get("refused") == "at-counter":
        values["sure"] = hiring.occupies(request.form.get("username", ""))
    everybody = staff.everybody()
    return draw(
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
        must_change=True,
    )
    return people(secret=(username, password), given=username)


@bp.post("/orang/peran")
@told_on(people)
def set_roles() -> Response:
    form = request.form
    username, roles = form.get("username", ""), form.getlist("roles")
    hiring.set_roles(
        username, roles, guards.actor(), unit=form.get("unit"), busy=form.get(SURE, "")
    )
    return redirect(url_for("admin.people", selesai=1, kurang=username))


@bp.post("/orang/aktif")
@told_on(people)
def set_active() -> Response:
    username, active = request.form.get("username", ""), request.form.get("active") == "1"
    hiring.set_active(username, active, guards.actor(), busy=request.form.get(SURE, ""))
    return redirect(url_for("admin.people", selesai=1))


@bp.post("/orang/nama")
@told_on(people)
def rename() -> Response:
    hiring.rename(request.form.get("username", ""), request.form.get("name", ""), guards.actor())
    return redirect(url_for("admin.people", selesai=1))


@bp.post("/orang/sandi")
@told_on(people)
def set_password() -> str:
    username, password = request.form.get("username", ""), _new_password()
    hiring.set_password(username, password, guards.actor(), must_change=True)
    return people(secret=(username, password))


@bp.post("/orang/coba")
@told_on(people)
def unlock() -> Response:
    """Whoever has to wait after wrong passwords, their own or a stranger's, tries again now."""
    hiring.unlock(request.form.get("username", ""), guards.actor())
    return redirect(url_for("admin.people", selesai=1))


@bp.post("/orang/pengganti")
@told_on(people)
def name_substitute() -> Response:
    """Somebody stands in for the holder of a role, from one day to another."""
    form = request.form
    substitute, role = form.get("substitute", ""), form.get("role", "")
    substitutes.name(
        substitute,
        role,
        day_of("first"),
        day_of("last"),
        guards.actor(),
        instead_of=form.get("instead_of", ""),
    )
    return redirect(url_for("admin.people", selesai=1, kurang=substitute, peran=role))


@bp.post("/orang/pengganti/akhiri")
@told_on(people)
def end_substitute() -> Response:
    row = request.form.get("row", 0, type=letters.whole)
    ask(N_("Akhiri penggantian ini sekarang? Haknya hilang saat itu juga."))
    substitutes.end(row, guards.actor())
    return redirect(url_for("admin.people", selesai=1))


@bp.get("/perangkat")
def devices(**values: object) -> str:
    """Machines that the office knows: screens by a cookie, programs by a token."""
    counters = here().standard.counters_on(clock.service_day())
    return draw(
        "devices",
        devices=machines.everything(),
        counters={counter.id: counter.name for counter in counters},
        names=staff.usernames(),
        most=machines,
        **values,
    )


@bp.post("/perangkat/pasang")
@told_on(devices)
def pair_device() -> str:
    """Let in the screen that shows this code."""
    name, code = request.form.get("name", "").strip(), request.form.get("code", "")
    return devices(paired=(name, machines.accept(code, name, guards.actor())))


@bp.post("/perangkat")
@told_on(devices)
def add_device() -> str:
    name = request.form.get("name", "").strip()
    none = request.form.get("counter") == ""
    counter = None if none else request.form.get("counter", 0, type=letters.whole)
    return devices(secret=(name, machines.add(name, counter, guards.actor())))


@bp.post("/perangkat/cabut")
@told_on(devices)
def revoke_device() -> Response:
    name = request.form.get("name", "")
    ask(
        N_("Cabut %(name)s? Perangkat itu tidak dikenal lagi sampai dipasangkan."),
        name=name,
    )
    machines.revoke(name, guards.actor())
    return redirect(url_for("admin.devices", selesai=1))


@bp.post("/perangkat/periksa")
@told_on(devices)
def settle_device() -> Response:
    """Somebody has looked: no other machine has the cookie of this screen."""
    machines.settle(request.form.get("name", ""), guards.actor())
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
    form, day = request.form, day_of("day")
    known = special_days.on(day)
    if known is not None:
        was = {"day": words.long_date(day), "name": known.name}
        ask(N_("%(day)s sudah dicatat: %(name)s. Ganti dengan yang baru?"), **was)
    source = form.get("source", special_days.BY_HAND)
    kind, name = form.get("kind", ""), form.get("name", "")
    return _days_again(calendar.put_day(day, kind, name, guards.actor(), source=source))


@bp.post("/hari/hapus")
@told_on(days)
def remove_day() -> Response:
    day = dates.day(request.form.get("day", ""), "tanggal", dates.EARLIEST, dates.LATEST)
    if (known := special_days.on(day)) is None:
        return _days_again(calendar.remove_day(day, guards.actor()))
    was = {"day": words.long_date(day), "name": known.name}
    ask(N_("Hapus %(name)s, %(day)s? Batas waktu berkas dan pengaduan dihitung lagi."), **was)
    source = special_days.BY_HAND if known.by_hand else special_days.LISTED
    gone = {"dihapus": day.isoformat(), "jenis": known.kind, "nama": known.name, "asal": source}
    return _days_again(calendar.remove_day(day, guards.actor()), **gone)


@bp.post("/hari/isi")
@told_on(days)
def fill_year() -> Response:
    calendar.fill_year(_year())
    return _days_again(0)


@bp.get("/pencetak")
def paper(**values: object) -> str:
    """The printers, where each is, its trial print, and others to choose from."""
    settings = here().settings
    found = current_app.extensions["antrean.find-printers"]() if "cari" in request.args else None
    return draw(
        "paper",
        found=found,
        chosen=settings,
        widths=WIDTHS,
        answers=_ANSWERS,
        pinned=bool({"printers_ticket", "printers_sheet"} & settings.pinned),
        addresses=printers.addresses(),
        a4=printers.sheet_names(settings.printers_sheet),
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


def _lacking(everybody: list[staff.Officer], username: str) -> list[competence.Fit]:
    """What somebody who was just given a role lacks of what their posts ask."""
    found = next((one for one in everybody if one.username == username), None)
    return competence.short(found, {*found.roles, request.args.get("peran", "")}) if found else []


def _trial() -> trials.Trial | None:
    """How the trial stands that was asked for on this page."""
    for field, stand in (("karcis", trials.of_slip), ("lembar", trials.of_sheet)):
        job = request.args.get(field, type=letters.whole)
        if job is not None:
            return stand(job)
    return None


def draw(name: str, **values: object) -> str:
    """One of the admin's pages."""
    moved = request.args.get("berkas", type=letters.whole)
    done = {"saved": "selesai" in request.args, "moved": moved}
    return page.draw(f"seats/admin/{name}.html", **{"typed": {}, **done, **_steps(), **values})


def _steps() -> dict[str, Any]:
    """The first set-up as its pages show it; nothing outside of it."""
    if MARK not in request.args:
        return {"step": ""}
    place = request.path.rstrip("/")
    now = [step for step, to in WAYS.items() if place.startswith(url_for(to).partition("?")[0])]
    step = now[0] if now else "akhir"
    return {
        "step": step,
        "place": 1 + list(WAYS).index(step),
        "steps": [(step, title, url_for(WAYS[step])) for step, title in setup.STEPS.items()],
        "gone_through": setup.done(),
        "next_step": step_page(setup.following(step)),
    }


def _days_again(moved: int, **gone: Any) -> Response:
    done = url_for("admin.days", selesai=1, tahun=_year(), berkas=moved or None, **gone)
    return redirect(done)


def _year() -> int:
    asked = request.values.get("tahun", type=letters.whole)
    return asked if asked is not None and asked in _YEARS else clock.service_day().year


def day_of(field: str) -> date:
    """The day of a date field; Invalid when there is none."""
    return dates.day(request.form.get(field, ""), "tanggal", *dates.near())


def _new_password() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _place in range(12))
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))
