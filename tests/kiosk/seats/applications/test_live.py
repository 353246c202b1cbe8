"""What the seats hear of files: every list at once, and again when one of them changed."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_socketio import SocketIO, SocketIOTestClient

from kiosk.seats.applications.live import FILES, FilesPicture
from shared.rules.admin import people
from shared.rules.applications import decisions
from shared.rules.common import staff
from tests import kk
from tests.kiosk.seats.desks import enrol, seated_as, sign_in
from tests.office import Later


@pytest.fixture
def server(app: Flask) -> SocketIO:
    return app.extensions["socketio"]


def listen(server: SocketIO, client: FlaskClient) -> SocketIOTestClient:
    return server.test_client(client.application, namespace=FILES, flask_test_client=client)


def pictures(seat: SocketIOTestClient) -> list[dict]:
    return [event["args"][0] for event in seat.get_received(FILES)]


def test_a_seat_gets_every_list_on_connecting(server: SocketIO, client: FlaskClient) -> None:
    file = kk.accepted()
    (picture,) = pictures(listen(server, seated_as(client, staff.SECTION_HEAD)))
    assert picture["lists"]["with_operator"] == [file.id]
    row = picture["files"][str(file.id)]
    assert (row["number"], row["due"], row["light"]) == (file.number, "besok 15.00", "green")
    assert kk.NIK not in str(picture)


@pytest.mark.parametrize("role", [None, staff.ANY_SECTION_HEAD, staff.INFO_DESK, staff.ADMIN])
def test_who_may_read_no_files_hears_nothing(
    server: SocketIO, client: FlaskClient, role: str | None
) -> None:
    if role:
        seated_as(client, role)
    assert not listen(server, client).is_connected(FILES)


def test_a_change_is_told_once_and_silence_is_kept(
    server: SocketIO, client: FlaskClient, app: Flask, later: Later
) -> None:
    refresh = FilesPicture(server).refresh
    seat = listen(server, seated_as(client, staff.OPERATOR))
    refresh()
    pictures(seat)
    refresh()
    assert pictures(seat) == []
    file = kk.register()
    refresh()
    assert [one["lists"]["at_counter"] for one in pictures(seat)] == [[file.id]]
    decisions.withdraw(file.id, "batal", kk.COUNTER)
    refresh()
    assert [one["lists"]["at_counter"] for one in pictures(seat)] == [[]]
    later(minutes=1)
    refresh()
    assert len(pictures(seat)) == 1


@pytest.mark.parametrize(
    ("ends", "told", "for_good"),
    [
        (lambda: people.set_active("petugas", False), "Admin menutup akun Anda.", False),
        (lambda: people.set_password("petugas", "sandi-baru-sekali"), "Anda sudah keluar.", False),
        (lambda: people.set_roles("petugas", [staff.ADMIN]), "Peran Anda", True),
    ],
)
def test_whose_right_ended_is_told_why_and_hears_nothing_more(
    server: SocketIO,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    ends: Callable[[], None],
    told: str,
    for_good: bool,
) -> None:
    room = FilesPicture(server)
    seat = listen(server, seated_as(client, staff.OPERATOR))
    last: list[dict] = []
    monkeypatch.setattr(room, "emit", lambda _event, words, room: last.append(words))
    with client.application.app_context():
        room.refresh()
        assert last == []
        ends()
        kk.register()
        room.refresh()
    assert [(one["words"].startswith(told), one["forGood"]) for one in last] == [(True, for_good)]
    assert not seat.is_connected(FILES)


@pytest.mark.parametrize("how", ["out", "idle", "lent", "other"])
def test_an_open_page_hears_nothing_more_once_nobody_sits_before_it(
    server: SocketIO, client: FlaskClient, later: Later, how: str
) -> None:
    room = FilesPicture(server)
    seat = listen(server, seated_as(client, staff.SECTION_HEAD, staff.INFO_DESK))
    with client.application.app_context():
        room.refresh()
    assert seat.is_connected(FILES)
    if how == "out":
        client.post("/keluar")
    elif how == "idle":
        later(minutes=61)
    elif how == "lent":
        client.post("/informasi/pengaduan/tamu", data={"lend": "1"})
    else:
        enrol("dewi", staff.OPERATOR)
        sign_in(client, "dewi")
    with client.application.app_context():
        room.refresh()
    assert not seat.is_connected(FILES)
