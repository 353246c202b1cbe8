"""A quarter counted anew from the database, in plain SQL and without a line of the application."""

import re
import sqlite3
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2

OFFICE = Path(__file__).parents[2] / "shared/standard/offices/jatiroto/complaints.toml"
MS = "CAST(strftime('%s', '{}', '-7 hours') AS INTEGER) * 1000"
FINISHED = "state IN ('closed', 'referred')"
# Never completed: neither late nor kept when the office had asked in time, for its clock stood.
ASKED_IN_TIME = """EXISTS (
    SELECT 1 FROM complaint_event AS lapse
    WHERE lapse.complaint_id = complaint.id AND lapse.what = 'lapse' AND complaint.due_at >= (
        SELECT max(ask.at) FROM complaint_event AS ask
        WHERE ask.complaint_id = complaint.id AND ask.what = 'ask'))"""
YEAR = 2026
ROMAN = ("I", "II", "III", "IV")


class Book:
    """A quarter of the complaint book of 2026 as rows of the database file."""

    def __init__(self, data: Path, quarter: int = 4) -> None:
        self._file = f"file:{data / 'antrean.sqlite3'}?mode=ro"
        self.title = f"Triwulan {ROMAN[quarter - 1]} Tahun {YEAR}"
        first, after = (
            date(YEAR, 3 * quarter - 2, 1),
            date(YEAR + quarter // 4, 3 * quarter % 12 + 1, 1),
        )
        self._first, self._last = first, after - timedelta(days=1)
        self._begins, self._ends = MS.format(f"{first} 00:00"), MS.format(f"{after} 00:00")
        self._mine = f"day BETWEEN '{first}' AND '{self._last}'"
        # The quarter is over: whatever fell due in it and is open is late.
        self._counts = f"""
            count(*) FILTER (WHERE {self._mine}),
            count(*) FILTER (WHERE {self._mine} AND {FINISHED}),
            count(*) FILTER (WHERE {self._mine} AND state = 'archived'),
            count(*) FILTER (WHERE {self._mine} AND NOT {FINISHED} AND state != 'archived'),
            count(*) FILTER (WHERE {self._in("due_at")} AND {FINISHED} AND closed_at <= due_at),
            count(*) FILTER (WHERE {self._in("due_at")} AND coalesce(closed_at > due_at, 1)
                             AND NOT {ASKED_IN_TIME})"""
        standard = tomllib.loads(OFFICE.read_text())
        self.titles = {
            part: {one["code"]: one["title"] for one in standard[part]}
            for part in ("channels", "categories")
        }

    def _in(self, column: str) -> str:
        return f"{column} >= {self._begins} AND {column} < {self._ends}"

    def rows(self, sql: str, *given: object) -> list[tuple[Any, ...]]:
        link = sqlite3.connect(self._file, uri=True)
        try:
            return link.execute(sql, given).fetchall()
        finally:
            link.close()

    def one(self, sql: str, *given: object) -> tuple[Any, ...]:
        (row,) = self.rows(sql, *given)
        return row

    def seen(self, number: str) -> tuple[int, int]:
        """Id and version of the complaint of that number."""
        year, count = number.removeprefix("P-").split("-")
        return self.one(
            "SELECT id, version FROM complaint WHERE year = ? AND public_number = ?",
            int(year),
            int(count),
        )

    def totals(self) -> list[int]:
        """Received, finished, archived, running; of what fell due: in time, late."""
        return list(self.one(f"SELECT {self._counts} FROM complaint"))

    def by_channel(self) -> dict[str, list[int]]:
        """The same for each channel, those without a complaint too."""
        found = self.rows(f"SELECT channel, {self._counts} FROM complaint GROUP BY channel")
        counted = {code: rest for code, *rest in found}
        return {
            title: counted.get(code, [0] * 6) for code, title in self.titles["channels"].items()
        }

    def by_category(self) -> dict[str, int]:
        """How many for each category, those without a complaint too."""
        sql = f"SELECT category, count(*) FROM complaint WHERE {self._mine} GROUP BY category"
        counted = dict(self.rows(sql))
        return {title: counted.get(code, 0) for code, title in self.titles["categories"].items()}

    def listed(self) -> list[tuple[str, str, str]]:
        """Number, public text and action of each complaint that has words for the public."""
        return self.rows(
            f"""SELECT printf('P-%d-%d', year, public_number), public_text,
                       coalesce(public_action, '–')
                FROM complaint WHERE {self._mine} AND public_text IS NOT NULL
                ORDER BY year, number"""
        )

    def kept_back(self) -> int:
        """How many count without a line of their own."""
        sql = (
            f"SELECT count(*) FROM complaint WHERE {self._mine} AND guarded AND public_text IS NULL"
        )
        return int(self.one(sql)[0])

    def carried_over(self) -> tuple[int, int, int, int]:
        """Open when the quarter began; of these finished in it, archived in it, and left."""
        return self.one(  # type: ignore[return-value]
            f"""SELECT count(*) FILTER (WHERE closed_at IS NULL OR closed_at >= {self._begins}),
                       count(*) FILTER (WHERE {self._in("closed_at")} AND {FINISHED}),
                       count(*) FILTER (WHERE {self._in("closed_at")} AND state = 'archived'),
                       count(*) FILTER (WHERE closed_at IS NULL OR closed_at >= {self._ends})
                FROM complaint WHERE day < '{self._first}'"""
        )

    def box(self) -> tuple[int, int]:
        """On how many of the working days the box was opened at the end of service.

        None before the office began with this.
        """
        return self.one(  # type: ignore[return-value]
            f"""
            WITH RECURSIVE days(day) AS (
                SELECT max('{self._first}', (
                    SELECT date(min(created_at) / 1000, 'unixepoch', '+7 hours') FROM staff))
                UNION ALL SELECT date(day, '+1 day') FROM days WHERE day < '{self._last}'
            ), working AS (
                SELECT day FROM days WHERE strftime('%w', day) BETWEEN '1' AND '5'
                AND day NOT IN (SELECT day FROM calendar_day WHERE kind != 'HARI_KERJA_KHUSUS')
            ) SELECT count(*) FILTER (WHERE EXISTS (
                SELECT 1 FROM box_opening WHERE box_opening.day = working.day
                AND time(opened_at / 1000, 'unixepoch', '+7 hours')
                    >= CASE strftime('%w', day) WHEN '5' THEN '13:30:00' ELSE '14:30:00' END
            )), count(*) FROM working"""
        )

    def corrective(self) -> tuple[int, int]:
        """Corrective actions issued and closed in the quarter."""
        return self.one(  # type: ignore[return-value]
            f"""SELECT count(*) FILTER (WHERE {self._in("issued_at")}),
                       count(*) FILTER (WHERE {self._in("closed_at")})
                FROM corrective_action"""
        )


def poster_says(text: str, book: Book) -> None:
    """Every number on the poster above the promise is one of the book's."""
    received, finished, archived, running, on_time, late = book.totals()
    share = share_of(on_time, on_time + late)
    words = [f"{received} masuk", f"{finished} selesai", f"{running} masih diproses"]
    words += [f"{archived} diarsipkan"] * bool(archived)
    words += [f"{share} tepat waktu: {on_time} dari {on_time + late} yang", f"{late} terlambat"]
    for part in words:
        assert part in text
    assert book.title in text
    shown = text.replace(book.title, "").split("Janji Perbaikan Pelayanan")[0]
    figures, bars = shown.split("Tentang apa")
    bars, rows = bars.split("Yang Anda sampaikan")
    told = [received, finished, running, *[archived] * bool(archived)]
    assert numbers(figures) == [*told, *numbers(share), on_time, on_time + late, late]
    ranked = sorted(
        ((many, title) for title, many in book.by_category().items() if many),
        key=lambda one: -one[0],
    )
    told = numbers(bars)
    assert len(told) >= 3
    assert sum(told) == received
    rest = "Kategori lain" in bars
    named = ranked[: len(told) - rest]
    assert told[: len(named)] == [many for many, _ in named]
    assert all(f"{title} {many}" in bars for many, title in named)
    assert numbers(rows) == [received]
    listed = {text for _, text, _ in book.listed()}
    assert sum(text in rows for text in listed) >= 3


def recap_says(text: str, book: Book) -> None:
    """Tables A, B, C and what follows them, on the A4 recap, are the book's."""
    for title, figures in (*book.by_channel().items(), ("Jumlah", book.totals())):
        assert " ".join([title, *in_words(figures)]) in text
    for title, many in book.by_category().items():
        assert f"{title} {many}" in text
    for number, said, _ in book.listed():
        assert re.search(rf"{number} .*?{re.escape(said)}", text)
    assert f"Ditambah {book.kept_back()} pengaduan yang ditangani langsung" in text
    opened, finished, archived, left = book.carried_over()
    archived_too = f" {archived} diarsipkan," * bool(archived)
    assert f"{opened} pengaduan; {finished} selesai pada triwulan ini,{archived_too} {left}" in text
    assert "dibuka {} dari {} hari kerja".format(*book.box()) in text
    assert "{} diterbitkan, {} ditutup".format(*book.corrective()) in text


def in_words(figures: list[int]) -> list[str]:
    """The figures of a line as they are printed."""
    received, finished, archived, running, on_time, late = figures
    due = on_time + late
    return [
        *map(str, (received, finished, archived, running)),
        share_of(finished, received),
        *map(str, (due, on_time, late)),
        share_of(on_time, due),
    ]


def on_screen(figures: list[int]) -> list[str]:
    """The figures of a line as the page has them."""
    *counts, share, due, on_time, _late, kept = in_words(figures)
    return [*counts, share, f"{kept} {on_time}/{due}" if due != "0" else kept]


def share_of(part: int, whole: int) -> str:
    """`33,3 %`: one place, half up; of these few numbers none comes near all or nothing."""
    if not whole:
        return "–"
    return f"{int(1000 * part / whole + 0.5) / 10:.1f} %".replace(".", ",")


def numbers(text: str) -> list[int]:
    """All numbers in a text, in their order."""
    return [int(found) for found in re.findall(r"\d+", text)]


def text_of(pdf: bytes) -> str:
    """What a PDF says, with single blanks."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [document[place].get_textpage().get_text_range() for place in range(len(document))]
    return " ".join(" ".join(pages).split())
