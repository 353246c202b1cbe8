"""Books on paper: columns of the Buku Register (DOMAIN 7.1), rows of each page of any book."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

# Millimetres of A4 on its side, from register.css.
_ROW, _LINE, _EDGE = 9.6, 3.12, 1.6
_FIRST_PAGE, _PAGE, _END = 132.0, 160.0, 40.0
_LARGE, _SMALL = 1.68, 1.36
_LOOSE = 1.12

# Written on one line, however long.
PLAIN = "plain"


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in millimetres, how it stands, what it holds.

    `numbers`: NIK or KK numbers, which the office's own copy of the book shows whole.
    """

    title: str
    width: float
    style: str
    fields: tuple[str, ...]
    dated: bool = False
    numbers: bool = False


COLUMNS = (
    Column("No. Urut", 8, "middle", ("sequence",)),
    Column("No. Registrasi", 20.5, PLAIN, ("number",)),
    Column("Tanggal, jam diterima", 15, PLAIN, ("received",), dated=True),
    Column("Nama Pemohon", 22, "", ("applicant",)),
    Column("NIK", 24.5, PLAIN, ("nik",), numbers=True),
    Column("Nama Kepala Keluarga", 22, "", ("head_of_family",)),
    Column("No. KK lama / baru", 24.5, PLAIN, ("kk_number", "new_kk_number"), numbers=True),
    Column("Alamat (RT/RW, {Desa})", 22, "", ("address",)),
    Column("Jenis Permohonan", 21, "", ("kinds",)),
    Column("Berkas lengkap tgl, jam", 15, PLAIN, ("complete",), dated=True),
    Column("Dicetak tgl, jam, operator", 19, "", ("printed", "operator"), dated=True),
    Column("Waktu (HK) T / L", 9, "middle", ("took", "promptness")),
    Column("Diserahkan tgl, jam", 15.5, PLAIN, ("handed",), dated=True),
    Column("Nama & tanda tangan penerima", 22.5, "", ("taker",)),
    Column("Keterangan", 18.5, "", ("remarks",)),
)


def cells(row: Row, columns: Sequence[Column] = COLUMNS) -> list[list[str]]:
    """The row's cells in the order of the columns, each as the lines it is written on."""
    return [_lines(row, column) for column in columns]


def pages(
    rows: Sequence[Row], columns: Sequence[Column] = COLUMNS, first_page: float = _FIRST_PAGE
) -> list[list[Row]]:
    """The rows of each page; the last page has room for totals and signatures."""
    found: list[list[Row]] = [[]]
    room = first_page
    for row in rows:
        height = _height(row, columns)
        if height > room and found[-1]:
            found.append([])
            room = _PAGE
        found[-1].append(row)
        room -= height
    if room < _END and len(found[-1]) > 1:
        found.append([found[-1].pop()])
    return found


def split(laid: Sequence[list[Row]], at: int) -> list[list[Row]]:
    """The same pages, the one at `at` made two."""
    half = math.ceil(len(laid[at]) / 2)
    return [*laid[:at], laid[at][:half], laid[at][half:], *laid[at + 1 :]]


def _lines(row: Row, column: Column) -> list[str]:
    values = [line for field in column.fields for line in _written(row[field])]
    if column.dated:
        values = [*values[0].split(" "), *values[1:]]
    return [value for value in values if value]


def _written(value: object) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _height(row: Row, columns: Sequence[Column]) -> float:
    lines = max(
        sum(lines_taken(line, column.width) for line in _lines(row, column))
        for column in columns
        if column.style != PLAIN
    )
    return max(_ROW, lines * _LINE + _EDGE)


def lines_taken(text: str, width: float) -> int:
    """How many lines the text fills in a column of so many millimetres; an estimate."""
    wide = sum(_LARGE if letter.isupper() else _SMALL for letter in text)
    # Words break early, so a line never holds all that its letters would allow.
    loose = _LOOSE if " " in text else 1
    return max(1, math.ceil(wide * loose / (width - 2)))
