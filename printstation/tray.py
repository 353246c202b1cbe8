"""`/kertas`: the paper of the virtual printer, and the knobs that make it fail.

Part of the web process: it reads and writes the printer's folder and loads no printer library.
"""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from printstation import paper_folder
from printstation.paper_folder import Control, Printed
from printstation.printers.address import parse
from shared import bell
from shared.errors import N_, Invalid, NotFound
from shared.rules.common.office import here
from shared.rules.paper import printers, slips

bp = Blueprint(
    "tray", __name__, url_prefix="/kertas", template_folder="templates", static_folder="static"
)

_SHOWN = 25
_KEPT_BY_BROWSERS = 86_400
_SLOW_SECONDS = 4.0
_TYPES = {"png": "image/png", "bin": "application/octet-stream"}

_KNOBS: dict[str, dict[str, Any]] = {
    "paper-ok": {"paper": "ok"},
    "paper-near": {"paper": "near"},
    "paper-out": {"paper": "out"},
    "cover-closed": {"cover_open": False},
    "cover-open": {"cover_open": True},
    "ready": {"online": True, "present": True},
    "offline": {"online": False, "present": True},
    "unplugged": {"present": False},
    "quick": {"slow_seconds": 0.0},
    "slow": {"slow_seconds": _SLOW_SECONDS},
    "stay": {"vanish_next": False},
    "vanish": {"vanish_next": True},
}
_GROUPS = (
    (
        N_("Kertas"),
        "receipt",
        (("paper-ok", N_("Ada")), ("paper-near", N_("Hampir habis")), ("paper-out", N_("Habis"))),
    ),
    (N_("Tutup"), "printer", (("cover-closed", N_("Tertutup")), ("cover-open", N_("Terbuka")))),
    (
        N_("Sambungan"),
        "plug",
        (("ready", N_("Siap")), ("offline", N_("Tidak siap")), ("unplugged", N_("Tercabut"))),
    ),
    (N_("Kecepatan"), "gauge", (("quick", N_("Biasa")), ("slow", N_("Lambat")))),
    (N_("Karcis berikutnya"), "bolt", (("stay", N_("Utuh")), ("vanish", N_("Putus di tengah")))),
)


def install(app: Flask) -> None:
    """Show the tray in this application."""
    app.register_blueprint(bp)


@bp.before_request
def _only_in_practice() -> None:
    _folder()


@bp.get("")
def show() -> str:
    """The page."""
    return render_template("tray/tray.html", groups=_GROUPS, first=_picture())


@bp.get("/gambaran")
def picture() -> Response:
    """What the page shows, as JSON; asked for every second."""
    return jsonify(_picture())


@bp.get("/<name>.<ending>")
def file(name: str, ending: str) -> Response:
    """A slip's picture (png) or its bytes as sent (bin)."""
    path = paper_folder.file_of(_folder(), name, ending) if ending in _TYPES else None
    if path is None:
        abort(404)
    return send_file(
        path,
        mimetype=_TYPES[ending],
        as_attachment=ending == "bin",
        download_name=f"{name}.{ending}",
        max_age=_KEPT_BY_BROWSERS,
    )


@bp.post("/knop")
def turn() -> AnyResponse:
    """Make the printer fail, or mend it."""
    change = _KNOBS.get(request.form.get("knob", ""))
    if change is None:
        raise Invalid(N_("Tombol ini tidak dikenal. Muat ulang halaman."))
    folder = _folder()
    paper_folder.write_control(folder, replace(paper_folder.read_control(folder), **change))
    bell.ring(here().settings.data, "printers")
    return redirect(url_for("tray.show"), 303)


def _folder() -> Path:
    settings = here().settings
    address = parse(settings.printers_ticket)
    if address.kind != "virtual" or not settings.practice:
        raise NotFound(
            N_("Halaman ini hanya untuk kantor latihan; kertas yang nyata ada di pencetak.")
        )
    return paper_folder.folder(address.place, settings.data)


def _picture() -> dict[str, Any]:
    folder = _folder()
    return {
        "slips": [_seen(slip) for slip in paper_folder.slips(folder, _SHOWN)],
        "pressed": _pressed(paper_folder.read_control(folder)),
        "printer": _printer(),
        "waiting": slips.waiting_count(),
    }


def _seen(slip: Printed) -> dict[str, Any]:
    return {
        **asdict(slip),
        "picture": url_for("tray.file", name=slip.name, ending="png"),
        "bytes": url_for("tray.file", name=slip.name, ending="bin"),
    }


def _pressed(control: Control) -> list[str]:
    """Which knob of each group is down."""
    reached = "ready" if control.online else "offline"
    return [
        f"paper-{control.paper}",
        "cover-open" if control.cover_open else "cover-closed",
        reached if control.present else "unplugged",
        "slow" if control.slow_seconds else "quick",
        "vanish" if control.vanish_next else "stay",
    ]


def _printer() -> dict[str, Any]:
    seen = printers.ticket_printer()
    return {
        "ok": bool(seen and seen.ok),
        "sentences": list(seen.sentences) if seen else [printers.WORDS[printers.STATION_GONE]],
    }
