"""What the public sees, and what is written to logs, holds no name and no secret of anybody."""

import re
from pathlib import Path

import pytest
import requests

from tests.journeys.people import Panel, Person, press
from tests.office import PASSWORD
from tests.running import OFFICERS, Running, until

_ROUTES = Path(__file__).with_name("routes.txt").read_text("utf-8").splitlines()
_PUBLIC_PAGES = [
    line.split()[1] for line in _ROUTES if line.startswith("GET ") and line.endswith("public")
]
_VALUES = {
    "service": "KK",
    "group": "baru",
    "kind": "baru-menikah",
    "code": "closed",
    "name": "loket",
    "number": "2",
    "key": "0" * 40,
    "call": "1",
    "filename": "css/base.css",
    "content": "0",
}
_NOT_THERE = ("/tidak-ada", "/t/salah", "/api/v1/tickets/salah", "/kios/tiket/salah", "/kertas/x")


class Day:
    """A morning in which everything happens once, and what must not be told of it."""

    def __init__(self, office: Running) -> None:
        self.office = office
        person, panel = Person(office), Panel(office, 1)
        self.touches = [press(), press(priority="LANSIA"), press(touch="salah")]
        for pressed in self.touches:
            person.sends(pressed)
        self.tokens = list(person.given)
        for button in ("next", "recall", "serve", "finish", "next", "skip", "undo", "finish"):
            panel.press(button)
        self._signs_in()
        until(lambda: person.follows(self.tokens[0])["paper"] == "printed", 30, "a slip")

    def names(self) -> list[str]:
        """Names that belong to staff only."""
        return [*OFFICERS.values(), *(f"{name.title()} Percobaan" for name in OFFICERS.values())]

    def secrets(self) -> list[str]:
        """What belongs to one person or machine alone."""
        touches = [pressed["touch"] for pressed in self.touches if len(pressed["touch"]) > 20]
        return [*self.tokens, *touches, *self.office.tokens.values(), PASSWORD, "sandi-salah"]

    def _signs_in(self) -> None:
        for password in ("sandi-salah", PASSWORD):
            with requests.Session() as browser:
                form = browser.get(f"{self.office.url}/masuk", timeout=10).text
                token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
                assert token
                entry = {"username": "sari", "password": password, "csrf_token": token[1]}
                browser.post(f"{self.office.url}/masuk", data=entry, timeout=10)
                browser.get(f"{self.office.url}/loket", timeout=10)


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    with Running(folder, printers_ticket="virtual:", public_url="http://192.0.2.1:8080") as office:
        yield Day(office)


@pytest.fixture
def pages(day):
    """All that anybody can read without signing in, by address."""
    addresses = [re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", _value(day), path) for path in _PUBLIC_PAGES]
    return {
        address: requests.get(day.office.url + address, timeout=20)
        for address in (*addresses, *_NOT_THERE)
    }


def _value(day):
    return lambda found: day.tokens[0] if found[1] == "token" else _VALUES[found[1]]


def test_no_public_page_names_anybody_of_the_staff(day, pages):
    assert pages["/papan"].status_code == 200
    assert len([one for one in pages.values() if one.status_code == 200]) > 15
    for address, page in pages.items():
        told = [name for name in day.names() if re.search(rf"\b{name}\b", page.text)]
        assert told == [], address


def test_no_page_gives_away_a_token_that_was_not_asked_for(day, pages):
    for address, page in pages.items():
        told = [secret for secret in day.secrets() if secret in page.text]
        assert set(told) <= ({day.tokens[0]} if day.tokens[0] in address else set()), address


def test_figures_and_readiness_are_counts_and_states_only(pages):
    figures = [line for line in pages["/metrics"].text.splitlines() if not line.startswith("#")]
    assert figures
    assert all(re.fullmatch(r"antrean_[a-z_]+ [0-9.e+-]+", line) for line in figures)
    states = {"status", "database", "clock", "store", "space"}
    assert set(pages["/readyz"].json()) == states | {"stations", "printers"}


def test_no_log_holds_a_name_a_token_a_password_or_an_address(day, pages):
    said = day.office.said()
    assert "slip 1: printed" in said
    assert [each for each in [*day.secrets(), *day.names()] if each in said] == []
    assert "127.0.0.1" not in said.replace("http://127.0.0.1", "")


def test_no_slip_names_anybody_of_the_staff(day):
    texts = [path.read_text() for path in (day.office.settings.data / "paper").glob("*.json")]
    assert texts
    assert [name for name in day.names() for text in texts if name in text] == []


def test_an_error_page_tells_nothing_of_the_error(app, client, caplog):
    def broken():
        raise RuntimeError("rahasia di dalam")

    app.add_url_rule("/rusak", "rusak", broken)
    page = client.get("/rusak")
    assert page.status_code == 500
    assert "rahasia" not in page.text
    assert "Traceback" not in page.text
    assert client.get("/rusak", headers={"Accept": "application/json"}).json["code"] == "error"
