"""What the office declares to the public, at the touchscreen and on a phone."""

from typing import Any

from flask import render_template, url_for

from shared.rules.oversight import statements
from shared.web import languages


def kiosk(code: str) -> str:
    """For the touchscreen."""
    told = _told(code)
    part = told["statement"].clause.split(".")[0]
    back = (
        url_for("touch.standard_part", number=part) if part else url_for("touch.standard", lain=1)
    )
    return render_template("touch/reading/statement.html", **told, back=back)


def public(code: str) -> str:
    """For phones and desktops, and for a printer."""
    return render_template("touch/reading/statement_page.html", **_told(code))


def _told(code: str) -> dict[str, Any]:
    return {
        "statement": statements.of(code, languages.chosen()),
        "contact": statements.contact(),
    }
