"""A month of the register as PDF, from the press to the file: live, stopped, opened, again."""

import time

import pytest
from flask.testing import FlaskClient

from shared.rules.common import staff
from shared.rules.paper import long_papers
from tests import kk
from tests.kiosk.seats.desks import seated_as, send

pytestmark = pytest.mark.clause("8.3")


@pytest.fixture
def reader(client: FlaskClient) -> FlaskClient:
    """The browser of the secretary."""
    return seated_as(client, staff.SECRETARY)


def interrupted() -> int:
    row, _ = long_papers.ask("register", "2026-11", "x", kk.COUNTER)
    long_papers.interrupt()
    return int(row.id)


def done(reader: FlaskClient, page: str) -> dict[str, object]:
    address = f"/api/v1/documents/{page.rpartition('/')[2]}"
    for _ in range(600):
        now: dict[str, object] = reader.get(address).get_json()
        if not now["live"]:
            return now
        time.sleep(0.1)
    raise AssertionError("it was never finished")


def test_the_press_leads_to_a_page_that_leads_to_the_file(reader: FlaskClient) -> None:
    kk.handed()
    answer = reader.post("/register/2026/11/buku.pdf")
    assert answer.status_code == 303
    assert "Buku Register KK November 2026" in reader.get(answer.location).get_data(as_text=True)
    now = done(reader, answer.location)
    assert (now["state"], now["words"]) == ("done", "Siap dibuka")
    pdf = reader.get(str(now["file"]))
    assert pdf.data[:5] == b"%PDF-"
    assert "register-2026-11.pdf" in pdf.headers["Content-Disposition"]
    month = reader.get("/register/2026/11").get_data(as_text=True)
    assert f'href="{now["page"]}"' in month
    assert reader.post("/register/2026/11/buku.pdf").location == answer.location


def test_an_interrupted_paper_says_so_and_offers_to_begin_again(reader: FlaskClient) -> None:
    page = reader.get(f"/dokumen/{interrupted()}").get_data(as_text=True)
    assert "Terhenti karena sistem dinyalakan ulang" in page
    assert 'action="/register/2026/11/buku.pdf"' in page


def test_a_waiting_paper_is_cancelled_once(reader: FlaskClient) -> None:
    row, _ = long_papers.ask("register", "2026-11", "x", kk.COUNTER)
    status, now = send(reader, f"documents/{row.id}/cancel")
    assert (status, now["words"]) == (200, "Dibatalkan")
    assert send(reader, f"documents/{row.id}/cancel")[0] == 409


def test_what_is_not_there_is_not_there(reader: FlaskClient) -> None:
    assert reader.get("/dokumen/99").status_code == 404
    assert reader.get("/api/v1/documents/99").status_code == 404
    assert reader.get(f"/dokumen/{interrupted()}/berkas.pdf").status_code == 409


def test_the_information_desk_does_not_read_the_book(client: FlaskClient) -> None:
    row, _ = long_papers.ask("register", "2026-11", "x", kk.COUNTER)
    desk = seated_as(client, staff.INFO_DESK)
    assert desk.get(f"/dokumen/{row.id}").status_code == 404
    assert desk.get(f"/dokumen/{row.id}/berkas.pdf").status_code == 404
    assert desk.get(f"/api/v1/documents/{row.id}").status_code == 404
