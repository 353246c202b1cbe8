"""The notice board as a page: pledge, announced recaps, cards of the office and the standard."""

from typing import Any

from flask import render_template, url_for

from shared import clock
from shared.rules.common import revisions, words
from shared.rules.common.office import here
from shared.rules.complaints import quarters, recap_view
from shared.rules.hours import opening
from shared.rules.oversight import notice_board
from shared.standard import text
from shared.web import languages

_MOST_ROWS = 12


def public() -> str:
    """For phones and desktops, and for a printer."""
    return render_template("touch/reading/notices_page.html", **_board())


def kiosk() -> str:
    """For the touchscreen."""
    return render_template("touch/reading/notices.html", **_board(), back=url_for("touch.home"))


def _board() -> dict[str, Any]:
    standard, today = here().standard, clock.service_day()
    revision = revisions.in_force(today)
    recaps = recap_view.public()
    return {
        "pledge": revisions.pledge(revision),
        "limit": text(standard.time_limit(today), "words", languages.chosen()),
        "fee": text(standard.fee(today), "words", languages.chosen()),
        "revision": revision,
        "announced": words.long_date(clock.service_day(recaps[0].announced_at)) if recaps else "",
        "recaps": [(f"Triwulan {quarters.ROMAN[one.quarter]} {one.year}", one) for one in recaps],
        "most_rows": _MOST_ROWS,
        "cards": [
            (one, words.plain_date(one.ends_on) if one.ends_on else "")
            for one in notice_board.shown_on(today)
        ],
        "standing": standard.notices_on(today, opening.hours()),
        "day": words.long_date(today),
    }
