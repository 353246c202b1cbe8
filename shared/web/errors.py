"""Every refusal becomes one clear sentence: a page for people, {"code", "message"} for programs."""

import json
import logging

from flask import (
    Flask,
    Response,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadHost, BadRequest, HTTPException, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from shared import space
from shared.db import store
from shared.errors import N_, AppError, SignInNeeded
from shared.rules.common.office import here

_log = logging.getLogger("antrean.web")

MISDIRECTED = 421
_SENTENCES = {
    400: N_("Permintaan tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."),
    403: N_("Anda tidak berhak membuka halaman ini."),
    404: N_("Halaman ini tidak ada."),
    405: N_("Halaman ini tidak dapat dipakai dengan cara itu."),
    413: N_("Kiriman terlalu besar."),
    414: N_("Alamat halaman ini terlalu panjang. Mulai lagi dari halaman awal."),
    415: N_("Kirim data sebagai JSON (Content-Type: application/json)."),
    MISDIRECTED: N_(
        "Alamat ini bukan alamat kantor ini. Pakai alamat dari petugas; admin: web.hosts."
    ),
    429: N_("Terlalu sering. Tunggu sebentar, lalu coba lagi."),
    431: N_("Peramban mengirim terlalu banyak. Hapus kuki situs ini, lalu muat ulang."),
}
_BROKEN = N_("Terjadi kesalahan pada sistem. Coba lagi; bila tetap begitu, panggil petugas.")
_CODES = {
    400: "bad-request",
    403: "not-allowed",
    404: "not-found",
    405: "wrong-method",
    413: "too-large",
    414: "address-too-long",
    415: "not-json",
    MISDIRECTED: "unknown-host",
    429: "too-many",
    431: "headers-too-large",
}


_SCREENS, _AGAIN_SECONDS = ("/kios", "/papan"), 60

_BARE = """<!doctype html>
<html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{sentence}</title><h1>{sentence}</h1>{way}<p>Kode: {status} {code}</p></html>
"""
_WAY = '<p><a href="/">Ke halaman awal</a></p>'


def install(app: Flask) -> None:
    """Answer every error of the application in one way."""
    app.register_error_handler(AppError, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def plain(status: int) -> tuple[str, str]:
    """The Indonesian sentence and the code of a status."""
    usual = 400 if status < 500 else 500
    sentence = _SENTENCES.get(status, _SENTENCES.get(usual, _BROKEN))
    return sentence, _CODES.get(status, _CODES.get(usual, "error"))


def outside(status: int, path: str) -> tuple[str, str]:
    """A refusal where the program was not asked yet: its media type and what is said."""
    sentence, code = plain(status)
    if path.startswith("/api/"):
        told = json.dumps({"code": code, "message": sentence}, ensure_ascii=False)
        return "application/json", told
    return "text/html", bare(status, code, sentence)


def bare(status: int, code: str, sentence: str) -> str:
    """The page of a refusal where no address can be made: the request itself is in pieces."""
    # Every page of an address that is not ours is not ours.
    way = "" if status == MISDIRECTED else _WAY
    return _BARE.format(sentence=sentence, status=status, code=code, way=way)


def say(error: AppError) -> str:
    """The refusal's sentence in the reader's language."""
    text = str(gettext(error.text))
    return text % error.params if error.params else text


def wants_json() -> bool:
    """Whether the asker is a program (or a script of ours) and not a person reading pages."""
    if request.path.startswith("/api/") or request.is_json:
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def unreadable(_error: Exception) -> AnyResponse:
    """The answer to a message that broke off or is no message, whoever found that out."""
    return _http(BadRequest())


def _refused(error: AppError) -> AnyResponse:
    if isinstance(error, SignInNeeded) and request.method == "GET" and not wants_json():
        return redirect(url_for("sign_in.form", lanjut=request.full_path.rstrip("?")))
    answer = _answer(error.status, error.code, say(error))
    if error.after is not None:
        answer.headers["Retry-After"] = str(error.after)
    return answer


def _stale_form(error: CSRFError) -> AnyResponse:
    sentence = gettext(N_("Halaman ini sudah terlalu lama terbuka. Muat ulang, lalu coba lagi."))
    return _answer(400, "stale-form", sentence)


def _http(error: HTTPException) -> AnyResponse:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    sentence, code = plain(status)
    response = _answer(status, code, gettext(sentence))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _broken(error: Exception) -> AnyResponse:
    if ailment := store.of(error):
        _log.error("the store is %s: %s", ailment, error)
        if ailment == store.FULL:
            space.release(here().settings.data)
        return _refused(store.refusal(ailment))
    # The traceback goes to the log; neither it nor the request's values go to the reader.
    _log.exception("unexpected error at %s", request.endpoint)
    return _answer(500, "error", gettext(_BROKEN))


def _answer(status: int, code: str, message: str) -> Response:
    if wants_json():
        return make_response(jsonify(code=code, message=message), status)
    if isinstance(request.routing_exception, BadHost | SecurityError):
        return Response(bare(status, code, message), status, mimetype="text/html")
    home = next((one for one in _SCREENS if f"{request.path}/".startswith(f"{one}/")), "/")
    page = render_template("error.html", status=status, code=code, message=message, home=home)
    # A screen that stands in the office must not wait there for a hand.
    again = {"Refresh": f"{_AGAIN_SECONDS}; url={home}"} if home in _SCREENS else None
    return Response(page, status, again, mimetype="text/html")
