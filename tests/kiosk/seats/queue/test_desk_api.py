"""The desk's questions over HTTP: a number for somebody, its story, its paper, help."""

from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from shared import config
from shared.config import Settings
from shared.rules import queue
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.common.office import Here
from shared.rules.paper import sheets, slips
from shared.rules.queue import floor
from shared.rules.queue import help as helping
from tests.kiosk.seats.desks import desk, enrol, press, sign_in
from tests.office import Later, having, take

ASKED = {
    "desk/tickets": {"service": "KK", "touch": "0" * 32},
    "desk/tickets/A-001/back": {},
    "desk/tickets/A-001/cancel": {"reason": "Salah."},
    "tickets/1/reprint": {},
    "prints/1/answer": {"came_out": True},
    "help/1/answer": {},
}


def claimed() -> int:
    """A slip that was being sent when the power went."""
    job = slips.claim_next("station-1", slips.TICKET_PRINTER)
    assert job is not None
    slips.store_bytes(job, b"x")
    slips.mark_sending(job)
    slips.mark_uncertain(job, "listrik padam")
    return int(job.id)


def test_a_number_for_somebody_with_priority_and_paper(ratna: FlaskClient) -> None:
    asked = {"service": "INFO", "touch": str(uuid4()), "priority": "LANSIA"}
    status, told = desk(ratna, "desk/tickets", asked)
    assert (status, told["number"], told["priority"]) == (201, "U-001", "Lansia")
    assert told["lines"][0]["text"] == "Nomor diambilkan petugas."
    assert told["lines"][0]["who"] == "Ratna Percobaan"
    assert slips.job_of(told["id"]) is not None


def test_the_same_press_gives_the_same_number(ratna: FlaskClient) -> None:
    asked = {"service": "KK", "touch": str(uuid4())}
    first, again = desk(ratna, "desk/tickets", asked), desk(ratna, "desk/tickets", asked)
    assert (first[0], again[0]) == (201, 200)
    assert first[1]["number"] == again[1]["number"] == "A-001"


def test_the_desk_gives_numbers_after_hours_too(ratna: FlaskClient, later: Later) -> None:
    later(hours=9)
    sign_in(ratna, "ratna")
    asked = {"service": "KK", "touch": str(uuid4())}
    assert desk(ratna, "desk/tickets", asked)[0] == 201


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"service": "TIDAK"}, "unknown-service"),
        ({"priority": "RAJA"}, "unknown-priority"),
        ({"touch": "bukan-uuid"}, "touch"),
        ({"kind": "XX"}, "unknown-kind"),
        ({"service": 5}, "invalid"),
        ({"service": ""}, "invalid"),
        ({"nama": "x"}, "invalid"),
    ],
)
def test_a_number_is_not_given_for_what_is_not_there(
    ratna: FlaskClient, wrong: dict, code: str
) -> None:
    asked = {"service": "KK", "touch": str(uuid4())} | wrong
    status, refusal = desk(ratna, "desk/tickets", asked)
    assert (status, refusal["code"]) == (422, code)
    assert floor.figures().taken == 0


def test_a_number_is_found_as_people_write_it(ratna: FlaskClient) -> None:
    take()
    found = ratna.get("/api/v1/desk/tickets/a1").get_json()
    assert (found["number"], found["state"], found["issued"]) == ("A-001", "waiting", "09.00")
    assert [line["text"] for line in found["lines"]] == ["Nomor diambil di layar sentuh."]


@pytest.mark.parametrize(("number", "status"), [("a99", 404), ("zz9", 422), ("%00", 422)])
def test_a_number_that_is_not_there_says_so(ratna: FlaskClient, number: str, status: int) -> None:
    answer = ratna.get(f"/api/v1/desk/tickets/{number}")
    assert (answer.status_code, set(answer.get_json())) == (status, {"code", "message"})


def test_who_was_missed_comes_back_without_a_counter(client: FlaskClient, sari: Actor) -> None:
    take()
    queue.call_next(1, sari)
    queue.skip(1, sari)
    enrol("tari", staff.INFO_DESK)
    sign_in(client, "tari")
    assert desk(client, "desk/tickets/A-001/back")[1]["state"] == "waiting"
    assert desk(client, "desk/tickets/A-001/back")[1]["code"] == "wrong-state"


def test_a_waiting_number_is_cancelled_but_not_one_at_a_counter(
    client: FlaskClient, sari: Actor
) -> None:
    take(), take()
    queue.call_next(1, sari)
    enrol("tari", staff.INFO_DESK)
    sign_in(client, "tari")
    why = {"reason": "Tidak jadi."}
    assert desk(client, "desk/tickets/A-002/cancel", why)[1]["state"] == "cancelled"
    assert desk(client, "desk/tickets/A-001/cancel", why)[1]["code"] == "other-counter"
    assert queue.by_number("A-001").state == "called"


def test_a_slip_is_printed_again_marked_as_a_copy(ratna: FlaskClient) -> None:
    ticket = take()
    job = slips.claim_next("station-1", slips.TICKET_PRINTER)
    assert job is not None
    slips.store_bytes(job, b"x")
    slips.mark_sending(job)
    slips.mark_printed(job, "status")
    status, told = desk(ratna, f"tickets/{ticket.id}/reprint")
    copy = slips.job_of(ticket.id)
    assert copy is not None
    assert (status, told["job"], copy.copy) == (200, copy.id, 1)


def test_the_answer_to_an_uncertain_slip_ends_the_question(ratna: FlaskClient) -> None:
    take()
    job = claimed()
    assert [one.job for one in floor.picture().questions] == [job]
    assert desk(ratna, f"prints/{job}/answer", {"came_out": True}) == (200, {"done": True})
    assert floor.picture().questions == []
    assert desk(ratna, f"prints/{job}/answer", {"came_out": True})[1]["code"] == "wrong-state"


def test_a_slip_that_did_not_come_out_is_printed_again(ratna: FlaskClient) -> None:
    ticket = take()
    desk(ratna, f"prints/{claimed()}/answer", {"came_out": False})
    copy = slips.job_of(ticket.id)
    assert copy is not None
    assert (copy.state, copy.copy) == ("queued", 1)


def test_somebody_goes_to_help_and_the_ring_ends(ratna: FlaskClient) -> None:
    call = helping.call("Layar sentuh")
    assert desk(ratna, f"help/{call}/answer")[0] == 200
    assert floor.picture().help == []
    assert desk(ratna, f"help/{call}/answer")[0] == 200


@pytest.mark.parametrize("role", [staff.COUNTER, staff.INFO_DESK, staff.ADMIN])
def test_all_numbers_of_a_flood_are_cancelled_by_who_works_with_the_queue(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, office: Here, role: str
) -> None:
    having(monkeypatch, queue_alarm=3)
    enrol("petugas", role, staff.CAMAT)
    sign_in(client, "petugas")
    person, first, *_ = take(), *(take(origin="10.0.0.9") for _ in range(3))
    told = client.get("/api/v1/seats").get_json()["floods"]
    assert told == [{"ticket": first.id, "count": 3, "since": "09.00", "until": "09.00"}]
    assert desk(client, f"floods/{first.id}/cancel") == (200, {"count": 3})
    assert client.get("/api/v1/seats").get_json()["floods"] == []
    assert desk(client, f"floods/{first.id}/cancel")[1]["code"] == "flood-over"
    assert queue.by_id(person.id).state == "waiting"


@pytest.mark.parametrize("role", [None, staff.OPERATOR, staff.CAMAT, staff.SECRETARY])
def test_others_read_of_a_flood_and_cancel_nothing(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, office: Here, role: str | None
) -> None:
    having(monkeypatch, queue_alarm=1)
    flood = take(origin="10.0.0.9")
    if role:
        enrol("lain", role)
        sign_in(client, "lain")
        assert len(client.get("/api/v1/seats").get_json()["floods"]) == 1
    assert desk(client, f"floods/{flood.id}/cancel")[0] == (403 if role else 401)
    assert queue.by_id(flood.id).state == "waiting"


@pytest.mark.parametrize("row", ["0", "99", "99999999999999999999", "-1", "x"])
def test_paper_that_is_not_there(ratna: FlaskClient, row: str) -> None:
    for path in (f"prints/{row}/answer", f"tickets/{row}/reprint"):
        status, refusal = desk(ratna, path, {"came_out": True} if "prints" in path else {})
        assert (status, set(refusal)) == (404, {"code", "message"}), path


@pytest.mark.parametrize("role", [None, staff.CAMAT, staff.SECRETARY, staff.SECTION_HEAD])
def test_only_those_who_serve_may_ask(client: FlaskClient, role: str | None) -> None:
    if role:
        enrol("lain", role)
        sign_in(client, "lain")
    take()
    wanted = 403 if role else 401
    assert {desk(client, path, body)[0] for path, body in ASKED.items()} == {wanted}
    assert client.get("/api/v1/desk/tickets/A-001").status_code == wanted
    assert client.get("/api/v1/seats").status_code == (200 if role else 401)


def test_the_whole_picture_is_there_without_a_socket(ratna: FlaskClient) -> None:
    take()
    whole = ratna.get("/api/v1/seats").get_json()
    assert [row["number"] for row in whole["waiting"]] == ["A-001"]
    assert whole["counters"][0]["next"] == "A-001"


class TestWithoutAPrinterOfTickets:
    """One PC, one A4 printer: the number is on the screen, and on a strip where wanted."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return config.load(
            {}, data=tmp_path / "data", practice=True, voice="off", printers_ticket="none"
        )

    def test_a_number_is_printed_on_a_strip_of_a4_when_asked(self, ratna: FlaskClient) -> None:
        ticket = take()
        assert slips.job_of(ticket.id) is None
        assert "Cetak di A4" in ratna.get("/informasi").get_data(as_text=True)
        status, told = desk(ratna, f"tickets/{ticket.id}/reprint")
        assert status == 200
        job = sheets.job(told["job"])
        assert (job.kind, job.pages, job.state) == (sheets.PAPER, 1, sheets.QUEUED)
        assert desk(ratna, "tickets/99/reprint")[0] == 404


def test_the_picture_that_is_asked_for_tells_as_much_as_the_one_that_comes(
    ratna: FlaskClient,
) -> None:
    take()
    press(ratna, "next")
    [stand, *_] = ratna.get("/api/v1/seats").json["counters"]
    assert stand["ticket"]["calls"] == 1
    assert stand["ticket"].keys() >= {"called_at", "serving_at"}
