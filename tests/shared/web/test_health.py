"""What is told to those who watch over the system."""

from dataclasses import replace
from uuid import uuid4

import peewee
import pytest
from flask.testing import FlaskClient

from deploy.doctor import paper
from shared import config, db
from shared.db import store
from shared.rules.common.office import Here
from shared.rules.paper import printers
from tests.office import having


@pytest.fixture
def settings(settings):
    """An office in earnest that has not chosen its printers yet."""
    return replace(settings, practice=False, printers_ticket="none", printers_sheet="none")


def test_printers_that_nobody_chose_are_named_and_keep_no_number_from_being_given(client):
    printers.heartbeat("station-1")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "ready")
    assert {one["name"]: one["reasons"] for one in answer.json["printers"]} == {
        "ticket": ["no-ticket-printer"],
        "sheet": ["no-sheet-printer"],
    }
    assert printers.ticket_printer() is None


def test_an_office_that_wrote_none_has_chosen_and_is_not_reminded(client, office):
    wrote = {"ANTREAN_DATA": str(office.settings.data), "ANTREAN_PRINTERS_TICKET": "none"}
    object.__setattr__(office.settings, "written", config.load(wrote).written)
    printers.heartbeat("station-1")
    assert [one["name"] for one in client.get("/readyz").json["printers"]] == ["sheet"]
    assert [one.name for one in printers.printers()] == ["sheet"]
    told = {one.name: one for one in paper.station(office.settings)}
    assert (told["Pencetak karcis"].ok, told["Pencetak A4"].ok) == (True, False)
    assert "none" in told["Pencetak karcis"].said


def test_none_is_a_choice_in_the_file_too(tmp_path):
    file = tmp_path / "office.toml"
    file.write_text('[printers]\nsheet = "none"\n')
    made = config.load({"ANTREAN_CONFIG": str(file)}, data=tmp_path)
    assert "printers_sheet" in made.written
    assert "printers_ticket" not in made.written


def test_a_printer_that_was_chosen_and_cannot_print_is_no_readiness(client, office):
    object.__setattr__(office.settings, "printers_ticket", "net:192.0.2.7")
    printers.heartbeat("station-1")
    printers.report("station-1", "ticket", ["unreachable"])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert [one["name"] for one in answer.json["printers"]] == ["ticket", "sheet"]


FORWARDED = (
    {"X-Forwarded-For": "10.0.0.7"},
    {"Forwarded": "for=10.0.0.7"},
    {"X-Real-IP": "10.0.0.7"},
    {"X-Forwarded-Proto": "https"},
    {"Via": "1.1 kantor"},
    {"Host": "antrean.kantor.example"},
    {"Host": "192.0.2.10:8080"},
)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "127.8.8.8"])
@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "[::1]:8080"])
def test_figures_are_for_this_machine(client: FlaskClient, address: str, host: str) -> None:
    asked = client.get("/metrics", environ_base={"REMOTE_ADDR": address}, headers={"Host": host})
    assert (asked.status_code, "antrean_tickets_waiting" in asked.text) == (200, True)


@pytest.mark.parametrize("headers", [*FORWARDED, {}], ids=lambda one: next(iter(one), "far"))
def test_figures_are_not_for_another_machine_nor_for_what_a_proxy_passes_on(
    client: FlaskClient, office: Here, headers: dict[str, str]
) -> None:
    object.__setattr__(office.settings, "hosts", "antrean.kantor.example, 192.0.2.10")
    far = {} if headers else {"REMOTE_ADDR": "10.0.0.7"}
    refused = client.get("/metrics", environ_base=far, headers=headers)
    assert refused.status_code == 403
    assert "antrean_" not in refused.text


def test_a_proxy_that_tells_nothing_of_itself_is_not_this_machine(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nginx as it comes names nobody and speaks HTTP/1.0; one that gives HTTPS is known."""
    plain = {"SERVER_PROTOCOL": "HTTP/1.0"}
    assert client.get("/metrics", environ_overrides=plain).status_code == 403
    having(monkeypatch, secure_cookie=True)
    assert client.get("/metrics").status_code == 403


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("Bearer kunci-pantau", 200),
        ("Bearer kunci-lain", 403),
        ("Bearer ", 403),
        ("Bearer kunci-pantaü", 403),
        ("Basic a3VuY2k6cGFudGF1", 403),
        ("", 403),
    ],
)
def test_figures_are_for_whoever_holds_the_token(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, given: str, status: int
) -> None:
    having(monkeypatch, metrics_token="kunci-pantau")
    far = {"REMOTE_ADDR": "10.0.0.7"}
    headers = {"Authorization": given, "X-Forwarded-For": "10.0.0.7"}
    assert client.get("/metrics", environ_base=far, headers=headers).status_code == status


def test_without_a_token_an_empty_one_is_none(client: FlaskClient) -> None:
    far = {"REMOTE_ADDR": "10.0.0.7"}
    asked = client.get("/metrics", environ_base=far, headers={"Authorization": "Bearer "})
    assert asked.status_code == 403


def test_a_store_that_cannot_be_opened_is_told_to_whoever_watches_in_their_own_shape(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise peewee.OperationalError("disk I/O error")

    monkeypatch.setattr(db.database, "connect", broken)
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json()["status"] in ("ready", "not-ready")
    page = client.get("/kios")
    assert (page.status_code, page.mimetype) == (503, "text/html")
    assert page.headers["Retry-After"] == "2"


def test_whatever_finds_that_the_store_is_locked_says_when_to_come_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> None:
        raise store.refusal(store.LOCKED)

    monkeypatch.setattr(db.store, "require_sound", locked)
    answer = client.post("/api/v1/tickets", json={"touch": str(uuid4()), "service": "KK"})
    assert (answer.status_code, answer.get_json()["code"]) == (503, "store-locked")
    assert answer.headers["Retry-After"] == "2"
