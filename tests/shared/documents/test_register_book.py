"""The Buku Register: the paper book's columns and pages, closed for good, taken away as files."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pikepdf
import pytest

from shared.documents import book, maker, tables
from shared.rules.applications import decisions, process, register_paper
from shared.rules.applications import register as rules
from shared.rules.applications.register_rows import Row
from shared.rules.paper.said import OwnPaper
from shared.web import application_papers
from tests.kk import COUNTER, KASI, NIK, OPERATOR, accepted, handed, register, taken
from tests.office import Later
from tests.shared.documents.reading import about, pages, text

pytestmark = [pytest.mark.usefixtures("people"), pytest.mark.clause("8.3")]

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
NAMES = ("Wati Percobaan", "MUHAMMAD ABDUL RAHMAN WICAKSONO CONTOH", "Budi", "Sri Contoh")


def numbers(page: str) -> list[str]:
    """The registration numbers on a page, in the order of its rows."""
    return re.findall(r"KK-\d{4}-\d{6}", page)


def read_back(made: bytes) -> list[list[str]]:
    """The cells of a CSV, as an Indonesian spreadsheet takes them apart."""
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";"))


def rows(count: int, **other: str) -> list[dict[str, Any]]:
    """Rows of an invented month."""
    empty = dict.fromkeys(tables.COLUMNS, "")
    return [
        {
            **empty,
            "sequence": at,
            "number": f"KK-2026-{at:06d}",
            "received": "23-11-2026 09.00",
            "applicant": NAMES[at % 4],
            "nik": "3508********0001",
            "address": "RT 001/RW 002, Desa Kaliboto Lor",
            "kinds": "Tambah anggota – kelahiran",
            "remarks": "",
            **other,
        }
        for at in range(1, count + 1)
    ]


def drawn_book(found: Sequence[dict[str, Any]]) -> bytes:
    """A month of these rows, otherwise empty."""
    said = register_paper.RegisterMonth(
        rows=tuple(Row(id=0, state="", **row) for row in found),
        month_name="November 2026",
        totals=(),
        kept=(),
        whole=False,
        closed="",
        line="",
        date="1 Desember 2026",
        section_head=register_paper.SectionHead(title="Kasi", name=""),
    )
    return maker.make(OwnPaper("register", said))


def drawn_month(year: int, month: int) -> bytes:
    """The month's pages."""
    return maker.make(register_paper.month(year, month))


def test_forty_rows_go_over_pages_each_once_and_in_order() -> None:
    for at in range(40):
        register(applicant=NAMES[at % 4], hamlet="Krajan" if at % 3 else "")
    found = pages(drawn_month(2026, 11))
    assert len(found) > 2
    assert [number for page in found for number in numbers(page)] == [
        f"KK-2026-{at:06d}" for at in range(1, 41)
    ]
    for number, page in enumerate(found, 1):
        assert f"Hal {number} dari {len(found)}" in page
        assert "BUKU REGISTER KARTU KELUARGA Bulan November 2026" in page
        for column in book.COLUMNS:
            assert column.title.split(",")[0].split()[0] in page
    assert ["Mengetahui" in page for page in found] == [False] * (len(found) - 1) + [True]


def test_a_row_says_what_the_paper_book_says(later: Later) -> None:
    file = accepted(note="titip map biru")
    process.begin(file.id, OPERATOR)
    process.note_new_kk(file.id, "3508172311260007", OPERATOR)
    later(minutes=30)
    process.mark_printed(file.id, OPERATOR)
    process.pass_product(file.id, dict.fromkeys(process.CHECKS, True), OPERATOR)
    later(hours=1)
    how = taken("Rahmat Contoh", process.FAMILY)
    process.hand_over(file.id, how, COUNTER)
    said = text(drawn_month(2026, 11))
    for words in (
        "1 KK-2026-000001 23-11-2026 09.00 Wati Percobaan 3508********0001 Joko Percobaan",
        "3508********0001 3508********0007 RT 001/RW 002",
        "23-11-2026 09.30 Dewi Contoh",
        "0 T 23-11-2026 10.30 Rahmat Contoh",
        "titip map biru",
    ):
        assert words in said
    assert NIK not in said


def test_totals_and_signature_stand_at_the_end() -> None:
    handed()
    decisions.refer(register().id, "bukan wewenang", COUNTER)
    register()
    said = text(drawn_month(2026, 11))
    for words in (
        "Berkas masuk 3",
        "diserahkan) 1",
        "Dirujuk ke Dinas Dukcapil 1",
        "Masih berjalan 1",
        "Jatiroto, 23 November 2026 Mengetahui: Kasi Pelayanan Umum HASAN MUSTOFA",
        "Bulan ini belum ditutup.",
        "Kembali sesudah lengkap 0,0 % 0 dari 1",
    ):
        assert words in said


def test_a_closed_month_says_so_and_stays_as_it_was(later: Later) -> None:
    file = accepted()
    later(days=9)
    rules.close_month(2026, 11, KASI)
    before = text(drawn_month(2026, 11))
    assert "Bulan ini ditutup Rabu, 2 Desember 2026 pukul 09.00 WIB" in before
    process.begin(file.id, OPERATOR)
    process.mark_printed(file.id, OPERATOR)
    assert text(drawn_month(2026, 11)) == before


def test_a_month_without_files_says_nihil() -> None:
    found = pages(drawn_month(2026, 10))
    assert len(found) == 1
    assert "NIHIL" in found[0]
    assert "Berkas masuk 0" in found[0]


def test_a_long_remark_is_kept_whole() -> None:
    words = [f"kata{at}" for at in range(60)]
    register(note=" ".join(words))
    register()
    said = text(drawn_month(2026, 11)).replace(" ", "")
    assert "".join(words) in said


def test_letters_wider_than_estimated_only_cost_another_page() -> None:
    wide = rows(30, applicant="Ѩ" * 70)
    found = pages(drawn_book(wide))
    assert len(found) > len(book.pages(wide))
    assert [number for page in found for number in numbers(page)] == [
        f"KK-2026-{at:06d}" for at in range(1, 31)
    ]
    for number, page in enumerate(found, 1):
        assert f"Hal {number} dari {len(found)}" in page


def test_pages_share_the_letters_that_are_cut_out_of_the_fonts() -> None:
    with pikepdf.open(io.BytesIO(drawn_book(rows(40)))) as document:
        used = [font.objgen for page in document.pages for font in page.Resources.Font.values()]
    assert len(set(used)) < len(used)


def test_pages_hear_how_far_the_work_is() -> None:
    heard: list[tuple[int, int]] = []
    for _ in range(15):
        register()
    maker.make(
        register_paper.month(2026, 11), progress=lambda done, total: heard.append((done, total))
    )
    assert heard == [(1, 2), (2, 2)]


def test_it_names_nobody_in_its_properties() -> None:
    register()
    said = str(about(drawn_month(2026, 11)))
    assert "Buku Register KK November 2026" in said
    assert "Wati" not in said


class TestPagesOfTheBook:
    """Where one page ends and the next begins."""

    def test_every_row_has_its_place(self) -> None:
        found = rows(100)
        laid = book.pages(found)
        assert [row for page in laid for row in page] == found
        assert all(laid)

    def test_the_last_page_has_room_for_the_end(self) -> None:
        counts = {len(book.pages(rows(count))[-1]) for count in range(1, 60)}
        assert max(counts) < max(len(page) for page in book.pages(rows(60)))

    def test_no_rows_are_one_page(self) -> None:
        assert book.pages([]) == [[]]

    def test_a_page_is_split_in_two(self) -> None:
        one, two, three = rows(3)
        assert book.split([[one], [two, three]], 1) == [[one], [two], [three]]

    def test_the_columns_fill_the_sheet(self) -> None:
        assert sum(column.width for column in book.COLUMNS) == 279
        assert len(book.COLUMNS) == 15


class TestTakenAway:
    """CSV and XLSX: nothing in them is ever run."""

    FORMULAS = ("=1+1", "+62", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "＝1+1")

    def test_the_csv_has_every_column_of_every_row(self) -> None:
        handed()
        register()
        heading, *found = self._csv()
        assert heading == list(tables.COLUMNS.values())
        assert [row[1] for row in found] == ["KK-2026-000001", "KK-2026-000002"]
        assert found[0][4] == "3508********0001"

    def test_the_csv_opens_in_a_spreadsheet_with_its_letters(self) -> None:
        assert application_papers.register_csv(2026, 11).startswith(b"\xef\xbb\xbf")

    def test_the_spreadsheet_opens_again_and_holds_only_text(self) -> None:
        handed()
        register()
        sheet = self._sheet(application_papers.register_xlsx(2026, 11))
        found = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert found[0] == list(tables.COLUMNS.values())
        assert [row[1] for row in found[1:]] == ["KK-2026-000001", "KK-2026-000002"]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        assert all(
            cell.value is None for row in sheet.iter_rows() for cell in row if cell.data_type == "n"
        )
        assert sheet.freeze_panes == "C2"

    @pytest.mark.parametrize("evil", FORMULAS)
    def test_a_typed_formula_stays_text(self, evil: str) -> None:
        found = rows(1, applicant=evil, remarks=evil)
        read = read_back(tables.csv_bytes(found))
        assert read[1][3] == f"'{evil}"
        sheet = self._sheet(tables.xlsx_bytes("Judul", "Kantor", found, NOON))
        assert (sheet.cell(2, 4).value, sheet.cell(2, 4).data_type) == (evil, "s")

    @pytest.mark.parametrize(
        ("text", "cell"),
        [
            ("081234567890", '"=""081234567890"""'),
            ("123456789012345", '"=""123456789012345"""'),
            ("001", '"=""001"""'),
            ("007", '"=""007"""'),
            ("1E5", '"=""1E5"""'),
            ("3/4", '"=""3/4"""'),
            ("12", "12"),
            ("0", "0"),
            ("23 November 2026", "23 November 2026"),
            ("satu; dua", '"satu; dua"'),
            (" =1+1", "' =1+1"),
        ],
    )
    def test_an_indonesian_excel_gets_one_column_a_field_and_every_digit(
        self, text: str, cell: str
    ) -> None:
        table = tables.csv_bytes([{"one": text, "two": "x"}], {"one": "Satu", "two": "Dua"})
        assert table.decode("utf-8") == f"\ufeffSatu;Dua\r\n{cell};x\r\n"

    def test_an_indonesian_spreadsheet_finds_a_column_for_each_field(self) -> None:
        made = tables.csv_bytes(rows(2, address="Jl. Mawar 1; RT 02, RW 03"))
        assert made.startswith(b"\xef\xbb\xbf")
        assert made.count(b"\r\n") == made.count(b"\n") == 3
        assert made.splitlines()[0].count(b";") == len(tables.COLUMNS) - 1
        assert {len(row) for row in read_back(made)} == {len(tables.COLUMNS)}
        assert read_back(made)[1][8] == "Jl. Mawar 1; RT 02, RW 03"

    @pytest.mark.parametrize("planted", [NIK, "3508 1745 0490 0001"])
    def test_a_planted_nik_is_hidden(self, planted: str) -> None:
        register(applicant=f"Wati {planted}", note=planted)
        everything = str(
            [
                self._csv(),
                [
                    [cell.value for cell in row]
                    for row in self._sheet(application_papers.register_xlsx(2026, 11)).iter_rows()
                ],
            ]
        )
        assert "17450490" not in re.sub(r"\D", "", everything)

    def test_the_same_rows_give_the_same_spreadsheet(self) -> None:
        made = [tables.xlsx_bytes("Judul", "Kantor", rows(5), NOON) for _ in range(2)]
        assert made[0] == made[1]

    def _csv(self) -> list[list[str]]:
        return read_back(application_papers.register_csv(2026, 11))

    def _sheet(self, data: bytes) -> Any:
        return openpyxl.load_workbook(io.BytesIO(data)).active
