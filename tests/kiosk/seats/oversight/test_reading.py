"""The secretary and the Camat read what the sections do, and change nothing of it."""

import html
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.records import TABLES
from shared.rules.common import staff
from tests import kk
from tests.complaint_book import entered, people
from tests.kiosk.seats.desks import sign_in
from tests.office import take

SEATS = {staff.SECRETARY: "/sekretaris", staff.CAMAT: "/camat", staff.COUNTER: "/loket"}
USERNAMES = {staff.SECRETARY: "yusuf", staff.CAMAT: "ratih"}
READ = ("/register", "/register/berkas/{number}", "/register/kertas", "/register/2026/11")
# What the book, recaps, notices, corrective actions, samples and quality give them to do is theirs.
THEIRS = (
    "/api/v1/complaints/",
    "/api/v1/corrective-actions",
    "/api/v1/recaps/",
    "/api/v1/notices",
    "/api/v1/oversight-samples/",
    "/api/v1/facilities/",
    "/api/v1/competence/",
    "/api/v1/incidents",
    "/api/v1/reviews/",
    "/mutu/",
    "/dokumen-standar/rancangan",
    "/pengaduan-kantor",
    "/latihan",
)
# Of these something is read, searched or drawn; the last two any officer and any citizen may press.
LOOKS = (
    "/api/v1/applications/<int(max=2147483647):row>/reveal",
    "/api/v1/applications/search",
    "/api/v1/codes",
    "/api/v1/documents/<int(max=2147483647):row>/cancel",
    "/register",
    "/register/<int(max=9999):year>/<int(max=99):month>/buku.pdf",
    "/api/v1/clock",
    "/api/v1/tickets",
)
SIGNING_IN = ("/masuk", "/mulai", "/keluar", "/akun", "/api/v1/sign-in/")
CITIZENS = ("/kios", "/t/", "/pengaduan", "/status", "/kertas/")
WRITTEN_BY_LOOKING = {"journal_line", "session", "sign_in", "sign_in_attempt", "long_paper"}
VALUES = {
    **dict.fromkeys(("row", "file", "counter"), "1"),
    "number": "A-001",
    "name": "services.toml",
    "year": "2026",
    "month": "10",
    "quarter": "3",
    "period": "2026-11",
    "objective": "SM-01",
}


def rows() -> dict[str, list[Any]]:
    """Everything that the office keeps, but for what looking leaves behind."""
    kept = (one for one in TABLES if one._meta.table_name not in WRITTEN_BY_LOOKING)
    return {one._meta.table_name: list(one.select().tuples()) for one in kept}


def presses_of_others(app: Flask) -> list[str]:
    """Each address to which something may be sent that is none of theirs, filled in."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    others = [
        rule
        for rule in rules
        if str(rule) not in LOOKS and not str(rule).startswith((*THEIRS, *SIGNING_IN, *CITIZENS))
    ]
    with app.test_request_context():
        return [
            app.url_for(rule.endpoint, **{name: VALUES[name] for name in rule.arguments})
            for rule in others
        ]


@pytest.mark.clause("10.1")
@pytest.mark.parametrize("role", staff.OVERSEERS)
def test_every_press_that_is_not_theirs_is_refused_and_leaves_all_as_it_was(
    app: Flask, client: FlaskClient, role: str
) -> None:
    people()
    kk.accepted()
    take()
    sign_in(client, USERNAMES[role])
    before = rows()
    answered = {path: client.post(path, json={}).status_code for path in presses_of_others(app)}
    looked = client.post("/api/v1/applications/1/reveal", json={"reason": "Mengawasi"})
    assert set(answered.values()) == {403}
    assert len(answered) > 80
    assert looked.status_code == 200
    assert rows() == before


@pytest.mark.clause("10.1")
@pytest.mark.parametrize("role", staff.OVERSEERS)
def test_register_file_paper_and_month_are_open_to_them(client: FlaskClient, role: str) -> None:
    people()
    file, complaint = kk.accepted(), entered()
    sign_in(client, USERNAMES[role])
    opened = {
        path: client.get(path.format(number=file.number)).status_code
        for path in (*READ, "/pengaduan-kantor", f"/pengaduan-kantor/{complaint.number}")
    }
    assert set(opened.values()) == {200}


@pytest.mark.parametrize("role", [*staff.OVERSEERS, staff.COUNTER])
def test_a_seat_offers_only_to_those_who_may_to_go_where_help_is_wanted(
    client: FlaskClient, role: str
) -> None:
    who = people().everybody()[role]
    sign_in(client, who.who)
    page = html.unescape(client.get(SEATS[role]).get_data(as_text=True))
    assert f'"helps": {str(role == staff.COUNTER).lower()}' in page
