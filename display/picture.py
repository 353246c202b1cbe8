"""The board's whole picture: what the rules say, with notices, voice and letter sizes."""

from collections.abc import Callable
from dataclasses import replace

from flask import current_app

from display import notices, sizes
from display.message import BoardPicture, OfficeName, Screen
from display.voice import Speaker
from shared import clock
from shared.rules.common import words
from shared.rules.common.office import here
from shared.rules.queue import board, standing
from shared.rules.queue import help as help_calls

PAINT = "antrean.board"
"""Where the application keeps the function that paints its board."""

# Differences in these alone are no news.
_TICKING = {"seq", "at", "clock"}


def whole() -> BoardPicture:
    """The picture of this moment, as the running application paints it."""
    painter: Callable[[], BoardPicture] = current_app.extensions[PAINT]
    return painter()


def without_clock(picture: BoardPicture) -> str:
    """What must differ for a picture to be worth sending."""
    return picture.model_dump_json(exclude=_TICKING)


def paint(speaker: Speaker) -> BoardPicture:
    """The picture of this moment; its calls are spoken meanwhile."""
    office, settings, moment = here().standard.office, here().settings, clock.now()
    day, state = clock.service_day(moment), standing.office(moment)
    return BoardPicture(
        seq=board.sequence(),
        at=moment,
        clock=words.clock_time(moment),
        date=words.long_date(day),
        office=OfficeName(name=office.name, regency=office.regency),
        practice=settings.practice,
        open=state.open,
        stands=board.office(state),
        closed_reason=board.why_closed(state),
        calls=[with_audio(call, speaker) for call in board.calls(moment)],
        counters=board.counters(day, state),
        help=help_calls.loud(),
        missed=board.missed(moment),
        waiting=board.lines(day),
        notices=notices.current(here().standard, day),
        screen=_screen(settings.board_inches, settings.board_farthest_m),
        voice=speaker.on,
    )


def with_audio(call: board.BoardCall, speaker: Speaker) -> board.BoardCall:
    """The call with the addresses of what is said of it, which is made meanwhile."""
    whole, brief = speaker.prepare(call.spoken), speaker.prepare(call.brief)
    return replace(
        call,
        audio=f"/suara/{whole}.wav" if whole else None,
        audio_brief=f"/suara/{brief}.wav?bagian=singkat" if brief else None,
    )


def _screen(inches: float, farthest_m: float) -> Screen:
    wanted = sizes.needs(inches, farthest_m)
    return Screen(
        inches=inches,
        farthest_m=farthest_m,
        call_px=wanted.call,
        list_px=wanted.list_least,
        advice=sizes.advice(inches, farthest_m),
    )
