"""The touchscreen: from a touch to a number, and the citizen's own page of it."""

from pathlib import Path

from flask import Flask
from flask_babel import get_babel

from kiosk.touch import pages
from kiosk.touch.tickets import api
from shared.errors import SetupError
from shared.rules.common.office import here
from shared.web.app import csrf

_UNSIGNED = "perlu_ditinjau"
_WORDS = Path(__file__).resolve().parent.parent / "translations"


def install(app: Flask) -> None:
    """Put the touchscreen's pages, its words and the tickets of the API into the application.

    Raises SetupError for a language that no native speaker has signed yet.
    """
    for language in here().settings.languages:
        require_signed(language)
    get_babel(app).translation_directories.append(str(_WORDS))
    app.register_blueprint(pages.bp)
    app.register_blueprint(api.bp)
    csrf.exempt(api.bp)


def require_signed(language: str) -> None:
    """SetupError while no native speaker has signed the words of that language."""
    catalogue = _WORDS / language / "LC_MESSAGES" / "messages.po"
    if catalogue.exists() and _UNSIGNED in catalogue.read_text("utf-8").partition("msgid")[0]:
        reason = f"bahasa {language} belum ditinjau penutur asli, jadi belum dapat dinyalakan"
        raise SetupError("setelan", "languages", reason)
