"""The admin's page of backups `/admin/cadangan`: their places, how they stand, the key."""

import re
from typing import Any

from flask import Blueprint, current_app, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from kiosk.seats.admin import pages
from kiosk.seats.paper import papers
from shared import clock
from shared.documents import maker
from shared.errors import N_, Invalid, Refused
from shared.rules.admin import office_data, recovery_key
from shared.rules.common import backups, staff
from shared.rules.common.office import here
from shared.web import guards

bp = Blueprint("admin_backups", __name__, url_prefix="/admin/cadangan")
bp.before_request(guards.seat(staff.ADMIN))

_AGAIN_SECONDS = "3"
_SURE = N_(
    "Buat kunci pemulihan baru? Lembar yang lama tetap perlu untuk cadangan sebelum ini: jangan "
    "dibuang."
)
# It becomes a word of a command: nothing in it may look like an option or like a second command.
_PLACE = re.compile(
    r"/[\w .@/+-]{1,200}"
    r"|sftp://(?:[a-z_][\w.-]{0,31}@)?[A-Za-z0-9][A-Za-z0-9.-]{0,252}(?::\d{1,5})?/[\w./+-]{1,200}"
)
_WRONG_PLACE = N_("Tulis tempatnya seperti /media/stik atau sftp://nama@192.168.1.20/cadangan.")


@bp.get("")
def overview() -> Response:
    """The page; while a backup is being made it looks again by itself."""
    answer = make_response(_drawn())
    if _schedule().is_busy():
        answer.headers["Refresh"] = _AGAIN_SECONDS
    return answer


def _drawn(**values: object) -> str:
    """Where they go, the newest good ones, what went wrong since, and whose sheet opens them."""
    settings = here().settings
    public = backups.recipient(settings.data)
    found = current_app.extensions["antrean.find-places"]() if "cari" in request.args else None
    return pages.draw(
        "backups",
        stand=backups.state(settings.data),
        places=backups.places(settings),
        found=found,
        pinned="backup_places" in settings.pinned,
        same_disk=backups.on_our_disk(settings),
        key=backups.mark(public) if public else "",
        busy=_schedule().is_busy(),
        rule=settings,
        overdue=backups.overdue(),
        now=clock.now(),
        **values,
    )


@bp.post("/tempat")
@pages.told_on(_drawn)
def choose_places() -> Response:
    """Where backups go by themselves from now on."""
    form = request.form
    wished = dict.fromkeys([*form.getlist("place"), form.get("other", "").strip()])
    written = [one for one in wished if one]
    if not written or not all(map(_PLACE.fullmatch, written)):
        raise Invalid(_WRONG_PLACE, code="place")
    office_data.choose({"backup": {"places": ", ".join(written)}}, guards.actor())
    return redirect(url_for("admin_backups.overview", selesai=1))


@bp.post("")
@pages.told_on(_drawn)
def make() -> Response:
    """A backup now, without waiting for it."""
    if not backups.recipient(here().settings.data):
        raise Refused(N_("Buat kunci pemulihan dahulu, dan cetak lembarnya."), code="no-key")
    if not backups.places(here().settings):
        raise Refused(N_("Pilih dahulu tempat cadangannya."), code="no-place")
    _schedule().start_now()
    return redirect(url_for("admin_backups.overview"))


@bp.post("/kunci")
@pages.told_on(_drawn)
def make_key() -> Response:
    """A new recovery key, told once: its sheet to print."""
    if backups.recipient(here().settings.data):
        pages.ask(_SURE)
    key = recovery_key.draw()
    sheet = maker.make(recovery_key.sheet(key))
    recovery_key.use(key, guards.actor())
    return papers.show(sheet, f"kunci-pemulihan-{key.mark}.pdf")


def _schedule() -> Any:
    return current_app.extensions["antrean.backups"]
