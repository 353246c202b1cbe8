"""While a new version is tried: what anybody may look at is shown, and nothing is taken."""

import os
import time
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask import Flask

from printstation.printers.printer import Reasons
from printstation.watch import Worker
from shared import clock, hold, terminal
from shared.rules.common import staff
from shared.rules.common.office import Here
from tests.kiosk.seats.desks import enrol, sign_in


def test_an_office_that_is_held_shows_itself_and_takes_nothing(app: Flask, office: Here) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    enrol("sari", staff.COUNTER)
    client = app.test_client()
    sign_in(client, "sari")
    press = {"service": "KK", "touch": str(uuid4())}
    hold.begin(office.settings.data)
    for path in ("/kios", "/papan", "/healthz", "/api/v1/board"):
        assert client.get(path).status_code == 200
    for answer in (client.post("/api/v1/tickets", json=press), client.get("/loket")):
        assert answer.status_code == 503
        assert "sedang diperbarui" in answer.get_data(as_text=True)
    hold.end(office.settings.data)
    assert client.post("/api/v1/tickets", json=press).status_code == 201
    assert client.get("/loket").status_code == 200


def test_a_seat_says_since_when_it_is_held_and_what_ends_it_once_that_is_long_ago(
    app: Flask, office: Here
) -> None:
    """Whoever tried the version may have been killed: then nobody ends it."""
    app.config["WTF_CSRF_ENABLED"] = False
    enrol("rina", staff.ADMIN)
    client = app.test_client()
    sign_in(client, "rina")
    hold.begin(office.settings.data, "0.12.0-1a2b3c4d")
    for path in ("/admin/pemeriksaan", "/loket", "/api/v1/seats"):
        said = client.get(path).get_data(as_text=True)
        assert "diperbarui ke 0.12.0-1a2b3c4d sejak" in said
        assert "Coba lagi sebentar lagi" in said
    began = time.time() - 3 * 3600
    os.utime(office.settings.data / hold.FILE, (began, began))
    since = clock.local(datetime.fromtimestamp(began, UTC)).strftime("%H.%M")
    said = client.get("/admin/pemeriksaan").get_data(as_text=True)
    assert f"sejak {since}" in said
    assert terminal.typed("upgrade --continue", root=True) in said
    # A citizen can do nothing about it, and is told no more than before.
    press = client.post("/api/v1/tickets", json={"service": "KK", "touch": str(uuid4())})
    assert press.json["message"] == "Sistem antrean sedang diperbarui. Coba lagi sebentar lagi."


class OneTurn:
    """A stop that lets a worker take one turn."""

    def __init__(self) -> None:
        self._asked = 0

    def is_set(self) -> bool:
        self._asked += 1
        return self._asked > 1


class Printer:
    capability = "status"
    device = None

    def look(self) -> Reasons:
        return ()

    def close(self) -> None:
        pass


class Counting(Worker):  # type: ignore[type-arg]
    look_seconds = 0.0
    worked = 0

    def work(self, found: Reasons) -> None:
        self.worked += 1


@pytest.mark.parametrize(("held", "worked"), [(True, 0), (False, 1)])
def test_no_paper_comes_out_of_a_version_that_may_be_undone(
    office: Here, held: bool, worked: int
) -> None:
    if held:
        hold.begin(office.settings.data)
    worker = Counting("station-1", "ticket", Printer(), OneTurn())  # type: ignore[arg-type]
    worker.run()
    assert worker.worked == worked
