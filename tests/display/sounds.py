"""Small sounds and stand-ins for the speech programs."""

import math
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

from display.makers import Maker
from display.samples import Sound


def tone(seconds: float, rate: int = 22050, loud: float = 0.5) -> Sound:
    """A plain 440 Hz."""
    step = 2 * math.pi * 440 / rate
    wanted = range(round(seconds * rate))
    return Sound(rate, array("h", (round(32767 * loud * math.sin(n * step)) for n in wanted)))


def write_wav(path: Path, sound: Sound, width: int = 2, channels: int = 1) -> Path:
    """A WAV of that many bytes a sample, every channel the same."""
    frames = bytearray()
    for value in sound.samples:
        one = (value << 8 * (width - 2)) if width > 1 else (value >> 8) + 128
        frames += one.to_bytes(width, "little", signed=width > 1) * channels
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, width, sound.rate, 0, "NONE", ""))
        file.writeframes(bytes(frames))
    return path


def maker(name: str, say: Callable[[str], Sound]) -> Maker:
    """A stand-in that can say anything."""
    return Maker(name, lambda _: "test", say)
