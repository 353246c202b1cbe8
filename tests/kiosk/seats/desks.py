"""Small hands of the seats' tests: sign in over HTTP, press a button, read the refusal."""

import html
import re
from typing import Any

from flask.testing import FlaskClient

from shared.rules.admin import people
from shared.rules.common import staff
from tests.office import PASSWORD

Answer = tuple[int, dict[str, Any]]


def enrol(username: str, *roles: str) -> staff.Officer:
    """A new person who may sign in."""
    return people.add(username, f"{username.title()} Percobaan", list(roles), PASSWORD)


def sign_in(client: FlaskClient, username: str) -> None:
    """Sign in as the site's form does."""
    answer = client.post("/masuk", data={"username": username, "password": PASSWORD})
    assert answer.status_code == 302, answer.get_data(as_text=True)


def press(
    client: FlaskClient, what: str, body: object = None, *, counter: int = 1, token: str = ""
) -> Answer:
    """Press a counter's button; status and JSON."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"/api/v1/counters/{counter}/{what}"
    answer = client.post(url, json={} if body is None else body, headers=headers)
    return answer.status_code, answer.get_json()


def desk(client: FlaskClient, path: str, body: object = None) -> Answer:
    """Ask something of the desk's API."""
    answer = client.post(f"/api/v1/{path}", json={} if body is None else body)
    return answer.status_code, answer.get_json()


def seated_as(client: FlaskClient, *roles: str) -> FlaskClient:
    """The browser of somebody new who holds these roles."""
    enrol("petugas", *roles)
    sign_in(client, "petugas")
    return client


def send(client: FlaskClient, path: str, body: object = None) -> Answer:
    """Ask something of the API of files; status and JSON."""
    answer = client.post(f"/api/v1/{path}", json={} if body is None else body)
    return answer.status_code, answer.get_json()


def turns(page: str) -> dict[str, str]:
    """The addresses of the pages beside this one of a long list: `prev`, `next`."""
    found = re.findall(r'class="page-link" rel="(\w+)" href="([^"]*)"', page)
    return {way: html.unescape(address) for way, address in found}
