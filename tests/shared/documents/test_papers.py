"""A4 for citizen and archive: every promised word, and nothing that must stay hidden."""

import dataclasses
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from shared import clock, records
from shared.documents import maker
from shared.errors import Refused
from shared.rules.applications import (
    checking,
    decisions,
    intake,
    kk_documents,
    papers,
    process,
    receipts,
    register_paper,
)
from shared.rules.applications.kk_documents import Verdict
from shared.rules.applications.view import ApplicationView
from shared.rules.common import office as offices
from shared.rules.common.office import Here
from shared.rules.paper.said import OwnPaper
from shared.web import application_papers
from tests.kk import (
    COUNTER,
    KASI,
    KK_NUMBER,
    NIK,
    OPERATOR,
    accepted,
    all_seen,
    handed,
    printed,
    ready,
    register,
    taken,
    wish,
)
from tests.office import Later
from tests.shared.documents.reading import about, fonts, pages, picture, text

pytestmark = pytest.mark.usefixtures("people")

DUE = (
    "Perkiraan selesai: paling lambat Selasa, 24 November 2026 pukul 15.00 WIB "
    "(1 (satu) hari kerja sejak berkas lengkap)"
)


def returned(note: str = "Akta belum difotokopi") -> ApplicationView:
    """A file given back: one paper is missing, one is wrong."""
    file = register()
    items = {item.item: item for item in papers.items(file.id)}
    checking.tick(
        file.id,
        {
            items["KK_ASLI"].id: checking.Seen(seen=True, form="original", fault="Sobek separuh"),
            items["F102"].id: checking.Seen(seen=True, form="original"),
        },
        COUNTER,
    )
    return decisions.give_back(file.id, "TIDAK_LENGKAP", COUNTER, note)


def referred() -> ApplicationView:
    """A file whose applicant is sent to the Dinas."""
    return decisions.refer(accepted().id, "Pindah ke luar negeri", COUNTER)


def set_here(monkeypatch: pytest.MonkeyPatch, office: Here, **settings: object) -> None:
    """The same office with other settings."""
    other = dataclasses.replace(office.settings, **settings)  # type: ignore[arg-type]
    monkeypatch.setattr(offices, "_here", dataclasses.replace(office, settings=other))


PUBLIC: dict[str, Callable[[], bytes]] = {
    "receipt": lambda: application_papers.receipt(accepted().id, "4821"),
    "return_note": lambda: application_papers.return_note(returned().id),
    "referral": lambda: application_papers.referral(referred().id),
    "handover": lambda: application_papers.handover(handed().id),
}


class TestReceipt:
    """Tanda Terima Berkas (4.1)."""

    pytestmark = pytest.mark.clause("4.1")

    def test_it_says_who_what_and_when(self) -> None:
        got = intake.register(wish(submitted_by="proxy", submitter="Rahmat Contoh"), COUNTER)
        checking.tick(
            got.application.id,
            {
                item.id: checking.Seen(seen=True, form=form, number=number)
                for item, form, number in zip(
                    papers.items(got.application.id)[:2],
                    ("original", "copy"),
                    ("", "474.1/12/2026"),
                    strict=True,
                )
            },
            COUNTER,
        )
        said = text(application_papers.receipt(got.application.id, got.code))
        for words in (
            "PEMERINTAH KABUPATEN LUMAJANG KECAMATAN JATIROTO Jalan Gajah Mada",
            "TANDA TERIMA BERKAS",
            "KK-2026-000001",
            got.code,
            "Diterima Senin, 23 November 2026 pukul 09.00 WIB",
            "Nama pemohon Wati Percobaan",
            "Diajukan oleh Rahmat Contoh – Kuasa (F-1.07)",
            "Jenis permohonan Tambah anggota – kelahiran",
            "1 KK asli Asli",
            "Fotokopi 474.1/12/2026",
            "Petugas Loket,",
            "Sari Percobaan",
        ):
            assert words in said

    def test_a_complete_file_has_its_due_time(self) -> None:
        assert DUE in text(application_papers.receipt(accepted().id, "4821"))

    def test_before_the_decision_it_waits_for_the_check(self) -> None:
        said = text(application_papers.receipt(register().id, "4821"))
        assert "Perkiraan selesai: menunggu pemeriksaan" in said
        assert "paling lambat" not in said
        assert "Belum ada berkas yang dicatat." in said

    def test_a_file_that_came_back_has_no_due_time_of_before(self) -> None:
        file = accepted()
        decisions.give_back(file.id, "CACAT_KEMUDIAN", KASI, "nama ayah berbeda")
        decisions.resubmit(file.id, COUNTER)
        decisions.declare_valid(file.id, KASI)
        assert "menunggu pemeriksaan" in text(application_papers.receipt(file.id))

    def test_the_code_is_told_once(self) -> None:
        assert "minta kode baru kepada petugas" in text(application_papers.receipt(accepted().id))

    def test_it_says_where_to_ask(self, office: Here, monkeypatch: pytest.MonkeyPatch) -> None:
        file = accepted()
        assert "Tunjukkan tanda terima ini kepada petugas" in text(
            application_papers.receipt(file.id, "4821")
        )
        set_here(monkeypatch, office, public_url="http://192.0.2.10:8080/")
        told = application_papers.receipt(file.id, "4821")
        assert "Buka http://192.0.2.10:8080/status lalu" in text(told)
        assert zxingcpp.read_barcode(picture(told)).text == (
            "http://192.0.2.10:8080/status?jenis=KK&tahun=2026&nomor=1"
        )


class TestReturnNote:
    """Lembar Pengembalian Berkas (4.2)."""

    pytestmark = pytest.mark.clause("4.2")

    def test_it_lists_exactly_what_is_missing_or_wrong_and_where_to_get_it(self) -> None:
        file = returned()
        said = text(application_papers.return_note(file.id))
        unmet = papers.unmet(papers.items(file.id))
        assert [one.why for one in unmet].count("Sobek separuh") == 1
        for one in unmet:
            assert f"{one.wording} {one.why} {one.where}" in said
        assert "F-1.02" not in said
        assert said.count("belum ada") == len(unmet) - 1
        assert "Alasan Berkas belum lengkap: Akta belum difotokopi" in said

    def test_it_invites_back_with_the_same_number(self) -> None:
        said = text(application_papers.return_note(returned().id))
        assert "Silakan kembali tanpa harus mengulang pendaftaran. Nomor registrasi tetap." in said
        assert "KK-2026-000001" in said

    def test_only_a_returned_file_has_one(self) -> None:
        with pytest.raises(Refused, match="tidak sedang dikembalikan"):
            application_papers.return_note(accepted().id)


class TestReferral:
    """Surat Rujukan: with it the applicant goes to the Dinas."""

    def test_it_says_to_whom_who_and_why(self) -> None:
        said = text(application_papers.referral(referred().id))
        for words in (
            "SURAT RUJUKAN",
            "Kepala Dinas Kependudukan dan Pencatatan Sipil",
            "KK-2026-000001",
            "Wati Percobaan",
            "Joko Percobaan",
            "Pindah ke luar negeri",
            "3508********0001",
            "Bambang Contoh",  # the one head of the section
        ):
            assert words in said, words
        assert KK_NUMBER not in said

    def test_it_is_refused_while_nobody_is_referred(self) -> None:
        with pytest.raises(Refused, match="tidak dirujuk"):
            application_papers.referral(accepted().id)


class TestHandover:
    """Tanda Terima Penyerahan KK (4.4)."""

    pytestmark = pytest.mark.clause("4.4")

    def test_it_reads_as_the_office_words_it(self, later: Later) -> None:
        file = printed()
        later(days=1, minutes=80)
        process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
        how = taken("Rahmat Contoh", process.FAMILY, old_kk="kept")
        process.hand_over(file.id, how, COUNTER)
        said = text(application_papers.handover(file.id))
        for words in (
            "Telah diserahkan 1 (satu) lembar Kartu Keluarga No. 3508********0001 atas nama kepala",
            "kepala keluarga Joko Percobaan",
            "Nama Rahmat Contoh Hubungan Keluarga dalam KK Identitas KTP-el, nomor berakhir 0001",
            "Data telah diperiksa penerima ya",
            "KK lama Tidak dibawa",
            "Tanpa tanda terima berkas Tidak dibawa; diizinkan Sari Percobaan",
            "Jatiroto, 24 November 2026 pukul 10.20 WIB",
            "Yang menerima,",
            "Yang menyerahkan,",
            "Sari Percobaan",
        ):
            assert words in said

    def test_it_counts_the_sheets_of_the_kk(self) -> None:
        file = accepted()
        process.begin(file.id, OPERATOR)
        kk_documents.attach(file.id, b"%PDF", Verdict(pages=2, signature="valid"), OPERATOR)
        process.mark_printed(file.id, OPERATOR)
        process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
        how = taken("Wati Percobaan", process.APPLICANT)
        process.hand_over(file.id, how, COUNTER)
        assert "Telah diserahkan 2 (dua) lembar" in text(application_papers.handover(file.id))

    def test_a_proxys_letter_stands_on_it(self) -> None:
        file = ready()
        how = taken("Rudi Misal", process.PROXY, letter="Surat kuasa 20-11-2026")
        process.hand_over(file.id, how, COUNTER)
        said = text(application_papers.handover(file.id))
        assert "Hubungan Kuasa Identitas KTP-el, nomor berakhir 0001" in said
        assert "Surat kuasa Surat kuasa 20-11-2026" in said

    def test_it_never_has_a_blank_in_place_of_a_number(self) -> None:
        file = ready()
        records.Application.update(kk_number=None, new_kk_number=None).execute()
        process.hand_over(file.id, taken("Wati Percobaan", process.APPLICANT), COUNTER)
        said = text(application_papers.handover(file.id))
        assert "lembar Kartu Keluarga atas nama kepala keluarga" in said
        assert "…" not in said

    def test_there_is_none_before_somebody_took_the_kk(self) -> None:
        with pytest.raises(Refused, match="siapa yang mengambil"):
            application_papers.handover(ready().id)


class TestEveryPaper:
    """What all of them share."""

    @pytest.mark.clause("6.1")
    @pytest.mark.parametrize("paper", PUBLIC)
    def test_it_is_free_and_says_so(self, paper: str) -> None:
        assert "Biaya: GRATIS" in text(PUBLIC[paper]())

    @pytest.mark.parametrize("paper", PUBLIC)
    def test_it_fits_on_one_page_with_its_own_letters(self, paper: str) -> None:
        pdf = PUBLIC[paper]()
        assert "Hal 1 dari 1" in text(pdf)
        assert len(pages(pdf)) == 1
        assert {"Inter", "Lexend"} <= fonts(pdf)

    def test_a_practice_paper_is_marked_and_a_real_one_is_not(
        self, office: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = accepted()
        assert "LATIHAN" in text(application_papers.receipt(file.id))
        set_here(monkeypatch, office, practice=False)
        assert "LATIHAN" not in text(application_papers.receipt(file.id))

    def test_it_names_nobody_in_its_properties(self) -> None:
        said = about(application_papers.receipt(accepted().id, "4821"))
        assert said["/Title"] == "Tanda Terima Berkas"
        assert said["/Author"] == "Kecamatan Jatiroto"
        assert said["/CreationDate"].startswith("D:20261123")
        assert "Wati" not in str(said)
        assert "000001" not in str(said)

    @pytest.mark.parametrize("paper", PUBLIC)
    def test_the_same_data_give_the_same_bytes(
        self, paper: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        moment = clock.now()
        asked = []
        monkeypatch.setattr(clock, "now", lambda: moment)
        make = maker.make
        monkeypatch.setattr(maker, "make", lambda *what: asked.append(what) or make(*what))
        first = PUBLIC[paper]()
        maker.close()
        assert make(*asked[0]) == first

    def test_many_papers_go_on_to_a_second_page(self) -> None:
        file = register(
            kinds=["BARU_NIKAH", "UBAH_LAHIR", "UBAH_ELEMEN", "UBAH_DATANG"],
            elements=offices.here().standard.kind("UBAH_ELEMEN").elements,
        )
        all_seen(file)
        found = pages(application_papers.receipt(file.id, "4821"))
        assert len(found) > 1
        for number, page in enumerate(found, 1):
            assert f"Hal {number} dari {len(found)}" in page

    def test_an_office_with_an_emblem_shows_it(
        self, office: Here, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        Image.new("RGB", (60, 60), "navy").save(tmp_path / "lambang.png")
        file = accepted()
        plain = application_papers.receipt(file.id)
        set_here(monkeypatch, office, logo=str(tmp_path / "lambang.png"))
        assert b"/Image" in application_papers.receipt(file.id)
        assert b"/Image" not in plain
        set_here(monkeypatch, office, logo=str(tmp_path / "hilang.png"))
        assert text(application_papers.receipt(file.id)) == text(plain)

    def test_what_people_type_is_only_ever_text(self) -> None:
        file = register(applicant="<b>Wati</b> <img src='file:///etc/passwd'> {{ 7 * 7 }}")
        said = text(application_papers.receipt(file.id))
        assert "Nama pemohon <b>Wati</b> <img src='file:///etc/passwd'> {{ 7 * 7 }}" in said
        assert "root:" not in said

    def test_without_its_own_letters_it_still_comes_out(self, tmp_path: Path) -> None:
        code = (
            "import sys, json; from pathlib import Path; from shared.documents import drawing;"
            "drawing._FONTS = Path('/tidak/ada');"
            "sys.stdout.buffer.write(drawing.draw('handover', json.load(sys.stdin), None))"
        )
        said = OwnPaper("handover", receipts.handover(handed().id)).to_json()
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=said.encode(),
            capture_output=True,
            check=True,
        )
        assert "Telah diserahkan" in text(done.stdout)
        assert fonts(done.stdout) & {"Inter", "Lexend"} == set()


SPELLINGS = (
    NIK,
    f"KTP {NIK} a.n. Wati",
    "3508 1745 0490 0001",
    "3508-1745-0490-0001 2 lembar",
    "35.08.17.450490.0001",
    "350817 450490 0001",
    f"x{NIK}9",
)


class TestDiscretion:
    """A number that somebody wrote where it does not belong never comes out whole (DOMAIN 2.8)."""

    @pytest.mark.parametrize("planted", SPELLINGS)
    def test_no_paper_shows_a_planted_nik(self, planted: str) -> None:
        for pdf in self._papers(planted):
            digits = re.sub(r"\D", "", text(pdf))
            assert NIK not in digits
            assert "17450490" not in digits

    @pytest.mark.parametrize("planted", SPELLINGS)
    def test_no_slip_carries_one(self, planted: str) -> None:
        file = self._returned(planted)
        said = str([receipts.receipt(file, planted), receipts.return_note(file)])
        assert "17450490" not in re.sub(r"\D", "", said)

    def _papers(self, planted: str) -> list[bytes]:
        back = self._returned(planted)
        over = handed(applicant=f"Wati {planted}", head_of_family=planted, note=planted)
        return [
            application_papers.receipt(back),
            application_papers.return_note(back),
            application_papers.handover(over.id),
            maker.make(register_paper.month(2026, 11)),
        ]

    def _returned(self, planted: str) -> int:
        file = register(applicant=planted, submitted_by="family", submitter=planted, hamlet=planted)
        seen = checking.Seen(seen=True, number=planted, note=planted, fault=planted)
        checking.tick(file.id, {item.id: seen for item in papers.items(file.id)}, COUNTER)
        decisions.give_back(file.id, "TIDAK_VALID", COUNTER, planted)
        return file.id
