"""The touchscreen: from a touch to a number, and the citizen's own page of it."""

from flask import Flask

from kiosk.touch import api, pages
from shared.web.app import csrf


def install(app: Flask) -> None:
    """Put the touchscreen's pages and the tickets of the API into the application."""
    app.register_blueprint(pages.bp)
    app.register_blueprint(api.bp)
    csrf.exempt(api.bp)
