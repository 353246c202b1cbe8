"""Hand-written numbers at the desk: who may, what is answered line by line, what the page says."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from shared.records import PaperVisit, SlipJob, Ticket
from shared.rules.applications import outages
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.queue.by_hand import GONE, WAITS
from tests.complaint_book import people
from tests.kiosk.seats.desks import sign_in
from tests.office import Later, having

ADDRESS, PAGE = "/api/v1/paper-visits", "/informasi/kertas"


@pytest.fixture
def cut(office: object, later: Later) -> int:
    """A cut of this Monday from 09.00 to 11.00."""
    people()
    by = Actor("dewi", staff.OPERATOR, 3)
    row = outages.begin("LISTRIK", by)
    later(hours=2)
    outages.end(row.id, by)
    return int(row.id)


def told(number: int, came: str = "", state: str = "served", **rest: str) -> dict[str, Any]:
    return {"number": number, "service": "KK", "came": came, "state": state, **rest}


def post(client: FlaskClient, cut: int, *lines: dict[str, Any]) -> Any:
    body = {"day": "23-11-2026", "outage": cut, "lines": lines}
    return client.post(ADDRESS, json=body).get_json()


def test_each_line_is_answered_by_itself_and_good_ones_stay(client: FlaskClient, cut: int) -> None:
    sign_in(client, "rina")
    first = post(client, cut, told(1, "9.05"), told(2, "25.00"), told(3, state=GONE))
    again = post(client, cut, told(1, "0905"), told(1, "9.30"))
    assert first == {
        "kept": [
            {"at": 0, "name": "Kertas 1", "new": True},
            {"at": 2, "name": "Kertas 3", "new": True},
        ],
        "wrong": [{"at": 1, "message": "Tulis jam datang seperti 09.15."}],
    }
    assert again["kept"] == [{"at": 0, "name": "Kertas 1", "new": False}]
    assert "Kertas 1 sudah dimasukkan" in again["wrong"][0]["message"]
    assert PaperVisit.select().count() == 2


def test_the_page_shows_the_day_its_gaps_and_who_still_waits(client: FlaskClient, cut: int) -> None:
    sign_in(client, "rina")
    post(client, cut, told(1, "9.05"), told(3, "9.10", WAITS))
    page = client.get(PAGE).get_data(as_text=True)
    other = client.get(f"{PAGE}?hari=20-11-2026").get_data(as_text=True)
    assert "1 orang masih menunggu dengan nomor kertas" in page
    assert "Belum ada di sini:" in page
    assert "1 orang tanpa jam datang atau dipanggil" in page
    assert "Belum ada gangguan pada Jumat, 20 November 2026" in other


def test_those_who_wait_get_numbers_once_with_slips_or_without(
    client: FlaskClient, cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    having(monkeypatch, printers_ticket="virtual:karcis")
    sign_in(client, "rina")
    post(client, cut, told(1, "9.40", WAITS), told(2, "9.20", WAITS))
    given = client.post(f"{ADDRESS}/tickets", json={"slips": False}).get_json()
    printed = SlipJob.select().count()
    again = client.post(f"{ADDRESS}/tickets", json={"slips": True}).get_json()
    post(client, cut, told(3, "9.50", WAITS))
    client.post(f"{ADDRESS}/tickets", json={"slips": True})
    assert (given["numbers"], again["numbers"]) == (["A-001", "A-002"], [])
    assert (printed, SlipJob.select().count()) == (0, 1)
    assert [row.channel for row in Ticket.select()] == ["paper"] * 3


def test_a_line_is_changed_or_withdrawn_with_its_reason(client: FlaskClient, cut: int) -> None:
    sign_in(client, "rina")
    post(client, cut, told(1, "9.05"))
    row = PaperVisit.get()
    body = {"service": "KK", "came": "9.15", "reason": "Salah baca.", "seen": row.version}
    changed = client.post(f"{ADDRESS}/{row.id}/correct", json=body)
    stale = client.post(f"{ADDRESS}/{row.id}/withdraw", json={"reason": "Ganda.", "seen": 0})
    gone = client.post(f"{ADDRESS}/{row.id}/withdraw", json={"reason": "Ganda.", "seen": 1})
    assert (changed.status_code, stale.status_code, gone.status_code) == (200, 409, 200)
    assert "Ditarik: Ganda." in client.get(PAGE).get_data(as_text=True)
