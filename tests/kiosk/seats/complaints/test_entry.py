"""A complaint written down at the desk: by an officer, by a visitor alone, out of the box."""

from datetime import date
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from shared.records import Complaint, Staff
from shared.rules.common import staff
from shared.rules.common.office import Here
from shared.rules.complaints import citizen, suggestion_box
from shared.rules.paper import sheets, slips
from shared.rules.queue import help as helping
from shared.vault import opened
from tests.complaint_book import People, number, people
from tests.kiosk.seats.desks import Answer, send, sign_in
from tests.office import PASSWORD, Later, take

pytestmark = pytest.mark.clause("11.2")
MONDAY = date(2026, 11, 23)
LEND = {"lend": "1"}
RED = "Kotak Saran belum dicatat"


@pytest.fixture
def who(client: FlaskClient) -> People:
    """The office's people; Rina sits at the information desk."""
    found = people()
    sign_in(client, "rina")
    return found


def wish(**other: object) -> dict[str, object]:
    usual = {"touch": str(uuid4()), "channel": "TELEPON", "topic": "LAMA", "text": "Lama sekali."}
    return {**usual, **other}


def enter(client: FlaskClient, **other: object) -> Answer:
    return send(client, "complaints", wish(**other))


def latest() -> Complaint:
    return Complaint.select().order_by(Complaint.number.desc()).first()


class TestOfficer:
    """The desk's fast form."""

    def test_whom_it_is_about_is_chosen_and_it_is_out_of_sight(
        self, client: FlaskClient, who: People
    ) -> None:
        status, told = enter(client, topic="PETUGAS", about_staff=who.yusuf.staff_id)
        assert (status, told["guarded"]) == (201, True)
        assert latest().about_staff == who.yusuf.staff_id
        assert client.get(f"/pengaduan-kantor/{told['number']}").status_code == 404
        assert enter(client, about_staff=99)[1]["code"] == "about-staff"

    def test_everything_that_was_told_is_kept(self, client: FlaskClient, who: People) -> None:
        ticket = take()
        status, told = enter(
            client,
            requested="Kursi",
            happened="Senin pagi",
            village="Jatiroto",
            named=True,
            name="Wati Percobaan",
            phone="0812 0000 0001",
            address="Krajan",
            source="LAPOR-77",
            received="2026-11-20",
            ticket=ticket.number,
        )
        assert (status, told["number"], told["guarded"]) == (201, number(1), False)
        row = latest()
        assert (opened(row.name), row.secret, row.anonymous) == ("Wati Percobaan", True, False)
        assert (row.received_on, row.source) == (date(2026, 11, 20), "LAPOR-77")
        assert (row.ticket_id, row.by_visitor, row.recorded_by) == (ticket.id, False, "rina")
        assert citizen.find(told["number"], told["code"], "x").id == row.id

    def test_what_is_being_written_is_compared_with_what_the_desk_may_see(
        self, client: FlaskClient, who: People
    ) -> None:
        text = "Kamar kecil kotor dan airnya mati."
        seen = enter(client, topic="TEMPAT", text=text)[1]["number"]
        hidden = enter(client, topic="TEMPAT", text=text, straight=True)[1]["number"]
        status, told = send(client, "complaints/alike", {"topic": "TEMPAT", "text": text})
        assert status == 200
        assert [(one["number"], one["text"]) for one in told["alike"]] == [(seen, text)]
        assert client.get(told["alike"][0]["url"]).status_code == 200
        assert hidden not in str(told)
        sign_in(client, "sari")
        assert send(client, "complaints/alike", {"topic": "TEMPAT", "text": text})[1]["alike"] == []

    def test_the_same_press_is_one_complaint(self, client: FlaskClient, who: People) -> None:
        body = wish()
        first, again = send(client, "complaints", body), send(client, "complaints", body)
        assert (first[0], again[0]) == (201, 200)
        assert first[1]["number"] == again[1]["number"]

    @pytest.mark.parametrize(
        ("other", "code"),
        [
            ({"text": "  "}, "text"),
            ({"topic": "CUACA"}, "topic"),
            ({"channel": "RADIO"}, "channel"),
            ({"named": True}, "name"),
            ({"named": True, "phone": "nol delapan"}, "phone"),
            ({"village": "Lumajang"}, "village"),
            ({"received": "2026-11-24"}, "received-on"),
            ({"received": "kemarin"}, "received-on"),
            ({"received": "10112036"}, "received-on"),
            ({"box": 77}, "no-box"),
            ({"touch": "x"}, "touch"),
            ({"ticket": "Z-999"}, "no-such-number"),
            ({"text": "a" * 6001}, "invalid"),
            ({"box": -1}, "no-box"),
            ({"straight": "ya"}, "invalid"),
        ],
    )
    def test_a_refusal_says_which_part_and_writes_nothing(
        self, client: FlaskClient, who: People, other: dict[str, object], code: str
    ) -> None:
        status, told = enter(client, **other)
        assert 400 <= status < 500
        assert told["code"] == code
        assert Complaint.select().count() == 0

    @pytest.mark.parametrize("other", [{"topic": "UANG"}, {"straight": True}])
    def test_what_goes_straight_up_is_not_seen_again_at_the_desk(
        self, client: FlaskClient, who: People, other: dict[str, object]
    ) -> None:
        told = enter(client, **other)[1]
        assert told["guarded"]
        assert told["number"] not in client.get("/informasi/pengaduan").get_data(as_text=True)
        assert client.get(f"/pengaduan-kantor/{told['number']}").status_code == 404
        status, paper = send(client, "complaints/receipt", {"touch": str(uuid4())})
        assert (status, bool(paper["label"])) == (200, True)

    @pytest.mark.parametrize("others", [(staff.SECTION_HEAD, staff.OPERATOR), (staff.OPERATOR,)])
    def test_its_receipt_is_not_read_or_printed_again_by_the_operator(
        self, client: FlaskClient, who: People, others: tuple[str, ...]
    ) -> None:
        told = enter(client, topic="UANG", text="Bambang minta uang.")[1]
        job = send(client, "complaints/receipt", {"touch": str(uuid4())})[1]["job"]
        sheets.cancel(job, who.dewi)
        Staff.update(roles=list(others)).where(Staff.username == "bambang").execute()
        sign_in(client, "bambang")
        page = client.get("/operator/cetakan").get_data(as_text=True)
        assert "Tanda terima" in page
        assert f'data-again="{job}"' not in page
        for word in (told["number"], told["code"], "minta uang"):
            assert word not in page
        again = {"touch": str(uuid4()), "reason": "KERTAS_MACET"}
        assert send(client, f"sheets/{job}/reprint", again)[1]["code"] == "receipt"
        assert client.get(f"/pengaduan-kantor/{told['number']}").status_code in (403, 404)

    def test_a_waiting_receipt_is_not_opened_where_the_printer_was_taken_away(
        self, client: FlaskClient, who: People, office: Here
    ) -> None:
        enter(client, topic="UANG")
        job = send(client, "complaints/receipt", {"touch": str(uuid4())})[1]["job"]
        object.__setattr__(office.settings, "printers_sheet", slips.NO_PRINTER)
        sign_in(client, "dewi")
        assert f"{job}.pdf" not in client.get("/operator/cetakan").get_data(as_text=True)
        assert client.get(f"/operator/cetakan/{job}.pdf").status_code == 404

    def test_a_call_for_help_brings_its_topic(self, client: FlaskClient, who: People) -> None:
        call = helping.call("Layar sentuh", "SALAH")
        page = client.get(f"/informasi/pengaduan?bantuan={call}").get_data(as_text=True)
        chosen = page.partition('value="SALAH"')[2].partition(">")[0]
        assert "checked" in chosen
        assert "SALAH" not in client.get("/api/v1/seats").get_data(as_text=True)

    @pytest.mark.parametrize("query", ["?bantuan=9&tiket=A-999&kotak=9", "?pokok=%00&kotak=x"])
    def test_an_odd_address_gives_the_plain_form(
        self, client: FlaskClient, who: People, query: str
    ) -> None:
        assert client.get(f"/informasi/pengaduan{query}").status_code == 200

    @pytest.mark.parametrize("username", ["bambang", "yusuf", "ratih", "dewi", "agus"])
    def test_others_do_not_write_in_it(
        self, client: FlaskClient, who: People, username: str
    ) -> None:
        sign_in(client, username)
        assert enter(client)[0] == 403
        assert client.get("/informasi/pengaduan").status_code == 403

    def test_no_receipt_without_an_entry(self, client: FlaskClient, who: People) -> None:
        assert send(client, "complaints/receipt", {"touch": str(uuid4())})[0] == 404


@pytest.mark.clause("11.3")
class TestVisitor:
    """A visitor at the desk's computer, alone."""

    def lend(self, client: FlaskClient) -> str:
        answer = client.post("/informasi/pengaduan/tamu", data=LEND)
        assert (answer.status_code, answer.location) == (303, "/informasi/pengaduan/tamu")
        return client.get(answer.location).get_data(as_text=True)

    def write(self, client: FlaskClient, **other: object) -> Answer:
        body = {"touch": str(uuid4()), "topic": "LAMA", "text": "Saya menunggu."}
        return send(client, "visitor/complaints", {**body, **other})

    def test_nothing_of_the_desk_opens_from_there(self, client: FlaskClient, who: People) -> None:
        told = enter(client, text="Kata orang lain.")[1]
        page = self.lend(client)
        assert "Kata orang lain." not in page
        assert told["number"] not in page
        assert "desk-seats" not in page
        for path in ("/informasi", "/informasi/pengaduan", "/pengaduan-kantor", "/kasi", "/loket"):
            answer = client.get(path)
            assert (answer.status_code, "/masuk" in answer.location) == (302, True), path
        assert enter(client)[0] == 401
        assert client.get("/api/v1/complaints/waiting").status_code == 401
        assert send(client, "visitor/receipt", {"touch": str(uuid4())})[0] == 404

    def test_what_is_written_is_marked_and_its_receipt_printed_until_it_is_done(
        self, client: FlaskClient, who: People
    ) -> None:
        self.lend(client)
        status, told = self.write(client, named=True, name="Wati Percobaan")
        row = latest()
        assert (status, row.by_visitor, row.secret) == (201, True, True)
        assert (row.recorded_by, row.channel) == ("rina", "MEJA_INFORMASI")
        assert citizen.find(told["number"], told["code"], "x").id == row.id
        assert send(client, "visitor/receipt", {"touch": str(uuid4())})[0] == 200
        send(client, "visitor/done")
        assert send(client, "visitor/receipt", {"touch": str(uuid4())})[0] == 404

    def test_a_refusal_keeps_the_visitor_there(self, client: FlaskClient, who: People) -> None:
        self.lend(client)
        assert self.write(client, text=" ")[1]["code"] == "text"
        assert self.write(client, channel="KOTAK_SARAN")[0] == 422
        assert self.write(client)[0] == 201

    def test_an_officer_signs_in_again_and_the_loan_is_over(
        self, client: FlaskClient, who: People
    ) -> None:
        self.lend(client)
        page = client.get("/masuk?lanjut=/informasi").get_data(as_text=True)
        assert "rina" not in page
        client.post("/masuk", data={"username": "rina", "password": PASSWORD})
        assert client.get("/informasi").status_code == 200
        answer = client.get("/informasi/pengaduan/tamu")
        assert (answer.status_code, answer.location) == (302, "/informasi/pengaduan")

    def test_the_loan_ends_with_the_sign_in_of_whoever_lent_it(
        self, client: FlaskClient, who: People, later: Later
    ) -> None:
        self.lend(client)
        later(hours=30)
        assert client.get("/informasi/pengaduan/tamu").status_code == 302
        assert self.write(client)[0] == 401

    def test_nobody_else_lends(self, client: FlaskClient, who: People) -> None:
        sign_in(client, "bambang")
        assert client.post("/informasi/pengaduan/tamu", data=LEND).status_code == 403


@pytest.mark.clause("11.4")
class TestBox:
    """The suggestion box, opened each working day."""

    def open(self, client: FlaskClient, slips: int, **other: object) -> Answer:
        return send(client, "suggestion-box", {"day": "2026-11-23", "slips": slips, **other})

    def test_one_click_when_it_was_empty(self, client: FlaskClient, who: People) -> None:
        assert self.open(client, 0)[0] == 200
        assert self.open(client, 0)[1]["code"] == "box-recorded"
        assert "kosong" in client.get("/informasi").get_data(as_text=True)

    def test_slips_are_transcribed_one_after_another(
        self, client: FlaskClient, who: People
    ) -> None:
        box = self.open(client, 2)[1]["id"]
        page = client.get(f"/informasi/pengaduan?kotak={box}").get_data(as_text=True)
        assert "Surat 1 dari 2" in page
        left = [enter(client, channel="KOTAK_SARAN", box=box)[1]["left"] for _ in range(2)]
        assert left == [1, 0]
        found = suggestion_box.of(MONDAY)
        assert found is not None
        assert (found.transcribed, latest().channel) == (2, "KOTAK_SARAN")
        assert enter(client, channel="KOTAK_SARAN", box=box)[1]["code"] == "box-done"
        wish = {"slips": 3, "reason": "Terselip satu.", "seen": found.version}
        assert send(client, f"suggestion-box/{box}/slips", wish)[1]["slips"] == 3

    def test_a_slip_that_came_from_no_box_is_refused(
        self, client: FlaskClient, who: People
    ) -> None:
        assert enter(client, channel="KOTAK_SARAN")[1]["code"] == "box"
        page = client.get("/informasi/pengaduan").get_data(as_text=True)
        assert "KOTAK_SARAN" not in page

    def test_one_press_in_the_morning_does_not_close_the_day(
        self, client: FlaskClient, who: People, later: Later
    ) -> None:
        early = self.open(client, 1)[1]
        page = client.get("/informasi").get_data(as_text=True)
        assert (early["at_end"], "mulai pukul 14.30 WIB" in page) == (False, True)
        assert "Saatnya membuka Kotak Saran" not in page
        later(hours=5, minutes=30)
        sign_in(client, "rina")
        assert "Saatnya membuka Kotak Saran" in client.get("/informasi").get_data(as_text=True)
        again = self.open(client, 2, seen=early["version"])[1]
        assert (again["slips"], again["at_end"]) == (3, True)
        assert "Saatnya membuka Kotak Saran" not in client.get("/informasi").get_data(as_text=True)

    def test_thirty_for_three_is_set_right_and_taken_back(
        self, client: FlaskClient, who: People
    ) -> None:
        box = self.open(client, 30)[1]
        wish = {"slips": 3, "reason": "Salah ketik.", "seen": box["version"]}
        now = send(client, f"suggestion-box/{box['id']}/slips", wish)[1]
        assert now["slips"] == 3
        assert "<q>Salah ketik.</q>" in client.get("/informasi").get_data(as_text=True)
        stale = send(client, f"suggestion-box/{box['id']}/slips", {**wish, "slips": 13})
        assert (stale[0], stale[1]["code"]) == (409, "changed")
        undo = {"seen": now["version"]}
        assert send(client, f"suggestion-box/{box['id']}/undo", undo)[1]["slips"] == 30

    def test_a_missed_day_is_red_until_it_is_written_down_with_its_reason(
        self, client: FlaskClient, who: People, later: Later
    ) -> None:
        later(hours=6)
        sign_in(client, "rina")
        self.open(client, 0)
        later(hours=18)
        sign_in(client, "rina")
        assert RED not in client.get("/informasi").get_data(as_text=True)
        later(hours=8)
        sign_in(client, "rina")
        page = client.get("/informasi").get_data(as_text=True)
        assert RED in page
        assert "Selasa, 24 November 2026" in page
        later(days=1)
        sign_in(client, "rina")
        tuesday = {"day": "2026-11-24", "slips": 0}
        assert send(client, "suggestion-box", tuesday)[1]["code"] == "note"
        late = send(client, "suggestion-box", {**tuesday, "note": "Kunci tertinggal."})
        assert late[0] == 200
        page = client.get("/informasi").get_data(as_text=True)
        assert "<li>Selasa, 24 November 2026</li>" not in page
        assert "<li>Rabu, 25 November 2026</li>" in page

    @pytest.mark.parametrize(
        "body",
        [
            {"day": "besok", "slips": 0},
            {"day": "2026-11-22", "slips": 0, "note": "x"},
            {"day": "2026-11-23", "slips": 9999},
            {"day": "2026-11-23", "slips": "dua"},
        ],
    )
    def test_odd_records_are_refused(
        self, client: FlaskClient, who: People, body: dict[str, object]
    ) -> None:
        assert send(client, "suggestion-box", body)[0] == 422

    @pytest.mark.parametrize("username", ["sari", "bambang", "yusuf"])
    def test_only_the_desk_opens_it(self, client: FlaskClient, who: People, username: str) -> None:
        sign_in(client, username)
        assert self.open(client, 0)[0] == 403
