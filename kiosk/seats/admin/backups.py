"""The admin's page of backups `/admin/cadangan`: how they stand, one now, the recovery key."""

from flask import Blueprint, current_app, redirect, url_for
from werkzeug.wrappers import Response

from kiosk.seats.admin import pages
from kiosk.seats.paper import papers
from shared import clock
from shared.documents import maker
from shared.errors import N_, Refused
from shared.rules.admin import recovery_key
from shared.rules.common import backups, staff
from shared.rules.common.office import here
from shared.web import guards

bp = Blueprint("admin_backups", __name__, url_prefix="/admin/cadangan")
bp.before_request(guards.seat(staff.ADMIN))

_SURE = N_(
    "Buat kunci pemulihan baru? Lembar yang lama tetap perlu untuk cadangan sebelum ini: jangan "
    "dibuang."
)


@bp.get("")
def overview(**values: object) -> str:
    """The newest good backups, what went wrong since, and whose sheet opens them."""
    settings = here().settings
    public = backups.recipient(settings.data)
    return pages.draw(
        "backups",
        stand=backups.state(settings.data),
        places=backups.places(settings),
        same_disk=backups.on_our_disk(settings),
        key=backups.mark(public) if public else "",
        busy=current_app.extensions["antrean.backups"].is_busy(),
        rule=settings,
        overdue=backups.overdue(),
        now=clock.now(),
        **values,
    )


@bp.post("")
@pages.told_on(overview)
def make() -> Response:
    """A backup now, without waiting for it."""
    if not backups.recipient(here().settings.data):
        raise Refused(N_("Buat kunci pemulihan dahulu, dan cetak lembarnya."), code="no-key")
    if not backups.places(here().settings):
        raise Refused(N_("Tulis dahulu tempatnya di setelan backup.places."), code="no-place")
    current_app.extensions["antrean.backups"].start_now()
    return redirect(url_for("admin_backups.overview"))


@bp.post("/kunci")
@pages.told_on(overview)
def make_key() -> Response:
    """A new recovery key, told once: its sheet to print."""
    if backups.recipient(here().settings.data):
        pages.ask(_SURE)
    key = recovery_key.draw()
    sheet = maker.make(recovery_key.sheet(key))
    recovery_key.use(key, guards.actor())
    return papers.show(sheet, f"kunci-pemulihan-{key.mark}.pdf")
