"""The counter's presses about files: a new one, what is unusual, its papers, its hand-over."""

from unittest.mock import patch

import pytest
from flask.testing import FlaskClient

from shared.records import Application, ContactTry, JournalLine, SheetJob
from shared.rules.applications import decisions, receipt_code, states
from shared.rules.applications.view import by_id
from shared.rules.common import staff
from shared.web import guards
from tests import kk
from tests.kiosk.seats.desks import seated_as, send, sign_in
from tests.office import Later, take


@pytest.fixture
def counter(client: FlaskClient) -> FlaskClient:
    """The browser of a counter officer."""
    return seated_as(client, staff.COUNTER)


def typed(**other: object) -> dict[str, object]:
    """What the intake form sends for a newborn."""
    usual: dict[str, object] = {
        "touch": kk.touch(),
        "kinds": ["UBAH_LAHIR"],
        "applicant": "Wati Percobaan",
        "nik": "3508 1745 0490 0001",
        "head_of_family": "Joko Percobaan",
        "village": "Kaliboto Lor",
        "rt": "1",
        "rw": "2",
        "submitted_by": "self",
    }
    return {**usual, **other}


@pytest.mark.clause("4.1")
def test_a_file_gets_its_number_and_its_code_this_once(counter: FlaskClient) -> None:
    wish = typed()
    status, first = send(counter, "applications", wish)
    assert (status, first["number"], len(first["code"])) == (201, "KK-2026-000001", 4)
    assert first["url"] == "/loket/berkas/KK-2026-000001"
    assert receipt_code.is_of(first["id"], first["code"])
    status, again = send(counter, "applications", wish)
    assert (status, again["id"], again["code"]) == (200, first["id"], "")


def test_the_file_remembers_the_number_that_was_served(counter: FlaskClient) -> None:
    ticket = take("KK")
    send(counter, "applications", typed(ticket="a1"))
    assert Application.get().ticket_id == ticket.id
    page = counter.get("/loket/berkas?tiket=A-001").get_data(as_text=True)
    assert "/loket/berkas/KK-2026-000001" in page


@pytest.mark.parametrize("ticket", ["A-999", "salah", "'; DROP"])
def test_a_number_that_is_not_there_opens_an_ordinary_form(
    counter: FlaskClient, ticket: str
) -> None:
    assert counter.get("/loket/berkas", query_string={"tiket": ticket}).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"nik": "35O8174504900001"}, "not-16-digits"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["UBAH_ELEMEN"]}, "elements"),
        ({"village": ""}, "village"),
        ({"rt": "x"}, "unit"),
        ({"submitted_by": "proxy"}, "name"),
        ({"touch": "x"}, "touch"),
        ({"received": "kemarin"}, "received"),
        ({"received": "2026-11-24T09:00"}, "received"),
        ({"received": "0001-01-01T00:00"}, "received"),
        ({"received": "0026-11-20T09:15"}, "received"),
        ({"ticket": "A-999"}, "no-such-number"),
        ({"applicant": 7}, "invalid"),
        ({"extra": "x"}, "invalid"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(
    counter: FlaskClient, wrong: dict[str, object], code: str
) -> None:
    status, refusal = send(counter, "applications", typed(**wrong))
    assert status in (404, 422)
    assert refusal["code"] == code
    assert Application.select().count() == 0


@pytest.mark.clause("8.3")
def test_a_handwritten_file_keeps_its_own_day(counter: FlaskClient) -> None:
    status, _ = send(counter, "applications", typed(received="2026-11-20T09:15"))
    assert status == 201
    page = counter.get("/loket/berkas/KK-2026-000001").get_data(as_text=True)
    assert "Jumat 20-11, 09.15" in page
    assert "ditulis tangan" in page


def test_a_warning_is_told_once_and_then_taken_as_seen(counter: FlaskClient) -> None:
    odd = typed(nik="3508173204900001")
    status, refusal = send(counter, "applications", odd)
    assert (status, refusal["code"]) == (409, "warnings")
    assert "tekan Daftarkan sekali lagi" in refusal["message"]
    status, done = send(counter, "applications", {**odd, "seen": ["date"]})
    assert (status, [one["code"] for one in done["findings"]]) == (201, ["date"])
    page = counter.get(done["url"]).get_data(as_text=True)
    assert "Tanggal lahir di dalam NIK tidak ada di kalender." in page


class TestCheck:
    """What is told while somebody types; nothing of it blocks."""

    @pytest.mark.parametrize(
        ("nik", "found"),
        [
            ("", []),
            ("350817", []),
            (kk.NIK, []),
            ("3508173204900001", ["date"]),
            ("3509174504900001", ["region"]),
            ("1111111111111111", ["pattern", "region"]),
        ],
    )
    def test_a_nik_is_looked_at_once_it_is_whole(
        self, counter: FlaskClient, nik: str, found: list[str]
    ) -> None:
        status, seen = send(counter, "applications/check", {"nik": nik})
        assert (status, [one["code"] for one in seen["nik"]]) == (200, found)

    def test_a_running_file_is_told_with_its_address(self, counter: FlaskClient) -> None:
        file = kk.register()
        for body in ({"nik": kk.NIK}, {"kk_number": kk.KK_NUMBER}):
            running = send(counter, "applications/check", body)[1]["running"]
            assert running["number"] == file.number
            assert counter.get(running["url"]).status_code == 200
        decisions.withdraw(file.id, "batal", kk.COUNTER)
        assert send(counter, "applications/check", {"nik": kk.NIK})[1]["running"] is None

    def test_the_papers_and_what_is_usually_referred(self, counter: FlaskClient) -> None:
        seen = send(counter, "applications/check", {"kinds": ["BARU_OA", "HILANG", "LAIN"]})[1]
        assert seen["referred"] == ["Orang asing"]
        titles = [one["title"] for one in seen["papers"]]
        assert "Surat kehilangan dari polisi" in titles
        assert len(titles) == len(set(titles))


class TestFind:
    """Files are found without their numbers standing in any address."""

    @pytest.mark.parametrize("text", ["kk 2026 1", "wati", kk.NIK, "3508 1723 1120 0001"])
    def test_by_number_name_nik_or_kk(self, counter: FlaskClient, text: str) -> None:
        file = kk.register()
        status, found = send(counter, "applications/search", {"text": text})
        assert (status, [row["number"] for row in found["rows"]]) == (200, [file.number])
        assert kk.NIK not in str(found)

    def test_nothing_fits(self, counter: FlaskClient) -> None:
        assert send(counter, "applications/search", {"text": "x"})[1] == {"rows": [], "total": 0}


class TestChecklist:
    """Ticks, and what still stops the file."""

    @pytest.mark.clause("4.2")
    def test_ticks_are_kept_and_what_is_missing_is_told(self, counter: FlaskClient) -> None:
        file = kk.register()
        first, *_ = kk.papers.items(file.id)
        body = {"papers": [{"id": first.id, "seen": True, "form": "original", "fault": "sobek"}]}
        status, left = send(counter, f"applications/{file.id}/papers", body)
        assert (status, left["unmet"][0]["why"]) == (200, "sobek")
        body["papers"][0]["fault"] = ""
        left = send(counter, f"applications/{file.id}/papers", body)[1]
        assert first.wording not in [one["wording"] for one in left["unmet"]]

    @pytest.mark.parametrize(
        ("paper", "status"),
        [
            ({"id": 999, "seen": True}, 404),
            ({"id": 1, "seen": True, "form": "emas"}, 422),
            ({"id": 1}, 422),
            ({"id": 1, "seen": True, "note": "x" * 501}, 422),
        ],
    )
    def test_ticks_that_do_not_fit_change_nothing(
        self, counter: FlaskClient, paper: dict[str, object], status: int
    ) -> None:
        file = kk.register()
        before = kk.papers.unmet(kk.papers.items(file.id))
        answer = send(counter, f"applications/{file.id}/papers", {"papers": [paper]})
        assert (answer[0], kk.papers.unmet(kk.papers.items(file.id))) == (status, before)

    def test_the_way_out_and_back(self, counter: FlaskClient) -> None:
        file = kk.register()
        path = f"applications/{file.id}"
        back = {"reason": "TIDAK_LENGKAP", "note": "surat lahir"}
        assert send(counter, f"{path}/return", back)[1]["state"] == states.RETURNED
        assert send(counter, f"{path}/propose")[0] == 409
        assert send(counter, f"{path}/resubmit")[1]["state"] == states.CHECKING
        kk.all_seen(file)
        assert send(counter, f"{path}/propose")[0] == 200
        assert send(counter, f"{path}/refer", {"reason": "luar"})[1]["state"] == states.REFERRED
        assert send(counter, f"{path}/withdraw", {"reason": "x"})[0] == 409


class TestPapers:
    """Papers to take home, and the code."""

    def test_a_receipt_is_printed_with_its_own_code_only(self, counter: FlaskClient) -> None:
        _, file = send(counter, "applications", typed())
        path = f"applications/{file['id']}/receipt"
        wrong = "0000" if file["code"] != "0000" else "1111"
        assert send(counter, path, {"touch": kk.touch(), "code": wrong})[1]["code"] == "code"
        touch = kk.touch()
        for _ in range(2):
            status, asked = send(counter, path, {"touch": touch, "code": file["code"]})
            assert (status, asked["label"]) == (200, "Menunggu giliran cetak")
        assert SheetJob.select().count() == 1
        assert send(counter, path, {"touch": kk.touch()})[0] == 200

    def test_a_lost_code_is_replaced_and_the_old_one_opens_nothing(
        self, counter: FlaskClient
    ) -> None:
        _, file = send(counter, "applications", typed())
        fresh = send(counter, f"applications/{file['id']}/code")[1]["code"]
        assert receipt_code.is_of(file["id"], fresh)
        line = JournalLine.select().where(JournalLine.what == "application.code").get()
        assert fresh not in str(line.__data__)

    def test_the_return_note_only_while_it_is_returned(self, counter: FlaskClient) -> None:
        file = kk.register()
        path = f"applications/{file.id}/return-note"
        assert send(counter, path, {"touch": kk.touch()})[0] == 409
        decisions.give_back(file.id, "TIDAK_LENGKAP", kk.COUNTER)
        assert send(counter, path, {"touch": kk.touch()})[0] == 200
        pdf = counter.get(f"/loket/berkas/{file.number}/return-note.pdf")
        assert (pdf.status_code, pdf.data[:5]) == (200, b"%PDF-")

    @pytest.mark.parametrize("path", ["KK-2026-000009/receipt", "KK-2026-000001/apa", "x/receipt"])
    def test_a_paper_that_is_not_there(self, counter: FlaskClient, path: str) -> None:
        kk.register()
        assert counter.get(f"/loket/berkas/{path}.pdf").status_code in (404, 422)


class TestHandOver:
    """The KK into somebody's hand."""

    @pytest.mark.clause("4.4")
    def test_only_a_ready_kk_and_only_with_a_name(self, counter: FlaskClient) -> None:
        how = {
            "taker": "Wati",
            "relation": "applicant",
            "identity_kind": "ktp",
            "identity": kk.NIK,
            "old_kk": "withdrawn",
            "no_receipt": "left",
            "data_checked": True,
        }
        early = kk.accepted()
        assert send(counter, f"applications/{early.id}/hand-over", how)[0] == 409
        file = kk.ready()
        path = f"applications/{file.id}/hand-over"
        assert send(counter, path, {**how, "taker": " "})[0] == 422
        assert send(counter, path, {**how, "relation": "tetangga"})[0] == 422
        assert send(counter, path, {**how, "relation": "proxy"})[1]["code"] == "letter"
        assert send(counter, path, how)[1]["state"] == states.HANDED
        receipt = send(counter, f"{path}-receipt", {"touch": kk.touch()})
        assert receipt[0] == 200


def test_the_file_page_tells_its_whole_story_in_words(counter: FlaskClient, later: Later) -> None:
    file = kk.handed()
    page = counter.get(f"/loket/berkas/{file.number}").get_data(as_text=True)
    for words in (
        "Berkas diterima dan diberi nomor.",
        "Diputuskan lengkap.",
        "KK tercetak.",
        "siap diambil, hitungan waktu berhenti",
        "KK diserahkan.",
    ):
        assert words in page
    assert kk.NIK not in page
    assert "3508********0001" in page


@pytest.mark.parametrize("number", ["KK-2026-000099", "KK-99999999-1", "apa", "%00", "KK-2026-"])
def test_a_file_that_is_not_there(counter: FlaskClient, number: str) -> None:
    for seat in ("/loket/berkas", "/register/berkas"):
        assert counter.get(f"{seat}/{number}").status_code in (404, 422)


def test_a_closed_month_takes_no_handwritten_file(counter: FlaskClient, later: Later) -> None:
    kk.register()
    later(days=10)
    kk.close_month(2026, 11)
    sign_in(counter, "petugas")
    status, refusal = send(counter, "applications", typed(received="2026-11-20T09:15"))
    assert (status, refusal["code"]) == (409, "closed")
    assert by_id(1).number == "KK-2026-000001"


class TestCollecting:
    """A KK that nobody has collected, as the counter and the head of the section see it."""

    def test_the_page_tells_where_it_lies_and_what_is_due_and_no_number(
        self, client: FlaskClient, later: Later
    ) -> None:
        file = kk.ready(phone="0812-3456-7890")
        later(days=2)
        seated_as(client, staff.COUNTER)
        page = client.get(f"/loket/berkas/{file.number}").get_data(as_text=True)
        assert "Hubungi pemohon hari ini" in page
        assert "KK ada di <strong>Loket 1, laci KK</strong>" in page
        waiting = client.get("/loket/berkas?ambil").get_data(as_text=True)
        assert "34567890" not in (page + waiting).replace("-", "")

    def test_the_number_is_shown_once_asked_for_and_not_after_a_pin(
        self, client: FlaskClient
    ) -> None:
        seated_as(client, staff.COUNTER)
        file = kk.ready(phone="+62 812 3456 7890")
        path = f"applications/{file.id}/phone"
        assert send(client, path) == (200, {"phone": "0812-3456-7890"})
        with patch.object(guards, "by_pin", lambda: True):
            assert send(client, path)[1]["code"] == "password-needed"

    def test_a_try_and_its_correction_stand_on_the_page(self, client: FlaskClient) -> None:
        seated_as(client, staff.COUNTER)
        file = kk.ready()
        path = f"applications/{file.id}/contact"
        said = {"touch": kk.touch(), "how": "TELEPON", "outcome": "TIDAK_DIANGKAT"}
        assert send(client, path, said)[0] == 200
        wrong = ContactTry.get().id
        again = said | {"touch": kk.touch(), "outcome": "AKAN_DATANG", "corrects": wrong}
        assert send(client, path, again)[0] == 200
        page = client.get(f"/loket/berkas/{file.number}").get_data(as_text=True)
        for words in ("Telepon: Tidak diangkat", "Telepon: Akan datang", "sudah diperbaiki"):
            assert words in page

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"touch": ""},
            {"touch": "x", "how": "TELEPON", "outcome": "TERSAMBUNG"},
            {"touch": "{touch}", "how": "TELEPON"},
            {"touch": "{touch}", "how": ["TELEPON"], "outcome": "TERSAMBUNG"},
            {"touch": "{touch}", "how": "TELEPON", "outcome": "TERSAMBUNG", "corrects": 0},
            {"touch": "{touch}", "how": "TELEPON", "outcome": "TERSAMBUNG", "corrects": "1"},
            {"touch": "{touch}", "how": "TELEPON", "outcome": "TERSAMBUNG", "note": "x" * 501},
        ],
    )
    def test_wrong_input_is_one_sentence_and_keeps_nothing(
        self, client: FlaskClient, body: dict[str, object]
    ) -> None:
        seated_as(client, staff.COUNTER)
        file = kk.ready()
        if body.get("touch") == "{touch}":
            body = body | {"touch": kk.touch()}
        status, answer = send(client, f"applications/{file.id}/contact", body)
        assert status in (400, 404, 422)
        assert answer["message"]
        assert not ContactTry.select().exists()

    def test_the_head_of_the_section_counts_and_opens_the_long_uncollected(
        self, client: FlaskClient, later: Later
    ) -> None:
        file = kk.ready()
        later(days=8)
        seated_as(client, staff.SECTION_HEAD)
        desk = client.get("/kasi").get_data(as_text=True)
        assert "Belum diambil lebih dari 7 hari" in desk
        lists = client.get("/api/v1/applications/inbox").get_json()["lists"]
        assert lists["uncollected"] == [file.id]
        page = client.get(f"/kasi/{file.number}").get_data(as_text=True)
        assert "Belum diambil 8 hari" in page
        assert "Pindahkan" not in page
