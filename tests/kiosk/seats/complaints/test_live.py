"""What the seats hear of complaints: that they should look again, and not one word more."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIO, SocketIOTestClient

from kiosk.seats.complaints.live import COMPLAINTS, ComplaintsPicture
from shared import clock
from shared.rules.common import staff
from shared.rules.complaints import suggestion_box
from tests.complaint_book import entered, named, people
from tests.kiosk.seats.desks import seated_as
from tests.office import Later

pytestmark = pytest.mark.clause("11.5")


@pytest.fixture
def server(app: Flask) -> SocketIO:
    return app.extensions["socketio"]


def listen(server: SocketIO, client: FlaskClient) -> SocketIOTestClient:
    return server.test_client(client.application, namespace=COMPLAINTS, flask_test_client=client)


def news(seat: SocketIOTestClient) -> list[dict]:
    return [event["args"][0] for event in seat.get_received(COMPLAINTS)]


def test_a_change_is_told_once_and_says_nothing_of_it(
    server: SocketIO, client: FlaskClient, later: Later
) -> None:
    who, refresh = people(), ComplaintsPicture(server).refresh
    seat = listen(server, seated_as(client, staff.SECTION_HEAD))
    refresh()
    news(seat)
    refresh()
    assert news(seat) == []
    entered(topic="UANG", text="Rahasia sekali.", **named())
    refresh()
    (told,) = news(seat)
    assert set(told) == {"seq", "at"}
    suggestion_box.record(clock.service_day(), 0, who.rina)
    refresh()
    assert len(news(seat)) == 1
    later(minutes=1)
    refresh()
    assert len(news(seat)) == 1


@pytest.mark.parametrize("role", [None, staff.OPERATOR, staff.ADMIN])
def test_who_has_nothing_to_do_with_complaints_hears_nothing(
    server: SocketIO, client: FlaskClient, role: str | None
) -> None:
    if role:
        seated_as(client, role)
    assert not listen(server, client).is_connected(COMPLAINTS)
