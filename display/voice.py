"""The board's voice: the best maker present says a sentence once, then it comes from the cache.

Everything slow happens in one worker thread. A voice that is missing, broken, slow or behind
costs the spoken words of a call, never the call: the chime is always there.
"""

import contextlib
import hashlib
import logging
import os
import re
import threading
import time
from collections import OrderedDict
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from enum import Enum
from pathlib import Path

from display import makers, samples
from display.chime import chime
from display.clips import clips
from shared import files
from shared.config import Settings

log = logging.getLogger("antrean.voice")

_WAITING = 32  # sentences in line for the worker
_KNOWN = 4096  # sentences whose key may be asked for
_LONGEST_TEXT = 2000  # characters
_REST_SECONDS = 60.0  # before a maker that failed is tried again
_BOARDS_FIRST = 0.05  # seconds in which the picture of a call reaches every board
_CACHE_FILES, _CACHE_BYTES = 3000, 256 * 2**20
_KEY = re.compile(r"[0-9a-f]{32}")
_BEFORE_WORDS, _BEFORE_AGAIN = 0.15, 0.85  # seconds
_CHIME_RATE = 22050


class Speaker:
    """Says sentences; its thread starts with the first one. `settings.voice` chooses the makers."""

    def __init__(self, settings: Settings) -> None:
        self._cache = settings.data / "voice" / "cache"
        self._clips = settings.data / "voice" / "clips"
        self.choose(settings.voice)
        self._known: OrderedDict[str, str] = OrderedDict()
        self._pending: dict[str, Future[Path | None]] = {}
        self._resting: dict[str, float] = {}
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, "voice")

    @property
    def on(self) -> bool:
        """False when the office switched the voice off, and after `close`."""
        return self._on

    @property
    def maker(self) -> str:
        """Who would say the most usual call now: clips, mbrola, espeak, chime (nobody) or off."""
        if not self.on:
            return "off"
        able = self._able("Nomor antrean A, nol, nol, satu, silakan menuju loket satu.")
        return able[0][0].name if able else "chime"

    @property
    def fails(self) -> bool:
        """Whether nobody can speak now of those who could."""
        now = time.monotonic()
        awake = [m for m in self._makers if self._resting.get(m.name, 0) <= now]
        return self.on and bool(self._makers) and not awake

    def choose(self, voice: str) -> None:
        """Let this one speak from now on, one of the setting's `board.voice`."""
        self._makers, self._on = _chosen(voice, self._clips), voice != "off"

    def prepare(self, sentence: str) -> str | None:
        """The key under which the sentence can be asked for; has it made in the background."""
        if not self._can_try(sentence):
            return None
        key = self._key(sentence)
        with self._lock:
            self._known[key] = sentence
            self._known.move_to_end(key)
            while len(self._known) > _KNOWN:
                self._known.popitem(last=False)
        self._ask(sentence)
        return key

    def path(self, sentence: str, wait: float = 2.0) -> Path | None:
        """The WAV of the sentence, waiting up to `wait` seconds; None when there is none."""
        if not self._can_try(sentence):
            return None
        with contextlib.suppress(TimeoutError, CancelledError):
            return self._ask(sentence).result(wait)
        return None

    def knows(self, key: str) -> bool:
        """Whether the key came from `prepare`; nobody outside can have other words spoken."""
        return key in self._known or self._kept(key) is not None

    def path_of(self, key: str, wait: float = 2.0) -> Path | None:
        """The WAV of a prepared sentence by its key."""
        sentence = self._known.get(key)
        return self.path(sentence, wait) if sentence else self._kept(key)

    def speak(self, text: str) -> Path | None:
        """The WAV of any text of ours (a page read aloud); None when it cannot be said."""
        return self.path(text, wait=5.0)

    def close(self) -> None:
        """Stop the thread for good; what waits in line stays unsaid. Idempotent."""
        with self._lock:
            self._on = False
        self._worker.shutdown(cancel_futures=True)

    def _can_try(self, sentence: str) -> bool:
        return self._on and 0 < len(sentence.strip()) <= _LONGEST_TEXT

    def _key(self, sentence: str) -> str:
        able = self._able(sentence)
        return _name_of(sentence, *able[0]) if able else _name_of(sentence)

    def _kept(self, key: str) -> Path | None:
        file = self._cache / f"{key}.wav"
        return file if _KEY.fullmatch(key) and file.is_file() else None

    def _able(self, sentence: str) -> list[tuple[makers.Maker, str]]:
        now = time.monotonic()
        awake = [m for m in self._makers if self._resting.get(m.name, 0) <= now]
        return [(m, edition) for m in awake if (edition := m.edition(sentence)) is not None]

    def _ask(self, sentence: str) -> "Future[Path | None]":
        able = self._able(sentence)
        kept = self._kept(_name_of(sentence, *able[0])) if able else None
        if kept or not able:
            return _settled(kept and _touched(kept))
        with self._lock:
            if waiting := self._pending.get(sentence):
                return waiting
            if not self._on or len(self._pending) > _WAITING:
                log.warning("voice: too many sentences in line, one stays unsaid")
                return _settled(None)
            made = self._pending[sentence] = self._worker.submit(self._work, sentence)
            return made

    def _work(self, sentence: str) -> Path | None:
        time.sleep(_BOARDS_FIRST)
        try:
            return self._make(sentence)
        except Exception:
            log.exception("voice: sentence stays unsaid")
            return None
        finally:
            with self._lock:
                self._pending.pop(sentence)

    def _make(self, sentence: str) -> Path | None:
        for maker, edition in self._able(sentence):
            file = self._cache / f"{_name_of(sentence, maker, edition)}.wav"
            if file.is_file():
                return file
            try:
                sound = samples.trim(makers.polish(maker.say(sentence)))
            except makers.CannotSay as error:
                log.warning("voice: %s cannot speak now: %s", maker.name, error)
                self._resting[maker.name] = time.monotonic() + _REST_SECONDS
                continue
            files.write(file, samples.wav(sound))
            _trim_cache(self._cache)
            return file
        return None


class Part(Enum):
    """What is said of a call: at first, while others wait, and once more when nobody does."""

    FIRST = "first"
    SHORT = "short"
    AGAIN = "again"


def announcement(sentence: Path | None, part: Part = Part.FIRST) -> bytes:
    """Part of a call as one WAV: chime or pause, then the sentence, if there is one."""
    said = samples.read(sentence) if sentence else samples.silence(_CHIME_RATE, 0)
    if part is Part.AGAIN:
        before = samples.silence(said.rate, _BEFORE_AGAIN)
    else:
        before = chime(said.rate, short=part is Part.SHORT)
    words = [samples.silence(said.rate, _BEFORE_WORDS), said] if sentence else []
    return samples.wav(samples.join([before, *words]))


def _settled(made: Path | None) -> "Future[Path | None]":
    answer: Future[Path | None] = Future()
    answer.set_result(made)
    return answer


def _chosen(voice: str, recordings: Path) -> list[makers.Maker]:
    """The makers from the chosen one on, best first; one that is not installed is left out."""
    if voice == "off":
        return []
    order = [clips(recordings), makers.mbrola(), makers.espeak()]
    first = {"auto": 0, "clips": 0, "mbrola": 1, "espeak": 2}[voice]
    return [maker for maker in order[first:] if maker]


def _name_of(sentence: str, maker: makers.Maker | None = None, edition: str = "") -> str:
    said_by = f"{maker.name} {edition}" if maker else "nobody"
    return hashlib.sha256(f"{said_by}\n{sentence}".encode()).hexdigest()[:32]


def _touched(file: Path) -> Path:
    with contextlib.suppress(OSError):
        os.utime(file)
    return file


def _trim_cache(folder: Path) -> None:
    """Remove the longest unused files until a tenth of both limits is free again."""
    kept = sorted(
        ((entry.stat(), entry.path) for entry in os.scandir(folder)),
        key=lambda found: found[0].st_mtime_ns,
    )
    size, count = sum(state.st_size for state, _ in kept), len(kept)
    if count <= _CACHE_FILES and size <= _CACHE_BYTES:
        return
    for state, path in kept:
        if count <= 0.9 * _CACHE_FILES and size <= 0.9 * _CACHE_BYTES:
            return
        Path(path).unlink(missing_ok=True)
        count, size = count - 1, size - state.st_size
