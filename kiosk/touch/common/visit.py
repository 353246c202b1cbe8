"""One visit at a touchscreen: language and look, forgotten at its end; and which screen."""

from dataclasses import dataclass

from flask import Response, redirect, request, send_file
from werkzeug.wrappers import Response as BaseResponse

from shared.errors import N_, NotFound
from shared.rules.common import devices, staff
from shared.rules.common.office import here
from shared.web import guards, languages, screens

HOME = "/kios"
_TEXT, _CONTRAST = "kios_teks", "kios_kontras"
_NAME_LENGTH = 16
_DAY = 24 * 3600


@dataclass(frozen=True)
class Look:
    """How large and how strong the page is drawn."""

    text: str = "biasa"
    contrast: str = "biasa"


def look() -> Look:
    """Text size and contrast of this visit."""
    return Look(
        "besar" if request.cookies.get(_TEXT) == "besar" else "biasa",
        "tinggi" if request.cookies.get(_CONTRAST) == "tinggi" else "biasa",
    )


def changed() -> bool:
    """Whether this visit left the ordinary language and look."""
    return look() != Look() or languages.chosen() != here().settings.languages[0]


def change() -> BaseResponse:
    """Keep what the address asks for (bahasa, teks, kontras) until the visit ends."""
    back = request.args.get("kembali", HOME)
    answer = redirect(back if back.startswith(f"{HOME}/") and guards.page(back) else HOME, 303)
    for name, cookie, allowed in (
        ("bahasa", languages.COOKIE, here().settings.languages),
        ("teks", _TEXT, ("besar", "biasa")),
        ("kontras", _CONTRAST, ("tinggi", "biasa")),
    ):
        value = request.args.get(name)
        if value in allowed:
            answer.set_cookie(cookie, value, path=HOME, samesite="Lax", httponly=True)
    return answer


def end() -> BaseResponse:
    """Forget this visit: the next person starts with the ordinary language and look."""
    answer = redirect(HOME, 303)
    for cookie in (languages.COOKIE, _TEXT, _CONTRAST):
        answer.delete_cookie(cookie, path=HOME)
    return answer


def device() -> str | None:
    """Which touchscreen this is, by what it was given on its first page; None elsewhere."""
    kept = screens.kept(devices.TOUCHSCREEN)
    return staff.mark(kept)[:_NAME_LENGTH] if kept else None


def name_device(response: Response) -> Response:
    """Give a touchscreen its cookie on its home page."""
    if request.path == HOME and request.method == "GET":
        screens.name(response, devices.TOUCHSCREEN)
    return response


def emblem() -> Response:
    """The picture named in the settings; NotFound when the office gave none."""
    if not here().settings.logo:
        raise NotFound(N_("Halaman ini tidak ada."))
    return send_file(here().settings.logo, max_age=_DAY)
