"""By what a touchscreen and a board are known, and how this machine's own get in."""

import secrets

from flask import Response, g, request

from shared import db
from shared.rules.admin import devices as letting_in
from shared.rules.common import devices
from shared.rules.common.office import here
from shared.web import guards

MARK = "pasang"
"""In the address of a screen that stands in the office for good."""

COOKIES = {devices.TOUCHSCREEN: guards.DEVICE_COOKIE, devices.BOARD: "antrean_papan"}
_COOKIE_BYTES, _COOKIE_LENGTH = 24, 32
# As long as browsers keep one; each look at the home page gives it its whole life again.
_COOKIE_DAYS = 400
_DAY = 24 * 3600


def kept(kind: str) -> str:
    """The cookie that the asker has already; empty where it has none of ours."""
    found = request.cookies.get(COOKIES[kind], "")
    return found if len(found) == _COOKIE_LENGTH and found.isascii() else ""


def cookie(kind: str) -> str:
    """By what this screen is known; something new where it has nothing, or was revoked."""
    if "cookie" not in g:
        had = kept(kind)
        again = had and not devices.is_over(had)
        g.cookie = had if again else secrets.token_urlsafe(_COOKIE_BYTES)
    return str(g.cookie)


def name(response: Response, kind: str) -> None:
    """Give the screen its cookie, with its whole life."""
    response.set_cookie(
        COOKIES[kind],
        g.get("cookie") or kept(kind) or secrets.token_urlsafe(_COOKIE_BYTES),
        max_age=_COOKIE_DAYS * _DAY,
        samesite="Lax",
        httponly=True,
        secure=here().settings.secure_cookie,
    )


def let_own_in(kind: str) -> None:
    """Where this machine itself opens the address of a screen for good, no hand is needed."""
    # Another site's page must not put a frame of ours in the place of the real screen.
    typed = request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
    if MARK in request.args and typed and guards.from_this_machine():
        letting_in.stand(cookie(kind), kind)


def sign_of_life(trouble: str) -> bool:
    """The board that asks lives; False while nobody has let it in."""
    had = kept(devices.BOARD)
    if not had:
        return False
    try:
        with db.connected():
            return devices.alive(had, guards.machine(), trouble)
    except Exception as error:
        # Of an ill store the board hears otherwise; it asks nobody for a code meanwhile.
        if not db.store.of(error):
            raise
        return True
