"""Tickets for programs: the contract, and every way of getting it wrong."""

import json
from uuid import uuid4

import pytest

from shared.records import Ticket
from shared.rules import queue
from tests.office import take

ADDRESS = "/api/v1/tickets"


def asked(**fields):
    return {"service": "KK", "touch": str(uuid4()), "priority": None, "language": "id", **fields}


def test_a_number_is_given_once_for_each_touch(citizen, sari):
    body = asked()
    first, again = citizen.post(ADDRESS, json=body), citizen.post(ADDRESS, json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json()
    told = first.get_json()
    assert told["number"] == "A-001"
    assert told["day"] == "2026-11-23"
    assert told["ahead"] == 0
    assert {"token", "service", "issued_at", "estimate_minutes"} <= set(told)


def test_of_where_a_number_was_taken_a_mark_is_kept_and_no_address(citizen, sari):
    for address in ("10.0.0.9", "10.0.0.9", "10.0.0.8"):
        citizen.post(ADDRESS, json=asked(), environ_base={"REMOTE_ADDR": address})
    first, second, other = (row.origin for row in Ticket.select().order_by(Ticket.id))
    assert first == second != other
    assert "10.0.0" not in first + other
    assert Ticket.get_by_id(take("KK").id).origin is None


def test_a_ticket_can_be_followed_by_its_token(citizen, sari):
    token = citizen.post(ADDRESS, json=asked()).get_json()["token"]
    told = citizen.get(f"{ADDRESS}/{token}").get_json()
    assert told["state"] == "waiting"
    assert told["paper"] == "printing"
    queue.call_next(1, sari)
    told = citizen.get(f"{ADDRESS}/{token}").get_json()
    assert told["state"] == "called"
    assert told["counter"] == {"id": 1, "name": "Loket 1"}


def test_asking_again_costs_nothing_while_nothing_changes(citizen, sari):
    token = take("KK").token
    mark = citizen.get(f"{ADDRESS}/{token}").headers["ETag"]
    same = citizen.get(f"{ADDRESS}/{token}", headers={"If-None-Match": mark})
    assert same.status_code == 304
    queue.call_next(1, sari)
    changed = citizen.get(f"{ADDRESS}/{token}", headers={"If-None-Match": mark})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (asked(service="TIDAK_ADA"), 422),
        (asked(service=""), 422),
        (asked(service=7), 422),
        (asked(service="K" * 10_000), 422),
        (asked(touch="x"), 422),
        (asked(touch=None), 422),
        (asked(touch="z" * 36), 422),
        (asked(priority="RAJA"), 422),
        (asked(kind="KTP"), 422),
        (asked(language="xx"), 422),
        (asked(extra=1), 422),
        ({}, 422),
        ([], 422),
        ("KK", 422),
        ({"service": "KK"}, 422),
    ],
)
def test_a_body_that_does_not_fit_changes_nothing(citizen, sari, body, status):
    answer = citizen.post(ADDRESS, json=body)
    assert answer.status_code == status
    assert set(answer.get_json()) == {"code", "message"}
    assert Ticket.select().count() == 0


def test_what_is_no_json_is_refused_in_one_sentence(citizen):
    for data, kind, status in (
        ("{", "application/json", 400),
        ("service=KK", "application/x-www-form-urlencoded", 415),
        (json.dumps(asked()) + "x" * 70_000, "application/json", 413),
    ):
        answer = citizen.post(ADDRESS, data=data, content_type=kind)
        assert answer.status_code == status
        assert answer.get_json()["message"]


def test_a_guessed_token_tells_nothing(citizen, sari):
    real = take("KK").token
    told = {
        citizen.get(f"{ADDRESS}/{token}").get_data()
        for token in ("x", "A-001", real[:-1], real + "x", "' OR 1=1 --")
    }
    assert len(told) == 1
    assert b"A-001" not in told.pop()


def test_a_closed_office_refuses_and_says_when_it_opens(citizen, later):
    later(hours=11)
    answer = citizen.post(ADDRESS, json=asked())
    assert answer.status_code == 409
    assert "Selasa, 24 November 2026" in answer.get_json()["message"]
