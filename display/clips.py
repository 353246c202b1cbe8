"""Calls joined from the staff's own recordings, one WAV per word or phrase.

A file is named by what it says: `nomor_antrean.wav`, `a.wav`, `nol.wav`, `silakan_menuju.wav`,
`loket.wav`, `meja_informasi.wav`. A sentence is covered when recordings exist for all its words.
"""

import itertools
import re
from pathlib import Path

from display import samples
from display.makers import CannotSay, Maker

_RATE = 22050
_AFTER_WORD, _AFTER_COMMA = 0.09, 0.25
_LONGEST_PHRASE = 4
_CLAUSES = re.compile(r"[,.;:!?]+")
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def clips(folder: Path) -> Maker:
    """The staff's voices, as far as they have been recorded at this moment."""
    return Maker("clips", lambda text: _edition(folder, text), lambda text: _say(folder, text))


def _edition(folder: Path, text: str) -> str | None:
    recorded = itertools.chain(*_phrases(folder, text))
    return " ".join(f"{clip.stem}@{clip.stat().st_mtime_ns}" for clip in recorded) or None


def _phrases(folder: Path, text: str) -> list[list[Path]]:
    """Recordings for each clause, longest phrases first; empty when any word lacks one."""
    recorded = {file.stem.lower(): file for file in folder.glob("*.wav")}
    clauses = [_cover(_WORDS.findall(clause.lower()), recorded) for clause in _CLAUSES.split(text)]
    return [clause for clause in clauses if clause] if None not in clauses else []


def _cover(spoken: list[str], recorded: dict[str, Path]) -> list[Path] | None:
    covered = []
    while spoken:
        for length in range(min(_LONGEST_PHRASE, len(spoken)), 0, -1):
            if found := recorded.get("_".join(spoken[:length])):
                covered.append(found)
                spoken = spoken[length:]
                break
        else:
            return None
    return covered


def _say(folder: Path, text: str) -> samples.Sound:
    clauses = _phrases(folder, text)
    if not clauses:
        raise CannotSay("a recording is missing")
    parts = []
    try:
        for clause in clauses:
            for clip in clause:
                parts += [_ready(clip), samples.silence(_RATE, _AFTER_WORD)]
            parts[-1] = samples.silence(_RATE, _AFTER_COMMA)
    except samples.NotSound as error:
        raise CannotSay(str(error)) from error
    return samples.join(parts)


def _ready(clip: Path) -> samples.Sound:
    sound = samples.trim(samples.at_rate(samples.read(clip), _RATE))
    if not sound.samples:
        raise CannotSay(f"{clip.name} is silent")
    return samples.level(sound, -3.0)
