"""The bare web application: sessions, languages, headers, errors; parts are added by deploy."""

import secrets
import string
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Flask, Request, Response, g, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import CSRFProtect
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.routing import IntegerConverter, ValidationError
from werkzeug.utils import cached_property

from shared import clock, db, files, hold, letters
from shared.rules.common.office import Here, here
from shared.web import (
    api,
    errors,
    formats,
    guards,
    health,
    languages,
    limits,
    sign_in,
    sign_in_api,
    weight,
)

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

_LARGEST_REQUEST = 64 * 1024
_SECRET = "secret.key"
# They are never shown by themselves, and a first visit loads two dozen of them.
_PARTS_OF_PAGES = ("text/css", "text/javascript", "font/", "audio/")
_JAR = "latihan_"

csrf = CSRFProtect()


class _Whole(IntegerConverter):
    """A whole number in an address: plain digits, and none that no row can have."""

    regex = "[0-9]+"

    def to_python(self, value: str) -> int:
        try:
            return int(super().to_python(str(letters.whole(value))))
        except ValueError as error:
            raise ValidationError from error


class _CleanRequest(Request):
    """A request whose forms and questions hold clean texts; messages are cleaned where read."""

    def __init__(self, environ: "WSGIEnvironment", *args: Any, **rest: Any) -> None:
        # An address without any path would be sent on to whatever host the asker names.
        environ["PATH_INFO"] = environ.get("PATH_INFO") or "/"
        super().__init__(environ, *args, **rest)
        # Bytes that are no text stand there as any other that must be quoted.
        self.query_string = quote(self.query_string, safe=string.printable).encode()

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        return _cleaned(super().args)

    def _load_form_data(self) -> None:
        super()._load_form_data()
        # Also when files were asked for first.
        self.__dict__["form"] = _cleaned(self.__dict__["form"])


class _PracticeRequest(_CleanRequest):
    """Only the practice office's own cookies: a browser keeps one jar for every port of a host."""

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        pairs = super().cookies.items(multi=True)
        ours = [(name, text) for name, text in pairs if name.startswith(_JAR)]
        return ImmutableMultiDict([(name.removeprefix(_JAR), text) for name, text in ours])


class _PracticeResponse(Response):
    """Sets cookies under names that the real office at the same host never reads."""

    def set_cookie(self, key: str, *args: Any, **rest: Any) -> None:
        super().set_cookie(f"{_JAR}{key}", *args, **rest)


class _CookieByScheme(SecureCookieSessionInterface):
    """Another cookie where the office's proxy gives HTTPS, which plain HTTP never carries.

    The same browser may hold both: citizens' pages are plain HTTP under the same name.
    """

    def get_cookie_name(self, app: Flask) -> str:
        return f"{super().get_cookie_name(app)}{'_aman' if _is_https() else ''}"

    def get_cookie_secure(self, app: Flask) -> bool:
        return _is_https() or super().get_cookie_secure(app)


def _is_https() -> bool:
    # Whoever invents the header gets a cookie that their own browser does not send back.
    return request.headers.get("X-Forwarded-Proto") == "https"


def _cleaned(given: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    # A part of a form may come without a name.
    pairs = [(name or "", text) for name, text in given.items(multi=True)]
    return ImmutableMultiDict([(letters.clean(name), letters.clean(text)) for name, text in pairs])


def create(here: Here) -> Flask:
    """A Flask application with the common parts; opens nothing."""
    settings = here.settings
    app = Flask("shared.web", static_folder="static", template_folder="templates")
    app.request_class = _CleanRequest
    if settings.practice:
        app.request_class, app.response_class = _PracticeRequest, _PracticeResponse
    app.session_interface = _CookieByScheme()
    # Joined slashes would be a redirect to whatever host the asker names.
    app.url_map.merge_slashes = False
    app.url_map.converters["int"] = _Whole
    app.config.update(
        SECRET_KEY=secret_key(settings.data),
        SESSION_COOKIE_NAME="antrean",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookie,
        # A late answer must not bring back the session of somebody who has just signed out.
        SESSION_REFRESH_EACH_REQUEST=False,
        # What a sign-in is worth is kept in the database; the cookie only names the browser.
        PERMANENT_SESSION_LIFETIME=timedelta(days=180),
        MAX_CONTENT_LENGTH=_LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=_LARGEST_REQUEST,
        WTF_CSRF_TIME_LIMIT=None,
    )
    # Counted before anything is asked of it: what is refused costs as well.
    app.before_request(_begin)
    app.before_request(_hold)
    limits.install(app)
    csrf.init_app(app)
    languages.install(app)
    formats.install(app)
    errors.install(app)
    weight.install(app)
    app.after_request(_headers)
    for part in (sign_in.bp, sign_in_api.bp, health.bp, api.bp):
        app.register_blueprint(part)
    csrf.exempt(sign_in_api.bp)
    return app


def secret_key(data: Path) -> bytes:
    """The key that signs sessions, made once and kept beside the data."""
    return files.made_once(data / _SECRET, lambda: secrets.token_bytes(32))


def _begin() -> None:
    try:
        db.connect()
    except Exception:
        # Whoever watches over the office is told what ails it, and not in a page.
        if request.blueprint != "health":
            raise
    g.nonce = secrets.token_urlsafe(12)
    g.began = clock.now()


def _hold() -> None:
    """While a version is tried, only what anybody may look at is shown."""
    shown = request.blueprint in guards.PUBLIC or (request.endpoint or "").endswith("static")
    if not (shown and request.method in ("GET", "HEAD")):
        hold.refuse(here().settings.data, in_full=not shown)


def _headers(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    if not (response.mimetype or "").startswith(_PARTS_OF_PAGES):
        _confine(response)
    if not response.cache_control.max_age and "ETag" not in response.headers:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _confine(response: Response) -> None:
    """What a page, and whatever a browser may show as one, is allowed to do."""
    policy = (
        "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none';"
        f" script-src 'self' 'nonce-{g.get('nonce', '')}'; style-src 'self';"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    if response.status_code != 304:  # the page that is kept goes by the nonce that is in it
        response.headers.setdefault("Content-Security-Policy", policy)
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
