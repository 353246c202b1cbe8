"""One person's visit: language, look, help, voice; and nothing left for the next."""

from pathlib import Path

import pytest

from kiosk.touch.common import voice
from shared.rules.queue import help as helping
from tests.office import seated


def test_a_visit_keeps_its_look_and_its_end_forgets_it(citizen):
    citizen.get("/kios/tampilan?teks=besar&kontras=tinggi&kembali=/kios/prioritas")
    shown = citizen.get("/kios/prioritas").get_data(as_text=True)
    assert 'data-text="besar"' in shown
    assert 'data-kontras="tinggi"' in shown
    citizen.get("/kios/selesai")
    assert "data-kontras" not in citizen.get("/kios").get_data(as_text=True)


def test_english_is_offered_and_spoken(citizen):
    assert 'hreflang="en"' in citizen.get("/kios").get_data(as_text=True)
    citizen.get("/kios/tampilan?bahasa=en")
    shown = citizen.get("/kios").get_data(as_text=True)
    assert '<html lang="en"' in shown
    assert "Family card (KK)" in shown
    assert "Take a number" in shown


def test_languages_that_are_switched_off_stay_off(citizen):
    citizen.get("/kios/tampilan?bahasa=mad")
    assert '<html lang="id"' in citizen.get("/kios").get_data(as_text=True)


@pytest.mark.parametrize(
    "back",
    ["https://example.com", "//example.com", "/loket", "kios", "/kios/\nx", "/kios/tidak-ada"],
    ids=ascii,
)
def test_changing_the_look_never_leads_away_from_the_touchscreen(citizen, back):
    assert citizen.get("/kios/tampilan", query_string={"kembali": back}).location == "/kios"


def test_no_page_may_be_kept_by_the_browser(citizen):
    for address in ("/kios", "/kios/prioritas", "/kios/syarat/KK/jenis/hilang"):
        assert citizen.get(address).headers["Cache-Control"] == "no-store"


def test_help_rings_once_however_often_it_is_pressed(citizen):
    please = {"Accept": "application/json"}
    first = citizen.post("/kios/bantuan", headers=please).get_json()["call"]
    assert citizen.post("/kios/bantuan", headers=please).get_json()["call"] == first
    assert len(helping.ringing()) == 1


def test_the_screen_says_what_is_known_of_a_call_for_help(citizen, later):
    please = {"Accept": "application/json"}
    sari = seated(1, "sari", "Sari", "petugas_loket")
    called = citizen.post("/kios/bantuan", headers=please).get_json()
    address = f"/kios/bantuan/{called['call']}"
    assert called["title"] == citizen.get(address, headers=please).get_json()["title"]
    assert (called["coming"], called["title"]) == (False, "Memanggil petugas…")
    later(seconds=31)
    told = citizen.get(address, headers=please).get_json()
    assert told == {
        "coming": False,
        "title": "Belum ada yang menjawab",
        "text": "Silakan datang ke Loket 1.",
    }
    helping.answer(called["call"], sari)
    told = citizen.get(address, headers=please).get_json()
    assert (told["coming"], told["title"]) == (True, "Petugas Loket 1 sedang ke sini")


def test_with_nobody_at_a_counter_the_screen_says_so_at_once(citizen, later):
    please = {"Accept": "application/json"}
    told = citizen.post("/kios/bantuan", headers=please).get_json()
    assert told["title"] == "Belum ada petugas di loket"
    later(hours=11)
    told = citizen.post("/kios/bantuan", headers=please).get_json()
    assert (told["title"], told["text"][:17]) == ("Kantor sedang tutup", "Buka lagi Selasa,")
    assert citizen.get("/kios/bantuan/999", headers=please).status_code == 404


def test_the_waiting_room_hears_of_a_call_that_nobody_answered(citizen, later, sari):
    citizen.post("/kios/bantuan")
    assert helping.loud() == []
    later(seconds=30)
    assert helping.loud() == ["Layar sentuh"]
    helping.answer(helping.ringing()[0].id, sari)
    assert helping.loud() == []


def test_help_works_without_script(citizen):
    pressed = citizen.post("/kios/bantuan")
    assert "Belum ada petugas di loket" in citizen.get(pressed.location).get_data(as_text=True)


def test_our_own_sentence_is_spoken_and_a_foreign_one_is_not(citizen, touch_app, tmp_path):
    sound = tmp_path / "a.wav"
    sound.write_bytes(b"RIFF")
    heard: list[str] = []

    def speak(text: str) -> Path:
        heard.append(text)
        return sound

    touch_app.extensions[voice.SPEAK] = speak
    with touch_app.test_request_context():
        address = voice.say("Apa yang ingin Anda urus hari ini?")
    with citizen.get(address) as answer:
        assert answer.data == b"RIFF"
    assert heard == ["Apa yang ingin Anda urus hari ini?"]
    assert citizen.get(address.replace(".wav", "x.wav")).status_code == 404


def test_where_nobody_can_speak_the_screen_says_so(citizen, touch_app):
    touch_app.extensions[voice.SPEAK] = lambda text: None
    with touch_app.test_request_context():
        address = voice.say("Halo")
    answer = citizen.get(address, headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "no-voice"


def test_a_touchscreen_keeps_its_name_from_day_to_day(citizen):
    citizen.get("/kios")
    first = citizen.get_cookie("latihan_antrean_perangkat").value
    citizen.get("/kios/selesai")
    citizen.get("/kios")
    assert citizen.get_cookie("latihan_antrean_perangkat").value == first


def test_a_touchscreen_leaves_our_own_error_page_by_itself_and_a_phone_does_not(citizen):
    for path in ("/kios/tiket/tidak-ada", "/kios/halaman-lain"):
        wrong = citizen.get(path)
        assert (wrong.status_code, wrong.headers["Refresh"]) == (404, "60; url=/kios")
    assert citizen.get("/papan/halaman-lain").headers["Refresh"] == "60; url=/papan"
    for path in ("/t/tidak-ada", "/papan-pengumuman/lain", "/kiosk"):
        assert "Refresh" not in citizen.get(path).headers
