"""The touchscreen: from a touch to a number, and the citizen's own page of it."""

from pathlib import Path

from flask import Flask
from flask_babel import get_babel

from kiosk.touch import api, pages
from shared.web.app import csrf

_WORDS = Path(__file__).resolve().parent.parent / "translations"


def install(app: Flask) -> None:
    """Put the touchscreen's pages, its words and the tickets of the API into the application."""
    get_babel(app).translation_directories.append(str(_WORDS))
    app.register_blueprint(pages.bp)
    app.register_blueprint(api.bp)
    csrf.exempt(api.bp)
