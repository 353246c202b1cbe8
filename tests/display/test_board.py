"""The board's page, its picture as JSON, and the sound of its calls."""

import io
import json
import re
import wave
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display.message import BoardPicture
from display.voice import Speaker
from shared.config import Settings
from shared.rules import queue
from shared.rules.common.actor import Actor
from tests import kk
from tests.office import Later, take


def _in_page(page: str, name: str) -> dict[str, object]:
    found = re.search(f'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)
    assert found
    read: dict[str, object] = json.loads(found[1])
    return read


def test_the_page_holds_the_picture_of_its_moment(browser: FlaskClient, sari: Actor) -> None:
    take()
    queue.call_next(1, sari)

    answer = browser.get("/papan")

    picture = _in_page(answer.text, "picture")
    assert answer.status_code == 200
    assert picture["calls"][0]["number"] == "A-001"
    assert picture["counters"][0]["number"] == "A-001"


def test_a_browser_that_never_came_before_needs_nothing_else(browser: FlaskClient) -> None:
    answer = browser.get("/papan", headers={"Accept-Language": "xx"})

    assert answer.status_code == 200
    assert _in_page(answer.text, "words")["next"] == "Silakan menunggu"


def test_the_picture_is_as_it_is_described(browser: FlaskClient, sari: Actor, later: Later) -> None:
    for _ in range(3):
        take()
    queue.call_next(1, sari)
    queue.recall(1, sari)
    BoardPicture.model_validate_json(browser.get("/api/v1/board").data)

    queue.skip(1, sari)
    queue.leave(1, sari)
    later(hours=12)
    closed = browser.get("/api/v1/board").data
    BoardPicture.model_validate_json(closed)
    assert json.loads(closed)["closed_reason"]["message"] == (
        "Buka lagi Selasa, 24 November 2026 pukul 08.00 WIB."
    )


def test_the_picture_is_described_to_other_programs(browser: FlaskClient) -> None:
    described = browser.get("/api/openapi.json").get_json()

    assert "/api/v1/board" in described["paths"]
    assert "BoardPicture" in described["components"]["schemas"]


def test_asking_again_costs_nothing_until_something_shows_changed(
    browser: FlaskClient, later: Later
) -> None:
    first = browser.get("/api/v1/board")
    later(seconds=20)
    same = browser.get("/api/v1/board", headers={"If-None-Match": first.headers["ETag"]})
    take()
    changed = browser.get("/api/v1/board", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, same.status_code, changed.status_code) == (200, 304, 200)
    assert same.data == b""
    assert changed.get_json()["waiting"][0]["waiting"] == 1


def test_nothing_personal_is_on_the_board(browser: FlaskClient, sari: Actor) -> None:
    ticket = take(priority="LANSIA")
    queue.call_next(1, sari)

    told = browser.get("/api/v1/board").text + browser.get("/papan").text

    for secret in (ticket.token, "LANSIA", "Sari", "sari", "touch", "staff"):
        assert secret not in told


def test_notices_are_those_of_the_day(browser: FlaskClient) -> None:
    notices = browser.get("/api/v1/board").get_json()["notices"]

    assert notices[0]["title"] == "Semua layanan gratis"
    assert all(set(one) == {"id", "title", "body", "icon"} for one in notices)
    assert not [one for one in notices if "{" in one["body"]]


def test_the_screen_is_judged_in_the_picture(browser: FlaskClient) -> None:
    screen = browser.get("/api/v1/board").get_json()["screen"]

    assert screen == {
        "inches": 43,
        "farthest_m": 6.0,
        "call_px": 211,
        "list_px": 80,
        "advice": None,
    }


@pytest.mark.parametrize(("address", "sound"), [("/papan", "on"), ("/papan?suara=0", "off")])
def test_a_second_board_can_be_silent(browser: FlaskClient, address: str, sound: str) -> None:
    assert f'data-sound="{sound}"' in browser.get(address).text


def test_no_emblem_is_shown_where_none_was_given(browser: FlaskClient) -> None:
    assert "emblem" not in browser.get("/papan").text
    assert browser.get("/papan/lambang").status_code == 404


def test_a_silent_office_offers_no_sound(browser: FlaskClient, sari: Actor) -> None:
    take()
    queue.call_next(1, sari)

    picture = browser.get("/api/v1/board").get_json()

    assert (picture["voice"], picture["calls"][0]["audio"]) == (False, None)


@pytest.mark.parametrize(
    "key", ["0" * 32, "Nomor%20antrean", "..%2f..%2fsecret", "x", "a" * 300, "%00"]
)
def test_nobody_can_have_other_words_spoken(browser: FlaskClient, key: str) -> None:
    answer = browser.get(f"/suara/{key}.wav", headers={"Accept": "application/json"})

    assert answer.status_code == 404
    assert set(answer.get_json()) == {"code", "message"}


def test_the_chime_can_always_be_heard(browser: FlaskClient) -> None:
    answer = browser.get("/suara/lonceng.wav")

    assert answer.mimetype == "audio/wav"
    assert _seconds(answer.data) == pytest.approx(1.6, abs=0.05)


class TestWithVoice:
    """An office whose board speaks."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return Settings(data=tmp_path / "data", practice=True, voice="espeak")

    def test_a_call_has_an_announcement(self, browser: FlaskClient, sari: Actor) -> None:
        take()
        queue.call_next(1, sari)
        (call,) = browser.get("/api/v1/board").get_json()["calls"]

        answer = browser.get(call["audio"])

        assert answer.status_code == 200
        assert answer.mimetype == "audio/wav"
        assert _seconds(answer.data) >= 1.6

    def test_parts_of_an_announcement_can_be_asked_for(
        self, browser: FlaskClient, sari: Actor
    ) -> None:
        part = browser.get("/suara/lonceng.wav", headers={"Range": "bytes=0-99"})

        assert part.status_code == 206
        assert len(part.data) == 100

    def test_a_chime_that_stands_in_for_words_is_not_kept(
        self, browser: FlaskClient, sari: Actor, board_app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take()
        queue.call_next(1, sari)
        (call,) = browser.get("/api/v1/board").get_json()["calls"]
        monkeypatch.setattr(Speaker, "path_of", lambda *_: None)

        answer = browser.get(call["audio"])

        assert answer.status_code == 200
        assert answer.cache_control.no_store
        assert _seconds(answer.data) == pytest.approx(1.6, abs=0.05)


def _seconds(content: bytes) -> float:
    with wave.open(io.BytesIO(content)) as file:
        return file.getnframes() / file.getframerate()


@pytest.mark.clause("4.4")
def test_finished_family_cards_come_first_by_number_alone(browser: FlaskClient) -> None:
    for _ in range(3):
        kk.ready()

    notices = browser.get("/api/v1/board").get_json()["notices"]
    told = browser.get("/api/v1/board").text + browser.get("/papan").text

    bodies = [one["body"].replace("\N{NON-BREAKING HYPHEN}", "-") for one in notices[:2]]
    assert bodies == [
        "KK-2026-000003, KK-2026-000002. Ambil nomor K.",
        "KK-2026-000001. Ambil nomor K.",
    ]
    for secret in ("Wati", "Joko", kk.NIK, "Kaliboto"):
        assert secret not in told
