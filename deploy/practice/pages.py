"""`/latihan`: what to try in the practice office, and how far one has come; not in a real one."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from deploy.practice import tasks
from shared.errors import N_, NotFound
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.web import guards

bp = Blueprint("practice", __name__, url_prefix="/latihan", template_folder="templates")
bp.before_request(guards.seat(*staff.ROLES))


@bp.before_request
def _only_in_practice() -> None:
    if not here().settings.practice:
        raise NotFound(N_("Latihan hanya ada di kantor latihan."))


@bp.get("")
def show() -> str:
    """Every post of whoever is signed in, with its tasks."""
    return render_template("practice/tasks.html", seats=tasks.of(guards.require_officer()))


@bp.post("")
def again() -> Response:
    """Begin anew: nothing counts as done."""
    tasks.begin(guards.actor())
    return redirect(url_for("practice.show"))
