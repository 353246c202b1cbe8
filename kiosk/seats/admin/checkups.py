"""The admin's page `/admin/pemeriksaan`: how computer and office are, a look anew, help."""

from typing import Any

from flask import Blueprint, Response, current_app, make_response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from kiosk.seats.admin import pages
from kiosk.seats.paper import papers
from shared.rules.admin import checkup, support
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.web import guards

bp = Blueprint("admin_checkup", __name__, url_prefix="/admin/pemeriksaan")
bp.before_request(guards.seat(staff.ADMIN))

_AGAIN_SECONDS = "2"
_MENDED_AT = {
    "backup": "admin_backups.overview",
    "backup-failed": "admin_backups.overview",
    "rehearsal": "admin_backups.overview",
    "printer": "admin_equipment.paper",
    "printer-address": "admin_equipment.paper",
    "queue": "admin_equipment.paper",
    "calendar": "admin_days.days",
    "signers": "admin_certificates.trusted",
    "signer-ends": "admin_certificates.trusted",
    "signer-over": "admin_certificates.trusted",
    "screen": "admin_devices.devices",
    "device-copied": "admin_devices.devices",
    "voice": "admin_equipment.voice",
    "setup": "admin_setup.lacking",
}


@bp.get("")
def overview() -> Response:
    """What was found when everything was last looked at; while that lasts, as far as it is."""
    answer = make_response(_drawn())
    if _examination().is_busy():
        answer.headers["Refresh"] = _AGAIN_SECONDS
    return answer


@bp.post("")
def look() -> AnyResponse:
    """Look at everything now, without anybody waiting for it."""
    _examination().start()
    return redirect(url_for("admin_checkup.overview"))


def _drawn(**values: object) -> str:
    found, busy = checkup.last(here().settings.data), _examination().is_busy()
    return pages.draw(
        "checkup",
        found=found,
        busy=busy,
        cut_short=bool(found and found.now) and not busy,
        groups=checkup.GROUPS,
        mended_at={code: url_for(to) for code, to in _MENDED_AT.items()},
        **values,
    )


@bp.post("/bantuan")
@pages.told_on(_drawn)
def take_support() -> AnyResponse:
    """One archive for whoever helps from outside, nothing of any person; the journal tells who."""
    name, packed = _examination().bundle()
    support.announce(guards.actor())
    return papers.show(packed, name, "application/zip", save=True)


def _examination() -> Any:
    return current_app.extensions["antrean.examination"]
