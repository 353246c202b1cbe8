"""The office answers to its own names and present addresses, and to no name of a stranger."""

import socket
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.config import Settings
from shared.web import hosts

SENTENCE = "Alamat ini bukan alamat kantor ini. Pakai alamat dari petugas; admin: web.hosts."
MACHINE = socket.gethostname()


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LOCALHOST:8080", "localhost.", "127.0.0.1", "127.0.0.1:8080"),
        *("127.0.0.9", "[::1]", "[::1]:8080", MACHINE, MACHINE.upper(), f"{MACHINE}.local:8080"),
    ],
)
def test_the_machines_own_names_and_addresses_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example"),
        *("192.0.2.1", "[2001:db8::1]", "0.0.0.0", "[::]", "224.0.0.1", "2130706433", "0x7f000001"),
        *("", ":8080", "[", "a b", "user@localhost.evil.example", "127.1"),
    ],
)
def test_a_name_or_address_of_somebody_else_is_refused_in_one_sentence(
    client: FlaskClient, host: str
) -> None:
    refused = client.get("/kios", headers={"Host": host})
    assert refused.status_code == 421
    assert SENTENCE in refused.get_data(as_text=True)
    assert "href" not in refused.get_data(as_text=True)
    told = client.post("/api/v1/tickets", json={}, headers={"Host": host})
    assert (told.status_code, told.get_json()) == (
        421,
        {"code": "unknown-host", "message": SENTENCE},
    )


def test_whoever_leads_a_strangers_name_here_gets_no_number_and_no_socket(
    client: FlaskClient,
) -> None:
    # The browser believes that both are of one origin.
    there = {"Host": "evil.example:8080", "Origin": "http://evil.example:8080"}
    body = {"service": "KK", "touch": "0" * 32}
    assert client.post("/api/v1/tickets", json=body, headers=there).status_code == 421
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", **there}
    asked = client.get("/socket.io/?EIO=4&transport=websocket", headers=upgrade)
    assert asked.status_code == 421


def test_a_new_address_of_the_machine_is_answered_at_once(settings: Settings) -> None:
    assert not hosts.is_ours("192.0.2.7:8080", settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hosts.socket, "socket", _Anywhere)
        assert hosts.is_ours("192.0.2.7:8080", settings)
    assert not hosts.is_ours("192.0.2.7:8080", settings)


class _Anywhere:
    """A socket of a machine that has every address."""

    def __init__(self, *_: object) -> None: ...

    def __enter__(self) -> "_Anywhere":
        return self

    def __exit__(self, *_: object) -> None: ...

    def bind(self, _address: object) -> None: ...


def test_the_office_names_further_ones(settings: Settings) -> None:
    more = replace(
        settings, hosts="antrean.jatiroto.go.id, Kios", public_url="https://192.0.2.10:8443/antre"
    )
    for host in ("antrean.jatiroto.go.id", "ANTREAN.jatiroto.go.id:80", "kios", "192.0.2.10:8443"):
        assert hosts.is_ours(host, more)
        assert not hosts.is_ours(host, settings)
    assert not hosts.is_ours("jatiroto.go.id", more)


def test_a_program_that_names_no_host_is_answered(app: Flask) -> None:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz", "SERVER_NAME": "x"}
    environ |= {"SERVER_PORT": "80", "wsgi.url_scheme": "http", "SERVER_PROTOCOL": "HTTP/1.0"}
    said: list[str] = []
    answer = app.wsgi_app(environ, lambda status, *_: said.append(status))  # type: ignore[arg-type, return-value]
    assert b"ok" in b"".join(answer)
    assert said == ["200 OK"]
