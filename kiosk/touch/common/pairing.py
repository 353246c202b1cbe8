"""A screen that nobody has let in yet: its code, and what to do with it."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk.touch.common.translate import _
from shared.errors import TooMany
from shared.rules.admin import devices
from shared.rules.common.devices import TOUCHSCREEN
from shared.web import errors, guards, screens

_ANYBODY = frozenset(
    {
        *("ask_status", "phone_ask_status", "complaint_stand", "phone_complaint_stand"),
        *("phone_complain", "answer_phone_survey", "phone_mood"),
    }
)
"""What anybody may send: a question by number and code, and what a touchscreen's link leads to."""
_LINK = "complaint_link"


def require_known() -> Response | None:
    """Before each press that leads to paper: a screen that is not paired goes to its code."""
    name = (request.endpoint or "").rpartition(".")[2]
    presses = request.method == "POST" and name not in _ANYBODY
    if not (presses or name == _LINK) or guards.may_take_paper():
        return None
    if errors.wants_json():
        guards.require_known()
    return redirect(url_for("touch.home"), 303)


def page() -> str:
    """The code of this screen; a new one as soon as it is over."""
    try:
        code = devices.ask(screens.cookie(TOUCHSCREEN), guards.address())
    except TooMany:
        code = ""
    return render_template(
        "touch/common/pairing.html",
        version=_version(code),
        code=code,
        steps=(
            _("Masuk sebagai admin, lalu buka Perangkat."),
            _("Ketik kode ini dan nama untuk layar ini, lalu tekan Pasangkan."),
            _("Layar ini berganti sendiri."),
        ),
    )


def version() -> str:
    """As the page tells it, without asking for a code."""
    return _version(devices.code_of(request.cookies.get(guards.DEVICE_COOKIE, "")))


def _version(code: str) -> str:
    return f"kode-{code}"
