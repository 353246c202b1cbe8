"""Books as CSV and as spreadsheets: every cell is text, none is ever a formula."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any

from shared.discreet import discreet
from shared.documents import workbook

Row = Mapping[str, Any]

COLUMNS = {
    "sequence": "No. Urut",
    "number": "No. Registrasi",
    "received": "Tanggal/jam diterima",
    "applicant": "Nama Pemohon",
    "nik": "NIK",
    "head_of_family": "Nama Kepala Keluarga",
    "kk_number": "No. KK lama",
    "new_kk_number": "No. KK baru",
    "address": "Alamat",
    "kinds": "Jenis Permohonan",
    "complete": "Berkas lengkap tgl/jam",
    "printed": "Dicetak tgl/jam",
    "operator": "Operator",
    "took": "Waktu (HK)",
    "promptness": "Tepat waktu (T/L)",
    "handed": "Diserahkan tgl/jam",
    "taker": "Nama penerima",
    "remarks": "Keterangan",
}
_WIDTHS = {
    "sequence": 8,
    "took": 8,
    "promptness": 9,
    "applicant": 28,
    "head_of_family": 28,
    "address": 38,
    "kinds": 36,
    "remarks": 40,
    "taker": 28,
}
_DIGITS = re.compile(r"0[0-9]+|[0-9]{12,}|[0-9]+[eE/][0-9]+")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Sheet:
    """A table of a book: its name, its columns by field, and how wide they are (in letters)."""

    name: str
    columns: Mapping[str, str]
    widths: Mapping[str, int]


_REGISTER = Sheet("Buku Register", COLUMNS, _WIDTHS)


def csv_bytes(rows: Sequence[Row], columns: Mapping[str, str] = COLUMNS) -> bytes:
    """The rows with a heading as an Indonesian Excel opens them: semicolons, marked UTF-8."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(columns.values())
    writer.writerows([_harmless(text) for text in _texts(row, columns)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    title: str, office: str, rows: Sequence[Row], made_at: datetime, table: Sheet = _REGISTER
) -> bytes:
    """The rows as one sheet, its heading fixed and filterable."""
    columns = list(table.columns.values())
    widths = {
        at: table.widths[name] for at, name in enumerate(table.columns) if name in table.widths
    }
    texts = [_texts(row, table.columns) for row in rows]
    sheet = workbook.Table(table.name, columns, texts, widths, fixed=2)
    return workbook.make(title, office, made_at, [sheet])


def _texts(row: Row, columns: Mapping[str, str]) -> list[str]:
    return [discreet(str(row[field])) for field in columns]


def _harmless(text: str) -> str:
    """What a spreadsheet would run or make a number of stays text.

    A formula gets a leading apostrophe; Excel would take digits or zeros of a number, or make a
    date or a power of it, so that it is written as a formula that is its own text.
    """
    if _DIGITS.fullmatch(text):
        return f'="{text}"'
    # Excel runs what follows blanks too.
    runs = (text.startswith(_STARTS_FORMULA), text.lstrip().startswith(_STARTS_FORMULA))
    return f"'{text}" if any(runs) else text
