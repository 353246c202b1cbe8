"""Calls joined from recordings of the staff."""

from pathlib import Path

import pytest

from display.clips import clips
from display.makers import CannotSay
from tests.display.sounds import tone, write_wav

_CALL = "Nomor antrean A, nol, satu, dua, silakan menuju loket satu."
_WORDS = ("nomor_antrean", "a", "nol", "satu", "dua", "silakan_menuju", "loket")


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    for word in _WORDS:
        write_wav(tmp_path / f"{word}.wav", tone(0.3))
    return tmp_path


def test_a_call_is_said_when_all_its_words_are_recorded(recordings: Path) -> None:
    said = clips(recordings).say(_CALL)

    # eight clips of 0.3 s, a short rest after a word and a longer one after a clause
    assert said.seconds == pytest.approx(8 * 0.3 + 3 * 0.09 + 5 * 0.25, abs=0.15)


@pytest.mark.parametrize("missing", _WORDS)
def test_one_missing_recording_leaves_the_sentence_to_others(
    recordings: Path, missing: str
) -> None:
    (recordings / f"{missing}.wav").unlink()

    assert clips(recordings).edition(_CALL) is None


def test_a_phrase_recorded_as_a_whole_is_preferred(recordings: Path) -> None:
    before = clips(recordings).say(_CALL).seconds
    write_wav(recordings / "loket_satu.wav", tone(2.0))

    assert clips(recordings).say(_CALL).seconds == pytest.approx(before + 2.0 - 0.69, abs=0.15)


def test_recording_a_word_again_makes_a_new_edition(recordings: Path) -> None:
    before = clips(recordings).edition(_CALL)
    write_wav(recordings / "nol.wav", tone(0.4))

    assert clips(recordings).edition(_CALL) != before


@pytest.mark.parametrize("content", [b"not a recording", b""])
def test_a_broken_recording_is_told_and_not_spoken(recordings: Path, content: bytes) -> None:
    (recordings / "nol.wav").write_bytes(content)

    with pytest.raises(CannotSay):
        clips(recordings).say(_CALL)


def test_a_silent_recording_is_told(recordings: Path) -> None:
    write_wav(recordings / "nol.wav", tone(0.3, loud=0))

    with pytest.raises(CannotSay, match="nol"):
        clips(recordings).say(_CALL)


def test_no_folder_of_recordings_is_no_fault(tmp_path: Path) -> None:
    assert clips(tmp_path / "none").edition(_CALL) is None
