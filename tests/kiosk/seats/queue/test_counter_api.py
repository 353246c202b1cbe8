"""The counters' buttons over HTTP: what they do, who may press them, what they refuse."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.rules import queue
from shared.rules.admin import devices, people
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from tests.kiosk.seats.desks import enrol, press, sign_in
from tests.office import Later, seated, take

EVERY = {
    "next": {},
    "recall": {},
    "skip": {},
    "serve": {},
    "finish": {},
    "hold": {},
    "papers": {},
    "transfer": {"service": "INFO"},
    "call": {"number": "A-001"},
    "cancel": {"number": "A-001", "reason": "Salah ambil."},
    "back": {"number": "A-001"},
    "undo": {},
    "outcome": {"number": "A-001", "outcome": "informed"},
    "open": {},
    "break": {"on": True},
    "close": {},
}
WITH_SOMEBODY = ("recall", "skip", "serve", "finish", "hold", "papers", "transfer")


def test_a_whole_visit_by_the_buttons(ratna: FlaskClient) -> None:
    take()
    status, called = press(ratna, "next")
    assert status == 200
    assert called == {
        "number": "A-001",
        "service": "KK",
        "state": "called",
        "calls": 1,
        "counter": 1,
        "priority": False,
        "ahead": 0,
    }
    assert press(ratna, "recall")[1]["calls"] == 2
    assert press(ratna, "serve")[1]["state"] == "serving"
    assert press(ratna, "finish")[1]["state"] == "done"


def test_how_the_visit_ended_is_said_after_the_finish_and_taken_back(ratna: FlaskClient) -> None:
    take()
    for what in ("next", "serve", "finish"):
        press(ratna, what)
    for outcome in ("informed", None):
        assert press(ratna, "outcome", {"number": "a1", "outcome": outcome})[0] == 200
        [stand, *_] = ratna.get("/api/v1/seats").json["counters"]
        assert (stand["ended"]["number"], stand["ended"]["outcome"]) == ("A-001", outcome or "")
    status, refusal = press(ratna, "outcome", {"number": "A-001", "outcome": "senang"})
    assert (status, refusal["code"]) == (422, "outcome")


@pytest.mark.parametrize(
    ("what", "state"),
    [("skip", "missed"), ("hold", "held"), ("papers", "papers"), ("finish", "done")],
)
def test_where_each_button_leads(ratna: FlaskClient, what: str, state: str) -> None:
    take()
    press(ratna, "next")
    assert press(ratna, what)[1]["state"] == state


def test_a_break_says_until_when_if_that_can_be(ratna: FlaskClient) -> None:
    assert press(ratna, "break", {"on": True, "until": "09.30"})[0] == 200
    assert queue.seat(1).until is not None
    for until in ("08.59", "23.00", "25.00", "besok", "٠٩.٣٠"):
        status, refusal = press(ratna, "break", {"on": True, "until": until})
        assert (status, refusal["code"]) == (422, "until")
    assert press(ratna, "break", {"on": True, "until": " "})[0] == 200
    assert queue.seat(1).until is None


def test_a_transfer_to_a_service_or_to_a_counter(ratna: FlaskClient) -> None:
    take(), take()
    press(ratna, "next")
    assert press(ratna, "transfer", {"service": "INFO"})[1]["service"] == "INFO"
    press(ratna, "next")
    assert press(ratna, "transfer", {"counter": 2})[1]["state"] == "waiting"


@pytest.mark.parametrize(
    "body",
    [{}, {"service": "INFO", "counter": 2}, {"service": "XX"}, {"counter": 99}, {"counter": 1}],
)
def test_a_transfer_needs_one_target_that_is_there(ratna: FlaskClient, body: dict) -> None:
    take()
    press(ratna, "next")
    status, refusal = press(ratna, "transfer", body)
    assert (status, set(refusal)) == (422, {"code", "message"})
    assert queue.by_number("A-001").state == "called"


def test_a_chosen_number_is_called_and_a_missed_one_comes_back(ratna: FlaskClient) -> None:
    for _ in range(3):
        take()
    assert press(ratna, "call", {"number": "a2"})[1]["number"] == "A-002"
    press(ratna, "skip")
    status, back = press(ratna, "back", {"number": "A-002"})
    assert (status, back["state"], back["ahead"]) == (200, "waiting", 2)


def test_a_press_is_taken_back_within_ten_seconds(ratna: FlaskClient, later: Later) -> None:
    take()
    press(ratna, "next")
    later(seconds=9)
    assert press(ratna, "undo")[1]["state"] == "waiting"
    press(ratna, "next")
    later(seconds=11)
    assert press(ratna, "undo") == (
        409,
        {"code": "too-late", "message": "Sudah lebih dari 10 detik. Tidak dapat dibatalkan."},
    )


def test_open_break_and_close(client: FlaskClient) -> None:
    enrol("ratna", staff.COUNTER)
    sign_in(client, "ratna")
    told = {"counter": 1, "officer": "Ratna Percobaan"}
    assert press(client, "open") == (200, told | {"state": "open"})
    assert press(client, "break", {"on": True}) == (200, told | {"state": "break"})
    assert press(client, "next")[1]["code"] == "on-break"
    assert press(client, "break", {"on": False}) == (200, told | {"state": "open"})
    assert press(client, "close")[1] == {"counter": 1, "officer": "", "state": "closed"}


def test_nobody_loses_the_counter_without_being_asked(client: FlaskClient, sari: Actor) -> None:
    enrol("ratna", staff.COUNTER)
    sign_in(client, "ratna")
    assert press(client, "open")[1]["code"] == "taken"
    assert press(client, "open", {"take_over": True})[0] == 200
    assert queue.seat(1).staff_id != sari.staff_id


def test_calling_with_nobody_waiting_is_one_clear_sentence(ratna: FlaskClient) -> None:
    assert press(ratna, "next") == (
        409,
        {"code": "nobody-waiting", "message": "Tidak ada yang menunggu untuk loket ini."},
    )


def test_a_button_for_somebody_says_so_when_nobody_is_there(ratna: FlaskClient) -> None:
    for what in WITH_SOMEBODY:
        status, refusal = press(ratna, what, EVERY[what])
        assert (what, status, refusal["code"]) == (what, 409, "nobody-here")


def test_an_old_page_that_presses_a_finished_number_changes_nothing(ratna: FlaskClient) -> None:
    take(), take()
    press(ratna, "next")
    press(ratna, "finish")
    press(ratna, "next")
    for what in WITH_SOMEBODY:
        status, refusal = press(ratna, what, EVERY[what] | {"number": "A-001"})
        assert (what, status, refusal["code"]) == (what, 409, "changed")
        assert refusal["message"] == "Di loket ini sekarang A-002. Lihat layar, lalu tekan lagi."
    assert queue.by_number("A-002").state == "called"


def test_two_presses_of_one_page_call_one_person(ratna: FlaskClient) -> None:
    take(), take()
    assert press(ratna, "next", {"number": ""})[0] == 200
    assert press(ratna, "next", {"number": ""})[1]["code"] == "changed"
    assert queue.by_number("A-002").state == "waiting"


def refusals(client: FlaskClient, counter: int = 1) -> set[tuple[int, str]]:
    """What pressing each button of a counter is answered with."""
    answers = [press(client, what, body, counter=counter) for what, body in EVERY.items()]
    return {(status, refusal["code"]) for status, refusal in answers}


def test_nobody_presses_without_signing_in(client: FlaskClient) -> None:
    take()
    assert refusals(client) == {(401, "sign-in-needed")}
    assert queue.by_number("A-001").state == "waiting"


@pytest.mark.parametrize(
    "role",
    [staff.OPERATOR, staff.SECTION_HEAD, staff.SECRETARY, staff.CAMAT, staff.ADMIN],
)
def test_other_roles_do_not_press(client: FlaskClient, role: str) -> None:
    enrol("lain", role)
    sign_in(client, "lain")
    take()
    assert refusals(client) == {(403, "not-allowed")}
    assert queue.by_number("A-001").state == "waiting"


def test_a_counter_where_one_does_not_sit_is_not_pressed(ratna: FlaskClient) -> None:
    seated(2, "tono", "Tono Contoh", staff.INFO_DESK)
    take()
    assert refusals(ratna, counter=2) == {(403, "not-yours"), (409, "taken")}
    assert queue.by_number("A-001").state == "waiting"


def test_another_counters_ticket_is_left_alone(ratna: FlaskClient, tono: Actor) -> None:
    take("INFO")
    queue.call_next(2, tono)
    for what in ("call", "cancel", "back"):
        status, refusal = press(ratna, what, EVERY[what] | {"number": "M-001"})
        assert status == 409, refusal
    assert queue.by_number("M-001").counter == 2
    assert queue.by_number("M-001").state == "called"


def test_a_counter_that_is_not_there(ratna: FlaskClient) -> None:
    assert refusals(ratna, counter=77) == {(404, "unknown-counter")}


def test_a_sign_in_that_ran_out_is_told_and_nothing_happens(
    ratna: FlaskClient, later: Later
) -> None:
    take()
    later(hours=13)
    assert press(ratna, "next") == (
        401,
        {"code": "sign-in-needed", "message": "Silakan masuk dahulu."},
    )


def test_a_new_password_ends_the_sign_in_at_once(ratna: FlaskClient) -> None:
    people.set_password("ratna", "kata-sandi-baru")
    assert press(ratna, "next")[0] == 401


def test_a_device_calls_at_its_own_counter_and_opens_it(client: FlaskClient) -> None:
    token = devices.add("tombol-1", 1)
    take()
    status, called = press(client, "next", token=token)
    assert (status, called["number"], called["counter"]) == (200, "A-001", 1)
    assert press(client, "finish", token=token)[1]["state"] == "done"


def test_a_device_needs_no_message_at_all(client: FlaskClient) -> None:
    token = devices.add("tombol-1", 1)
    take()
    headers = {"Authorization": f"Bearer {token}"}
    assert client.post("/api/v1/counters/1/next", headers=headers).status_code == 200


def test_a_browser_must_send_json(ratna: FlaskClient) -> None:
    take()
    answer = ratna.post("/api/v1/counters/1/next", headers={"Origin": "http://jahat.example"})
    assert answer.status_code == 415
    answer = ratna.post("/api/v1/counters/1/next", data={"number": ""})
    assert answer.status_code == 415
    assert queue.by_number("A-001").state == "waiting"


def test_a_refused_call_at_a_closed_counter_leaves_it_closed(ratna: FlaskClient) -> None:
    press(ratna, "close")
    assert press(ratna, "next")[1]["code"] == "nobody-waiting"
    assert queue.seat(1).state == "closed"


@pytest.mark.parametrize("token", ["karangan", "x" * 5000, "é", "a b"])
def test_a_token_that_is_none_opens_nothing(client: FlaskClient, token: str) -> None:
    assert press(client, "next", token=token)[0] == 401


def test_a_devices_token_opens_only_its_own_counter_and_ends_when_revoked(
    client: FlaskClient,
) -> None:
    token = devices.add("tombol-1", 1)
    assert press(client, "next", counter=2, token=token)[0] == 401
    devices.revoke("tombol-1")
    assert press(client, "next", token=token)[0] == 401


def test_a_device_does_nothing_but_its_counters_buttons(client: FlaskClient) -> None:
    token = devices.add("tombol-1", 1)
    headers = {"Authorization": f"Bearer {token}"}
    for path in ("desk/tickets", "tickets/1/reprint", "prints/1/answer", "help/1/answer"):
        assert client.post(f"/api/v1/{path}", json={}, headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 422),
        (b'"A-001"', 422),
        (b"null", 422),
        (b'{"number": 5}', 422),
        (b'{"number": null, "lain": 1}', 422),
        (b'{"counter": "1"}', 422),
        (b'{"number": "' + b"A" * 5000 + b'"}', 422),
        (b"[" * 20_000, 400),
        (b" " * 70_000, 413),
    ],
)
def test_messages_that_do_not_fit_are_refused_in_words(
    ratna: FlaskClient, content: bytes, status: int
) -> None:
    take()
    press(ratna, "next")
    for what in EVERY:
        url = f"/api/v1/counters/1/{what}"
        answer = ratna.post(url, data=content, content_type="application/json")
        assert (what, answer.status_code) == (what, status)
        assert set(answer.get_json()) == {"code", "message"}
    assert queue.by_number("A-001").state == "called"


@pytest.mark.parametrize("number", ["", "A", "AA1", "12", "A-٣", "A-9999999", "'; DROP"])
def test_a_number_that_is_none_is_told_how_to_write_one(ratna: FlaskClient, number: str) -> None:
    status, refusal = press(ratna, "call", {"number": number})
    assert (status, refusal["message"]) == (422, "Tulis nomor seperti A-012.")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_a_cancellation_needs_a_short_reason(ratna: FlaskClient, reason: str) -> None:
    take()
    status, refusal = press(ratna, "cancel", {"number": "A-001", "reason": reason})
    assert (status, refusal["code"]) == (422, "reason")


def test_the_description_knows_every_button(app: Flask, client: FlaskClient) -> None:
    paths = client.get("/api/openapi.json").get_json()["paths"]
    for what in EVERY:
        assert "post" in paths[f"/api/v1/counters/{{counter}}/{what}"], what
