"""Which language a page speaks: the touchscreen's choice, else Indonesian."""

from pathlib import Path

from flask import Flask, request
from flask_babel import Babel

from shared.rules.common.office import here

COOKIE = "bahasa"
_CATALOGUES = Path(__file__).resolve().parent / "translations"


def install(app: Flask) -> None:
    """Give the application its languages and the office's time zone."""
    Babel(
        app,
        default_locale="id",
        default_translation_directories=str(_CATALOGUES),
        locale_selector=chosen,
        timezone_selector=lambda: here().standard.office.zone,
    )


def chosen() -> str:
    """The reader's language, one of those that the office offers."""
    wanted = request.cookies.get(COOKIE, "id")
    return wanted if wanted in here().settings.languages else "id"
