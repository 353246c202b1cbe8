"""Programs that turn a sentence into sound: espeak-ng, its MBROLA voice, and sox to polish."""

import logging
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from display import samples
from display.pronounce import pronounce

log = logging.getLogger("antrean.voice")

_SECONDS = 8.0  # a program that takes longer is stuck
_SHORTEST = 0.25  # less sound than this is no sentence
_QUIETEST = 1000
_MBROLA_VOICE = Path("/usr/share/mbrola/id1/id1")
_POLISH = (
    "highpass",
    "120",
    "equalizer",
    "3000",
    "1.0q",
    "4",
    "compand",
    "0.01,0.15",
    "6:-50,-45,-25,-12,0,-8",
    "0",
    "-90",
    "0.1",
    "gain",
    "-n",
    "-1.5",
)


class CannotSay(Exception):
    """This maker gave no usable sound for the sentence."""


@dataclass(frozen=True)
class Maker:
    """Somebody who can say sentences.

    `edition(sentence)` names what it would be said with (a voice, a set of recordings), or is None
    when it cannot be said; `say` raises CannotSay when it fails after all.
    """

    name: str
    edition: Callable[[str], str | None]
    say: Callable[[str], samples.Sound]


def espeak() -> Maker | None:
    """espeak-ng's own Indonesian voice, where it is installed."""
    program = shutil.which("espeak-ng")
    return _program("espeak", program, "id+f2", 115) if program else None


def mbrola() -> Maker | None:
    """The Indonesian MBROLA voice, where it is installed (Debian non-free)."""
    program = shutil.which("espeak-ng")
    present = program and shutil.which("mbrola") and _MBROLA_VOICE.exists()
    return _program("mbrola", program, "mb-id1", 125) if program and present else None


def polish(sound: samples.Sound) -> samples.Sound:
    """Clearer on a television's small speakers, and always equally loud."""
    program = shutil.which("sox")
    if program:
        try:
            return _through_sox(program, sound)
        except CannotSay as error:
            log.warning("sox did not help: %s", error)
    return samples.level(sound)


def _program(name: str, program: str, voice: str, words_a_minute: int) -> Maker:
    command = [program, "-v", voice, "-s", str(words_a_minute)]
    return Maker(name, lambda _: f"{voice} {words_a_minute}", lambda text: _spoken(command, text))


def _spoken(command: Sequence[str], text: str) -> samples.Sound:
    with tempfile.TemporaryDirectory(prefix="antrean-voice-") as folder:
        made = Path(folder) / "made.wav"
        _run([*command, "-w", str(made), "--stdin"], pronounce(text))
        return _usable(made)


def _through_sox(program: str, sound: samples.Sound) -> samples.Sound:
    with tempfile.TemporaryDirectory(prefix="antrean-voice-") as folder:
        raw, done = Path(folder) / "raw.wav", Path(folder) / "done.wav"
        raw.write_bytes(samples.wav(sound))
        _run([program, str(raw), "-b", "16", str(done), *_POLISH], "")
        return _usable(done)


def _run(command: Sequence[str], given: str) -> None:
    try:
        subprocess.run(
            command, input=given.encode(), timeout=_SECONDS, check=True, capture_output=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotSay(str(error)) from error


def _usable(made: Path) -> samples.Sound:
    try:
        sound = samples.read(made)
    except samples.NotSound as error:
        raise CannotSay(str(error)) from error
    # MBROLA without its data ends well and writes silence.
    if sound.seconds < _SHORTEST or sound.peak < _QUIETEST:
        raise CannotSay(f"{sound.seconds:.2f} s with peak {sound.peak}")
    return sound
