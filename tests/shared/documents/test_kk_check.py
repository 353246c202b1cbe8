"""Before paper is spent: each bad PDF with its sentence, each good one let through."""

import dataclasses
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from shared.documents import examiner, kk_check
from shared.documents.kk_check import Findings
from shared.errors import Invalid, Refused
from shared.records import Document, SheetJob
from shared.rules.applications import kk_documents, kk_prints, process, states
from shared.rules.applications.kk_documents import Verdict
from shared.rules.common.office import Here
from shared.web import application_papers
from tests.devices.signed_pdf import PIN, SignedPapers, kk_pdf
from tests.kk import OPERATOR, accepted
from tests.shared.documents import hostile
from tests.shared.documents.judging import NOW, Judge
from tests.shared.documents.stamped import signed_in_time

pytestmark = pytest.mark.clause("7.1")

MIB = 2**20


GOOD = {
    "signed": None,
    "signed-pades": None,
    "upright": None,
    "signed-twice": "Ditandatangani 2 kali: Kepala Dinas Dukcapil Uji, Kepala Dinas Dukcapil Uji.",
}
# What may only be printed with somebody's word, and what may not be printed at all.
DOUBTFUL = {
    "signed-by-stranger": ("unknown-signer", "“Orang Asing” tidak ada di daftar tepercaya"),
    "signed-expired": ("unknown-signer", "“Pejabat Kedaluwarsa” habis masa berlakunya"),
    "unsigned": ("none", "tidak bertanda tangan elektronik"),
    "encrypted-owner-only": ("none", "tidak bertanda tangan elektronik"),
}
BAD = {
    "not-a-pdf": "bukan PDF",
    "empty": "kosong (0 byte)",
    "truncated": "rusak atau terpotong",
    "huge": "22 MB, terlalu besar untuk KK (paling besar 20 MB)",
    "pages-300": "300 halaman, padahal KK paling banyak 10",
    "a3": "Halaman 1 bukan A4 (420 × 297 mm)",
    "encrypted": "Ketik PIN-nya",
    "script": "berisi program (skrip)",
    "attachment": "membawa berkas lain",
    "changed-bit": "diubah setelah ditandatangani",
    "changed-saved-again": "diubah setelah ditandatangani",
    "changed-written-over": "diubah setelah ditandatangani",
}


@pytest.fixture
def judge(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Does here what the child does: it takes a second to begin, and has its own tests."""

    def examined(asked: dict[str, Any], pdf: bytes) -> bytes | None:
        try:
            return examiner._TASKS[asked["task"]](asked, pdf)
        except Exception:
            return None

    monkeypatch.setattr(kk_check, "examined", examined)
    return judge


class TestTable:
    """The table of the issue, row by row, by the child itself."""

    @pytest.mark.parametrize("name", GOOD)
    def test_a_good_one_passes(self, name: str, judged: Judge) -> None:
        found = judged(name)
        assert (found.signature, found.problems, found.pages) == ("valid", [], 1)
        assert found.signer == "Kepala Dinas Dukcapil Uji"
        assert found.signed_at is not None
        assert abs(found.signed_at - NOW) < timedelta(minutes=30)
        expected = GOOD[name]
        assert [expected in one for one in found.warnings] == ([True] if expected else [])

    @pytest.mark.parametrize("name", DOUBTFUL)
    def test_a_doubtful_one_says_why(self, name: str, judged: Judge) -> None:
        found = judged(name)
        signature, sentence = DOUBTFUL[name]
        assert (found.signature, found.problems) == (signature, [])
        (warning,) = found.warnings
        assert sentence in warning
        assert "Kepala Seksi" not in warning  # a door that most offices keep shut

    @pytest.mark.parametrize("name", BAD)
    def test_a_bad_one_is_refused_with_one_sentence(self, name: str, judged: Judge) -> None:
        found = judged(name)
        assert BAD[name] in found.problems[0]
        assert found.problems[0].endswith(".")

    @pytest.mark.usefixtures("people")
    @pytest.mark.parametrize("name", [*DOUBTFUL, *BAD])
    def test_nothing_of_it_is_printed(self, name: str, papers: SignedPapers, judged: Judge) -> None:
        file = accepted()
        process.begin(file.id, OPERATOR)
        pdf = papers[name].read_bytes()
        verdict = Verdict(**vars(judged(name)))
        with pytest.raises((Invalid, Refused)):
            kk_documents.attach(file.id, pdf, verdict, OPERATOR)
            kk_prints.ask(file.id, "7d9a1f26-3f54-4f1c-9b1e-0d7c5a2b8e11", OPERATOR)
        assert SheetJob.select().count() == 0

    def test_200_megabytes_are_refused_without_being_read(self, judge: Judge) -> None:
        (problem,) = judge(bytes(200 * MIB)).problems
        assert "200 MB, terlalu besar" in problem


class TestPin:
    """A PDF that opens with a PIN only."""

    def test_with_its_pin_it_is_judged_like_any_other(
        self, papers: SignedPapers, judge: Judge
    ) -> None:
        found = judge(papers["encrypted"].read_bytes(), pin=PIN)
        assert (found.encrypted, found.problems, found.pages) == (True, [], 1)

    def test_a_wrong_pin_is_told_from_none(self, papers: SignedPapers, judge: Judge) -> None:
        pdf = papers["encrypted"].read_bytes()
        asked, wrong = judge(pdf), judge(pdf, pin="000000")
        assert (asked.encrypted, asked.details["pin"]) == (True, "asked")
        assert (wrong.encrypted, wrong.details["pin"]) == (True, "wrong")
        assert "PIN tidak cocok" in wrong.problems[0]

    def test_one_that_opens_without_asks_for_none(self, papers: SignedPapers, judge: Judge) -> None:
        assert not judge(papers["encrypted-owner-only"].read_bytes()).encrypted

    def test_one_that_forbids_printing_is_refused(self, judge: Judge) -> None:
        (problem,) = judge(hostile.locked(printing=False)).problems
        assert "melarang pencetakan" in problem

    def test_a_signed_one_is_verified_behind_its_pin(
        self, papers: SignedPapers, judge: Judge
    ) -> None:
        pdf = sign_encrypted(papers)
        found = judge(pdf, pin=PIN)
        assert (found.signature, found.encrypted, found.problems) == ("valid", True, [])


class TestSignatures:
    """Every signature counts, and so does whatever comes after the last."""

    def test_one_stranger_among_two_is_a_stranger(self, papers: SignedPapers, judge: Judge) -> None:
        for first, second in (
            (papers.officer, papers.stranger),
            (papers.stranger, papers.officer),
        ):
            found = judge(second.sign(first.sign(kk_pdf()), field="TTE2"))
            assert (found.signature, found.problems) == ("unknown-signer", [])
            (warning,) = found.warnings
            assert "“Orang Asing”" in warning
            assert len(found.details["signatures"]) == 2

    def test_a_change_between_two_signatures_is_a_change(
        self, papers: SignedPapers, judge: Judge
    ) -> None:
        over = papers["changed-written-over"].read_bytes()
        found = judge(papers.officer.sign(over, field="TTE2"))
        assert [one["verdict"] for one in found.details["signatures"]] == ["changed", "valid"]
        assert found.signature == "changed"

    def test_a_field_filled_in_after_signing_is_a_change(
        self, papers: SignedPapers, judge: Judge
    ) -> None:
        signed = papers.officer.sign(hostile.with_field())
        assert judge(signed).signature == "valid"
        assert judge(filled_in(signed)).signature == "changed"

    def test_bytes_before_the_signature_count_too(self, papers: SignedPapers, judge: Judge) -> None:
        assert judge(papers.signed.replace(b"%PDF-1", b"%PDF-2", 1)).signature != "valid"

    def test_a_certificate_of_tomorrow_asks_for_the_computers_date(
        self, papers: SignedPapers, judge: Judge
    ) -> None:
        found = judge(papers.signed, moment=NOW - timedelta(days=900))
        assert found.signature == "unknown-signer"
        assert "Periksa tanggal komputer" in found.warnings[0]

    def test_der_pem_and_junk_may_lie_in_the_trust_folder(
        self, papers: SignedPapers, judge: Judge, tmp_path: Path
    ) -> None:
        (tmp_path / "bukan.pem").write_text("bukan sertifikat")
        (tmp_path / "rusak.cer").write_bytes(b"\x30\x82\xff")
        (tmp_path / "catatan.txt").write_text("hubungi Dinas")
        (tmp_path / "map.pem").mkdir()
        assert judge(papers.signed, trust=tmp_path).signature == "unknown-signer"
        root = x509.load_pem_x509_certificate((papers.roots / "root.pem").read_bytes())
        (tmp_path / "akar.der").write_bytes(root.public_bytes(serialization.Encoding.DER))
        assert judge(papers.signed, trust=tmp_path).signature == "valid"

    def test_an_office_that_trusts_nobody_yet_is_told_so(
        self, papers: SignedPapers, judge: Judge, tmp_path: Path
    ) -> None:
        for folder in (tmp_path, tmp_path / "tidak-ada"):
            found = judge(papers.signed, trust=folder)
            assert found.signature == "unknown-signer"
            assert "Minta admin menambahkannya di halaman Admin, Sertifikat" in found.warnings[0]

    def test_an_attested_time_saves_a_signature_of_before(
        self, judge: Judge, tmp_path: Path
    ) -> None:
        pdf = signed_in_time(tmp_path, known_clock=True)
        assert judge(pdf, trust=tmp_path).signature == "valid"

    def test_a_time_attested_by_a_stranger_saves_nothing(
        self, judge: Judge, tmp_path: Path
    ) -> None:
        found = judge(signed_in_time(tmp_path, known_clock=False), trust=tmp_path)
        assert found.signature == "unknown-signer"
        assert "“Pejabat Lama” habis masa berlakunya" in found.warnings[0]


class TestAnatomy:
    """Whatever a KK never holds."""

    @pytest.mark.parametrize("name", hostile.SCRIPTS)
    def test_a_script_is_found_wherever_it_hides(self, name: str, judge: Judge) -> None:
        assert "skrip" in judge(hostile.SCRIPTS[name]).problems[0]

    @pytest.mark.parametrize("name", hostile.ACTIONS)
    def test_what_would_open_something_else_is_refused(self, name: str, judge: Judge) -> None:
        assert "hendak membuka program" in judge(hostile.ACTIONS[name]).problems[0]

    @pytest.mark.parametrize("name", hostile.ATTACHMENTS)
    def test_what_carries_another_file_is_refused(self, name: str, judge: Judge) -> None:
        assert "membawa berkas lain" in judge(hostile.ATTACHMENTS[name]).problems[0]

    @pytest.mark.parametrize("name", hostile.FORMS)
    def test_a_form_is_refused(self, name: str, judge: Judge) -> None:
        assert "formulir isian" in judge(hostile.FORMS[name]).problems[0]

    @pytest.mark.parametrize("name", hostile.HARMLESS)
    def test_what_is_only_odd_passes(self, name: str, judge: Judge) -> None:
        assert judge(hostile.HARMLESS[name]).problems == []

    @pytest.mark.parametrize("name", hostile.WRONG_SIZES)
    def test_any_page_that_is_not_a4_is_named(self, name: str, judge: Judge) -> None:
        assert "bukan A4" in judge(hostile.WRONG_SIZES[name]).problems[0]

    @pytest.mark.parametrize("name", hostile.ODD_PAGES)
    def test_a_page_that_printers_read_in_their_own_way_is_refused(
        self, name: str, judge: Judge
    ) -> None:
        (problem,) = judge(hostile.ODD_PAGES[name]).problems
        assert "minta Dinas Dukcapil menerbitkannya lagi" in problem

    def test_eleven_pages_are_too_many_and_ten_are_not(self, judge: Judge) -> None:
        assert judge(kk_pdf(pages=10)).problems == []
        assert "11 halaman" in judge(kk_pdf(pages=11)).problems[0]


class TestAtTheOffice:
    """As the seats ask it: with the office's own trust list and clock."""

    def test_the_office_trusts_what_lies_in_its_data(
        self, office: Here, papers: SignedPapers
    ) -> None:
        assert application_papers.check(papers.signed).signature == "unknown-signer"
        trust = office.settings.data / "trust"
        trust.mkdir()
        (trust / "root.pem").write_bytes((papers.roots / "root.pem").read_bytes())
        verdict = application_papers.check(papers.signed)
        assert isinstance(verdict, Verdict)
        assert (verdict.signature, verdict.problems) == ("valid", [])

    def test_its_words_are_those_of_the_rules(self) -> None:
        ours = [kk_check.VALID, kk_check.UNKNOWN_SIGNER, kk_check.CHANGED, kk_check.UNSIGNED]
        theirs = [
            states.VALID,
            states.UNKNOWN_SIGNER,
            states.CHANGED,
            states.UNSIGNED,
        ]
        assert ours == theirs
        assert [one.name for one in dataclasses.fields(Findings)] == [
            one.name for one in dataclasses.fields(Verdict)
        ]

    @pytest.mark.usefixtures("people")
    def test_what_was_found_is_kept_with_the_document(
        self, papers: SignedPapers, judge: Judge
    ) -> None:
        file = accepted()
        process.begin(file.id, OPERATOR)
        verdict = Verdict(**vars(judge(papers.signed)))
        kk_documents.attach(file.id, papers.signed, verdict, OPERATOR)
        row = Document.get()
        assert row.signer == "Kepala Dinas Dukcapil Uji"
        assert row.verdict["signatures"][0]["verdict"] == "valid"
        assert kk_documents.content(row) == papers.signed


def sign_encrypted(papers: SignedPapers) -> bytes:
    """A locked KK, signed afterwards by somebody who knows its PIN."""
    writer = IncrementalPdfFileWriter(io.BytesIO(papers["encrypted"].read_bytes()))
    writer.encrypt(PIN)
    signer = signers.SimpleSigner.load_pkcs12(str(papers.officer.path), passphrase=b"uji")
    out = io.BytesIO()
    about = signers.PdfSignatureMetadata(field_name="TTE")
    signers.sign_pdf(writer, about, signer=signer, output=out)
    return out.getvalue()


def filled_in(signed: bytes) -> bytes:
    """The signed KK after somebody typed into its field."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    for reference in writer.root["/AcroForm"]["/Fields"]:
        if reference.get_object().get("/FT") == "/Tx":
            reference.get_object()["/V"] = generic.pdf_string("PALSU")
            writer.mark_update(reference)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
