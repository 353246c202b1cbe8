"""The board's whole picture: what the rules say, with notices, voice and letter sizes."""

from collections.abc import Callable

from flask import current_app

from display import notices, sizes
from display.message import BoardPicture, Call, ClosedReason, OfficeName, Screen
from display.voice import Speaker
from shared import clock
from shared.rules.common.office import here
from shared.rules.queue import board

Paint = Callable[[], BoardPicture]

PAINT = "antrean.board"
"""Where the application keeps the function that paints its board."""

# Differences in these alone are no news.
_TICKING = {"seq", "at", "clock"}


def painter(speaker: Speaker) -> Paint:
    """A function that makes the picture of this moment and has its calls spoken meanwhile."""
    return lambda: _paint(speaker)


def whole() -> BoardPicture:
    """The picture of this moment, as the running application paints it."""
    paint: Paint = current_app.extensions[PAINT]
    return paint()


def without_clock(picture: BoardPicture) -> str:
    """What must differ for a picture to be worth sending."""
    return picture.model_dump_json(exclude=_TICKING)


def _paint(speaker: Speaker) -> BoardPicture:
    office, settings, seen = here().standard.office, here().settings, board.snapshot()
    return BoardPicture(
        seq=seen.seq,
        at=seen.at,
        clock=seen.clock,
        date=seen.date,
        office=OfficeName(name=office.name, regency=office.regency),
        practice=settings.practice,
        open=seen.open,
        closed_reason=_in_words(seen.closed_reason) if seen.closed_reason else None,
        calls=[_with_audio(call, speaker) for call in seen.calls],
        counters=seen.counters,
        missed=seen.missed,
        waiting=seen.waiting,
        notices=notices.current(here().standard, clock.service_day()),
        screen=_screen(settings.board_inches, settings.board_farthest_m),
        voice=speaker.on,
    )


def _in_words(reason: board.WhyClosed) -> ClosedReason:
    why = f"{reason.name}. " if reason.name else ""
    again = f"Buka lagi {reason.opens_day} pukul {reason.opens_at}."
    said = f"{why}{again if reason.opens_at else ''}".strip()
    return ClosedReason(**vars(reason), message=said)


def _with_audio(call: board.BoardCall, speaker: Speaker) -> Call:
    key = speaker.prepare(call.spoken)
    return Call(**vars(call), audio=f"/suara/{key}.wav" if key else None)


def _screen(inches: float, farthest_m: float) -> Screen:
    wanted = sizes.needs(inches, farthest_m)
    return Screen(
        inches=inches,
        farthest_m=farthest_m,
        call_px=wanted.call,
        list_px=wanted.list_least,
        advice=sizes.advice(inches, farthest_m),
    )
