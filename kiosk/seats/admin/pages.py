"""What the pages of the admin's seat `/admin` share: frame, refusals, steps of the first set-up."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from flask import Blueprint, has_request_context, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.common import page
from shared import letters
from shared.errors import AppError, Refused
from shared.rules.admin import setup
from shared.rules.common import dates, staff
from shared.web import errors, guards

bp = Blueprint("admin", __name__, url_prefix="/admin")
bp.before_request(guards.seat(staff.ADMIN))

SEAT = ("/admin", "Admin", "settings", (staff.ADMIN,))

SURE = "sure"
MARK = "mulai"
"""In an address: the page is a step of the first set-up."""
WAYS = {
    "kantor": "admin_data.identity",
    "standar": "admin_data.files",
    "layanan": "admin_data.services",
    "loket": "admin_data.counters",
    "jam": "admin_hours.hours",
    "kalender": "admin_days.days",
    "orang": "admin_people.people",
    "pencetak": "admin_equipment.paper",
    "layar": "admin_devices.devices",
    "cadangan": "admin_backups.overview",
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
    return redirect(url_for("admin_people.people"))


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


def day_of(field: str) -> date:
    """The day of a date field; Invalid when there is none."""
    return dates.day(request.form.get(field, ""), "tanggal", *dates.near())
