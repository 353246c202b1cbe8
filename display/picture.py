"""The board's whole picture: what the rules say, with notices, voice and letter sizes."""

from collections.abc import Callable
from typing import Any

from flask import current_app

from display import notices, sizes
from display.voice import Speaker
from shared import clock
from shared.rules.common.office import here
from shared.rules.queue import board

Picture = dict[str, Any]
Paint = Callable[[], Picture]

PAINT = "antrean.board"
"""Where the application keeps the function that paints its board."""

# Differences in these alone are no news.
_TICKING = ("seq", "at", "clock")


def painter(speaker: Speaker) -> Paint:
    """A function that makes the picture of this moment and has its calls spoken meanwhile."""
    return lambda: _paint(speaker)


def whole() -> Picture:
    """The picture of this moment, as the running application paints it."""
    paint: Paint = current_app.extensions[PAINT]
    return paint()


def without_clock(picture: Picture) -> Picture:
    """What must differ for a picture to be worth sending."""
    return {key: value for key, value in picture.items() if key not in _TICKING}


def _paint(speaker: Speaker) -> Picture:
    office, picture = here(), board.snapshot()
    return {
        **picture,
        "closed_reason": _closed_in_words(picture["closed_reason"]),
        "calls": [_with_audio(call, speaker) for call in picture["calls"]],
        "notices": notices.current(office.standard, clock.service_day()),
        "screen": _screen(office.settings.board_inches, office.settings.board_farthest_m),
        "voice": speaker.on,
    }


def _closed_in_words(reason: Picture | None) -> Picture | None:
    if reason is None:
        return None
    why = f"{reason['name']}. " if reason["name"] else ""
    again = f"Buka lagi {reason['opens_day']} pukul {reason['opens_at']}."
    return {**reason, "message": f"{why}{again if reason['opens_at'] else ''}".strip()}


def _with_audio(call: Picture, speaker: Speaker) -> Picture:
    key = speaker.prepare(call["spoken"])
    return {**call, "audio": f"/suara/{key}.wav" if key else None}


def _screen(inches: float, farthest_m: float) -> Picture:
    wanted = sizes.needs(inches, farthest_m)
    return {
        "inches": inches,
        "farthest_m": farthest_m,
        "call_px": wanted.call,
        "list_px": wanted.list_least,
        "advice": sizes.advice(inches, farthest_m),
    }
