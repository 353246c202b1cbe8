"""The seats' pages: who sees which, and what they say to somebody who may not."""

import re

import pytest
from flask.testing import FlaskClient

from shared.records import Staff
from shared.rules.common import staff
from tests.kiosk.seats.desks import enrol, sign_in
from tests.office import PASSWORD


@pytest.mark.parametrize("page", ["/loket", "/informasi"])
def test_a_seat_asks_to_sign_in_and_comes_back(client: FlaskClient, page: str) -> None:
    asked = client.get(page)
    assert (asked.status_code, asked.location) == (302, f"/masuk?lanjut={page}")
    enrol("ratna", staff.COUNTER)
    entered = client.post(asked.location, data={"username": "ratna", "password": PASSWORD})
    assert entered.location == page


@pytest.mark.parametrize(
    ("role", "first"), [(staff.COUNTER, "/loket"), (staff.INFO_DESK, "/informasi")]
)
def test_everybody_lands_on_their_own_seat_first(
    client: FlaskClient, role: str, first: str
) -> None:
    enrol("ratna", role)
    entered = client.post("/masuk", data={"username": "ratna", "password": PASSWORD})
    assert entered.location == first


def test_the_frame_shows_only_the_seats_of_this_person(client: FlaskClient) -> None:
    enrol("ratna", staff.COUNTER)
    sign_in(client, "ratna")
    page = client.get("/loket").get_data(as_text=True)
    seats = re.search(r'<ul class="desk-seat-list">(.*?)</ul>', page, re.S)
    assert seats is not None
    assert re.findall(r'href="([^"]+)"', seats[1]) == ["/loket", "/informasi", "/register"]
    assert "Ratna Percobaan" in page


@pytest.mark.parametrize(
    ("role", "seat"),
    [
        (staff.COUNTER, "/loket"),
        (staff.INFO_DESK, "/informasi"),
        (staff.OPERATOR, "/operator"),
        (staff.SECTION_HEAD, "/kasi"),
        (staff.SECRETARY, "/sekretaris"),
        (staff.CAMAT, "/camat"),
        (staff.ADMIN, "/admin/orang"),
        (staff.ANY_SECTION_HEAD, "/pengaduan-kantor"),
    ],
)
def test_from_every_desk_a_way_leads_to_each_page_of_quality_that_opens_and_to_no_other(
    client: FlaskClient, role: str, seat: str
) -> None:
    enrol("ratna", role)
    sign_in(client, "ratna")
    page = client.get(seat).get_data(as_text=True)
    shown = page.partition('id="halaman-lain"')[2].partition("</nav>")[0]
    ways = set(re.findall(r'href="([^"]+)"', shown))
    pages = ("/ptpp", "/kompetensi", "/insiden", "/sarana", "/mutu", "/survei")
    pages += ("/riwayat-antrean", "/pengawasan", "/jurnal", "/pengaduan-kantor", "/rekap")
    opens = {one for one in pages if client.get(one).status_code != 403}
    assert ways & set(pages) == opens
    assert {"/kompetensi", "/insiden", "/ptpp"} <= opens


def test_somebody_without_a_seat_is_told_whom_to_ask(client: FlaskClient) -> None:
    enrol("wahyuni", staff.CAMAT)
    Staff.update(roles=[]).where(Staff.username == "wahyuni").execute()
    entered = client.post("/masuk", data={"username": "wahyuni", "password": PASSWORD})
    page = client.get(entered.location).get_data(as_text=True)
    assert "Belum ada layar untuk peran Anda" in page
    assert client.get("/loket").status_code == 403


def test_a_wrong_password_keeps_the_name_and_says_one_sentence(client: FlaskClient) -> None:
    answer = client.post("/masuk", data={"username": "Ratna", "password": "salah"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert 'value="ratna"' in page
    assert "Nama masuk atau kata sandi salah." in page
    assert "salah" not in re.findall(r'name="password"[^>]*value="([^"]*)"', page)


def test_practice_staff_are_shown_only_where_there_are_some(client: FlaskClient) -> None:
    assert "Petugas latihan" not in client.get("/masuk").get_data(as_text=True)
    client.application.extensions["antrean.practice-staff"] = [
        {"username": "ratna", "name": "Ratna", "password": "latihan-2026", "posts": "Loket"}
    ]
    page = client.get("/masuk").get_data(as_text=True)
    assert 'data-username="ratna"' in page
    assert "latihan-2026" in page


def test_a_page_that_is_not_there_gives_the_way_back(client: FlaskClient) -> None:
    page = client.get("/tidak-ada")
    assert page.status_code == 404
    assert "Halaman ini tidak ada." in page.get_data(as_text=True)


def test_no_page_has_inline_script_or_style(ratna: FlaskClient) -> None:
    for url in ("/loket", "/informasi", "/tidak-ada"):
        page = ratna.get(url).get_data(as_text=True)
        assert not re.search(r"<script(?![^>]*(src=|importmap))", page), url
        assert not re.search(r"\sstyle=|\son[a-z]+=", page), url


def test_a_late_answer_does_not_sign_somebody_in_again(ratna: FlaskClient) -> None:
    assert "Set-Cookie" not in ratna.get("/api/v1/seats").headers
    ratna.post("/keluar")
    assert ratna.get("/api/v1/seats").status_code == 401
