"""While a new version is tried: what anybody may look at is shown, and nothing is taken."""

from uuid import uuid4

import pytest
from flask import Flask

from printstation.printers.printer import Reasons
from printstation.watch import Worker
from shared import hold
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
