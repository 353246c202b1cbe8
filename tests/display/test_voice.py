"""The speaker: who speaks, the cache, one making for many askers, and voices that fail."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from display import makers, samples, voice
from display.makers import CannotSay, Maker
from display.samples import Sound
from display.voice import Part, Speaker
from shared import files
from shared.config import Settings
from tests.display.sounds import maker, tone, write_wav

_CALL = "Nomor antrean A, nol, satu, dua, silakan menuju loket satu."


class Voice:
    """A stand-in for a speech program that counts and can be told to fail or wait."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.fails = False
        self.may_go = threading.Event()
        self.may_go.set()

    def say(self, sentence: str) -> Sound:
        self.said.append(sentence)
        assert self.may_go.wait(10)
        if self.fails:
            raise CannotSay("broken")
        return tone(0.3)


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Voice:
    """The only speech program of the machine."""
    stand_in = Voice()
    monkeypatch.setattr(makers, "espeak", lambda: maker("espeak", stand_in.say))
    monkeypatch.setattr(makers, "mbrola", lambda: None)
    monkeypatch.setattr(makers, "polish", lambda sound: sound)
    return stand_in


@pytest.fixture
def speakers(tmp_path: Path) -> Iterator[Callable[..., Speaker]]:
    """Makes speakers of one office, and closes them."""
    made: list[Speaker] = []

    def speaker(voice: str = "auto") -> Speaker:
        made.append(Speaker(Settings(data=tmp_path, voice=voice)))
        return made[-1]

    yield speaker
    for one in made:
        one.close()


def test_a_sentence_is_made_once_and_then_comes_from_the_cache(
    program: Voice, speakers: Callable[..., Speaker]
) -> None:
    first, again = (speakers().path(_CALL, wait=5) for _ in range(2))

    assert first == again
    assert first is not None
    assert samples.read(first).seconds == pytest.approx(0.3, abs=0.05)
    assert program.said == [_CALL]


def test_many_asking_at_once_have_it_made_once(
    program: Voice, speakers: Callable[..., Speaker]
) -> None:
    speaker = speakers()
    program.may_go.clear()
    with ThreadPoolExecutor(20) as askers:
        answers = [askers.submit(speaker.path, _CALL, 10) for _ in range(20)]
        program.may_go.set()
        paths = {answer.result() for answer in answers}

    assert len(paths) == 1
    assert None not in paths
    assert program.said == [_CALL]


def test_preparing_never_waits(program: Voice, speakers: Callable[..., Speaker]) -> None:
    speaker = speakers()
    program.may_go.clear()

    key = speaker.prepare(_CALL)

    assert key is not None
    assert speaker.path_of(key, wait=0) is None
    program.may_go.set()
    assert speaker.path_of(key, wait=5) is not None


def test_only_prepared_sentences_are_known_by_key(
    program: Voice, speakers: Callable[..., Speaker]
) -> None:
    speaker = speakers()
    key = speaker.prepare(_CALL)

    assert key is not None
    assert speaker.knows(key)
    for foreign in ("0" * 32, "../../secret", "x", "", key + "0"):
        assert not speaker.knows(foreign)
        assert speaker.path_of(foreign) is None


def test_a_restart_still_knows_what_it_made(
    program: Voice, speakers: Callable[..., Speaker]
) -> None:
    speaker = speakers()
    key = speaker.prepare(_CALL)
    assert key is not None
    made = speaker.path_of(key, wait=5)

    assert speakers().path_of(key) == made


def test_a_failing_voice_rests_and_the_next_one_speaks(
    program: Voice, speakers: Callable[..., Speaker], monkeypatch: pytest.MonkeyPatch
) -> None:
    better = Voice()
    better.fails = True
    monkeypatch.setattr(makers, "mbrola", lambda: maker("mbrola", better.say))
    speaker = speakers()
    assert speaker.maker == "mbrola"

    assert speaker.path(_CALL, wait=5) is not None
    assert speaker.maker == "espeak"
    assert speaker.path("Nomor lain.", wait=5) is not None
    assert better.said == [_CALL]
    assert program.said == [_CALL, "Nomor lain."]


def test_a_voice_that_recovers_speaks_again(
    program: Voice, speakers: Callable[..., Speaker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "_REST_SECONDS", 0.0)
    speaker = speakers()
    program.fails = True
    assert speaker.path(_CALL, wait=5) is None
    program.fails = False

    assert speaker.path(_CALL, wait=5) is not None


def test_a_broken_voice_costs_only_the_words(
    program: Voice, speakers: Callable[..., Speaker]
) -> None:
    program.fails = True
    speaker = speakers()
    key = speaker.prepare(_CALL)

    assert key is not None
    assert speaker.knows(key)
    assert speaker.path_of(key, wait=5) is None
    assert speaker.maker == "chime"


def test_a_voice_that_breaks_in_an_unknown_way_does_not_end_the_thread(
    program: Voice, speakers: Callable[..., Speaker], monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = iter([ValueError("odd"), None])

    def say(_sentence: str) -> Sound:
        if error := next(odd):
            raise error
        return tone(0.3)

    monkeypatch.setattr(makers, "espeak", lambda: maker("espeak", say))
    speaker = speakers()

    assert speaker.path("Satu.", wait=5) is None
    assert speaker.path("Dua.", wait=5) is not None


def test_a_full_disk_costs_only_the_words(
    program: Voice, speakers: Callable[..., Speaker], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write", full)

    assert speakers().path(_CALL, wait=5) is None


def test_too_many_sentences_in_line_are_left_unsaid(
    program: Voice, speakers: Callable[..., Speaker]
) -> None:
    speaker = speakers()
    program.may_go.clear()
    keys = [speaker.prepare(f"Nomor {n}.") for n in range(60)]
    program.may_go.set()

    assert None not in keys
    assert len(program.said) <= 1
    assert speaker.path("Nomor 5.", wait=5) is not None


def test_switched_off_says_nothing(program: Voice, speakers: Callable[..., Speaker]) -> None:
    speaker = speakers("off")

    assert (speaker.on, speaker.maker) == (False, "off")
    assert speaker.prepare(_CALL) is None
    assert speaker.speak(_CALL) is None
    assert program.said == []


@pytest.mark.parametrize("text", ["", "   ", "a" * 2001])
def test_nothing_and_far_too_much_are_not_said(
    program: Voice, speakers: Callable[..., Speaker], text: str
) -> None:
    assert speakers().prepare(text) is None
    assert speakers().speak(text) is None
    assert program.said == []


def test_recordings_of_the_staff_come_first(
    program: Voice, speakers: Callable[..., Speaker], tmp_path: Path
) -> None:
    speaker = speakers()
    before = speaker.path("Halo.", wait=5)
    write_wav(tmp_path / "voice" / "clips" / "halo.wav", tone(1.0))

    after = speaker.path("Halo.", wait=5)

    assert after != before
    assert after is not None
    assert samples.read(after).seconds > 0.9
    assert program.said == ["Halo."]


def test_the_chosen_voice_leaves_better_ones_out(
    program: Voice, speakers: Callable[..., Speaker], tmp_path: Path
) -> None:
    write_wav(tmp_path / "voice" / "clips" / "halo.wav", tone(1.0))

    speakers("espeak").path("Halo.", wait=5)

    assert program.said == ["Halo."]


def test_closing_twice_is_harmless_and_ends_the_voice(
    program: Voice, speakers: Callable[..., Speaker]
) -> None:
    speaker = speakers()
    speaker.path(_CALL, wait=5)
    speaker.close()
    speaker.close()

    assert speaker.path(_CALL) is None
    assert not [one for one in threading.enumerate() if one.name.startswith("voice")]


def test_the_cache_forgets_what_was_unused_longest(
    program: Voice, speakers: Callable[..., Speaker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "_CACHE_FILES", 10)
    speaker = speakers()
    made = [speaker.path(f"Nomor {n}.", wait=5) for n in range(10)]
    for age, path in enumerate(reversed(made)):
        assert path is not None
        os.utime(path, (time.time() - 1000 - age, time.time() - 1000 - age))
    speaker.path("Nomor 0.")
    newest = speaker.path("Satu lagi.", wait=5)
    speaker.path("Tunggu.", wait=5)

    kept = {path for path in made if path and path.exists()}
    assert made[0] in kept
    assert made[1] not in kept
    assert newest is not None
    assert newest.exists()
    assert len(kept) < 10


def test_the_cache_is_bounded_in_bytes_too(
    program: Voice, speakers: Callable[..., Speaker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "_CACHE_BYTES", 50_000)
    speaker = speakers()
    made = [speaker.path(f"Nomor {n}.", wait=5) for n in range(8)]
    speaker.close()

    assert sum(path.stat().st_size for path in made if path and path.exists()) <= 50_000


@pytest.mark.parametrize(
    ("part", "seconds"),
    [(Part.FIRST, 1.6 + 0.15 + 2.0), (Part.SHORT, 0.6 + 0.15 + 2.0), (Part.AGAIN, 1.0 + 2.0)],
)
def test_an_announcement_is_a_chime_or_a_pause_and_the_sentence(
    tmp_path: Path, part: Part, seconds: float
) -> None:
    sentence = write_wav(tmp_path / "s.wav", tone(2.0, 16000))

    whole = tmp_path / "whole.wav"
    whole.write_bytes(voice.announcement(sentence, part))

    sound = samples.read(whole)
    assert sound.rate == 16000
    assert sound.seconds == pytest.approx(seconds, abs=0.01)


def test_without_a_sentence_the_chime_is_heard(tmp_path: Path) -> None:
    whole = tmp_path / "whole.wav"
    whole.write_bytes(voice.announcement(None))

    assert samples.read(whole).seconds == pytest.approx(1.6, abs=0.01)


def test_a_machine_without_any_program_only_chimes(
    speakers: Callable[..., Speaker], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> Maker | None:
        return None

    monkeypatch.setattr(makers, "espeak", none)
    monkeypatch.setattr(makers, "mbrola", none)
    speaker = speakers()
    key = speaker.prepare(_CALL)

    assert (speaker.on, speaker.maker) == (True, "chime")
    assert key is not None
    assert speaker.knows(key)
    assert speaker.path_of(key) is None
