"""A PC wakes up in a wrong year: every screen says so, and any officer puts it right."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from deploy.commands.doctor import doctor
from shared import clock
from shared.config import Settings
from shared.records.base import to_ms
from shared.rules.common import staff
from shared.rules.common.office import Here
from shared.rules.paper import printers
from tests.kiosk.seats.desks import enrol, send, sign_in
from tests.office import MONDAY, forge, opened, press, take


@pytest.fixture
def office(settings: Settings) -> Iterator[Here]:
    """An office that does not practise, on Monday after its first number."""
    with opened(replace(settings, practice=False)) as here:
        take()
        yield here


@pytest.fixture
def citizen(app: Flask) -> FlaskClient:
    """Somebody at the touchscreen."""
    return app.test_client()


@pytest.mark.parametrize("moment", [datetime(2020, 1, 1, 9), datetime(2027, 1, 12, 9)], ids=str)
def test_every_screen_says_it_until_an_officer_has_said_the_date(office, client, citizen, moment):
    enrol("ratna", staff.INFO_DESK)
    clock.move(office.settings.data, moment)
    printers.heartbeat("station-1")
    said = citizen.get("/kios").get_data(as_text=True)
    assert "Silakan langsung ke petugas di meja informasi." in said
    refused = citizen.post("/api/v1/tickets", json={"service": "KK", "touch": press().touch})
    assert (refused.status_code, refused.json["code"]) == (503, "clock-doubted")
    assert citizen.get("/api/v1/board").json["closed_reason"]["code"] == "clock"
    assert citizen.get("/readyz").json["clock"] == "doubted"
    assert citizen.post("/kios/bantuan").status_code == 303

    sign_in(client, "ratna")
    assert client.get("/informasi").status_code == 200
    picture = client.get("/api/v1/seats").json
    assert picture["clock_question"]["day"] == moment.date().isoformat()
    assert "catatan terakhir (Senin, 23 November 2026" in picture["clock_question"]["words"]
    assert send(client, f"help/{picture['help'][0]['id']}/answer")[0] == 200
    status, answer = send(client, "complaints", {"topic": "LAMA"})
    assert (status, answer["code"]) == (503, "clock-doubted")

    assert send(client, "clock", {"day": "2026-11-23"})[0] == 409
    assert send(client, "clock", {"day": picture["clock_question"]["day"]})[0] == 200
    assert client.get("/api/v1/seats").json["clock_question"] is None
    assert citizen.get("/readyz").json["clock"] == "ok"
    if moment.year > 2026:
        assert take().number == "A-001"


@pytest.mark.parametrize(("years_ago", "mark"), [(0, "✓"), (3, "✗")])
def test_the_doctor_says_how_the_clock_stands(office, years_ago, mark):
    newest = clock.now() - timedelta(days=365 * years_ago)
    forge("UPDATE journal_line SET at = :newest", newest=to_ms(newest))
    environ = {"ANTREAN_DATA": str(office.settings.data), "ANTREAN_VOICE": "off"}
    said = CliRunner().invoke(doctor, obj=environ).output
    (line,) = [one for one in said.splitlines() if one[2:20].strip() == "Jam"]
    assert line[0] == mark
    assert ("betulkan jam komputer" in line) == bool(years_ago)


def test_the_first_day_after_a_long_leave_asks_nobody(office, client):
    clock.move(office.settings.data, MONDAY + timedelta(days=11))
    assert take().number == "A-001"
    assert client.get("/readyz").json["clock"] == "ok"
