"""The admin's page `/admin/latihan`: the practice office beside this one, opened and closed."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, current_app, make_response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from kiosk.seats.admin import pages
from shared.errors import N_, NotFound
from shared.rules.admin import practising
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.web import guards

bp = Blueprint("admin_practice", __name__, url_prefix="/admin/latihan")
bp.before_request(guards.seat(staff.ADMIN))

_AGAIN_SECONDS = "2"


@bp.before_request
def _not_in_practice() -> None:
    if here().settings.practice:
        raise NotFound(N_("Anda sudah di kantor latihan."))


@bp.get("")
def overview() -> Response:
    """How it is; while that is about to change, looked at again and again."""
    answer = make_response(_drawn())
    if _door().look().is_moving:
        answer.headers["Refresh"] = _AGAIN_SECONDS
    return answer


def _drawn(**values: object) -> str:
    door = _door()
    return pages.draw("practice", now=door.look(), address=door.address(), **values)


@bp.post("/mulai")
@pages.told_on(_drawn)
def start() -> AnyResponse:
    _door().start(practising.ends(), _telling(practising.STARTED))
    return redirect(url_for("admin_practice.overview"))


@bp.post("/ulang")
@pages.told_on(_drawn)
def start_anew() -> AnyResponse:
    pages.ask(N_("Mulai dari awal? Semua yang dikerjakan di kantor latihan dibuang."))
    _door().start(practising.ends(), _telling(practising.RENEWED), anew=True)
    return redirect(url_for("admin_practice.overview"))


@bp.post("/hentikan")
@pages.told_on(_drawn)
def stop() -> AnyResponse:
    _door().stop(_telling(practising.STOPPED))
    return redirect(url_for("admin_practice.overview"))


def _telling(what: str) -> Any:
    return partial(practising.tell, what, guards.actor())


def _door() -> Any:
    return current_app.extensions["antrean.practice"]
