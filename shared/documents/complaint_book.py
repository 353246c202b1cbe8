"""The Buku Pengaduan as a paper book: its fourteen columns, and rows that go on below (DOMAIN 3.2).

A row is as long as what somebody wrote. What does not fit is written on in a row of its own, so
that a page never has to hold more than a part of a long complaint.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from shared.documents import book
from shared.documents.book import PLAIN, Column, Row, lines_taken

COLUMNS = (
    Column("No.", 18.5, PLAIN, ("number",)),
    Column("Hari/ Tanggal, jam", 17, "", ("recorded",)),
    Column("Sarana", 15, "", ("channel", "source")),
    Column("Nama", 17.5, "", ("name",)),
    Column("Alamat / No. HP", 17.5, "", ("address", "phone")),
    Column("Layanan yang diadukan", 16, "", ("topic", "service")),
    Column("Isi pengaduan / saran", 39, "", ("text",)),
    Column("Penyelesaian yang diminta", 21, "", ("requested",)),
    Column("Klasifikasi", 17, "", ("kind", "category")),
    Column("Diteruskan kepada, tanggal", 18, "", ("unit", "reported")),
    Column("Tindak lanjut", 36, "", ("follow_up",)),
    Column("Tanggal selesai", 16, "", ("closed",)),
    Column("Paraf Kasi / No. PTPP", 17.5, "", ("actions",)),
    Column("Tanda tangan pengadu", 13, "", ()),
)
# Millimetres for rows on the first page, below a letterhead of one line.
_FIRST_PAGE = 148.0
# The columns that people write at length, and how many lines of them stand in one row.
_LONG = {column.fields[0]: column.width for column in (COLUMNS[6], COLUMNS[7], COLUMNS[10])}
_MOST_LINES = 10
_GOES_ON = "sambungan"


def pages(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each page, what is too long in rows below."""
    parts = [part for row in rows for part in _parts(row)]
    return book.pages(parts, COLUMNS, _FIRST_PAGE)


def _parts(row: Row) -> Iterator[Row]:
    cut = {field: list(_pieces(row[field], width)) for field, width in _LONG.items()}
    for at in range(max(map(len, cut.values()))):
        here = {field: pieces[at] if at < len(pieces) else [] for field, pieces in cut.items()}
        yield {**row, **here} if at == 0 else {**_below(row), **here}


def _below(row: Row) -> dict[str, Any]:
    """What a row that goes on repeats: nothing but whose it is."""
    return {**dict.fromkeys(row, ""), "number": row["number"], "recorded": _GOES_ON}


def _pieces(lines: Sequence[str], width: float) -> Iterator[list[str]]:
    """The lines of a cell in pieces of at most `_MOST_LINES` written lines."""
    piece: list[str] = []
    taken = 0
    for part in (part for line in lines for part in _cut(line, width)):
        height = lines_taken(part, width)
        if piece and taken + height > _MOST_LINES:
            yield piece
            piece, taken = [], 0
        piece.append(part)
        taken += height
    yield piece


def _cut(line: str, width: float) -> Iterator[str]:
    """A line that is too long for one row, cut between words, or in a word of endless length."""
    rest = line
    while lines_taken(rest, width) > _MOST_LINES:
        ends = range(1, len(rest))
        most = bisect_right(ends, _MOST_LINES, key=lambda end: lines_taken(rest[:end], width))
        at = rest.rfind(" ", most // 2, most + 1)
        at = most if at < 0 else at
        yield rest[:at].rstrip()
        rest = rest[at:].lstrip()
    yield rest
