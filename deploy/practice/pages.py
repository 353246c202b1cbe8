"""`/latihan`: what to try in the practice office and how far one is; elsewhere the way there."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from deploy.practice import tasks
from shared.errors import N_, NotFound
from shared.rules.admin import practising
from shared.rules.common import staff
from shared.rules.common.office import here
from shared.web import guards

bp = Blueprint("practice", __name__, url_prefix="/latihan", template_folder="templates")
bp.before_request(guards.seat(*staff.ROLES))


@bp.get("")
def show() -> str:
    """Every post of whoever is signed in, with its tasks; in a real office the way to them."""
    if here().settings.practice:
        return render_template("practice/tasks.html", seats=tasks.of(guards.require_officer()))
    door = current_app.extensions["antrean.practice"]
    return render_template(
        "practice/door.html", now=door.look(), address=door.address(), who=practising.who_may()
    )


@bp.post("")
def again() -> Response:
    """Begin anew: nothing counts as done."""
    if not here().settings.practice:
        raise NotFound(N_("Latihan hanya ada di kantor latihan."))
    tasks.begin(guards.actor())
    return redirect(url_for("practice.show"))
