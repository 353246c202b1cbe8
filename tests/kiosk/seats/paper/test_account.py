"""The A4 paper day by day, for those who answer for it."""

import pytest
from flask.testing import FlaskClient

from shared import clock
from shared.records import SheetJob
from shared.rules.applications import kk_documents, kk_prints, process, states
from shared.rules.applications.kk_documents import Verdict
from shared.rules.common import staff
from shared.rules.paper import account, own_papers, sheets
from tests import kk
from tests.kiosk.seats.desks import seated_as
from tests.office import Later

VALID = Verdict(pages=1, signature=states.VALID, signer="Kepala Dinas Uji")
YESTERDAY = "/register/kertas?hari=2026-11-23"


def at_printer() -> SheetJob:
    row = sheets.claim_next("station-1", "sheet")
    assert row is not None
    sheets.step(row, sheets.HELD)
    sheets.step(row, sheets.RELEASING, released_at=clock.now())
    return sheets.step(row, sheets.PRINTING)


def a_day() -> str:
    """A KK that failed, then came out, with a spoiled sheet; a receipt; the tray counted."""
    file = process.begin(kk.accepted().id, kk.OPERATOR)
    kk_documents.attach(file.id, b"%PDF", VALID, kk.OPERATOR)
    account.note("loaded", 50, kk.OPERATOR, "rim baru")
    job = kk_prints.ask(file.id, kk.touch(), kk.OPERATOR)
    failed = sheets.step(at_printer(), sheets.FAILED, "Kertas macet.")
    sheets.spoil(job.id, 0, 1, kk.OPERATOR)
    sheets.reprint(failed.id, "LAINNYA", "listrik turun", kk.touch(), kk.OPERATOR)
    sheets.printed(at_printer(), "printer", 1)
    own_papers.ask_receipt(b"%PDF", 1, kk.touch(), kk.COUNTER, file.id)
    sheets.printed(at_printer(), "printer", 1)
    account.note("counted", 46, kk.OPERATOR)
    return file.number


@pytest.mark.parametrize("role", [staff.OPERATOR, staff.SECTION_HEAD, staff.SECRETARY])
def test_yesterday_is_read_by_those_who_answer_for_it(
    client: FlaskClient, later: Later, role: str
) -> None:
    number = a_day()
    later(days=1)
    page = seated_as(client, role).get(YESTERDAY).get_data(as_text=True)
    for words in (
        "Senin, 23 November 2026",
        number,
        "salinan ke-1",
        "Kertas macet.",
        "Lembar rusak",
        "Cetak ulang: Sebab lain. listrik turun",
        "rim baru",
        "+50",
        "= 46",
        "selisih -1",
    ):
        assert words in page, words
    assert "salinan ke-2" not in page
    assert page.count(f"/register/berkas/{number}") == 3
    assert "hari=2026-11-22" in page
    assert "hari=2026-11-24" in page


@pytest.mark.parametrize("day", ["2026-11-25", "kemarin", "0001-01-01", "2026-13-01", ""])
def test_a_day_that_cannot_be_shown_is_today(client: FlaskClient, day: str) -> None:
    page = seated_as(client, staff.SECRETARY).get(f"/register/kertas?hari={day}")
    assert "Senin, 23 November 2026" in page.get_data(as_text=True)


def test_the_ways_there(client: FlaskClient) -> None:
    seated_as(client, staff.OPERATOR, staff.SECTION_HEAD)
    for address in ("/operator/cetakan", "/kasi", "/register"):
        assert 'href="/register/kertas"' in client.get(address).get_data(as_text=True), address


def test_what_is_hardly_true_is_asked_about_at_the_desk(client: FlaskClient) -> None:
    desk, asked = seated_as(client, staff.OPERATOR), {"what": "loaded", "sheets": 5000}
    refused = desk.post("/api/v1/paper", json=asked)
    assert refused.status_code == 409
    assert "Jumlah sudah diperiksa" in refused.get_json()["message"]
    assert "Jumlah sudah diperiksa" in desk.get("/operator/cetakan").get_data(as_text=True)
    assert desk.post("/api/v1/paper", json={**asked, "sure": True}).status_code == 200
    assert account.balance(clock.service_day()).closing == 5000


def test_paper_that_nobody_noted_leaves_no_less_than_nothing(client: FlaskClient) -> None:
    """A new office prints before it counts: its tray holds what nobody knows, not -1."""
    file = process.begin(kk.accepted().id, kk.OPERATOR)
    kk_documents.attach(file.id, b"%PDF", VALID, kk.OPERATOR)
    kk_prints.ask(file.id, kk.touch(), kk.OPERATOR)
    sheets.printed(at_printer(), "printer", 1)
    desk = seated_as(client, staff.OPERATOR)
    page = desk.get("/operator/cetakan").get_data(as_text=True)
    assert "<dd>-1</dd>" not in page
    assert "hitung isi baki" in page
    refused = desk.post("/api/v1/paper", json={"what": "counted", "sheets": 480}).get_json()
    assert "Menurut catatan ada 0 lembar" in refused["message"]


def test_a_list_of_several_days_tells_the_day(client: FlaskClient, later: Later) -> None:
    a_day()
    later(days=1)
    own_papers.ask_receipt(b"%PDF", 1, kk.touch(), kk.COUNTER, None)
    desk = seated_as(client, staff.OPERATOR)
    listed = desk.get("/operator/cetakan").get_data(as_text=True)
    assert listed.count("23 November 2026 pukul 09.00") == 3
    assert "24 November 2026 pukul" not in listed


def test_a_wrong_note_is_taken_back_on_its_page_with_its_reason(client: FlaskClient) -> None:
    account.note("loaded", 50, kk.OPERATOR)
    address = "/register/kertas"
    desk = seated_as(client, staff.OPERATOR)
    line = account.entries(clock.service_day())[0].line
    assert f"/api/v1/paper/{line}/cancel" in desk.get(address).get_data(as_text=True)
    answer = desk.post(f"/api/v1/paper/{line}/cancel", json={"reason": "rim belum dibuka"})
    assert answer.status_code == 200
    shown = desk.get(address).get_data(as_text=True)
    for words in ("Dibatalkan: Kertas dimasukkan", "rim belum dibuka", "-50"):
        assert words in shown
    assert "Salah catat?" not in shown


def test_who_reads_only_is_offered_no_way_to_take_a_note_back(client: FlaskClient) -> None:
    account.note("loaded", 50, kk.OPERATOR)
    page = seated_as(client, staff.SECRETARY).get("/register/kertas").get_data(as_text=True)
    assert "+50" in page
    assert "Salah catat?" not in page
