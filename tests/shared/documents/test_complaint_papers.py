"""Papers of the complaint book: what each has to say, to whom, and that it fits on its page."""

import json
import re
from uuid import uuid4

import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from shared import clock
from shared.documents import complaint_book, drawing, maker
from shared.documents.book import lines_taken
from shared.errors import NotAllowed, NotFound, Refused
from shared.records import Complaint
from shared.rules.common import staff
from shared.rules.common.office import Here
from shared.rules.complaints import entry, handling, recap, recap_papers, sight, suggestion_box
from shared.rules.complaints import papers as complaint_papers
from shared.rules.complaints.recap_figures import PublicLine, RecapTotals
from shared.rules.corrective import actions, detail
from shared.rules.corrective import lists as corrective_lists
from shared.rules.corrective import papers as corrective_papers
from shared.rules.paper.said import OwnPaper
from tests.complaint_book import People, closed, entered, named, number, people, reported, wish
from tests.corrective import carried_out
from tests.office import Later
from tests.shared.documents.reading import about, fonts, pages, picture, text
from tests.shared.documents.test_papers import set_here

Q4 = (2026, 4)
PROMISE = "Loket kedua dibuka setiap hari Senin."
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} 😀 \u202eterbalik العربية"


@pytest.fixture
def who(office: Here) -> People:
    """Everybody who has to do with complaints."""
    return people()


def book_of(who: People, reader: str = "yusuf") -> bytes:
    """November's pages of the book for one of the people."""
    day = clock.service_day()
    seen = sight.reader(getattr(who, reader).staff_id)
    actions = corrective_lists.numbers(seen)
    said = complaint_papers.book(day.replace(day=1), day.replace(day=30), seen, actions)
    return maker.make(said)


def approved(who: People, later: Later, promise: str = PROMISE) -> None:
    """The quarter's recap, approved in January."""
    later(days=46)
    assert recap.promise(*Q4, promise, who.rina, confirmed=True) == []
    recap.submit(*Q4, who.rina)
    recap.approve(*Q4, who.ratih)


def poster(media: str = "A4") -> bytes:
    """The quarter's poster."""
    return maker.make(recap_papers.poster(*Q4, media))


@pytest.mark.clause("11.5")
@pytest.mark.clause("11.6")
class TestBook:
    """Buku Pengaduan, its fourteen columns."""

    def test_a_row_says_what_the_paper_book_says(self, who: People) -> None:
        one = closed(
            who, **named(text="Antrean lama.", requested="Tambah loket.", village="Jatiroto")
        )
        action = actions.issue(
            actions.Problem(str(uuid4()), "complaint", "Berulang.", "minor", "PELAYANAN", one.id),
            who.yusuf,
        )
        said = text(book_of(who))
        for words in (
            "BUKU PENGADUAN MASYARAKAT Bulan November 2026",
            f"{number(1)} Senin, 23 November 2026, 09.00 Meja Informasi W*** P*** Jatiroto ***001",
            "Terlalu lama Antrean lama. Tambah loket. Pengaduan biasa Waktu",
            "Seksi Pelayanan Umum 23-11-2026",
            "23-11-2026 Bambang Percobaan: Loket kedua dibuka mulai besok.",
            "23-11-2026 Bambang Percobaan: Jawaban: Mohon maaf. Loket kedua kami buka.",
            action.number.replace("-", " ", 1),
            "Pengaduan dan saran 1 Selesai 1 Masih berjalan 0",
        ):
            assert words in said
        for column in complaint_book.COLUMNS:
            assert all(word in said for word in column.title.split())

    def test_nobody_is_named_and_a_secret_identity_is_not_even_masked(self, who: People) -> None:
        entered(**named(secret=True))
        entered()
        said = text(book_of(who))
        assert "Dirahasiakan" in said
        assert "Anonim" in said
        for word in ("Wati", "W***", "Krajan", "001 ", "0812"):
            assert word not in said.replace(f"{number(1)} ", "")

    def test_a_correction_stands_beside_what_was_entered(self, who: People) -> None:
        one = reported(who, text="Saya menunggu tiga jam.")
        handling.correct(one.id, "Yang benar dua jam.", who.rina)
        said = text(book_of(who))
        assert "Saya menunggu tiga jam." in said
        assert "Rina Percobaan: Ralat: Yang benar dua jam." in said

    def test_it_holds_only_what_its_reader_may_see(self, who: People) -> None:
        entered(topic="UANG", text="Saya dimintai uang.")
        reported(who, text="Antrean lama.")
        assert "dimintai" in text(book_of(who, "yusuf"))
        for reader in ("rina", "bambang", "tuti", "sari"):
            said = text(book_of(who, reader))
            assert "dimintai" not in said
            assert number(1) not in said
        assert "Pengaduan dan saran 1 " in text(book_of(who, "bambang"))

    def test_days_without_complaints_say_nihil(self, who: People) -> None:
        (page,) = pages(book_of(who))
        assert "NIHIL" in page
        assert "Hal 1 dari 1" in page

    def test_many_long_rows_go_over_pages_and_no_word_is_lost(self, who: People) -> None:
        for at in range(30):
            entered(text=" ".join(f"kata{at}x{word}" for word in range(at * 6)) or "kosong")
        found = pages(book_of(who))
        told = " ".join(found)
        for place, page in enumerate(found, 1):
            assert f"Hal {place} dari {len(found)}" in page
        for at in range(30):
            assert number(at + 1) in told
            for word in range(at * 6):
                assert re.search(rf"\bkata{at}x{word}\b", told)

    @pytest.mark.parametrize("long", ["m" * 4000, "W" * 4000, "😀" * 1500, "satu\n" * 700])
    def test_a_row_of_any_text_stays_on_its_pages(self, who: People, long: str) -> None:
        entered(text=long)
        found = pages(book_of(who))
        assert f"Hal 1 dari {len(found)}" in found[0]
        assert all("BUKU PENGADUAN" in page for page in found)

    def test_a_range_of_days_names_them(self, office: Here) -> None:
        day = clock.service_day()
        assert complaint_papers.period(day, day) == "Senin, 23 November 2026"
        several = complaint_papers.period(day, day.replace(day=27))
        assert several == "23 November 2026 sampai 27 November 2026"
        assert (
            complaint_papers.period(day.replace(day=1), day.replace(day=30))
            == "Bulan November 2026"
        )

    def test_the_columns_fill_the_page(self) -> None:
        assert sum(column.width for column in complaint_book.COLUMNS) == 279
        assert len(complaint_book.COLUMNS) == 14

    def test_a_word_without_an_end_is_cut(self) -> None:
        pieces = list(complaint_book._cut("x" * 3000, 42.5))
        assert "".join(pieces) == "x" * 3000
        assert all(lines_taken(piece, 42.5) <= complaint_book._MOST_LINES for piece in pieces)


@pytest.mark.clause("11.3")
class TestReceipt:
    """Tanda Terima Pengaduan."""

    def test_it_says_what_the_law_asks_for(self, who: People) -> None:
        got = entry.enter(wish(requested="Tambah loket.", **named(secret=True)), who.rina)
        said = text(maker.make(complaint_papers.receipt(number(1), who.rina, got.code)))
        for words in (
            "TANDA TERIMA PENGADUAN",
            f"No. {number(1)}",
            got.code,
            "Diterima Senin, 23 November 2026 pukul 09.00 WIB",
            "Diterima oleh Rina Percobaan",
            "Pengadu Dirahasiakan",
            "Saya menunggu dari pagi sampai siang.",
            "Tambah loket.",
            "Tanggapan paling lambat: Senin, 30 November 2026 pukul 15.00 WIB",
            "Pengaduan tidak dipungut biaya.",
            "Identitas Anda dirahasiakan.",
        ):
            assert words in said
        assert "Wati" not in said

    def test_its_code_is_told_once(self, who: People) -> None:
        got = entry.enter(wish(), who.rina)
        said = text(maker.make(complaint_papers.receipt(number(1), who.rina)))
        assert "minta kode baru kepada petugas" in said
        assert got.code not in said.split()

    def test_who_wrote_a_guarded_one_down_gets_its_receipt_with_the_code_alone(
        self, who: People
    ) -> None:
        got = entry.enter(wish(topic="UANG"), who.rina)
        assert complaint_papers.receipt(number(1), who.rina, got.code).said.code == got.code
        wrong = f"{(int(got.code) + 1) % 10000:04d}"
        for by, code in ((who.rina, ""), (who.rina, wrong), (who.sari, got.code)):
            with pytest.raises(NotFound):
                complaint_papers.receipt(number(1), by, code)

    def test_others_print_none(self, who: People) -> None:
        entered()
        for by in (who.bambang, who.dewi, who.agus):
            with pytest.raises(NotAllowed):
                complaint_papers.receipt(number(1), by)

    def test_a_phone_finds_the_way(
        self, who: People, office: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        set_here(monkeypatch, office, public_url="http://192.0.2.10:8080")
        entered()
        pdf = maker.make(complaint_papers.receipt(number(1), who.rina))
        assert zxingcpp.read_barcode(picture(pdf)).text == (
            f"http://192.0.2.10:8080/status?jenis=P&tahun=2026&nomor={number(1).rpartition('-')[2]}"
        )


@pytest.mark.clause("11.3")
def test_the_loose_sheet_asks_what_the_law_asks_on_one_page(who: People) -> None:
    (page,) = pages(maker.make(complaint_papers.empty_sheet()))
    for words in (
        "Nama lengkap",
        "Alamat lengkap",
        "Nomor HP",
        "Rahasiakan identitas saya",
        "apa kerugian Anda",
        "Penyelesaian yang Anda minta",
        "Tempat, tanggal",
        "Tanda tangan",
        "Tidak dipungut biaya",
        "Dimintai uang",
    ):
        assert words in page


@pytest.mark.clause("11.8")
class TestRecap:
    """Rekapitulasi Pengaduan Triwulan."""

    def test_it_has_the_tables_of_the_form(self, who: People, later: Later) -> None:
        closed(who)
        reported(who, channel="TELEPON", topic="SYARAT")
        handling.describe(
            Complaint.get(Complaint.number == 2).id, "Syarat tidak jelas", "", who.rina
        )
        entered(topic="UANG", text="Dimintai uang.")
        later(hours=5, minutes=40)  # the box is opened at the end of service
        suggestion_box.record(clock.service_day(), 0, who.rina)
        approved(who, later)
        said = text(maker.make(recap_papers.recap(*Q4, who.rina)))
        for words in (
            "REKAPITULASI PENGADUAN MASYARAKAT TRIWULAN IV TAHUN 2026",
            "Meja Informasi 2 1 0 1 50,0 % 1 1 0 100,0 %",
            "Telepon 1 0 0 1 0,0 % 1 0 1 0,0 %",
            "Jumlah 3 1 0 2 33,3 % 2 1 1 50,0 %",
            "Waktu 1",
            "Persyaratan 1",
            "Biaya atau pungutan liar 1",
            f"{number(1)} 23 November 2026 Antrean lama Waktu Loket kedua dibuka Selesai",
            "Ditambah 1 pengaduan yang ditangani langsung oleh Sekretaris dan Camat.",
            "Kotak Saran dibuka 1 dari",
            "0 diterbitkan, 0 ditutup",
            PROMISE,
            "Disusun: Petugas Layanan Informasi Rina Percobaan",
            "Disetujui: Camat Jatiroto Ratih Percobaan",
        ):
            assert words in said
        assert "KONSEP" not in said
        assert number(3) not in said

    def test_a_concept_says_so_and_is_not_for_the_sections(self, who: People) -> None:
        assert "KONSEP" in text(maker.make(recap_papers.recap(*Q4, who.rina)))
        for by in (who.bambang, who.tuti):
            with pytest.raises(Refused):
                recap_papers.recap(*Q4, by)

    def test_no_complaint_is_nihil(self, who: People, later: Later) -> None:
        approved(who, later)
        assert "NIHIL. Tidak ada pengaduan" in text(maker.make(recap_papers.recap(*Q4, who.tuti)))


@pytest.mark.clause("11.9")
class TestPoster:
    """The poster on the notice board."""

    def test_it_says_what_the_form_says(self, who: People, later: Later) -> None:
        closed(who)
        reported(who, topic="SYARAT")
        handling.describe(
            Complaint.get(Complaint.number == 2).id, "Syarat tidak jelas", "", who.rina
        )
        approved(who, later)
        said = text(poster())
        for words in (
            "Pengaduan Masyarakat Rekapitulasi Triwulan IV Tahun 2026",
            "2 masuk 1 selesai 1 masih diproses 50,0 % tepat waktu: 1 dari 2 yang jatuh tempo",
            "Waktu 1",
            "Persyaratan 1",
            "Antrean lama Loket kedua dibuka",
            "Syarat tidak jelas Dilaporkan",
            PROMISE,
            "Diumumkan 8 Januari 2027",
            "Camat Jatiroto, Ratih Percobaan",
        ):
            assert words in said

    def test_there_is_none_before_the_camat_approves(self, who: People, later: Later) -> None:
        later(days=46)
        recap.promise(*Q4, PROMISE, who.rina)
        for step in (lambda: None, lambda: recap.submit(*Q4, who.rina)):
            step()
            with pytest.raises(Refused):
                recap_papers.poster(*Q4)

    def test_the_day_of_the_announcement_stays(self, who: People, later: Later) -> None:
        approved(who, later)
        recap.announced(*Q4, who.ratih)
        later(days=30)
        assert "Diumumkan 8 Januari 2027" in text(poster())

    @pytest.mark.parametrize(
        ("media", "size"), [("A4", (595, 842)), ("A3", (842, 1191))], ids=["A4", "A3"]
    )
    @pytest.mark.parametrize("length", [1, 60, 400, 2000])
    @pytest.mark.parametrize("rows", [0, 1, 12])
    def test_it_fits_on_one_page_however_much_there_is(
        self, who: People, media: str, size: tuple[int, int], length: int, rows: int
    ) -> None:
        words = ("Kami berjanji membuka loket kedua. " * 60)[:length]
        row = PublicLine(
            number="P-2026-0001",
            day="23 November 2026",
            category="Pelayanan",
            text="Antrean terlalu lama pada hari Senin " * 9,
            action="",
            state="Selesai",
        )
        said = recap_papers.RecapPoster(
            period="Triwulan IV Tahun 2026",
            nil=not rows,
            rows=[row] * rows,
            total=RecapTotals(
                received=1234,
                finished=1200,
                running=34,
                archived=3,
                on_time=1200,
                late=34,
            ),
            categories=[
                recap_papers.Bar(
                    code="BIAYA", title="Biaya atau pungutan liar", number=99, share=100
                )
            ]
            * 8,
            promise=words.splitlines(),
            posted="8 Januari 2027",
            camat="Camat Jatiroto",
            approved_by="Ratih Percobaan",
            media=media,
        )
        laid = drawing._fitted("poster", json.loads(OwnPaper("poster", said).to_json()))
        (page,) = laid.pages
        assert (round(page.width * 0.75), round(page.height * 0.75)) == size

    def test_ten_times_the_same_matter_stands_there_once(self, who: People, later: Later) -> None:
        for _ in range(3):
            closed(who)
        approved(who, later)
        assert text(poster()).count("Antrean lama") == 1


@pytest.mark.clause("11.7")
class TestCorrective:
    """The form of a corrective action."""

    def test_it_shows_every_field_and_who_signs(self, who: People) -> None:
        day = clock.service_day()
        one = actions.issue(
            actions.Problem(str(uuid4()), "oversight", "Loket tutup.", "major", "PELAYANAN"),
            who.yusuf,
        )
        plan = actions.Plan(
            who.bambang.staff_id or 0,
            day,
            "Jadwal tetap.",
            ["Petugas rapat"],
            {"method": "Tak ada"},
            "Loket dibuka.",
            day,
            "Jadwal cadangan.",
        )
        actions.plan(one.id, plan, who.bambang)
        carried_out(one.id, who.bambang, "Foto jadwal.")
        actions.verify(one.id, False, "Belum tepat.", who.ratih)
        said = text(maker.make(corrective_papers.form(one.number, who.ratih)))
        for words in (
            f"No. {one.number}",
            "Sumber Pengawasan internal",
            "Tanggal terbit 23 November 2026",
            "Diterbitkan oleh Yusuf Percobaan",
            "Ditujukan kepada Seksi Pelayanan Umum",
            "Mayor",
            "Loket tutup.",
            "Mengapa 1 Petugas rapat",
            "Mengapa 5",
            "Metode Tak ada",
            "Lingkungan",
            "Loket dibuka.",
            "Jadwal tetap.",
            "Jadwal cadangan.",
            "Penanggung jawab Bambang",
            "Foto jadwal.",
            f"Terlampir dalam sistem: {one.number}-bukti-1.jpg",
            "efektif paling cepat 7 Desember 2026",
            "Tidak efektif, terbit PTPP baru",
            "Belum tepat.",
            "Diterbitkan oleh,",
            "Diverifikasi oleh,",
        ):
            assert words in said
        assert said.count("Ratih Percobaan") == 1
        follows = detail.of(one.number, sight.reader(who.ratih.staff_id)).followed_by
        again = text(maker.make(corrective_papers.form(follows.lower(), who.ratih)))
        assert f"Lanjutan dari {one.number}" in again

    def test_signatures_never_stand_alone_on_a_page(self, who: People) -> None:
        for lines in range(36, 52, 3):
            one = actions.issue(
                actions.Problem(
                    str(uuid4()), "oversight", "\n".join(["Baris."] * lines), "major", "PELAYANAN"
                ),
                who.yusuf,
            )
            pages = PdfDocument(maker.make(corrective_papers.form(one.number, who.yusuf)))
            last = pages[len(pages) - 1].get_textpage().get_text_range()
            assert "Diverifikasi oleh," in last
            assert "Tidak efektif, terbit PTPP baru" in last, lines

    @pytest.mark.parametrize(
        "number", ["", "PTPP", "PTPP-2026-2", "P-2026-0001", "PTPP-x-1", "PTPP-9-99999999999999"]
    )
    def test_other_numbers_have_none(self, who: People, number: str) -> None:
        with pytest.raises(NotFound):
            corrective_papers.form(number, who.yusuf)

    def test_a_guarded_one_is_not_for_the_section(self, who: People) -> None:
        bad = entered(topic="UANG")
        one = actions.issue(
            actions.Problem(str(uuid4()), "complaint", "Pungutan.", "major", "PELAYANAN", bad.id),
            who.yusuf,
        )
        assert corrective_papers.form(one.number, who.ratih)
        for by in (who.bambang, who.tuti, who.rina, who.sari):
            with pytest.raises(NotFound):
                corrective_papers.form(one.number, by)


class TestEveryPaper:
    """What all of them share."""

    def test_what_people_write_is_only_ever_text(self, who: People, later: Later) -> None:
        one = reported(who, text=HOSTILE, requested=HOSTILE)
        handling.follow_up(one.id, HOSTILE, who.bambang)
        handling.describe(one.id, HOSTILE, HOSTILE, who.rina)
        wrong = actions.issue(
            actions.Problem(str(uuid4()), "incident", HOSTILE, "minor", "PELAYANAN"), who.yusuf
        )
        approved(who, later, HOSTILE)
        for pdf in (
            book_of_november(who),
            poster(),
            maker.make(recap_papers.recap(*Q4, who.rina)),
            maker.make(complaint_papers.receipt(number(1), who.rina)),
            maker.make(corrective_papers.form(wrong.number, who.yusuf)),
        ):
            said = re.sub(r"\s", "", text(pdf))
            assert "<script>alert(1)</script>" in said
            assert "{{7*7}}" in said
            assert "\u202e" not in said

    def test_it_names_nobody_in_its_properties_and_has_its_own_letters(self, who: People) -> None:
        entered(**named())
        pdf = book_of(who)
        said = about(pdf)
        assert said["/Title"] == "Buku Pengaduan Bulan November 2026"
        assert "Wati" not in str(said)
        assert {"Inter", "Lexend"} <= fonts(pdf)

    def test_the_same_data_give_the_same_bytes(
        self, who: People, later: Later, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        closed(who)
        approved(who, later)
        moment = clock.now()
        monkeypatch.setattr(clock, "now", lambda: moment)
        first = poster()
        maker.close()
        assert poster() == first


def book_of_november(who: People) -> bytes:
    """The book of November, whatever today is."""
    day = clock.service_day().replace(year=2026, month=11, day=1)
    seen = sight.reader(who.yusuf.staff_id)
    actions = corrective_lists.numbers(seen)
    return maker.make(complaint_papers.book(day, day.replace(day=30), seen, actions))


def test_everybody_of_these_tests_is_there(who: People) -> None:
    assert set(who.everybody()) == set(staff.ROLES)
