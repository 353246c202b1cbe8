"""The tasks of each seat done from the text alone of its book, one after another, in a browser."""

import re
import shutil
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from deploy.handbook import books
from shared import clock
from shared.rules.admin import people as hiring
from shared.rules.applications import decisions, intake
from shared.rules.common import staff
from shared.rules.complaints import escalation, recap
from shared.rules.quality import drafts
from shared.rules.queue import help
from tests import kk
from tests.chromium import launched
from tests.complaint_book import People, closed, entered, named, people, reported
from tests.devices.signed_pdf import SignedPapers
from tests.handbook_reader import CHOSEN, OVER, PRESSED, SEEN, Hand, Reader, Step
from tests.kiosk.seats.browser import page_at, sit_down, wait_for_key
from tests.office import PASSWORD, take
from tests.photos import small
from tests.revisions import written
from tests.running import Running
from tests.shared.rules.corrective.test_way import carried_out

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

LATE = "KK-2026-000002"
Told = str | re.Pattern[str]
Table = Mapping[str, Step | list[Step]]


@pytest.fixture(scope="module")
def browser(papers: SignedPapers, office: Running) -> Iterator[Browser]:
    """The browser in which the officers of this file have their pages."""
    with sync_playwright() as player:
        chromium = launched(player.chromium)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> SignedPapers:
    """The PDF of the Dinas; made before a browser takes this thread's loop."""
    made = SignedPapers(tmp_path_factory.mktemp("papers") / "pdf")
    assert made.signed
    return made


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, papers: SignedPapers) -> Iterator[Running]:
    """An office with people at every post; each book has rows of its own."""
    folder = tmp_path_factory.mktemp("books")
    (folder / "stik").mkdir()
    made = Running(
        folder, printers_sheet=f"virtual:{folder / 'a4'}", backup_places=str(folder / "stik")
    )
    (made.settings.data / "trust").mkdir(exist_ok=True)
    shutil.copy(papers.roots / "root.pem", made.settings.data / "trust")
    with made.inside():
        _the_past(made)
    with made:
        yield made


def _the_past(made: Running) -> None:
    """What happened before today: a complaint of the last quarter, files of two months."""
    began, who = clock.now(), people()
    for day, happens in {
        "2026-06-10": lambda: closed(who, text="Kamar kecil kotor.", topic="TEMPAT"),
        "2026-07-01": lambda: submitted(who),
        "2026-09-10": lambda: reported(who, text="Antrean lama sekali."),
        "2026-10-12": lambda: kk.handed(nik=f"{kk.NIK[:-1]}9", kk_number=f"{kk.KK_NUMBER[:-1]}9"),
        "2026-11-16": lambda: kk.accepted(kk_number=f"{kk.KK_NUMBER[:-1]}8"),
    }.items():
        clock.move(made.settings.data, began.replace(**_date(day)))
        happens()
    clock.move(made.settings.data, began)


def submitted(who: People) -> None:
    """The recap of the second quarter waits for the Camat."""
    recap.promise(2026, 2, "Kursi ditambah.", who.rina)
    recap.submit(2026, 2, who.rina)


def draft() -> drafts.Draft:
    """The revision of the standard in work, offered to the secretary."""
    who = people()
    one = drafts.in_work() or written(who)
    if one.state == drafts.WRITING:
        drafts.offer(one.id, who.bambang, seen=None)
    return drafts.of(one.id)


def _date(day: str) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), map(int, day.split("-")), strict=True))


class Desk:
    """An officer at a desk, who opens the page that a task names and does what the task says."""

    def __init__(self, page: Page, office: Running, book: str) -> None:
        self.page, self._office, self._book = page, office, book
        self._done: set[str] = set()

    def does(self, task: str, told: Told, table: Table | None = None, *, at: str = "") -> None:
        """One task, also of another book, begun at its page or `at` one.

        At the end the words that are `told` stand there, or such an address is reached: nothing
        of it was there before, or the next task would cut the last press off.
        """
        place = task if "#" in task else f"{self._book}#{task}"
        with Reader(self.page, place) as reader:
            self.page.goto(f"{self._office.url}{at or reader.begins}")
            if self.page.locator("[data-link]").count():
                self.page.wait_for_selector('[data-link="ok"]')
            reader.follow(table or {})
        if isinstance(told, str):
            expect(self.page.get_by_text(told).locator("visible=true").first).to_be_visible()
        else:
            expect(self.page).to_have_url(told)
        self._done.add(task)

    def untried(self) -> set[str]:
        """The tasks of the book that were not done here."""
        book = next(one for one in books.books() if one.name == self._book)
        return {part.anchor for part in book.sections} - self._done


def first(selector: str) -> Hand:
    """A hand that takes the first of these."""
    return lambda page: page.locator(f"{selector} >> visible=true").first.click()


def find(number: str) -> Hand:
    """A hand that types the number of a ticket."""
    return lambda page: page.fill("#cari", number)


def slips(count: int) -> Hand:
    """A hand that types how many slips lay in the suggestion box."""
    return lambda page: page.fill("#surat", str(count))


def file(**other: object) -> str:
    """A file whose papers are all there, proposed to the head of section."""
    row = kk.register(**other)
    kk.all_seen(row)
    return decisions.propose(row.id, kk.COUNTER).number


def numbers(last: int) -> dict[str, str]:
    """Another family than the others."""
    return {"nik": f"{kk.NIK[:-1]}{last}", "kk_number": f"{kk.KK_NUMBER[:-1]}{last}"}


def test_the_information_desk_by_its_book(office: Running, browser: Browser) -> None:
    with office.inside():
        take()
        plain, asked = entered(), entered(text="Tidak dilayani.")
        help.call("Layar sentuh")
    desk = Desk(sit_down(page_at(browser), office, "rina", "/informasi"), office, "informasi")
    desk.does("membantu-di-layar-sentuh", "Ambilkan nomor", {"Catat pengaduannya": OVER})
    desk.does(
        "mengambilkan-nomor-untuk-orang-lain",
        "A-002",
        {
            "Layanan": SEEN,
            "Prioritas": SEEN,
            "Ambilkan nomor": [PRESSED, first("[data-take] [type=submit]")],
        },
    )
    desk.does(
        "mencari-nomor-dan-mencetak-ulang-karcis",
        "Menunggu",
        {"Cari": (find("a2"), PRESSED), "Sudah kembali": OVER},
    )
    desk.does(
        "memanggil-dari-meja-informasi",
        "Panggil berikutnya",
        {
            "Duduk di mana hari ini?": SEEN,
            "Ambil alih": (first("[data-choices] button:has-text('Informasi')"), PRESSED),
            "Panggil berikutnya": SEEN,
        },
    )
    desk.does(
        "mencatat-pengaduan",
        "Sudah dicatat",
        {
            "Pengaduan": first("#tab-pengaduan"),
            "Sarana": "Telepon",
            "Diterima pada": "23-11-2026",
            "Tentang apa": (first("label.topic"), SEEN),
            "Isi pengaduan atau saran": "Kursi kurang.",
            "Tanpa nama": OVER,
            "Nama": "Wati Percobaan",
            "No. HP": OVER,
            "Rahasiakan identitas: hanya Sekretaris dan Camat yang boleh membacanya": OVER,
        },
        at="/informasi",
    )
    desk.does(
        "menggolongkan-dan-melaporkan-pengaduan",
        "Dilaporkan kepada Seksi Pelayanan Umum",
        {"Pengaduan": OVER, "Buku Pengaduan": OVER},
        at=f"/pengaduan-kantor/{plain.number}",
    )
    desk.does(
        "pengaduan-yang-kurang-jelas",
        "Loket dua.",
        {
            "Apa yang perlu dilengkapi": "Loket berapa?",
            "Keterangannya": "Loket satu.",
            "Yang benar": "Loket dua.",
        },
        at=f"/pengaduan-kantor/{asked.number}",
    )
    desk.does(
        "membuka-kotak-saran-setiap-hari",
        "Surat 1 dari 2",
        {"Pengaduan": first("#tab-pengaduan"), "Kosong": OVER, "surat, salin": (slips(2), PRESSED)},
        at="/informasi",
    )
    desk.does(
        "menyusun-rekap-triwulan",
        "Menunggu persetujuan",
        {
            "Buka": first("a[href='/rekap/2026/3']"),
            "Isi singkat": "Antrean lama",
            "Janji Perbaikan Pelayanan": "Kursi ditambah.",
        },
    )
    desk.does(
        "menempel-pengumuman",
        "Tidak ada kartu yang akan datang.",
        {
            "Kartu baru": [SEEN, OVER],
            "Jenis": SEEN,
            "Judul": "Libur",
            "Isi": "Kantor tutup hari Jumat.",
            "Hari pertama": "24-11-2026",
            "Hari terakhir (boleh kosong)": SEEN,
            "Begini tampak di papan": SEEN,
            "Lepas kartu": (first(".pile-link:has-text('Libur')"), PRESSED),
        },
    )
    desk.does(
        "mengetik-survei-dari-kertas",
        "Tersimpan",
        {"Simpan lembar": (lambda page: [page.keyboard.press("4") for _ in range(9)], PRESSED)},
    )
    desk.does(
        "membiarkan-tamu-menulis-sendiri",
        "Untuk petugas kantor.",
        {"Kirim": (guest, PRESSED), "Petugas": PRESSED},
        at="/informasi/pengaduan",
    )
    assert desk.untried() == {
        "memasukkan-nomor-kertas",
        "menjawab-apa-syaratnya-dan-sampai-mana-berkas-saya",
    }


def guest(page: Page) -> None:
    """A visitor who writes down what they complain of."""
    page.locator(".visitor-topic").first.click()
    page.fill("#isi-tamu", "Kamar kecil kotor.")


def test_the_head_of_section_by_their_book(office: Running, browser: Browser) -> None:
    with office.inside():
        who = people()
        decided, returned = file(**numbers(1)), file(**numbers(2))
        handed = kk.handed(**numbers(3))
        told = reported(who, text="Kursi kurang.")
    desk = Desk(sit_down(page_at(browser), office, "bambang", "/kasi"), office, "kasi")
    desk.does(
        "memutuskan-lengkap-dan-valid",
        "sudah diputuskan",
        {
            "Menunggu keputusan": SEEN,
            "Syarat": (first(f"a:has-text('{decided}')"), SEEN),
            "Data berkas": SEEN,
        },
    )
    desk.does(
        "mengembalikan-berkas",
        "Tidak ada yang menunggu keputusan.",
        {"Alasan": SEEN, "Apa yang tidak cocok": "Nama ayah berbeda."},
        at=f"/kasi/{returned}",
    )
    desk.does(
        "memberi-sebab-keterlambatan",
        "Sebab terlambat",
        {
            "Terlambat, belum diberi sebab": SEEN,
            "Mengapa terlambat?": (first("a.pile-link"), SEEN),
            "Catat": (first(".late label.chip"), PRESSED),
        },
    )
    desk.does(
        "melihat-kk-yang-lama-belum-diambil",
        "Tidak ada KK yang lama belum diambil.",
        {"Belum diambil lebih dari": SEEN},
        at="/kasi",
    )
    desk.does(
        "melihat-janji-satu-hari-kerja",
        "Oktober 2026",
        {
            "Janji satu hari kerja": SEEN,
            "Tepat waktu": SEEN,
            "Terlambat": (first(".promise-month a"), SEEN),
        },
    )
    desk.does(
        "membatalkan-penyerahan-yang-salah",
        "Siap diambil",
        {"Alasan": "Salah orang."},
        at=f"/kasi/{handed.number}",
    )
    desk.does("menutup-buku-register", "Ditutup oleh", at="/kasi")
    desk.does(
        "menghitung-batas-waktu",
        "Batas waktu",
        {"Lengkap dan valid pada": "23-11-2026 09.00"},
        at="/kasi",
    )
    desk.does(
        "menangani-pengaduan-untuk-seksi",
        "Dinyatakan selesai",
        {
            "Pengaduan untuk seksi ini": SEEN,
            "Tindak lanjut": (first(f"a:has-text('{told.number}')"), PRESSED),
            "Apa yang dilakukan": "Kursi dipesan.",
            "Jawaban": "Kursi datang besok.",
            "Bukan wewenang": OVER,
            "Diteruskan ke mana, dan alamatnya": OVER,
            "Teruskan": OVER,
            "Minta dilengkapi": OVER,
            "Apa yang perlu dilengkapi": OVER,
            "Minta": OVER,
        },
        at="/kasi",
    )
    desk.does("melihat-antrean-sehari-sampai-setahun", "Antrean", {"Lembar A4": OVER})
    desk.does("mencetak-laporan-bulanan", "Laporan bulanan")
    assert desk.untried() == {
        "membaca-hasil-pengawasan",
        "membetulkan-waktu-berkas-dari-catatan-tangan",
        "mengizinkan-pdf-yang-tidak-lolos",
    }


def test_the_operator_by_their_book(
    office: Running, browser: Browser, papers: SignedPapers
) -> None:
    late = f"/operator/{LATE}"
    with office.inside():
        printed = kk.printed(**numbers(4))
        by_hand = intake.register(
            kk.wish(**numbers(6)), kk.COUNTER, received_at=clock.now()
        ).application
        kk.all_seen(by_hand)
        decisions.declare_complete(by_hand.id, kk.KASI)
        decisions.declare_valid(by_hand.id, kk.KASI)
    desk = Desk(sit_down(page_at(browser), office, "dewi", "/operator"), office, "operator")
    desk.does(
        "mengambil-berkas-berikutnya",
        "Masukkan ke SIAK",
        {"Berkas berikutnya": SEEN, "Mulai kerjakan": (first(".next-link"), PRESSED)},
    )
    desk.does(
        "memasukkan-ke-siak",
        "Menunggu tanda tangan Dinas.",
        {"Untuk SIAK": SEEN, "Nomor pengajuan SIAK": "SIAK-77"},
        at=late,
    )
    desk.does(
        "melampirkan-pdf-kk",
        "sah",
        {
            "Di folder unduhan": OVER,
            "Pakai": lambda page: page.set_input_files("#pilih-pdf", papers["signed"]),
            "Sudah saya bandingkan": OVER,
            "No. KK baru": kk.KK_NUMBER,
        },
        at=late,
    )
    desk.does("mencetak-kk", "Periksa hasil cetak", {"PIN": OVER, "Pakai PIN": OVER}, at=late)
    desk.does(
        "mencetak-ulang-kk",
        "salinan ke-2",
        {"Hasil tidak benar": OVER, "Cetak ulang KK": OVER, "Cetak KK": OVER},
        at=late,
    )
    desk.does(
        "mencatat-lembar-yang-rusak",
        "1 lembar lain rusak",
        {
            "Dari lembar yang keluar": "0",
            "Lembar lain yang rusak: macet, sobek, tercetak sebagian": "1",
        },
    )
    desk.does(
        "memeriksa-hasil-cetak",
        "Siap diambil sejak",
        {"Periksa hasil cetak": SEEN, "Hasil tidak benar": OVER, "Kerjakan lagi": OVER},
        at=f"/operator/{printed.number}",
    )
    desk.does(
        "mencatat-kertas-a4",
        "dibatalkan",
        {
            "Kertas A4": SEEN,
            "Memasukkan kertas": CHOSEN,
            "Menghitung isi baki": OVER,
            "Mengambil kertas": OVER,
            "Lembar": "100",
            "Alasan": "Salah hitung.",
        },
    )
    desk.does(
        "mencatat-gangguan",
        "Catat gangguan",
        {
            "Catat gangguan": [SEEN, PRESSED],
            "Tanda tangan elektronik": OVER,
            "Listrik": OVER,
            "Pencetak": OVER,
            "Kertas atau tinta": OVER,
            "Sejak jam": "08.30",
        },
    )
    desk.does(
        "kk-yang-sudah-dicetak-di-luar", "Periksa hasil cetak", at=f"/operator/{by_hand.number}"
    )
    assert desk.untried() == {"pdf-ditolak"}


def test_the_secretary_by_their_book(office: Running, browser: Browser) -> None:
    with office.inside():
        guarded = entered(topic="UANG", text="Diminta uang di loket.")
        action = carried_out(people())
        escalation.sweep()
        draft()
    desk = Desk(sit_down(page_at(browser), office, "yusuf", "/sekretaris"), office, "sekretaris")
    desk.does("melihat-yang-menunggu", "Berkadar pengawasan", {"Kantor sekarang": SEEN})
    desk.does(
        "menangani-pengaduan-tentang-petugas-atau-uang",
        "Dinyatakan selesai",
        {
            "Hanya Sekretaris dan Camat": SEEN,
            "Apa yang dilakukan": "Kamera dilihat.",
            "Jawaban": "Uangnya dikembalikan.",
        },
        at=f"/pengaduan-kantor/{guarded.number}",
    )
    desk.does(
        "mengundi-sampel-bulan-lalu",
        "dengan kunci",
        {"Undi berkas": (first("a:has-text('Oktober 2026')"), PRESSED)},
    )
    desk.does(
        "memeriksa-berkas-yang-diundi",
        "Semua sudah diperiksa.",
        {"Simpan hasil": (answer, PRESSED)},
        at="/pengawasan/2026/10",
    )
    desk.does(
        "mencari-di-jurnal",
        re.compile("buka=1"),
        {
            "Orang": "Bambang Percobaan",
            "Perihal (nomor)": OVER,
            "Dari": "23-11-2026",
            "Sampai": "23-11-2026",
        },
    )
    desk.does("membaca-rekap-triwulan", "Rekap", {"Rekap PDF": SEEN})
    desk.does(
        "memeriksa-rancangan-standar",
        "Menunggu disetujui Camat",
        {"Apa yang perlu diperbaiki": OVER, "Kembalikan": OVER},
    )
    desk.does(
        "melihat-antrean-dan-laporan-bulanan",
        "Laporan bulanan",
        {"Lembar A4": OVER, "Unduh XLSX": OVER},
    )
    desk.does(
        "pengaduan-yang-naik-karena-terlambat",
        "Seksi ditanya.",
        {
            "Dinaikkan": SEEN,
            "Apa yang dilakukan": "Seksi ditanya.",
            "Tindak lanjut": (first("a.pile-link:has-text('Terlalu lama')"), PRESSED),
        },
        at="/sekretaris",
    )
    desk.does(
        "memverifikasi-ptpp",
        "Efektif: masalah tidak terulang",
        {"Belum, perlu PTPP baru": OVER, "Bagaimana Anda memeriksanya?": "Tiga Senin dilihat."},
        at=f"/ptpp/{action.number}",
    )
    assert desk.untried() == set()


def answer(page: Page) -> None:
    """The first file that was drawn, each of its questions answered with yes."""
    page.locator("tbody a").first.click()
    for question in page.locator(".question").all():
        question.locator("label.chip").first.click()


def test_the_camat_by_their_book(office: Running, browser: Browser) -> None:
    with office.inside():
        guarded = entered(topic="UANG", text="Diminta uang lagi.", **named(secret=True))
        if (one := draft()).state == drafts.OFFERED:
            drafts.check(one.id, people().yusuf, seen=None)
    desk = Desk(sit_down(page_at(browser), office, "ratih", "/camat"), office, "camat")
    desk.does("melihat-yang-menunggu", "Berkadar pengawasan")
    desk.does(
        "menyetujui-rekap-triwulan",
        "Rekap ini sudah diumumkan.",
        {
            "Buka": first("a[href='/rekap/2026/2']"),
            "Janji Perbaikan Pelayanan": SEEN,
            "Kembalikan dengan catatan": OVER,
            "Apa yang perlu diperbaiki": OVER,
            "Kembalikan": OVER,
        },
    )
    desk.does("menetapkan-sasaran-mutu", "Nomor 700/1", {"Nomor surat": "700/1"})
    desk.does(
        "menangani-pengaduan-khusus",
        "Dinyatakan selesai",
        {
            "Hanya Sekretaris dan Camat": SEEN,
            "Dinaikkan": OVER,
            "Apa yang dilakukan": "Kamera dilihat.",
            "Jawaban": "Uangnya dikembalikan.",
        },
        at=f"/pengaduan-kantor/{guarded.number}",
    )
    desk.does(
        "membuka-identitas-pengadu", "Wati Percobaan", at=f"/pengaduan-kantor/{guarded.number}"
    )
    desk.does("menetapkan-revisi-standar", re.compile("/dokumen-standar$"), {"Berlaku sejak": SEEN})
    desk.does(
        "menempel-pengumuman",
        "Berita · sampai dilepas",
        {"Kartu baru": SEEN, "Jenis": SEEN, "Judul": "Libur Camat", "Isi": "Kantor tutup."},
    )
    desk.does("membaca-laporan-dan-antrean", "Antrean", {"Lembar A4": SEEN}, at="/camat")
    desk.does(
        "melihat-pengawasan-dan-jurnal",
        re.compile("orang=bambang"),
        {"Orang": "Bambang Percobaan"},
        at="/jurnal",
    )
    assert desk.untried() == {"mengevaluasi-yang-tidak-tercapai"}


def test_the_register_by_its_book(office: Running, browser: Browser) -> None:
    with office.inside():
        number = kk.register(**numbers(5)).number
    desk = Desk(sit_down(page_at(browser), office, "bambang", "/register"), office, "register")
    desk.does(
        "mencari-berkas",
        re.compile("dari="),
        {
            "Status": SEEN,
            "Jenis": SEEN,
            "Dari": "23-11-2026",
            "Sampai": "23-11-2026",
            "Kosongkan": SEEN,
        },
    )
    desk.does(
        "membaca-halaman-bulan",
        "Buku Register KK, November 2026",
        {"Buka halaman bulan": november, "Belum ditutup": SEEN},
    )
    desk.does(
        "mencetak-buku-bulan",
        "Buku Register KK",
        {"PDF": PRESSED, "XLSX": PRESSED, "CSV": OVER},
        at="/register/2026/11",
    )
    desk.does(
        "mencetak-buku-kertas-dengan-nomor-lengkap",
        "Hasilnya disimpan tiga hari.",
        {"Untuk apa": "dijilid"},
        at="/register/2026/11",
    )
    desk.does(
        "melihat-nomor-lengkap-pada-satu-berkas",
        "3508 1745 0490 0005",
        {"Lihat nomor": (first(f"a:has-text('{number}')"), PRESSED), "Alasan": "Menjawab pemohon"},
        at="/register",
    )
    desk.does(
        "melihat-kertas-a4-hari-demi-hari",
        re.compile("hari=2026-11-23"),
        {"Kertas A4": PRESSED},
        at="/register",
    )
    assert desk.untried() == {"menyalin-catatan-tulis-tangan"}


def test_quality_by_its_book(office: Running, browser: Browser) -> None:
    desk = Desk(sit_down(page_at(browser), office, "bambang", "/ptpp"), office, "mutu")
    desk.does(
        "menerbitkan-ptpp",
        "PTPP-",
        {"Uraian masalah": "Antrean lama setiap Senin.", "Ditujukan kepada": SEEN},
    )
    desk.does(
        "mengerjakan-ptpp",
        "Harus diperiksa orang lain",
        {
            "Tindakan perbaikan": (plan, "Jadwal pengganti."),
            "Penanggung jawab": "Bambang Percobaan",
            "Batas waktu": "30-11-2026",
            "Foto atau PDF sebagai bukti": evidence,
            "Apa yang sudah dikerjakan, dan apa buktinya?": "Jadwal ditempel.",
        },
    )
    desk.does(
        "mencatat-insiden",
        "Yang sudah dilakukan",
        {
            "Catat insiden": [SEEN, PRESSED],
            "Jenis": SEEN,
            "Terjadi pada": "23-11-2026 08.00",
            "Diketahui pada": "23-11-2026 08.30",
            "Apa yang terjadi": "Lantai licin.",
        },
    )
    desk.does(
        "memeriksa-sarana",
        "Yang terakhir diperbaiki",
        {
            "Simpan pemeriksaan": (counted, PRESSED),
            "Periksa sarana": SEEN,
            "Catat kerusakan": [SEEN, PRESSED],
            "Apa yang rusak": "Layarnya retak.",
            "Bagaimana diperbaiki atau diganti": "Diganti.",
        },
    )
    desk.does(
        "membaca-sasaran-mutu",
        "Yang tidak tercapai dianalisis pelaksana",
        {"Analisis dan evaluasi": PRESSED, "Simpan analisis": OVER, "Capaian (A4)": OVER},
    )
    desk.does("membaca-hasil-survei", "Survei", {"Terbitkan PTPP": OVER, "Laporan (A4)": SEEN})
    desk.does(
        "membaca-dokumen-standar",
        "Dokumen standar",
        {"Siapkan revisi baru": OVER, "Ubah bunyi pasal": OVER, "Ajukan kepada Sekretaris": OVER},
    )
    assert desk.untried() == {"mencatat-pelatihan-dan-kompetensi"}


def november(page: Page) -> None:
    """The page of the month."""
    page.select_option("#bulan", label="November 2026")


def plan(page: Page) -> None:
    """The newest corrective action, and why it happened."""
    page.locator("a:has-text('PTPP-2026')").first.click()
    page.fill("#mengapa-0", "Satu loket.")


def counted(page: Page) -> None:
    """A dozen of everything."""
    for field in page.locator("[name=present]").all():
        field.fill("12")


def evidence(page: Page) -> None:
    """A photo, sent."""
    page.set_input_files(
        "#berkas-bukti", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": small()}
    )
    expect(page.locator(".evidence-files li")).to_be_visible()


def test_the_admin_by_their_book(office: Running, browser: Browser, papers: SignedPapers) -> None:
    desk = Desk(sit_down(page_at(browser), office, "agus", "/admin/orang"), office, "admin")
    desk.does(
        "melihat-yang-masih-kurang", "Ada yang dapat kami bantu?", {"Yang masih kurang": SEEN}
    )
    desk.does(
        "menambah-orang-dan-peran",
        "Kata sandi untuk tini",
        {
            "Nama lengkap": "Tini Percobaan",
            "Nama masuk": "tini",
            "Peran": (role, SEEN),
            "Ubah": OVER,
            "Kata sandi baru": OVER,
            "Tidak boleh masuk lagi": OVER,
            "Tunjuk pengganti": OVER,
            "Tunjuk": OVER,
        },
    )
    desk.does("mengisi-hari-libur", "Hari jadi", {"Tanggal": "01-12-2026", "Hari apa": "Hari jadi"})
    desk.does(
        "mengubah-jam-pelayanan",
        "Sudah disimpan.",
        {
            "Ubah jam pelayanan biasa": OVER,
            "Tambah masa dengan jam lain": SEEN,
            "Nama masa": "Ramadan",
            "Simpan": (span, PRESSED),
        },
    )
    desk.does(
        "mengubah-nama-kantor-layanan-loket-dan-data-lain",
        "Sudah disimpan.",
        {
            "Layanan": OVER,
            "Loket": OVER,
            "Data standar": OVER,
            "Mulai berlaku": (telephone, "01-12-2026"),
            "Sebab": "SK 12",
        },
    )
    desk.does(
        "memilih-dan-mencoba-pencetak",
        "Lihat lagi",
        {
            "Pilih pencetak": OVER,
            "Cari pencetak": OVER,
            "Pencetak karcis": OVER,
            "Pencetak A4": SEEN,
            "Pakai pencetak ini": OVER,
            "Cetak karcis uji": OVER,
        },
    )
    desk.does(
        "menambah-sertifikat-tanda-tangan",
        "Root CA Lain",
        {
            "Tambah": (
                lambda page: page.set_input_files(
                    "#sertifikat", papers.stranger.path.parent / "percaya" / "root.pem"
                ),
                PRESSED,
            )
        },
    )
    desk.does(
        "membuat-cadangan",
        "Cadangan sedang dibuat.",
        {
            "Tempat cadangan": SEEN,
            "Cari tempat": OVER,
            "Pakai tempat ini": OVER,
            "Tempat lain": OVER,
            "Kunci pemulihan": SEEN,
            "Cadangkan sekarang": (wait_for_key, PRESSED),
            "Dicoba dipulihkan": SEEN,
        },
    )
    desk.does(
        "memeriksa-kesehatan",
        "Lihat lagi",
        {"Periksa lagi": OVER, "Perlu dibetulkan": OVER, "Unduh berkas bantuan": OVER},
    )
    desk.does(
        "mutu#mencatat-pelatihan-dan-kompetensi",
        "Pelayanan prima",
        {
            "Nama pelatihan": (first("main table a"), "Pelayanan prima"),
            "Tanggal pelatihan": "02-11-2026",
            "Simpan": OVER,
        },
    )
    assert desk.untried() == {
        "memasang-di-komputer-kantor",
        "memasang-versi-baru",
        "memasangkan-layar-sentuh-atau-papan",
        "memilih-suara-panggilan",
        "memulihkan-di-komputer-baru",
        "membuka-kantor-latihan",
        "menyiapkan-kantor-pertama-kali",
        "untuk-teknisi",
    }


def role(page: Page) -> None:
    """The new person works as operator."""
    page.check(".add-roles [value=operator]")


def span(page: Page) -> None:
    """Two days."""
    page.fill("#hari-pertama", "10-02-2027")
    page.fill("#hari-terakhir", "11-02-2027")


def telephone(page: Page) -> None:
    """Another number."""
    page.get_by_label("Telepon").fill("0334-123456")


def test_signing_in_by_its_book(office: Running, browser: Browser) -> None:
    with office.inside():
        for name in ("nina", "edo"):
            hiring.add(name, f"{name.title()} Contoh", [staff.INFO_DESK], PASSWORD)
    desk = Desk(sit_down(page_at(browser), office, "nina", "/informasi"), office, "masuk")
    desk.does(
        "buat-pin",
        "PIN sudah disimpan.",
        {
            "Akun saya": (f12, PRESSED),
            "Kata sandi sekarang": lambda page: page.fill("#pin-sandi", PASSWORD),
            "PIN baru": "719354",
            "PIN baru, sekali lagi": "719354",
        },
        at="/informasi",
    )
    desk.does(
        "ganti-kata-sandi",
        "Kata sandi sudah diganti.",
        {
            "Akun saya": (f12, PRESSED),
            "Kata sandi sekarang": PASSWORD,
            "Kata sandi baru": "rahasia-nina-27",
            "Kata sandi baru, sekali lagi": "rahasia-nina-27",
        },
        at="/informasi",
    )
    desk.does("membuka-halaman-lain", "Buku Pengaduan", {}, at="/informasi")
    # This is a practice office itself; test_practice_office.py walks into one from a real office.
    desk.does(
        "berlatih",
        "Mulai dari awal",
        {
            "Halaman lain": [OVER, PRESSED],
            "Kantor latihan": OVER,
            "Buka kantor latihan": OVER,
            "Mulai dari awal": SEEN,
        },
        at="/papan-pengumuman",
    )
    desk.does(
        "ganti-petugas-di-satu-komputer",
        "Edo Contoh",
        {
            "Ganti petugas": f12,
            "Pakai kata sandi": OVER,
            "Nama masuk": "edo",
            "Kata sandi": PASSWORD,
        },
        at="/informasi",
    )
    desk.does(
        "pulang",
        "Untuk petugas kantor.",
        {"Tutup loket, lalu keluar": OVER, "Keluar, loket tetap dibuka": OVER},
        at="/informasi",
    )
    desk.does(
        "lupa-atau-salah-kata-sandi",
        "Tutup",
        {"Kata sandi baru": OVER, "Boleh mencoba lagi": OVER},
        at="/masuk",
    )
    desk.does(
        "masuk-pagi-hari",
        "Ambilkan nomor",
        {"Nama masuk": "nina", "Kata sandi": "rahasia-nina-27"},
        at="/",
    )
    assert desk.untried() == {
        "bila-layar-minta-masuk-lagi",
        "memakai-bantuan-ini",
        "membuka-sesuatu-dengan-alat-baca-kode",
        "menunggu-pdf-yang-sedang-dibuat",
        "pita-di-bawah-kepala-halaman",
    }


def f12(page: Page) -> None:
    """The key of whoever works here."""
    page.keyboard.press("F12")
