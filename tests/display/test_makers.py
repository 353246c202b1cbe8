"""Speech programs: the real one, and programs that misbehave."""

import contextlib
import shutil
from pathlib import Path

import pytest

from display import makers
from display.makers import CannotSay
from tests.display.sounds import tone

_CALL = "Nomor antrean A, nol, satu, dua, silakan menuju loket satu."

needs_espeak = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng not installed")
needs_mbrola = pytest.mark.skipif(makers.mbrola() is None, reason="mbrola-id1 not installed")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def _program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


@needs_espeak
def test_espeak_says_a_call() -> None:
    espeak = makers.espeak()
    assert espeak is not None

    sound = espeak.say(_CALL)

    assert 4 < sound.seconds < 12
    assert sound.peak > 8000


@needs_mbrola
def test_mbrola_says_a_call() -> None:
    mbrola = makers.mbrola()
    assert mbrola is not None

    assert 4 < mbrola.say(_CALL).seconds < 8


@needs_espeak
@pytest.mark.parametrize("text", ["-v en --stdout", "", "\0", "<speak>x</speak>", "😀"])
def test_odd_texts_are_only_texts(text: str) -> None:
    espeak = makers.espeak()
    assert espeak is not None

    with contextlib.suppress(CannotSay):
        assert espeak.say(text).seconds > 0


def test_without_the_program_there_is_no_maker(programs: Path) -> None:
    assert makers.espeak() is None
    assert makers.mbrola() is None


@pytest.mark.parametrize(
    "script",
    ["exit 1", "kill -9 $$", "exit 0", 'shift 5; echo nonsense > "$1"', ': > "$6"'],
    ids=["fails", "killed", "writes nothing", "writes nonsense", "writes an empty file"],
)
def test_a_broken_program_cannot_say_anything(programs: Path, script: str) -> None:
    _program(programs, "espeak-ng", script)
    espeak = makers.espeak()
    assert espeak is not None

    with pytest.raises(CannotSay):
        espeak.say(_CALL)


def test_a_stuck_program_is_given_up(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(programs, "espeak-ng", "exec /bin/sleep 60")
    monkeypatch.setattr(makers, "_SECONDS", 0.2)
    espeak = makers.espeak()
    assert espeak is not None

    with pytest.raises(CannotSay, match="timed out"):
        espeak.say(_CALL)


@pytest.mark.parametrize("script", [None, "exit 1"], ids=["no sox", "broken sox"])
def test_polish_levels_the_sound_without_sox(programs: Path, script: str | None) -> None:
    if script:
        _program(programs, "sox", script)

    assert makers.polish(tone(0.5, loud=0.1)).peak == pytest.approx(27571, abs=5)


@pytest.mark.skipif(not shutil.which("sox"), reason="sox not installed")
def test_polish_with_sox_ends_at_the_same_level() -> None:
    assert makers.polish(tone(0.5, loud=0.1)).peak == pytest.approx(27571, rel=0.02)
