"""What the seats hear of complaints: that they should look again, and not one word more."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIO, SocketIOTestClient

from kiosk.seats.complaints.live import COMPLAINTS, ComplaintsPicture
from shared import clock
from shared.rules.admin import people as hired
from shared.rules.common import staff
from shared.rules.complaints import handling, suggestion_box
from tests.complaint_book import entered, named, people
from tests.kiosk.seats.desks import seated_as, sign_in
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
    entered(text="Rahasia sekali.", **named())
    refresh()
    (told,) = news(seat)
    assert set(told) == {"seq", "at"}
    suggestion_box.record(clock.service_day(), 0, who.rina)
    refresh()
    assert len(news(seat)) == 1
    later(minutes=1)
    refresh()
    assert len(news(seat)) == 1


def test_whoever_may_not_see_a_complaint_does_not_hear_of_it(
    server: SocketIO, app: Flask, later: Later
) -> None:
    who, refresh = people(), ComplaintsPicture(server).refresh
    seats = {}
    app.config["WTF_CSRF_ENABLED"] = False
    for name in ("rina", "bambang", "yusuf", "ratih"):
        browser = app.test_client()
        sign_in(browser, name)
        seats[name] = listen(server, browser)
    refresh()
    [news(seat) for seat in seats.values()]
    one = entered(topic="PETUGAS", straight=True, about_staff=who.yusuf.staff_id)
    refresh()
    handling.answer(one.id, "Kami periksa.", who.ratih)
    refresh()
    assert {name: len(news(seat)) for name, seat in seats.items()} == {
        "rina": 0,
        "bambang": 0,
        "yusuf": 0,
        "ratih": 2,
    }


@pytest.mark.parametrize("role", [None, staff.OPERATOR, staff.ADMIN])
def test_who_has_nothing_to_do_with_complaints_hears_nothing(
    server: SocketIO, client: FlaskClient, role: str | None
) -> None:
    if role:
        seated_as(client, role)
    assert not listen(server, client).is_connected(COMPLAINTS)


def test_whose_sign_in_ended_hears_nothing_more(
    server: SocketIO, client: FlaskClient, later: Later
) -> None:
    room = ComplaintsPicture(server)
    seat = listen(server, seated_as(client, staff.SECTION_HEAD))
    with client.application.app_context():
        room.refresh()
        assert seat.is_connected(COMPLAINTS)
        hired.set_active("petugas", False)
        entered(text="Rahasia sekali.", **named())
        room.refresh()
    assert not seat.is_connected(COMPLAINTS)
