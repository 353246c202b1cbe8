"""The operator's presses: SIAK, the signed PDF, its print, the product, the paper."""

import hashlib
import io
import random
import uuid
from pathlib import Path

import pikepdf
import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from shared import config
from shared.config import Settings
from shared.records import Document, JournalLine, SheetJob
from shared.rules.applications import kk_documents, process, states
from shared.rules.applications.kk_documents import Verdict
from shared.rules.applications.view import ApplicationView, by_id
from shared.rules.common import staff
from shared.rules.paper import account, printers, sheets
from shared.web import application_papers
from tests import kk
from tests.devices.signed_pdf import PIN, SignedPapers, kk_pdf
from tests.kiosk.seats.desks import Answer, seated_as, send, sign_in

VALID = Verdict(pages=1, signature=states.VALID, signer="Kepala Dinas Uji")


@pytest.fixture
def operator(client: FlaskClient) -> FlaskClient:
    """The browser of the operator."""
    return seated_as(client, staff.OPERATOR)


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> SignedPapers:
    """Signed KK files, good and bad."""
    return SignedPapers(tmp_path_factory.mktemp("pdf"))


@pytest.fixture
def file(operator: FlaskClient) -> ApplicationView:
    """A file that the operator has begun."""
    return process.begin(kk.accepted().id, kk.OPERATOR)


def upload(
    client: FlaskClient,
    file: ApplicationView,
    pdf: bytes,
    pin: str = "",
    boundary: str | None = None,
) -> Answer:
    """Attach a PDF as the page does it."""
    form = {"pdf": FileStorage(io.BytesIO(pdf), filename="kk.pdf"), "pin": pin}
    # Encoded here: the test client would leave the temporary file of a large body open.
    boundary, body = encode_multipart(form, boundary)
    answer = client.post(
        f"/api/v1/applications/{file.id}/document",
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        headers={"Accept": "application/json"},
    )
    return answer.status_code, answer.get_json()


def attach(file: ApplicationView, verdict: Verdict = VALID) -> None:
    """A PDF that was judged already."""
    kk_documents.attach(file.id, kk_pdf(mark=str(uuid.uuid4())), verdict, kk.OPERATOR)


class TestSiak:
    """What is written down of SIAK."""

    @pytest.mark.clause("4.3")
    def test_begun_numbered_and_awaiting(self, operator: FlaskClient) -> None:
        file = kk.accepted()
        path = f"applications/{file.id}"
        assert send(operator, f"{path}/begin")[1]["state"] == states.PROCESSING
        assert send(operator, f"{path}/begin")[0] == 409
        assert send(operator, f"{path}/siak", {"number": " 12/KK "})[0] == 200
        assert send(operator, f"{path}/siak", {"number": ""})[0] == 422
        assert send(operator, f"{path}/await")[1]["state"] == states.AWAITING
        assert by_id(file.id).siak_number == "12/KK"

    def test_a_new_kk_number_warns_but_is_kept(
        self, operator: FlaskClient, file: ApplicationView
    ) -> None:
        path = f"applications/{file.id}/new-kk"
        status, told = send(operator, path, {"number": "3509 1732 1126 0009"})
        assert (status, {one["code"] for one in told["findings"]}) == (200, {"region", "date"})
        assert send(operator, path, {"number": "35091"})[0] == 422
        assert by_id(file.id).new_kk_number == "3509********0009"


class TestAttach:
    """A PDF before paper is spent."""

    def test_a_good_one_is_kept_sealed(
        self, operator: FlaskClient, file: ApplicationView, pdfs: SignedPapers, settings: Settings
    ) -> None:
        (settings.data / "trust").mkdir()
        (settings.data / "trust" / "root.pem").write_bytes((pdfs.roots / "root.pem").read_bytes())
        status, told = upload(operator, file, pdfs["signed"].read_bytes())
        assert (status, told["printable"], told["pages"]) == (201, True, 1)
        sealed = next((settings.data / "kk").iterdir())
        assert b"%PDF" not in sealed.read_bytes()
        page = operator.get(f"/operator/{file.number}").get_data(as_text=True)
        assert "Tanda tangan elektronik sah." in page
        assert "Cetak KK" in page

    def test_another_family_s_is_kept_but_not_printed_and_says_why(
        self, operator: FlaskClient, pdfs: SignedPapers, settings: Settings
    ) -> None:
        (settings.data / "trust").mkdir()
        (settings.data / "trust" / "root.pem").write_bytes((pdfs.roots / "root.pem").read_bytes())
        file = process.begin(kk.accepted(kk_number="3508172311200077").id, kk.OPERATOR)
        status, told = upload(operator, file, pdfs.signed)
        assert (status, told["printable"]) == (201, False)
        assert "3508********0001" in told["sentence"]
        page = operator.get(f"/operator/{file.number}").get_data(as_text=True)
        assert page.count(told["sentence"]) == 2  # beside the PDF, and where the print would stand
        refused = send(operator, f"applications/{file.id}/print", {"touch": kk.touch()})
        assert (refused[0], refused[1]["message"]) == (409, told["sentence"])

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (b"\xef\xbb\xbf", b""),
            (b"\n", b""),
            (b"\r\n\r\n", b"\n"),
            (b"HTTP/1.1 200 OK\r\n\r\n", b"\0" * 4000),
            (b"", b" " * 3000),
        ],
    )
    def test_what_a_program_put_around_the_signed_bytes_is_left_off(
        self,
        operator: FlaskClient,
        file: ApplicationView,
        pdfs: SignedPapers,
        settings: Settings,
        before: bytes,
        after: bytes,
    ) -> None:
        (settings.data / "trust").mkdir()
        (settings.data / "trust" / "root.pem").write_bytes((pdfs.roots / "root.pem").read_bytes())
        status, told = upload(operator, file, before + pdfs.signed + after)
        assert (status, told.get("printable")) == (201, True), told
        kept = kk_documents.content(kk_documents.of_application(file.id))
        assert kept.startswith(b"%PDF-")
        assert kept in pdfs.signed + after

    def test_one_that_counts_its_bytes_from_before_its_head_is_refused_with_a_way_out(
        self, operator: FlaskClient, file: ApplicationView
    ) -> None:
        pdf = kk_pdf()
        place = pdf[pdf.rindex(b"startxref") :].split()[1]
        moved = b"\n\n\n" + pdf.replace(b"startxref\n" + place, b"startxref\n%d" % (int(place) + 3))
        status, refusal = upload(operator, file, moved)
        assert (status, refusal["code"]) == (422, "bad-pdf")
        assert "minta Dinas Dukcapil menerbitkannya lagi" in refusal["message"]
        assert "nduh ulang dari SIAK" not in refusal["message"]

    @pytest.mark.parametrize(
        "name", ["empty", "truncated", "a3", "script", "attachment", "changed-written-over"]
    )
    def test_a_bad_one_is_refused_with_its_sentence(
        self, operator: FlaskClient, file: ApplicationView, pdfs: SignedPapers, name: str
    ) -> None:
        status, refusal = upload(operator, file, pdfs[name].read_bytes())
        assert (status, refusal["code"]) == (422, "bad-pdf")
        assert refusal["message"].endswith(".")
        assert Document.select().count() == 0

    def test_an_unsigned_one_is_kept_but_not_printable(
        self, operator: FlaskClient, file: ApplicationView
    ) -> None:
        status, told = upload(operator, file, kk_pdf())
        assert (status, told["printable"]) == (201, False)
        asked = {"touch": kk.touch()}
        status, refusal = send(operator, f"applications/{file.id}/print", asked)
        assert (status, refusal["code"]) == (409, "signature")
        assert SheetJob.select().count() == 0

    def test_a_locked_one_asks_for_its_pin_and_keeps_none(
        self, operator: FlaskClient, file: ApplicationView, pdfs: SignedPapers, settings: Settings
    ) -> None:
        locked = pdfs["encrypted"].read_bytes()
        assert upload(operator, file, locked)[1]["code"] == "pin"
        assert upload(operator, file, locked, "000000")[1]["code"] == "wrong-pin"
        assert upload(operator, file, locked, PIN)[0] == 201
        look = operator.post(f"/api/v1/applications/{file.id}/preview", json={"pin": PIN})
        assert (look.status_code, look.data[:4]) == (200, b"\x89PNG")
        assert send(operator, f"applications/{file.id}/preview")[0] == 422
        kept = [path for path in settings.data.rglob("*") if path.is_file()]
        assert not [path for path in kept if PIN.encode() in path.read_bytes()]

    def test_twenty_megabytes_are_let_in_here_and_no_more(
        self, operator: FlaskClient, file: ApplicationView
    ) -> None:
        below, above = kk_documents.LARGEST - 10_000, kk_documents.LARGEST + 200_000
        assert upload(operator, file, b"x" * below)[0] == 422
        status, refusal = upload(operator, file, b"x" * above)
        assert (status, refusal["message"]) == (
            413,
            "PDF ini terlalu besar untuk KK, paling besar 20 MB.",
        )
        path = f"/api/v1/applications/{file.id}/siak"
        assert operator.post(path, json={"number": "x" * 100_000}).status_code == 413

    @pytest.mark.parametrize("size", [50_000, 150_000, 2**20, 2**22, kk_documents.LARGEST])
    def test_every_size_arrives_whole_whatever_its_bytes_and_its_boundary(
        self, operator: FlaskClient, file: ApplicationView, size: int
    ) -> None:
        noise = random.Random(size).randbytes(size - 10_000)
        for length in (1, 16, 38, 40, 58, 60, 69, 70):
            status, refusal = upload(operator, file, noise, boundary="b" * length)
            assert (status, refusal["code"]) == (422, "bad-pdf"), length
        with pikepdf.open(io.BytesIO(kk_pdf())) as pdf:
            pdf.Root.Noise = pdf.make_stream(noise)
            out = io.BytesIO()
            pdf.save(out)
        assert upload(operator, file, out.getvalue())[0] == 201
        assert Document.get().sha256 == hashlib.sha256(out.getvalue()).hexdigest()

    def test_a_form_of_another_site_is_turned_away(
        self, operator: FlaskClient, file: ApplicationView
    ) -> None:
        operator.application.config["WTF_CSRF_ENABLED"] = True
        status, refusal = upload(operator, file, kk_pdf())
        assert (status, refusal["code"]) == (400, "stale-form")

    def test_who_may_allow_an_unsigned_kk_may_look_at_it_and_is_written_down(
        self, client: FlaskClient
    ) -> None:
        head = seated_as(client, staff.SECTION_HEAD)
        file = process.begin(kk.accepted().id, kk.OPERATOR)
        attach(file, Verdict(pages=1, signature=states.UNSIGNED))
        page = head.get(f"/kasi/{file.number}").get_data(as_text=True)
        assert f'data-preview="/api/v1/applications/{file.id}/preview"' in page
        look = head.post(f"/api/v1/applications/{file.id}/preview", json={})
        assert look.data.startswith(b"\x89PNG")
        line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
        assert (line.what, line.subject, line.who) == ("document.seen", file.number, "petugas")

    def test_without_a_file_it_says_so(self, operator: FlaskClient, file: ApplicationView) -> None:
        answer = operator.post(f"/api/v1/applications/{file.id}/document", data={"pin": ""})
        assert answer.get_json()["code"] == "no-file"

    def test_not_before_it_was_begun(self, operator: FlaskClient) -> None:
        assert upload(operator, kk.accepted(), kk_pdf())[0] == 409

    @pytest.mark.parametrize("name", ["x.pdf", "../../secret.key", "", "a/b.pdf"])
    def test_without_a_folder_nothing_can_be_taken_from_it(
        self, operator: FlaskClient, file: ApplicationView, name: str
    ) -> None:
        path = f"applications/{file.id}/document-from-folder"
        assert send(operator, path, {"name": name})[0] == 404


class TestFolder:
    """PDFs that arrive in the watched folder."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        folder = tmp_path / "unduhan"
        folder.mkdir()
        return config.load(
            {}, data=tmp_path / "data", practice=True, voice="off", watch_folder=str(folder)
        )

    def test_one_is_offered_taken_and_gone(
        self, operator: FlaskClient, file: ApplicationView, settings: Settings, monkeypatch
    ) -> None:
        monkeypatch.setattr("shared.documents.arrivals.QUIET_SECONDS", 0.0)
        arrived = Path(settings.watch_folder) / "KK 1.pdf"
        arrived.write_bytes(kk_pdf())
        page = operator.get(f"/operator/{file.number}").get_data(as_text=True)
        assert 'data-offer="KK 1.pdf"' in page
        path = f"applications/{file.id}/document-from-folder"
        assert send(operator, path, {"name": "../data/secret.key"})[0] == 404
        assert send(operator, path, {"name": "KK 1.pdf"})[0] == 201
        assert not arrived.exists()
        assert Document.get().origin == kk_documents.WATCH_FOLDER

    def test_one_that_nobody_needs_is_discarded(
        self, operator: FlaskClient, settings: Settings, monkeypatch
    ) -> None:
        monkeypatch.setattr("shared.documents.arrivals.QUIET_SECONDS", 0.0)
        arrived = Path(settings.watch_folder) / "KK Wati.pdf"
        arrived.write_bytes(kk_pdf())
        assert "Buang KK Wati.pdf?" in operator.get("/operator").get_data(as_text=True)
        assert send(operator, "arrivals/discard", {"name": "../KK Wati.pdf"})[0] == 404
        assert send(operator, "arrivals/discard", {"name": arrived.name})[0] == 200
        assert not arrived.exists()
        line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
        assert line.what == "arrival.discarded"
        assert "Wati" not in f"{line.subject}{line.detail}"

    def test_a_refused_one_stays_where_it_is(
        self, operator: FlaskClient, settings: Settings, monkeypatch
    ) -> None:
        monkeypatch.setattr("shared.documents.arrivals.QUIET_SECONDS", 0.0)
        arrived = Path(settings.watch_folder) / "KK 1.pdf"
        arrived.write_bytes(kk_pdf())
        path = f"applications/{kk.accepted().id}/document-from-folder"
        assert send(operator, path, {"name": "KK 1.pdf"})[0] == 409
        assert arrived.exists()


class TestPrint:
    """Paper, each sheet a row."""

    @pytest.mark.clause("4.3")
    def test_pressing_twice_prints_once_and_again_needs_a_reason(
        self, operator: FlaskClient, file: ApplicationView
    ) -> None:
        attach(file)
        path, touch = f"applications/{file.id}/print", kk.touch()
        first = send(operator, path, {"touch": touch})
        assert first == send(operator, path, {"touch": touch})
        assert send(operator, path, {"touch": kk.touch()})[1]["job"] == first[1]["job"]
        self._print(first[1]["job"])
        again = f"sheets/{first[1]['job']}/reprint"
        assert send(operator, again, {"touch": kk.touch(), "reason": "BOSAN"})[0] == 422
        asked = {"touch": kk.touch(), "reason": "TINTA"}
        status, copy = send(operator, again, asked)
        assert (status, sheets.job(copy["job"]).copy) == (200, 2)
        page = operator.get(f"/operator/{file.number}").get_data(as_text=True)
        assert "Diminta cetak ulang (ke-2): Tinta kurang, cetakan pudar." in page

    def test_a_waiting_sheet_is_moved_or_cancelled(
        self, operator: FlaskClient, file: ApplicationView
    ) -> None:
        attach(file)
        job = send(operator, f"applications/{file.id}/print", {"touch": kk.touch()})[1]["job"]
        assert send(operator, f"sheets/{job}/move", {"printer": "sheet-2"})[1]["code"] == (
            "unknown-printer"
        )
        assert send(operator, f"sheets/{job}/move", {"printer": "sheet"})[0] == 200
        assert send(operator, f"sheets/{job}/cancel")[1]["label"] == "Dibatalkan"
        assert send(operator, f"sheets/{job}/cancel")[0] == 409
        assert send(operator, f"sheets/{job}/answer", {"came_out": True})[0] == 409

    def test_an_uncertain_sheet_waits_for_a_look_into_the_tray(
        self, operator: FlaskClient, file: ApplicationView
    ) -> None:
        attach(file)
        job = send(operator, f"applications/{file.id}/print", {"touch": kk.touch()})[1]["job"]
        row = sheets.claim_next("station-1", "sheet")
        assert row is not None
        for state in (sheets.HELD, sheets.RELEASING, sheets.UNCERTAIN):
            row = sheets.step(row, state)
        page = operator.get(f"/operator/{file.number}").get_data(as_text=True)
        assert "Belum pasti keluar: lihat baki kertas" in page
        assert (
            send(operator, f"sheets/{job}/reprint", {"touch": kk.touch(), "reason": "TINTA"})[0]
            == 409
        )
        answer = {"came_out": True, "spoiled": 1}
        assert send(operator, f"sheets/{job}/answer", answer)[1]["label"] == "Tercetak"
        assert by_id(file.id).state == states.PRINTED
        day = account.balance(kk.today())
        assert (day.used, day.spoiled) == (1, 1)

    def test_the_product_is_passed_or_failed(self, operator: FlaskClient) -> None:
        file = kk.printed()
        path = f"applications/{file.id}"
        ticks = dict.fromkeys(process.CHECKS, True)
        assert send(operator, f"{path}/pass", {**ticks, "paper": False})[0] == 409
        assert send(operator, f"{path}/pass", ticks)[1]["state"] == states.READY
        assert send(operator, f"{path}/fail", {"fault": "LAIN"})[0] == 422
        fault = {"fault": "TIDAK_TERBACA", "note": "bergaris"}
        assert send(operator, f"{path}/fail", fault)[1]["state"] == states.PROCESSING

    def test_a_paper_is_downloaded_only_where_there_is_no_printer(
        self, operator: FlaskClient, file: ApplicationView
    ) -> None:
        attach(file)
        job = send(operator, f"applications/{file.id}/print", {"touch": kk.touch()})[1]["job"]
        assert operator.get(f"/operator/cetakan/{job}.pdf").status_code == 409

    def _print(self, job: int) -> None:
        row = sheets.claim_next("station-1", "sheet")
        assert row is not None
        assert row.id == job
        for state in (sheets.HELD, sheets.RELEASING, sheets.PRINTING):
            row = sheets.step(row, state)
        sheets.printed(row, "virtual", 1)
        process.fail_product(row.application_id or 0, "TIDAK_TERBACA", kk.OPERATOR)


class TestTwoPrinters:
    """An office with two A4 printers."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return config.load(
            {}, data=tmp_path / "data", practice=True, voice="off", printers_sheet="cups:A,cups:B"
        )

    def test_a_kk_that_waits_for_a_dead_printer_is_offered_to_the_ready_one_in_one_press(
        self, operator: FlaskClient, file: ApplicationView
    ) -> None:
        attach(file)
        printers.heartbeat("station-1")
        printers.report("station-1", "sheet", ["unreachable"])
        printers.report("station-1", "sheet-2", [])
        job = send(operator, f"applications/{file.id}/print", {"touch": kk.touch()})[1]["job"]
        page = operator.get(f"/operator/{file.number}").get_data(as_text=True)
        assert f'data-move="{job}" data-to="sheet-2"' in page
        assert "Cetak di Pencetak A4 ke-2" in page
        assert "Pencetak A4: Pencetak tidak tersambung." in page
        assert send(operator, f"sheets/{job}/move", {"printer": "sheet-2"})[0] == 200
        assert "data-to=" not in operator.get(f"/operator/{file.number}").get_data(as_text=True)


class TestWithoutPrinter:
    """An office that prints on another computer."""

    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        return config.load(
            {}, data=tmp_path / "data", practice=True, voice="off", printers_sheet="none"
        )

    def test_the_kk_is_downloaded_with_a_line_in_the_journal(
        self, operator: FlaskClient, file: ApplicationView
    ) -> None:
        attach(file)
        job = send(operator, f"applications/{file.id}/print", {"touch": kk.touch()})[1]["job"]
        page = operator.get(f"/operator/{file.number}").get_data(as_text=True)
        assert f"/operator/cetakan/{job}.pdf" in page
        pdf = operator.get(f"/operator/cetakan/{job}.pdf")
        assert pdf.data == kk_documents.content(kk_documents.of_application(file.id))
        assert JournalLine.select().where(JournalLine.what == "sheet.downloaded").count() == 1
        assert send(operator, f"sheets/{job}/elsewhere")[0] == 200
        assert by_id(file.id).state == states.PRINTED


class TestPaperAndOutages:
    """The paper's account, and what stands still."""

    def test_the_days_paper_is_counted(self, operator: FlaskClient) -> None:
        assert send(operator, "paper", {"what": "loaded", "sheets": 100})[0] == 200
        assert send(operator, "paper", {"what": "counted", "sheets": 98})[0] == 200
        assert send(operator, "paper", {"what": "counted", "sheets": -1})[0] == 422
        assert send(operator, "paper", {"what": "eaten", "sheets": 1})[0] == 422
        page = operator.get("/operator/cetakan").get_data(as_text=True)
        assert "selisih -2" in page

    def test_an_outage_begins_and_ends(self, operator: FlaskClient) -> None:
        assert send(operator, "outages", {"kind": "SIAK", "since": "08.30"})[0] == 200
        assert send(operator, "outages", {"kind": "SIAK"})[0] == 409
        assert send(operator, "outages", {"kind": "LISTRIK", "since": "23.59"})[0] == 422
        assert send(operator, "outages", {"kind": "LISTRIK", "since": "pagi"})[0] == 422
        (shown,) = operator.get("/api/v1/applications/inbox").get_json()["outages"]
        assert shown["since"] == "Senin 23-11, 08.30"
        assert send(operator, f"outages/{shown['id']}/end")[0] == 200
        assert send(operator, f"outages/{shown['id']}/end")[0] == 404


def test_the_pages_survive_whatever_their_address_says(
    operator: FlaskClient, file: ApplicationView
) -> None:
    for page in ("/operator", "/operator/cetakan", f"/operator/{file.number}"):
        assert operator.get(page).status_code == 200
    for page in ("/operator/KK-2026-000099", "/operator/x", "/operator/cetakan/99.pdf"):
        assert operator.get(page).status_code in (404, 409, 422)


def test_files_are_purged_and_papers_too(operator: FlaskClient, file: ApplicationView) -> None:
    from kiosk.seats.paper import papers as paper

    paper.tidy()
    assert application_papers.receipt(file.id)[:5] == b"%PDF-"
    sign_in(operator, "petugas")
