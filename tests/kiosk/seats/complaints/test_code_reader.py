"""A code reader that types opens what the code on paper belongs to, for whoever may see it."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shared import config
from shared.config import Settings
from shared.rules import queue
from shared.rules.applications import receipts
from shared.rules.common import staff
from shared.rules.complaints import papers, slip
from tests import kk
from tests.complaint_book import entered, named, people
from tests.kiosk.seats.desks import seated_as, send, sign_in
from tests.office import Later, take

UNKNOWN = (404, {"code": "no-code", "message": "Kode ini tidak dikenal."})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An office that phones reach, so that its papers bear codes."""
    reached = {"public_url": "https://antrean.example"}
    return config.load({}, data=tmp_path / "data", practice=True, voice="off", **reached)


def read(client: FlaskClient, code: str | None, page: str = "") -> object:
    status, told = send(client, "codes", {"code": code, "page": page})
    return told["url"] if status == 200 else (status, told)


@pytest.mark.parametrize(
    ("roles", "page", "url"),
    [
        ([staff.COUNTER], "/loket", "/loket/berkas/{0}"),
        ([staff.OPERATOR], "/operator", "/operator/{0}"),
        ([staff.SECTION_HEAD], "/kasi/KK-2026-000009", "/kasi/{0}"),
        ([staff.COUNTER, staff.SECTION_HEAD], "/kasi", "/kasi/{0}"),
        ([staff.SECRETARY], "/sekretaris", "/register/berkas/{0}"),
    ],
)
def test_a_file_opens_where_its_reader_works(
    client: FlaskClient, roles: list[str], page: str, url: str
) -> None:
    file = kk.register()
    seated_as(client, *roles)
    paper = receipts.receipt(file.id, "1234")
    assert read(client, paper.status_url, page) == url.format(file.number)
    assert read(client, file.number.lower(), page) == url.format(file.number)


def test_a_ticket_opens_at_the_desk(client: FlaskClient, later: Later) -> None:
    ticket = take()
    code = f"https://antrean.example/t/{ticket.token}"
    seated_as(client, staff.COUNTER)
    assert read(client, code, "/loket") == f"/loket?nomor={ticket.number}"
    assert read(client, code, "/informasi") == f"/informasi?nomor={ticket.number}"
    assert read(client, ticket.number) == f"/loket?nomor={ticket.number}"
    later(days=1)
    sign_in(client, "petugas")
    assert read(client, code) == UNKNOWN


def test_a_head_of_section_opens_the_file_of_a_ticket(client: FlaskClient) -> None:
    ticket = take()
    seated_as(client, staff.SECTION_HEAD)
    assert read(client, ticket.number) == UNKNOWN
    file = kk.register(ticket_id=ticket.id)
    assert read(client, ticket.number) == f"/kasi/{file.number}"


def test_what_may_not_be_seen_answers_like_what_is_unknown(client: FlaskClient) -> None:
    people()
    plain = entered()
    secret = entered(topic="UANG", text="Diminta uang.", **named(secret=True))
    sign_in(client, "rina")
    assert read(client, slip.address(plain.number)) == f"/pengaduan-kantor/{plain.number}"
    assert read(client, slip.address(secret.number)) == UNKNOWN
    assert read(client, kk.register().number) == UNKNOWN
    for code in ("P-2026-0099", "KK-2026-999999", "Z-999", "https://[", "t/", "?", "https://x/t/x"):
        assert read(client, code) == UNKNOWN, code
    sign_in(client, "yusuf")
    assert read(client, secret.number) == f"/pengaduan-kantor/{secret.number}"


def test_the_receipt_on_a4_names_its_complaint(office: object) -> None:
    one = entered()
    who = people()
    said = papers.receipt(one.number, who.rina).said
    _, year, place = one.number.split("-")
    assert said.status_url.endswith(f"status?jenis=P&tahun={year}&nomor={place}")
    assert queue.by_token(take().token)
