"""Whoever asks too much is told to wait, and nobody else waits for it."""

import time
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.records import HelpCall, Ticket
from shared.rules.common.office import Here
from shared.rules.queue import OWN_WORD
from shared.web import guards
from tests.office import PASSWORD, having

SENTENCE = "Terlalu sering. Tunggu sebentar, lalu coba lagi."
PHONE, OTHER, OWN = "10.0.0.9", "10.0.0.10", "127.0.0.1"


def at(address: str) -> dict[str, Any]:
    """What a request from that address brings with it."""
    return {"environ_base": {"REMOTE_ADDR": address}}


def take(client: FlaskClient, address: str, **more: Any) -> TestResponse:
    body = {"service": "KK", "touch": str(uuid4()), **more}
    return client.post("/api/v1/tickets", json=body, **at(address))


def press(client: FlaskClient, address: str) -> TestResponse:
    body = {"service": "KK", "touch": str(uuid4())}
    return client.post("/kios/nomor", data=body, **at(address))


@pytest.fixture
def three_requests(office: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office that answers three requests of an address in ten seconds."""
    having(monkeypatch, requests=3)


@pytest.fixture
def one_a_minute(office: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office where a touchscreen gives one number a minute."""
    having(monkeypatch, queue_touch_limit=1)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("10.0.0.9", "10.0.0.10", False),
        ("10.0.0.9", "::ffff:10.0.0.9", True),
        ("2001:db8:1:2::3", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::3", "2001:db8:1:3::3", False),
        ("fe80::1", "fe80::2", False),
        ("::1", "::2", True),
        ("unknown", "10.0.0.9", False),
    ],
)
def test_all_that_one_machine_may_call_itself_is_one_place(
    app: Flask, first: str, second: str, same: bool
) -> None:
    marks = []
    for address in (first, second):
        with app.test_request_context(**at(address)):
            marks.append(guards.place())
    assert (marks[0] == marks[1]) is same
    assert first not in marks[0]


def test_a_program_that_asks_too_often_is_told_when_to_come_back(
    three_requests: None, client: FlaskClient
) -> None:
    answers = [client.get("/api/v1/board", **at(PHONE)) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[-1].json == {"code": "slow-down", "message": SENTENCE}
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 11


def test_a_person_gets_a_page_and_no_count_of_anything(
    three_requests: None, client: FlaskClient
) -> None:
    for _ in range(3):
        assert client.get("/status", **at(PHONE)).status_code == 200
    refused = client.get("/status", **at(PHONE))
    assert refused.status_code == 429
    assert SENTENCE in refused.get_data(as_text=True)
    assert "Ke halaman awal" in refused.get_data(as_text=True)
    assert "X-RateLimit" not in str(refused.headers)


def test_addresses_that_lead_nowhere_count_as_well(
    three_requests: None, client: FlaskClient
) -> None:
    answers = [client.get(f"/tidak-ada/{at_}", **at(PHONE)) for at_ in range(4)]
    assert [one.status_code for one in answers] == [404, 404, 404, 429]


def test_a_crowd_at_one_address_keeps_nobody_at_another_from_anything(
    three_requests: None, client: FlaskClient
) -> None:
    for _ in range(50):
        client.get("/kios", **at(PHONE))
    assert client.get("/kios", **at(PHONE)).status_code == 429
    assert client.get("/kios", **at(OTHER)).status_code == 200


def test_crowds_at_many_addresses_keep_neither_officers_nor_this_machine_out(
    three_requests: None, app: Flask, sari: Any
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    # Not the fixture's: a client that keeps its context keeps who asked last.
    client = app.test_client()
    officer, far = app.test_client(), at("10.0.0.7")
    signed = officer.post("/masuk", data={"username": "sari", "password": PASSWORD}, **far)
    assert signed.status_code == 302
    for number in range(20, 24):
        for _ in range(3):
            client.get("/kios", **at(f"10.0.0.{number}"))
    assert client.get("/kios", **at(OTHER)).status_code == 429
    assert client.get("/kios", **at(OWN)).status_code == 200
    assert {officer.get("/loket", **far).status_code for _ in range(9)} == {200}


def test_a_cookie_of_nobody_makes_nobody_an_officer(
    three_requests: None, client: FlaskClient
) -> None:
    client.set_cookie("latihan_antrean", "made-up")
    answers = [client.get("/kios", **at(PHONE)).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]


def test_numbers_from_one_address_end_at_five_screens_full(
    client: FlaskClient, one_a_minute: None, sari: Any
) -> None:
    taken = [take(client, PHONE) for _ in range(7)]
    assert [one.status_code for one in taken] == [201] * 5 + [429] * 2
    assert 1 <= int(taken[-1].headers["Retry-After"]) <= 61
    assert take(client, OTHER).status_code == 201
    assert Ticket.select().count() == 6


def test_priority_by_ones_own_word_counts_among_all_numbers(
    client: FlaskClient, one_a_minute: None, sari: Any
) -> None:
    taken = [take(client, PHONE, priority=OWN_WORD).status_code for _ in range(3)]
    taken += [press(client, PHONE).status_code for _ in range(2)]
    assert taken == [201, 201, 201, 303, 303]
    assert take(client, PHONE, priority=OWN_WORD).status_code == 429
    assert Ticket.select().count() == 5


def test_a_press_whose_answer_was_lost_still_gets_its_number(
    client: FlaskClient, one_a_minute: None, sari: Any
) -> None:
    touch = str(uuid4())
    first = take(client, PHONE, touch=touch)
    assert [take(client, PHONE).status_code for _ in range(5)] == [201] * 4 + [429]
    again = take(client, PHONE, touch=touch)
    assert (again.status_code, again.json) == (200, first.json)


def test_a_form_without_script_leads_to_the_page_that_says_so(
    client: FlaskClient, one_a_minute: None, sari: Any
) -> None:
    where = [press(client, PHONE).location for _ in range(6)]
    assert where[-1] == "/kios/maaf/slow-down"
    assert Ticket.select().count() == 5


def test_a_touchscreen_that_is_pressed_all_hour_long_is_never_refused(
    client: FlaskClient, one_a_minute: None, sari: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = [time.time()]
    monkeypatch.setattr("shared.web.limits.time.time", lambda: moment[0])
    for _ in range(60):
        assert take(client, PHONE).status_code == 201
        moment[0] += 60
    assert take(client, PHONE).status_code == 201


def test_all_addresses_together_take_no_more_in_an_hour_than_the_office_may(
    client: FlaskClient, one_a_minute: None, sari: Any
) -> None:
    taken = [take(client, f"10.0.1.{number // 5}").status_code for number in range(240)]
    assert set(taken) == {201}
    assert take(client, OTHER).status_code == 429
    assert take(client, OWN).status_code == 201


def test_an_office_without_limits_has_none(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, sari: Any
) -> None:
    having(monkeypatch, requests=0, queue_touch_limit=0)
    assert {take(client, PHONE).status_code for _ in range(60)} == {201}


def test_a_full_waiting_room_behind_one_router_is_never_told_to_wait(
    client: FlaskClient, sari: Any
) -> None:
    token = take(client, OWN).json["token"]  # type: ignore[index]
    # Of 150 phones each looks every six seconds: so much comes within ten.
    looks = {client.get(f"/t/{token}", **at(PHONE)).status_code for _ in range(300)}
    assert looks == {200}


def test_an_eager_touchscreen_is_slowed_by_its_own_limit_first(
    client: FlaskClient, sari: Any
) -> None:
    client.get("/kios", **at(PHONE))
    answers = [take(client, PHONE).status_code for _ in range(7)]
    assert answers == [201] * 6 + [429]
    client.delete_cookie(f"latihan_{guards.DEVICE_COOKIE}")
    assert take(client, PHONE).status_code == 201


def test_checklists_and_calls_for_help_are_favours_of_one_count(
    client: FlaskClient, one_a_minute: None, sari: Any
) -> None:
    listed = client.post("/kios/daftar", data={"service": "KK", "kind": "UBAH_LAHIR"}, **at(PHONE))
    called = [client.post("/kios/bantuan", **at(PHONE)).status_code for _ in range(2)]
    assert (listed.status_code, called) == (303, [303, 429])
    assert client.post("/kios/bantuan", **at(OTHER)).status_code == 303
    assert HelpCall.select().count() == 1


def test_a_complaint_that_must_wait_keeps_what_was_typed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, sari: Any
) -> None:
    having(monkeypatch, requests=0, queue_touch_limit=2)

    def complain(text: str, address: str) -> TestResponse:
        body = {"touch": str(uuid4()), "isi": text, "desa": "", "nama_saya": ""}
        return client.post("/kios/pengaduan/lama", data=body, **at(address))

    assert [complain("", PHONE).status_code for _ in range(3)] == [422] * 3
    assert complain("Loket tutup lama.", PHONE).status_code == 303
    kept = complain("Loket tutup lagi.", PHONE)
    assert kept.status_code == 429
    assert "Loket tutup lagi." in kept.get_data(as_text=True)
    assert complain("Loket tutup juga.", OTHER).status_code == 303


def test_a_complaint_sent_twice_is_not_one_too_many(
    client: FlaskClient, one_a_minute: None, sari: Any
) -> None:
    body = {"touch": str(uuid4()), "isi": "Loket tutup.", "desa": "", "nama_saya": ""}
    sent = [client.post("/kios/pengaduan/lama", data=body, **at(PHONE)) for _ in range(2)]
    assert [one.status_code for one in sent] == [303, 303]
