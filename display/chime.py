"""The two notes before a call, computed: 659 Hz (E5), then 523 Hz (C5)."""

import math
from array import array
from functools import lru_cache

from display.samples import Sound

_NOTES = ((659.26, 0.0), (523.25, 0.55))  # Hz, seconds after the start
_SECONDS, _SHORT_SECONDS = 1.6, 0.6
_ATTACK = 0.008
_FADE = 3.6  # how fast a note dies away, per second
_OVERTONES = ((1, 1.0), (2, 0.32), (3, 0.10))
_LOUDNESS = 0.42


@lru_cache(maxsize=8)
def chime(rate: int, *, short: bool = False) -> Sound:
    """The chime at `rate` samples a second; its first note alone while others wait."""
    seconds, notes = (_SHORT_SECONDS, _NOTES[:1]) if short else (_SECONDS, _NOTES)
    wanted = (_moment(n / rate, seconds, notes) for n in range(round(rate * seconds)))
    return Sound(rate, array("h", (round(32767 * value) for value in wanted)))


def _moment(at: float, seconds: float, notes: tuple[tuple[float, float], ...]) -> float:
    value = sum(_note(hertz, at - start) for hertz, start in notes if at >= start)
    ending = min(1.0, (seconds - at) / 0.1)
    return max(-1.0, min(1.0, _LOUDNESS * value * ending))


def _note(hertz: float, at: float) -> float:
    envelope = min(1.0, at / _ATTACK) * math.exp(-_FADE * at)
    return envelope * sum(
        strength * math.sin(2 * math.pi * hertz * times * at) for times, strength in _OVERTONES
    )
