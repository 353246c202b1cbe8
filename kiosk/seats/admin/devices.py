"""The screens and programs that the office knows `/admin/perangkat`."""

from flask import Blueprint, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.admin import equipment, pages
from shared import clock, letters
from shared.errors import N_
from shared.rules.admin import devices as machines
from shared.rules.admin import setup
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.web import guards

bp = Blueprint("admin_devices", __name__, url_prefix="/admin")
bp.before_request(guards.seat(staff.ADMIN))


@bp.get("/perangkat")
def devices(**values: object) -> str:
    """Machines that the office knows: screens by a cookie, programs by a token."""
    authority = current_app.extensions["antrean.authority"]()
    counters = here().standard.counters_on(clock.service_day())
    return pages.draw(
        "devices",
        devices=machines.everything(),
        counters={counter.id: counter.name for counter in counters},
        names=staff.usernames(),
        most=machines,
        authority=authority,
        desks=setup.DESKS,
        desks_done=bool(authority) and setup.DESKS in setup.done(),
        **equipment.spoken(),
        **values,
    )


@bp.post("/perangkat/pasang")
@pages.told_on(devices)
def pair_device() -> str:
    """Let in the screen that shows this code."""
    name, code = request.form.get("name", "").strip(), request.form.get("code", "")
    return devices(paired=(name, machines.accept(code, name, guards.actor())))


@bp.post("/perangkat")
@pages.told_on(devices)
def add_device() -> str:
    name = request.form.get("name", "").strip()
    none = request.form.get("counter") == ""
    counter = None if none else request.form.get("counter", 0, type=letters.whole)
    return devices(secret=(name, machines.add(name, counter, guards.actor())))


@bp.post("/perangkat/cabut")
@pages.told_on(devices)
def revoke_device() -> Response:
    name = request.form.get("name", "")
    pages.ask(
        N_("Cabut %(name)s? Perangkat itu tidak dikenal lagi sampai dipasangkan."),
        name=name,
    )
    machines.revoke(name, guards.actor())
    return redirect(url_for("admin_devices.devices", selesai=1))


@bp.post("/perangkat/periksa")
@pages.told_on(devices)
def settle_device() -> Response:
    """Somebody has looked: no other machine has the cookie of this screen."""
    machines.settle(request.form.get("name", ""), guards.actor())
    return redirect(url_for("admin_devices.devices", selesai=1))
