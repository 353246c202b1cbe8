"""The board's page, its picture as JSON, and the sound of its calls."""

import hashlib
import io
import logging
from contextlib import suppress
from functools import partial
from pathlib import Path

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    make_response,
    render_template,
    request,
    send_file,
)
from flask_babel import gettext as _

from display import picture, sizes
from display.message import BoardPicture
from display.voice import Part, Speaker, announcement
from shared import clock
from shared.errors import N_, NotFound, TooMany
from shared.rules.admin import devices as letting_in
from shared.rules.common import devices
from shared.rules.common.office import here
from shared.web import guards, screens
from shared.web.api import describe

_log = logging.getLogger("antrean.board")

_CHIME = "lonceng"
_PARTS = {"singkat": Part.SHORT, "ulangan": Part.AGAIN}
_ONE_DAY = 24 * 60 * 60
_LATER = "–"  # too many ask for a code: the page looks again by itself


bp = Blueprint(
    "board",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/papan/static",
)


def install(app: Flask) -> None:
    """Add the board, whose calls the application's speaker says."""
    app.extensions[picture.PAINT] = partial(picture.paint, app.extensions["antrean.speaker"])
    app.register_blueprint(bp)
    settings = here().settings
    if too_small := sizes.advice(settings.board_inches, settings.board_farthest_m):
        _log.warning("papan: %s", too_small)


@bp.get("/papan")
def board_page() -> Response:
    """The board; `?suara=0` makes it a silent second one, `?pasang` one of the office's own."""
    standing = screens.MARK in request.args
    if standing:
        screens.let_own_in(devices.BOARD)
    page = render_template(
        "board.html",
        picture=picture.whole().model_dump(mode="json"),
        sound=request.args.get("suara") != "0",
        own_emblem=bool(here().settings.logo),
        words=_words(),
        zone=str(clock.zone()),
        **(_pairing() if standing else {"known": "", "code": ""}),
    )
    answer = make_response(page)
    if standing:
        screens.name(answer, devices.BOARD)
    return answer


def _pairing() -> dict[str, str]:
    """Whether somebody has let this board in, and else the code by which one does."""
    cookie, code = screens.cookie(devices.BOARD), ""
    known = devices.is_known(cookie)
    with suppress(TooMany):
        code = "" if known else letting_in.ask(cookie, guards.address(), devices.BOARD)
    return {"known": "yes" if known else "no", "code": code or _LATER}


@bp.get("/api/v1/board")
@describe("The board's whole picture.", returns={200: BoardPicture})
def board_picture() -> Response:
    """The same as event `board`; its ETag changes only when something shows changed."""
    shown = picture.whole()
    answer = Response(shown.model_dump_json(), mimetype="application/json")
    content = picture.without_clock(shown).encode()
    answer.set_etag(hashlib.sha256(content).hexdigest()[:32], weak=True)
    answer.cache_control.no_cache = True
    return answer.make_conditional(request)  # type: ignore[return-value]


@bp.get("/papan/lambang")
def emblem() -> Response:
    """The office's own emblem, where it has given one."""
    logo = here().settings.logo
    if not logo or not Path(logo).is_file():
        raise NotFound(N_("Kantor ini belum memasang lambang."))
    return send_file(logo, max_age=_ONE_DAY)


@bp.get("/suara/<key>.wav")
def call_sound(key: str) -> Response:
    """A call as it is announced; only sentences that the board itself prepared.

    `?bagian=singkat` has the short chime, `?bagian=ulangan` is the sentence once more.
    """
    speaker: Speaker = current_app.extensions["antrean.speaker"]
    part = _PARTS.get(request.args.get("bagian", ""), Part.FIRST)
    if key == _CHIME:
        return _wav(announcement(None), keep=True)
    if not speaker.knows(key):
        raise NotFound(N_("Suara ini tidak ada."), code="unknown-sound")
    said = speaker.path_of(key)
    return _wav(announcement(said, part), keep=said is not None)


def _wav(content: bytes, *, keep: bool) -> Response:
    answer = send_file(io.BytesIO(content), mimetype="audio/wav", max_age=_ONE_DAY if keep else 0)
    if not keep:
        answer.cache_control.no_store = True
    return answer


def _words() -> dict[str, object]:
    """What the page's scripts write."""
    return {
        "calling": _("Dipanggil sekarang"),
        "last": _("Panggilan terakhir"),
        "called": _("Dipanggil"),
        "last_one": _("Terakhir"),
        "next": _("Silakan menunggu"),
        "next_how": _("Nomor berikutnya tampil di sini dan dipanggil dengan suara."),
        "listen": _("Dengarkan petugas"),
        "listen_why": _("Papan sedang tidak tersambung. Nomor dipanggil langsung oleh petugas."),
        "link": {
            "connecting": _("Menghubungkan"),
            "ok": _("Terhubung"),
            "lost": _("Terputus"),
            "hidden": _("Terputus"),
        },
        "help": _("Petugas ditunggu"),
        "as_of": _("per"),
        "at_once": _("Bisa langsung"),
    }
