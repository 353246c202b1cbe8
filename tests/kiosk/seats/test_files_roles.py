"""Who may do what with a file: every role against every address, and in which role it is done."""

import pytest
from flask.testing import FlaskClient

from shared.records import ApplicationEvent
from shared.rules import staff
from tests import kk
from tests.kiosk.seats.desks import enrol, sign_in

COUNTER, OPERATOR, INFO = staff.COUNTER, staff.OPERATOR, staff.INFO_DESK
HEADS = (staff.SECTION_HEAD, staff.ANY_SECTION_HEAD)
SECRETARY, CAMAT, ADMIN = staff.SECRETARY, staff.HEAD, staff.ADMIN
READERS = (COUNTER, OPERATOR, *HEADS, SECRETARY)
CHECKERS = (COUNTER, *HEADS)

# method, address, who may
ACTIONS = [
    ("GET", "/api/v1/applications/inbox", READERS),
    ("POST", "/api/v1/applications/search", READERS),
    ("GET", "/api/v1/applications/1", READERS),
    ("POST", "/api/v1/applications/1/reveal", READERS),
    ("POST", "/api/v1/applications/1/papers", CHECKERS),
    ("POST", "/api/v1/applications/1/propose", CHECKERS),
    ("POST", "/api/v1/applications/1/return", CHECKERS),
    ("POST", "/api/v1/applications/1/resubmit", CHECKERS),
    ("POST", "/api/v1/applications/1/refer", CHECKERS),
    ("POST", "/api/v1/applications/1/withdraw", CHECKERS),
    ("POST", "/api/v1/applications", (COUNTER,)),
    ("POST", "/api/v1/applications/check", (COUNTER,)),
    ("POST", "/api/v1/applications/1/code", (COUNTER,)),
    ("POST", "/api/v1/applications/1/receipt", (COUNTER,)),
    ("POST", "/api/v1/applications/1/return-note", (COUNTER,)),
    ("POST", "/api/v1/applications/1/hand-over", (COUNTER,)),
    ("POST", "/api/v1/applications/1/hand-over-receipt", (COUNTER,)),
    ("POST", "/api/v1/applications/1/complete", HEADS),
    ("POST", "/api/v1/applications/1/valid", HEADS),
    ("POST", "/api/v1/applications/1/late", HEADS),
    ("POST", "/api/v1/applications/1/override", HEADS),
    ("POST", "/api/v1/register/2026/10/close", HEADS),
    ("POST", "/api/v1/applications/1/begin", (OPERATOR,)),
    ("POST", "/api/v1/applications/1/siak", (OPERATOR,)),
    ("POST", "/api/v1/applications/1/new-kk", (OPERATOR,)),
    ("POST", "/api/v1/applications/1/await", (OPERATOR,)),
    ("POST", "/api/v1/applications/1/document", (OPERATOR,)),
    ("POST", "/api/v1/applications/1/document-from-folder", (OPERATOR,)),
    ("POST", "/api/v1/applications/1/preview", (OPERATOR,)),
    ("POST", "/api/v1/applications/1/print", (OPERATOR,)),
    ("POST", "/api/v1/applications/1/pass", (OPERATOR,)),
    ("POST", "/api/v1/applications/1/fail", (OPERATOR,)),
    ("POST", "/api/v1/sheets/1/cancel", (OPERATOR,)),
    ("POST", "/api/v1/sheets/1/move", (OPERATOR,)),
    ("POST", "/api/v1/sheets/1/answer", (OPERATOR,)),
    ("POST", "/api/v1/sheets/1/reprint", (OPERATOR,)),
    ("POST", "/api/v1/sheets/1/spoiled", (OPERATOR,)),
    ("POST", "/api/v1/sheets/1/pin", (OPERATOR,)),
    ("POST", "/api/v1/sheets/1/elsewhere", (OPERATOR,)),
    ("POST", "/api/v1/paper", (OPERATOR,)),
    ("POST", "/api/v1/outages", (OPERATOR,)),
    ("POST", "/api/v1/outages/1/end", (OPERATOR,)),
    ("GET", "/loket/berkas", (COUNTER,)),
    ("GET", "/loket/berkas/KK-2026-000001", (COUNTER,)),
    ("GET", "/loket/berkas/KK-2026-000001/receipt.pdf", (COUNTER,)),
    ("GET", "/kasi", HEADS),
    ("GET", "/kasi/KK-2026-000001", HEADS),
    ("GET", "/kasi/kalender", HEADS),
    ("GET", "/operator", (OPERATOR,)),
    ("GET", "/operator/cetakan", (OPERATOR,)),
    ("GET", "/operator/KK-2026-000001", (OPERATOR,)),
    ("GET", "/register", READERS),
    ("GET", "/register/2026/11", READERS),
    ("GET", "/register/2026/11/buku.csv", READERS),
    ("GET", "/register/berkas/KK-2026-000001", READERS),
]  # fmt: skip
EVERYBODY = (*READERS, INFO, CAMAT, ADMIN)
JSON = {"Accept": "application/json"}


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_role_may_do_its_own_and_nothing_else(client: FlaskClient, role: str) -> None:
    kk.register()
    enrol("lain", role)
    sign_in(client, "lain")
    wrong = {}
    for method, path, roles in ACTIONS:
        answer = client.open(path, method=method, json={} if method == "POST" else None,
                             headers=JSON)  # fmt: skip
        kept_out = answer.status_code == 403
        if kept_out == (role in roles) or answer.status_code >= 500:
            wrong[method, path] = answer.status_code
    assert wrong == {}


def test_nobody_does_anything_without_signing_in(client: FlaskClient) -> None:
    kk.register()
    told = {
        client.open(path, method=method, json={} if method == "POST" else None, headers=JSON)
        .status_code
        for method, path, _ in ACTIONS
    }  # fmt: skip
    assert told == {401}


def test_the_secretary_reads_and_changes_nothing(client: FlaskClient) -> None:
    file = kk.register()
    enrol("lain", SECRETARY)
    sign_in(client, "lain")
    page = client.get(f"/register/berkas/{file.number}").get_data(as_text=True)
    assert file.number in page
    assert "data-do=" not in page
    assert "data-post=" not in page


@pytest.mark.parametrize(
    ("named", "acts_in"),
    [(None, COUNTER), (HEADS[0], HEADS[0]), (OPERATOR, COUNTER), ("raja", COUNTER)],
)  # fmt: skip
def test_somebody_with_several_roles_acts_in_that_of_their_page(
    client: FlaskClient, named: str | None, acts_in: str
) -> None:
    file = kk.register()
    enrol("lain", COUNTER, staff.SECTION_HEAD, OPERATOR)
    sign_in(client, "lain")
    headers = {"X-Antrean-Role": named} if named else {}
    answer = client.post(f"/api/v1/applications/{file.id}/refer", json={"reason": "luar"},
                         headers=headers)  # fmt: skip
    assert answer.status_code == 200
    last = ApplicationEvent.select().order_by(ApplicationEvent.id.desc()).get()
    assert (last.what, last.who, last.role) == ("refer", "lain", acts_in)


def test_a_role_that_somebody_does_not_hold_opens_nothing(client: FlaskClient) -> None:
    file = kk.register()
    kk.all_seen(file)
    enrol("lain", COUNTER)
    sign_in(client, "lain")
    answer = client.post(f"/api/v1/applications/{file.id}/complete", json={},
                         headers={"X-Antrean-Role": staff.SECTION_HEAD})  # fmt: skip
    assert answer.status_code == 403
