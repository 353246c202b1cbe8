"""Reading, joining and levelling sounds, and the chime."""

import math
from array import array
from pathlib import Path

import pytest

from display import samples
from display.chime import chime
from display.samples import NotSound, Sound
from tests.display.sounds import tone, write_wav


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 2])
def test_any_plain_recording_is_read(tmp_path: Path, width: int, channels: int) -> None:
    sound = samples.read(write_wav(tmp_path / "a.wav", tone(0.1), width, channels))

    assert sound.rate == 22050
    assert sound.seconds == pytest.approx(0.1, abs=0.001)
    assert sound.peak == pytest.approx(16383, abs=300)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"ID3\x03 an mp3", b"\0" * 100])
def test_what_is_no_recording_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(content)

    with pytest.raises(NotSound):
        samples.read(tmp_path / "a.wav")


def test_written_sound_is_read_back_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(samples.wav(tone(0.2)))

    assert samples.read(tmp_path / "a.wav") == tone(0.2)


def test_silence_around_a_recording_is_cut() -> None:
    around = samples.silence(22050, 1.0)

    assert samples.trim(samples.join([around, tone(0.5), around])).seconds == pytest.approx(
        0.56, abs=0.01
    )
    assert samples.trim(around).seconds == 0


@pytest.mark.parametrize("loud", [0.05, 0.9])
def test_levelling_makes_soft_and_loud_equal(loud: float) -> None:
    peak = samples.level(tone(0.1, loud=loud)).peak

    assert 20 * math.log10(peak / 32767) == pytest.approx(-1.5, abs=0.05)


def test_levelling_leaves_silence_silent() -> None:
    assert samples.level(samples.silence(8000, 0.1)).peak == 0


@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
def test_another_rate_keeps_length_and_loudness(rate: int) -> None:
    sound = samples.at_rate(tone(0.3, rate), 22050)

    assert sound.rate == 22050
    assert sound.seconds == pytest.approx(0.3, abs=0.001)
    assert sound.peak == pytest.approx(16383, rel=0.03)


def test_sounds_of_different_rates_are_not_joined() -> None:
    with pytest.raises(ValueError, match="8000, 22050"):
        samples.join([tone(0.1, 8000), tone(0.1)])


def test_the_chime_is_two_notes_the_second_lower() -> None:
    sound = chime(22050)

    assert 1.5 < sound.seconds < 1.7
    assert _pitch(sound, 0.1) == pytest.approx(659, abs=12)
    assert _pitch(sound, 1.1) == pytest.approx(523, abs=12)
    assert abs(sound.samples[-1]) < 200
    assert 8000 < sound.peak < 32767


def _pitch(sound: Sound, at: float) -> float:
    start, length = round(at * sound.rate), round(0.2 * sound.rate)
    part = sound.samples[start : start + length]
    strength = {hertz: _strength(part, hertz, sound.rate) for hertz in range(400, 800, 2)}
    return max(strength, key=lambda hertz: strength[hertz])


def _strength(part: "array[int]", hertz: float, rate: int) -> float:
    step = 2 * math.pi * hertz / rate
    real = sum(value * math.cos(step * n) for n, value in enumerate(part))
    imaginary = sum(value * math.sin(step * n) for n, value in enumerate(part))
    return math.hypot(real, imaginary)
