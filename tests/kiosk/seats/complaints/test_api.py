"""What the office does with a complaint over HTTP: every role, every step, two at once."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from shared.errors import NotFound
from shared.records import Complaint, ComplaintEvent
from shared.rules.admin import people as hiring
from shared.rules.common import staff
from shared.rules.common.actor import Actor
from shared.rules.complaints import handling, states
from shared.rules.complaints.view import ComplaintView
from tests.complaint_book import People, closed, entered, named, people, reported
from tests.kiosk.seats.desks import Answer, send, sign_in
from tests.office import Later

pytestmark = pytest.mark.clause("11.5")

TEXT = {"text": "Dicatat dan ditangani."}
SEEN = {**TEXT, "seen": 0}
STEPS: dict[str, dict[str, Any]] = {
    "classify": {"kind": states.ORDINARY, "seen": 0},
    "report": {"unit": "KESRA", "seen": 0},
    "follow-up": TEXT,
    "answer": SEEN,
    "close": {"seen": 0},
    "refer": SEEN,
    "archive": {**SEEN, "reason": "DICABUT"},
    "ask": SEEN,
    "correct": TEXT,
    "public-text": SEEN,
    "public-text/check": SEEN,
    "reveal": {},
}
DESK, KASI, OTHER, SECRETARY, CAMAT = "rina", "bambang", "tuti", "yusuf", "ratih"
OUTSIDERS = ("sari", "dewi", "agus")
OVERSEERS = (SECRETARY, CAMAT)
# Who may take a step with a complaint that was reported to Pelayanan Umum.
MAY = {
    "classify": {DESK, *OVERSEERS},
    "report": {DESK, *OVERSEERS},
    "follow-up": {KASI},
    "answer": {KASI},
    "close": {KASI},
    "refer": {KASI},
    "archive": {KASI},
    "ask": {KASI},
    "correct": {DESK, KASI, *OVERSEERS},
    "public-text": {DESK, KASI, *OVERSEERS},
    "public-text/check": {DESK, KASI, *OVERSEERS},
    "reveal": {DESK, KASI, *OVERSEERS},
}
REFUSALS = ((403, "not-allowed"), (404, "no-complaint"))


@pytest.fixture
def who(client: FlaskClient) -> People:
    """The office's people."""
    return people()


def press(client: FlaskClient, one: ComplaintView, step: str, body: object = None) -> Answer:
    """Take a step with a complaint."""
    return send(client, f"complaints/{one.id}/{step}", body)


def now(one: ComplaintView) -> Complaint:
    return Complaint.get_by_id(one.id)


def version(one: ComplaintView) -> int:
    return int(now(one).version)


def body_of(step: str, one: ComplaintView) -> dict[str, Any]:
    body = dict(STEPS[step])
    return {**body, "seen": version(one)} if "seen" in body else body


def answered(who: People, one: ComplaintView, by: Actor) -> ComplaintView:
    handling.follow_up(one.id, "Diperiksa.", by)
    handling.answer(one.id, "Mohon maaf.", by)
    return one


@pytest.mark.parametrize("username", [DESK, KASI, OTHER, SECRETARY, CAMAT, *OUTSIDERS])
def test_each_step_is_for_its_roles(client: FlaskClient, who: People, username: str) -> None:
    sign_in(client, username)
    for step in STEPS:
        one = answered(who, reported(who, **named()), who.bambang)
        status, answer = press(client, one, step, body_of(step, one))
        if username in MAY[step]:
            assert status == 200, (step, answer)
        else:
            assert (status, answer["code"]) in REFUSALS, (step, answer)


@pytest.mark.parametrize("username", [DESK, KASI, OTHER, SECRETARY, CAMAT, *OUTSIDERS])
def test_a_guarded_one_is_worked_on_by_two_people_only(
    client: FlaskClient, who: People, username: str
) -> None:
    sign_in(client, username)
    for step in STEPS:
        one = answered(who, entered(topic="UANG", **named(secret=True)), who.yusuf)
        status, answer = press(client, one, step, body_of(step, one))
        if username in OVERSEERS:
            assert status == (409 if step == "report" else 200), (step, answer)
        else:
            assert (status, answer["code"]) == REFUSALS[username not in OUTSIDERS], (step, answer)


@pytest.mark.parametrize("step", [step for step, body in STEPS.items() if "seen" in body])
def test_what_was_seen_must_still_be_true(client: FlaskClient, who: People, step: str) -> None:
    if step.startswith("public-text/"):
        return
    one = reported(who)
    before = version(one)
    handling.follow_up(one.id, "Lebih dahulu.", who.bambang)
    sign_in(client, KASI if step not in ("classify", "report") else DESK)
    status, answer = press(client, one, step, {**STEPS[step], "seen": before})
    assert (status, answer["code"]) == (409, "changed")
    assert now(one).state == states.FOLLOWED_UP


def test_two_who_answer_at_once_are_both_heard_or_one_is_told(
    client: FlaskClient, who: People
) -> None:
    one = reported(who)
    sign_in(client, KASI)
    seen = {"seen": version(one)}
    assert press(client, one, "answer", {"text": "Jawaban pertama.", **seen})[0] == 200
    status, told = press(client, one, "answer", {"text": "Jawaban kedua.", **seen})
    assert (status, told["code"]) == (409, "changed")
    assert "orang lain" in told["message"]
    assert now(one).answer == "Jawaban pertama."
    assert press(client, one, "follow-up", {"text": "Catatan satu."})[0] == 200
    assert press(client, one, "follow-up", {"text": "Catatan dua."})[0] == 200


def test_a_step_is_signed_by_the_role_whose_step_it_is(client: FlaskClient, who: People) -> None:
    hiring.set_roles("rina", [staff.INFO_DESK, staff.SECTION_HEAD, staff.COUNTER])
    one = entered()
    sign_in(client, DESK)
    press(client, one, "classify", {"kind": states.ORDINARY, "seen": version(one)})
    press(client, one, "report", {"unit": "PELAYANAN", "seen": version(one)})
    assert press(client, one, "follow-up", TEXT)[0] == 200
    rows = ComplaintEvent.select().where(ComplaintEvent.complaint_id == one.id)
    signed = {row.what: row.role for row in rows}
    assert (signed["report"], signed["follow_up"]) == (staff.INFO_DESK, staff.SECTION_HEAD)


def test_the_whole_way_to_closed(client: FlaskClient, who: People) -> None:
    one = entered()
    sign_in(client, DESK)
    press(client, one, "classify", {"kind": states.ORDINARY, "seen": version(one)})
    press(client, one, "report", {"unit": "PELAYANAN", "seen": version(one)})
    sign_in(client, KASI)
    status, told = press(client, one, "close", {"seen": version(one)})
    assert (status, told["code"]) == (409, "no-answer")
    press(client, one, "follow-up", {"text": "Kursi ditambah."})
    press(client, one, "answer", {"text": "Kursi sudah ditambah.", "seen": version(one)})
    status, told = press(client, one, "close", {"seen": version(one)})
    assert (status, told["label"]) == (200, "Selesai")


@pytest.mark.parametrize("username", [DESK, KASI, OTHER, SECRETARY, CAMAT, *OUTSIDERS])
def test_what_was_missing_is_written_by_the_desk_or_by_whose_it_is(
    client: FlaskClient, who: People, username: str
) -> None:
    one = reported(who)
    handling.ask(one.id, "Hari apa?", who.bambang)
    sign_in(client, username)
    status, answer = press(client, one, "complete", TEXT)
    if username in (DESK, KASI):
        assert (status, answer["state"]) == (200, states.REPORTED)
    else:
        assert (status, answer["code"]) in REFUSALS
        assert now(one).state == states.INCOMPLETE


def test_asked_to_complete_and_completed_by_an_officer(client: FlaskClient, who: People) -> None:
    one = entered()
    sign_in(client, DESK)
    assert press(client, one, "complete", TEXT)[0] == 409
    press(client, one, "ask", {"text": "Hari apa?", "seen": version(one)})
    status, told = press(client, one, "complete", {"text": "Hari Senin."})
    assert (status, told["state"]) == (200, states.RECORDED)


def test_a_supervisory_class_takes_it_out_of_sight_at_once(
    client: FlaskClient, who: People
) -> None:
    one = reported(who)
    sign_in(client, DESK)
    body = {"kind": states.SUPERVISORY, "about_unit": "PELAYANAN", "seen": version(one)}
    assert press(client, one, "classify", body)[0] == 200
    assert client.get(f"/api/v1/complaints/{one.id}").status_code == 404
    assert client.get(f"/pengaduan-kantor/{one.number}").status_code == 404
    sign_in(client, CAMAT)
    assert client.get(f"/pengaduan-kantor/{one.number}").status_code == 200


def test_a_person_of_nought_takes_back_whom_it_is_about(client: FlaskClient, who: People) -> None:
    one = entered(topic="UANG", about_staff=who.yusuf.staff_id)
    sign_in(client, CAMAT)
    body = {"kind": states.SUPERVISORY, "seen": version(one)}
    press(client, one, "classify", body)
    assert now(one).about_staff == who.yusuf.staff_id
    press(client, one, "classify", {**body, "about_staff": 0, "seen": version(one)})
    assert now(one).about_staff is None


def test_the_head_of_the_section_reads_what_it_waits_for(client: FlaskClient, who: People) -> None:
    one = entered()
    handling.report(one.id, "PELAYANAN", who.rina)
    waits = "Menunggu digolongkan Meja Informasi"
    sign_in(client, KASI)
    assert waits in client.get(f"/pengaduan-kantor/{one.number}").get_data(as_text=True)
    sign_in(client, DESK)
    assert waits not in client.get(f"/pengaduan-kantor/{one.number}").get_data(as_text=True)
    desk = client.get("/informasi").get_data(as_text=True)
    assert "Sudah dilaporkan, belum digolongkan" in desk
    handling.classify(one.id, states.ORDINARY, who.rina)
    sign_in(client, KASI)
    assert waits not in client.get(f"/pengaduan-kantor/{one.number}").get_data(as_text=True)


def test_a_section_without_a_head_is_said_before_it_is_reported(
    client: FlaskClient, who: People
) -> None:
    one = entered()
    sign_in(client, DESK)
    page = client.get(f"/pengaduan-kantor/{one.number}").get_data(as_text=True)
    assert page.count("belum ada kepala seksi") == 3
    handling.report(one.id, "PEMBANGUNAN", who.rina)
    sign_in(client, SECRETARY)
    page = client.get("/sekretaris").get_data(as_text=True)
    assert "Untuk seksi yang belum ada kepalanya" in page
    assert one.number in page


def test_the_admin_is_told_of_what_nobody_may_see(client: FlaskClient, who: People) -> None:
    entered(topic="UANG")
    sign_in(client, "agus")
    told = "1 pengaduan tidak boleh dilihat siapa pun"
    assert told not in client.get("/admin/orang").get_data(as_text=True)
    hiring.set_active("yusuf", False)
    hiring.set_roles("ratih", [staff.SECTION_HEAD, staff.CAMAT])
    assert told in client.get("/admin/orang").get_data(as_text=True)


class TestPublicText:
    """What the public may read (11.9)."""

    def test_what_names_somebody_is_refused_and_kept_from_the_book(
        self, client: FlaskClient, who: People
    ) -> None:
        one = closed(who, **named())
        sign_in(client, DESK)
        for text in ("Wati mengadu", "Hubungi 0812-3456-7890", "NIK 3508170101900001"):
            body = {"text": text, "seen": version(one)}
            status, told = press(client, one, "public-text", body)
            assert (status, told["code"]) == (422, "personal")
        assert now(one).public_text == "Antrean lama"

    def test_no_more_of_the_complainants_name_is_told_than_was_written(
        self, client: FlaskClient, who: People
    ) -> None:
        one = closed(who, **named(secret=True))
        sign_in(client, DESK)
        told = press(client, one, "public-text/check", {"text": "Bu Wati dan Rina di loket"})[1]
        found = {(remark["found"], remark["blocks"]) for remark in told["remarks"]}
        assert found == {("Wati", True), ("Rina", False), ("Bu Wati", False)}
        assert "Wati Percobaan" not in str(told)


class TestIdentity:
    """Who complains is opened by name, and written down."""

    def test_a_secret_one_is_for_the_overseers_alone(
        self, client: FlaskClient, who: People
    ) -> None:
        one = reported(who, **named(secret=True))
        for username in (DESK, KASI):
            sign_in(client, username)
            assert press(client, one, "reveal")[0] == 403
        sign_in(client, CAMAT)
        status, told = press(client, one, "reveal")
        assert (status, told["name"]) == (200, "Wati Percobaan")
        rows = ComplaintEvent.select().where(ComplaintEvent.complaint_id == one.id)
        assert [row.who for row in rows if row.what == "reveal"] == ["ratih"]

    def test_no_page_names_anybody(self, client: FlaskClient, who: People) -> None:
        one = reported(who, **named())
        for username in (DESK, KASI, SECRETARY, CAMAT):
            sign_in(client, username)
            for path in ("", f"/{one.number}", "/buku.csv"):
                page = client.get(f"/pengaduan-kantor{path}").get_data(as_text=True)
                assert "Wati" not in page
                assert "0812-0000-0001" not in page


def test_what_waits_is_counted_for_each(client: FlaskClient, who: People, later: Later) -> None:
    reported(who)
    entered()
    entered(topic="UANG")
    later(hours=7)

    def waiting(username: str) -> dict[str, int]:
        sign_in(client, username)
        return client.get("/api/v1/complaints/waiting").get_json()

    assert waiting(DESK) == {"open": 2, "unreported": 1, "mine": 0, "late": 1, "box": 1}
    assert waiting(KASI) == {"open": 1, "unreported": 0, "mine": 1, "late": 0, "box": 0}
    assert waiting(OTHER) == {"open": 0, "unreported": 0, "mine": 0, "late": 0, "box": 0}
    assert waiting(CAMAT)["mine"] == 1
    sign_in(client, "sari")
    assert client.get("/api/v1/complaints/waiting").status_code == 403


@pytest.mark.parametrize(
    ("step", "body", "status"),
    [
        ("classify", {"kind": "LAIN", "seen": 0}, 422),
        ("classify", {"kind": states.ORDINARY}, 422),
        ("report", {"unit": "LAUT", "seen": 0}, 422),
        ("archive", {"reason": "BOSAN", "text": "x", "seen": 0}, 422),
        ("correct", {"text": " "}, 422),
        ("correct", {"text": "a" * 2001}, 422),
        ("correct", {"text": "a", "lain": 1}, 422),
        ("correct", [], 422),
    ],
)
def test_bad_input_changes_nothing(
    client: FlaskClient, who: People, step: str, body: object, status: int
) -> None:
    one = entered()
    sign_in(client, DESK)
    got, told = press(client, one, step, body)
    assert (got, set(told)) == (status, {"code", "message"})
    assert version(one) == 0


def test_a_number_that_is_not_there(client: FlaskClient, who: People) -> None:
    sign_in(client, CAMAT)
    assert send(client, "complaints/999/correct", TEXT)[1]["code"] == "no-complaint"
    for number in ("P-2026-0099", "A-001", "x", "P-2026-" + "9" * 30):
        assert client.get(f"/pengaduan-kantor/{number}").status_code == NotFound.status


def test_what_is_over_is_not_classified_anew(client: FlaskClient, who: People) -> None:
    one = closed(who)
    sign_in(client, DESK)
    body = {"kind": states.SUPERVISORY, "seen": version(one)}
    status, told = press(client, one, "classify", body)
    assert (status, told["code"]) == (409, "wrong-state")
    assert not now(one).guarded
