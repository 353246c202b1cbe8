"""The home page: what can be done now, one touch from a number."""

import re
from datetime import datetime

import pytest

from shared import clock
from shared.rules import queue
from shared.rules.admin import calendar
from shared.rules.common.office import here
from shared.rules.paper import printers
from tests.office import take


def page(citizen, address="/kios"):
    return citizen.get(address).get_data(as_text=True)


def test_home_offers_every_service_of_the_standard(citizen):
    shown = page(citizen)
    for service in here().standard.services_on(clock.service_day()):
        assert service.title in shown


def test_home_tells_how_many_wait_and_for_how_long_as_a_range(citizen, sari):
    for _ in range(4):
        take("KK")
    shown = page(citizen)
    assert "4 orang" in shown
    assert re.search(r"sekitar [\d½]+–[\d½]+ (menit|jam)", shown)


def test_a_card_counts_everybody_who_is_called_before(citizen, sari):
    for _ in range(13):
        take("KK")
    shown = page(citizen)
    assert shown.count("13 orang") == 2
    # Who comes last at one counter waits for all before, whatever the last one comes for.
    assert len(set(re.findall(r"sekitar [^<]+jam", shown))) == 1
    assert "13 orang" in page(citizen, f"/kios/tiket/{take('AMBIL').token}")


def test_nobody_waiting_at_a_free_counter_means_at_once(citizen, sari):
    assert "Bisa langsung" in page(citizen)


def test_nobody_waiting_at_a_busy_counter_is_no_at_once(citizen, sari):
    take("KK")
    queue.call_next(1, sari)
    assert "Bisa langsung" not in page(citizen)
    assert "kurang dari" in page(citizen)


def test_nobody_waiting_at_a_counter_on_a_break_is_no_at_once(citizen, sari):
    queue.pause(1, sari, on=True)
    assert "Bisa langsung" not in page(citizen)


def test_whoever_waits_for_a_counter_that_is_closed_is_not_ahead(citizen, sari, tono):
    take("KK")
    queue.call_next(1, sari)
    queue.transfer(1, sari, to_counter=2)
    assert take("KK").ahead == 0


@pytest.mark.clause("6.1")
def test_every_page_says_that_it_is_free(citizen):
    for address in ("/kios", "/kios/prioritas", "/kios/standar", "/kios/syarat/KK/ubah"):
        assert "Semua layanan gratis." in page(citizen, address)


def test_each_service_is_one_press_from_its_number(citizen, sari, tono):
    shown = page(citizen)
    for service in here().standard.services_on(clock.service_day()):
        assert f'name="service" value="{service.code}"' in shown


def test_a_service_without_a_counter_explains_itself_first_and_still_gives_a_number(citizen):
    assert 'href="/kios/belum-buka/KK"' in page(citizen)
    explained = page(citizen, "/kios/belum-buka/KK")
    assert "Loket belum buka" in explained
    assert 'name="service" value="KK"' in explained


def test_a_counter_on_a_break_is_not_called_closed_or_free(citizen, sari):
    queue.pause(1, sari, on=True)
    shown = page(citizen)
    assert "Loket sedang istirahat" in shown
    assert "Bisa langsung" not in shown
    explained = page(citizen, "/kios/belum-buka/KK")
    assert "Loket sedang istirahat" in explained
    assert "belum buka" not in explained
    ticket = take("KK")
    assert "Loket sedang istirahat" in page(citizen, f"/kios/tiket/{ticket.token}")
    assert "Loket sedang istirahat" in page(citizen, f"/t/{ticket.token}")
    queue.pause(1, sari, on=False)
    assert citizen.get("/kios/belum-buka/KK").location == "/kios"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-23T07:55", "Kantor belum buka"),
        ("2026-11-23T14:45", "Nomor sudah ditutup"),
        ("2026-11-23T15:05", "Kantor sudah tutup"),
        ("2026-11-28T09:00", "Kantor sedang tutup"),
    ],
)
def test_the_edges_of_the_day_are_told_apart(citizen, sari, moment, said):
    take("KK")
    clock.move(here().settings.data, datetime.fromisoformat(moment))
    assert said in page(citizen)
    assert said in page(citizen, "/")


def test_a_dead_printer_is_told_beforehand_and_numbers_go_on(citizen, sari):
    printers.report("station-1", "ticket", [printers.PAPER_OUT])
    shown = page(citizen)
    assert "Kertas tidak keluar" in shown
    assert 'name="service" value="KK"' in shown


def test_an_office_without_ticket_printer_does_not_complain_of_one(citizen, sari, monkeypatch):
    from dataclasses import replace

    from shared.rules.common import office

    without = replace(here(), settings=replace(here().settings, printers_ticket="none"))
    monkeypatch.setattr(office, "_here", without)
    assert "Kertas tidak keluar" not in page(citizen)


def test_a_closed_office_says_when_it_opens_and_gives_no_number(citizen, later):
    later(hours=11)
    shown = page(citizen)
    assert "Kantor sedang tutup" in shown
    assert "Selasa, 24 November 2026" in shown
    assert "data-press" not in shown


def test_a_holiday_is_named(citizen, later):

    calendar.fill_year(2026)
    later(days=32)
    shown = page(citizen)
    assert "Hari ini kantor libur" in shown
    assert "Natal" in shown


def test_a_closed_office_still_lets_people_check_their_papers(citizen, later):
    later(hours=11)
    assert 'href="/kios/syarat/KK/ubah"' in page(citizen)


def test_the_page_is_drawn_anew_only_when_something_changed(citizen, sari):
    before = citizen.get("/kios/keadaan").get_json()["version"]
    assert citizen.get("/kios/keadaan").get_json()["version"] == before
    take("KK")
    assert citizen.get("/kios/keadaan").get_json()["version"] != before


def test_the_quota_is_shown_and_its_end_explained(citizen, sari, monkeypatch):
    monkeypatch.setattr("shared.rules.queue.touchscreen.left_today", lambda service: 3)
    assert "Sisa 3 nomor" in page(citizen)
    monkeypatch.setattr("shared.rules.queue.touchscreen.left_today", lambda service: 0)
    assert "Nomor hari ini habis" in page(citizen)
    assert "hari kerja berikutnya" in page(citizen, "/kios/maaf/quota")


def test_a_closed_office_offers_a_number_on_no_page(citizen, later):
    later(hours=11)
    kind = "/kios/syarat/KK/jenis/ubah_lahir"
    for path in ("/kios/syarat/KK", "/kios/syarat/KK/ubah", kind):
        page = citizen.get(path)
        assert page.status_code == 200, path
        assert "mbil nomor" not in page.get_data(as_text=True), path
    for path in ("/kios/prioritas", "/kios/belum-buka/KK"):
        assert citizen.get(path).headers["Location"] == "/kios", path


def test_a_press_while_closed_leads_back_to_the_page_that_explains(citizen, later):
    from uuid import uuid4

    later(hours=11)
    pressed = citizen.post("/kios/nomor", data={"service": "KK", "touch": str(uuid4())})
    assert citizen.get(pressed.location).location == "/kios"


def test_counting_queue_never_shows_a_name_or_an_identity_number(citizen, sari):
    queue.take(queue.Press("KK", "2f6f3a52-5f0b-4a6e-9a6b-0d4b9d3e9d11"))
    assert not re.search(r"\b\d{16}\b", page(citizen))


def test_every_file_and_picture_that_the_page_names_is_there(citizen, sari):
    for address in ("/kios", "/kios/prioritas", "/kios/standar", "/kios/maaf/quota"):
        shown = page(citizen, address)
        for file in set(re.findall(r'(?:href|src)="(/(?:kios/)?static/[^"]+)"', shown)):
            with citizen.get(file) as answer:
                assert answer.status_code == 200, file
        assert not re.search(r'<span class="icon[^"]*" aria-hidden="true"></span>', shown)


@pytest.mark.parametrize(
    ("language", "said"), [("id", "Selasa, 24 November 2026"), ("en", "Tuesday, 24 November 2026")]
)
def test_after_midnight_the_day_is_the_offices_own(citizen, office, language, said):
    clock.move(office.settings.data, datetime(2026, 11, 24, 0, 30))
    citizen.set_cookie("latihan_bahasa", language, path="/kios")
    assert said in page(citizen)
