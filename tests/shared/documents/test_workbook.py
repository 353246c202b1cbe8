"""Spreadsheets: numbers that can be summed, texts that stay what they are."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.documents import workbook
from shared.documents.workbook import Table

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
TEXTS = ("=1+1", "+62812", "-5", "@SUM(A1)", "\t=1", "3508110101010001", "007", "1E5", "http://x")


def opened(*sheets: Table) -> Any:
    """The workbook of these tables, as a spreadsheet program opens it."""
    return openpyxl.load_workbook(io.BytesIO(workbook.make("Judul", "Kantor", NOON, sheets)))


def test_numbers_days_and_moments_are_what_they_are_and_nothing_is_an_empty_cell() -> None:
    cells = (12, 1234.5, Decimal("95.5"), date(2026, 11, 23), NOON, None)
    [sheet] = opened(Table("Angka", ("a", "b", "c", "d", "e", "f"), [cells])).worksheets
    found = [cell.value for cell in sheet[2]]
    noon = datetime(2026, 11, 23, 5)
    assert found == [12, 1234.5, 95.5, datetime(2026, 11, 23), noon, None]
    assert [cell.number_format for cell in sheet[2]][:2] == ["#,##0", "#,##0.0"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_the_text_that_it_is_in_cells_and_headings(text: str) -> None:
    [sheet] = opened(Table("Teks", (text,), [(text,)])).worksheets
    assert [(row[0].value, row[0].data_type) for row in sheet.iter_rows()] == [(text, "s")] * 2
    assert sheet["A2"].number_format == "@"
    assert sheet["A2"].hyperlink is None


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF), min_size=1))
def test_no_text_is_ever_a_formula(text: str) -> None:
    [sheet] = opened(Table("Teks", ("Isi",), [(text,)])).worksheets
    assert (sheet["A2"].data_type, str(sheet["A2"].value)) == ("s", text)


def test_each_table_is_a_sheet_with_its_heading_fixed_and_its_width() -> None:
    tables = [
        Table("Per layanan", ("Layanan", "Nomor"), [("KK", 3)], {0: 30}),
        Table("Loket 1/2: [a]?*\\ dan nama yang panjang sekali", ("Loket",), []),
    ]
    one, two = opened(*tables).worksheets
    assert (one.title, two.title) == ("Per layanan", "Loket 1-2- -a---- dan nama yang")
    assert (one.freeze_panes, one.auto_filter.ref) == ("B2", "A1:B2")
    assert round(one.column_dimensions["A"].width) == 31
    assert [cell.value for cell in two[1]] == ["Loket"]


def test_the_same_tables_give_the_same_bytes() -> None:
    tables = [Table("Angka", ("a",), [(1,), ("b",)])]
    assert len({workbook.make("Judul", "Kantor", NOON, tables) for _ in range(2)}) == 1
