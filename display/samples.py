"""Sound as numbers: read, trim, level, join and write mono 16-bit WAV with the standard library."""

import io
import math
import wave
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_FULL = 32767
_SILENT_BELOW = 330  # 1 % of full scale: room noise of a phone recording
_KEPT_SECONDS = 0.03  # left around a trimmed sound, so that soft consonants survive


class NotSound(Exception):
    """The bytes are not a WAV that can be played."""


@dataclass(frozen=True)
class Sound:
    """Mono samples, -32768 to 32767, at `rate` per second."""

    rate: int
    samples: "array[int]"

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    @property
    def peak(self) -> int:
        """The largest distance from silence."""
        return max(max(self.samples), -min(self.samples)) if self.samples else 0


def read(source: Path) -> Sound:
    """A PCM WAV of 8 to 32 bits, mono or stereo; NotSound when it is none."""
    try:
        with wave.open(str(source), "rb") as file:
            shape, frames = file.getparams(), file.readframes(file.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise NotSound(f"{source.name}: {error}") from error
    return Sound(shape.framerate, _mono(_sixteen_bits(frames, shape.sampwidth), shape.nchannels))


def wav(sound: Sound) -> bytes:
    """The sound as the bytes of a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, sound.rate, 0, "NONE", ""))
        file.writeframes(sound.samples.tobytes())
    return out.getvalue()


def silence(rate: int, seconds: float) -> Sound:
    """Nothing, for so long."""
    return Sound(rate, array("h", bytes(2 * round(rate * seconds))))


def join(sounds: Sequence[Sound]) -> Sound:
    """One after the other; all must have the same rate."""
    rates = {sound.rate for sound in sounds}
    if len(rates) != 1:
        raise ValueError(f"cannot join sounds of rates {sorted(rates)}")
    return Sound(rates.pop(), array("h", b"".join(sound.samples.tobytes() for sound in sounds)))


def trim(sound: Sound) -> Sound:
    """Without the silence before and after."""
    loud = _first_loud(sound.samples)
    if loud is None:
        return Sound(sound.rate, array("h"))
    kept = round(_KEPT_SECONDS * sound.rate)
    last = len(sound.samples) - (_first_loud(reversed(sound.samples)) or 0)
    return Sound(sound.rate, sound.samples[max(0, loud - kept) : last + kept])


def level(sound: Sound, peak_db: float = -1.5) -> Sound:
    """Louder or softer, so that the loudest moment is at `peak_db` (dB of full scale)."""
    if not sound.peak:
        return sound
    gain = _FULL * 10 ** (peak_db / 20) / sound.peak
    return Sound(sound.rate, array("h", [round(value * gain) for value in sound.samples]))


def at_rate(sound: Sound, rate: int) -> Sound:
    """The same sound with `rate` samples a second (straight lines between neighbours)."""
    if sound.rate == rate or not sound.samples:
        return Sound(rate, sound.samples)
    step, last = sound.rate / rate, len(sound.samples) - 1
    return Sound(
        rate,
        array(
            "h",
            (
                _between(sound.samples, min(i * step, last), last)
                for i in range(math.ceil(len(sound.samples) / step))
            ),
        ),
    )


def _first_loud(samples: Iterable[int]) -> int | None:
    return next((i for i, value in enumerate(samples) if abs(value) > _SILENT_BELOW), None)


def _between(samples: "array[int]", place: float, last: int) -> int:
    left = int(place)
    right = min(left + 1, last)
    return round(samples[left] + (samples[right] - samples[left]) * (place - left))


def _sixteen_bits(frames: bytes, width: int) -> "array[int]":
    if width == 1:
        return array("h", ((value - 128) << 8 for value in frames))
    if width not in (2, 3, 4):
        raise NotSound(f"{8 * width} bits a sample")
    high = bytearray(len(frames) // width * 2)
    # Little endian, as the machine is: the two highest bytes of a sample are its last two.
    high[0::2], high[1::2] = frames[width - 2 :: width], frames[width - 1 :: width]
    return array("h", bytes(high))


def _mono(samples: "array[int]", channels: int) -> "array[int]":
    if channels == 1:
        return samples
    parts = (samples[channel::channels] for channel in range(channels))
    return array("h", (sum(values) // channels for values in zip(*parts, strict=True)))
