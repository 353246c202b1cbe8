"""The bare web application: sessions, languages, headers, errors; parts are added by deploy."""

import secrets
from datetime import timedelta
from pathlib import Path

from flask import Flask, Response, g
from flask_wtf import CSRFProtect

from shared import clock, db, files
from shared.rules.common.office import Here
from shared.web import api, errors, formats, health, languages, sign_in

_LARGEST_REQUEST = 64 * 1024
_SECRET = "secret.key"

csrf = CSRFProtect()


def create(here: Here) -> Flask:
    """A Flask application with the common parts; opens nothing."""
    settings = here.settings
    app = Flask("shared.web", static_folder="static", template_folder="templates")
    # Joined slashes would be a redirect to whatever host the asker names.
    app.url_map.merge_slashes = False
    app.config.update(
        SECRET_KEY=secret_key(settings.data),
        SESSION_COOKIE_NAME="antrean",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookie,
        # A late answer must not bring back the session of somebody who has just signed out.
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.sign_in_hours),
        MAX_CONTENT_LENGTH=_LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=_LARGEST_REQUEST,
        WTF_CSRF_TIME_LIMIT=None,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    csrf.init_app(app)
    languages.install(app)
    formats.install(app, here)
    errors.install(app)
    app.before_request(_begin)
    app.after_request(_headers)
    for part in (sign_in.bp, health.bp, api.bp):
        app.register_blueprint(part)
    return app


def secret_key(data: Path) -> bytes:
    """The key that signs sessions, made once and kept beside the data."""
    return files.made_once(data / _SECRET, lambda: secrets.token_bytes(32))


def _begin() -> None:
    db.connect()
    g.nonce = secrets.token_urlsafe(12)
    g.began = clock.now()


def _headers(response: Response) -> Response:
    policy = (
        "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none';"
        f" script-src 'self' 'nonce-{g.get('nonce', '')}'; style-src 'self';"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if not response.cache_control.max_age and "ETag" not in response.headers:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
