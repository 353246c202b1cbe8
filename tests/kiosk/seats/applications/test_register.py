"""Buku Register on screen: found, filtered, masked, read by month, closed, taken away."""

import csv
import io
import re
import zipfile

import pytest
from flask.testing import FlaskClient

from shared.records import JournalLine, LongPaper
from shared.rules.applications import register, seat_lists
from shared.rules.common import staff
from shared.rules.paper import long_papers
from tests import kk
from tests.kiosk.seats.desks import enrol, seated_as, send, sign_in, turns
from tests.office import Later
from tests.running import until
from tests.shared.documents.reading import text

pytestmark = pytest.mark.clause("8.3")
SECOND = "3508170504900002"


@pytest.fixture
def reader(client: FlaskClient) -> FlaskClient:
    """The browser of the secretary."""
    return seated_as(client, staff.SECRETARY)


def rows(client: FlaskClient, query: str = "") -> list[str]:
    """The registration numbers that the page shows."""
    page = client.get(f"/register{query}").get_data(as_text=True)
    return [part[:14] for part in page.split('<a href="/register/berkas/')[1:]]


@pytest.mark.parametrize("address", ["/register", "/register/2026/11", "/register/kertas"])
def test_a_page_that_shows_no_lists_of_the_seats_draws_none(
    reader: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    kk.register()
    monkeypatch.setattr(seat_lists, "picture", None)
    answer = reader.get(address)
    assert answer.status_code == 200
    assert b'data-role="sekretaris"' in answer.data
    assert b"data-files" not in answer.data


def test_rows_are_newest_first_and_masked(reader: FlaskClient) -> None:
    kk.register()
    kk.register(nik=SECOND)
    assert rows(reader) == ["KK-2026-000002", "KK-2026-000001"]
    page = reader.get("/register").get_data(as_text=True)
    assert "3508********0001" in page
    assert kk.NIK not in page


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("?cari=wati", 2),
        ("?cari=kk-2026-000002", 1),
        ("?cari=%25", 0),
        ("?status=cancelled", 0),
        ("?jenis=UBAH_LAHIR", 2),
        ("?desa=Jatiroto", 0),
        ("?dari=24-11-2026", 0),
        ("?sampai=23112026", 2),
        ("?sampai=9999-12-31", 2),
        ("?dari=0001-01-01&sampai=2200-12-31", 2),
        ("?dari=kemarin&sesudah=x&status=%00", 2),
        ("?sesudah=KK-2026-000099", 2),
        ("?sebelum=KK-2026-000001", 2),
    ],
)
def test_what_is_asked_for_is_found(reader: FlaskClient, query: str, hits: int) -> None:
    kk.register()
    kk.register(nik=SECOND)
    assert len(rows(reader, query)) == hits


@pytest.mark.parametrize("text", [kk.NIK, "3508 1745 0490 0001", kk.KK_NUMBER])
def test_a_number_is_found_and_stands_in_no_address(reader: FlaskClient, text: str) -> None:
    kk.register()
    answer = reader.post("/register", data={"cari": text, "desa": "Kaliboto Lor"})
    assert answer.status_code == 303
    assert "".join(text.split()) not in answer.location
    page = reader.get(answer.location).get_data(as_text=True)
    assert "KK-2026-000001" in page


def test_a_name_is_found_and_stands_in_no_address(reader: FlaskClient) -> None:
    for _ in range(51):
        kk.register()
    answer = reader.post("/register", data={"cari": "wati perc", "desa": "Kaliboto Lor"})
    assert not re.search("wati.{1,3}perc", answer.location, re.IGNORECASE)
    page = reader.get(answer.location).text
    assert page.count('<a href="/register/berkas/') == 50
    assert 'value="wati perc"' in page
    links = turns(page)
    assert not [link for link in links.values() if "wati" in link]
    second = reader.get(links["next"]).text
    assert second.count('<a href="/register/berkas/') == 1


@pytest.mark.parametrize("word", ["x", "%FF", "AAAA", "A" * 400])
def test_a_word_that_was_not_sealed_here_asks_for_nothing(reader: FlaskClient, word: str) -> None:
    kk.register()
    assert len(rows(reader, f"?kata={word}")) == 1


def test_every_month_with_rows_can_be_opened(reader: FlaskClient, later: Later) -> None:
    kk.register()
    later(days=500)
    sign_in(reader, "petugas")
    page = reader.get("/register").text
    assert "/register/2026/11" in page
    assert "/register/2026/10" not in page


def test_pages_of_fifty_are_turned_both_ways(reader: FlaskClient) -> None:
    for _ in range(51):
        kk.register()
    first = turns(reader.get("/register?desa=Kaliboto+Lor").text)
    assert list(first) == ["next"]
    second = reader.get(first["next"]).text
    assert second.count('<a href="/register/berkas/') == 1
    assert list(turns(second)) == ["prev"]
    assert rows(reader, turns(second)["prev"].removeprefix("/register")) == [
        f"KK-2026-{number:06d}" for number in range(51, 1, -1)
    ]


def test_a_month_is_turned_over_in_the_order_of_the_book_open_or_closed(
    reader: FlaskClient, later: Later
) -> None:
    for _ in range(51):
        kk.register()
    later(days=10)
    for closed in (False, True):
        if closed:
            kk.close_month(2026, 11)
        sign_in(reader, "petugas")
        page = reader.get("/register/2026/11").text
        assert ("KK-2026-000050" in page, "KK-2026-000051" in page) == (True, False)
        assert "51 berkas bulan ini" in page
        second = reader.get(turns(page)["next"]).text
        assert ("KK-2026-000050" in second, "KK-2026-000051" in second) == (False, True)
        assert list(turns(second)) == ["prev"]
        assert "KK-2026-000001" in reader.get(turns(second)["prev"]).text


def test_numbers_are_revealed_to_a_reader_with_a_reason(reader: FlaskClient) -> None:
    file = kk.register()
    status, told = send(reader, f"applications/{file.id}/reveal", {"reason": "pengawasan"})
    assert (status, told["nik"]) == (200, kk.NIK)
    assert send(reader, f"applications/{file.id}/reveal", {"reason": " "})[0] == 422


class TestMonth:
    """A month as the paper book has it."""

    def test_rows_totals_and_files(self, reader: FlaskClient) -> None:
        kk.handed()
        page = reader.get("/register/2026/11").get_data(as_text=True)
        assert "November 2026" in page
        assert "Belum ditutup" in page
        assert "Tutup buku" not in page
        sheet = reader.get("/register/2026/11/buku.xlsx")
        assert zipfile.ZipFile(io.BytesIO(sheet.data)).testzip() is None
        assert "attachment" in sheet.headers["Content-Disposition"]
        table = reader.get("/register/2026/11/buku.csv").data.decode("utf-8-sig")
        last = list(csv.reader(table.splitlines(), delimiter=";"))[-1]
        assert last[1] == "KK-2026-000001"
        assert kk.NIK not in table

    def test_the_paper_book_shows_whole_numbers_to_the_head_alone_and_is_told(
        self, reader: FlaskClient
    ) -> None:
        kk.handed()
        enrol("hendro", staff.SECTION_HEAD)
        ask = "/register/2026/11/buku-lengkap.pdf"
        assert reader.post(ask, data={"reason": "arsip"}).status_code == 403
        assert "Buku kertas" not in reader.get("/register/2026/11").text
        sign_in(reader, "hendro")
        assert reader.post(ask, data={"reason": " "}).status_code == 422
        asked = reader.post(ask, data={"reason": "dijilid"})
        row = LongPaper.get()
        assert asked.location == f"/dokumen/{row.id}"
        until(lambda: LongPaper.get().state == long_papers.DONE, 30, "paper")
        assert not long_papers.file_of(LongPaper.get()).read_bytes().startswith(b"%PDF")
        answer = reader.get(f"/dokumen/{row.id}/berkas.pdf")
        said = text(answer.data)
        assert kk.NIK in said
        assert kk.KK_NUMBER in said
        assert "arsip kantor, memuat nomor lengkap" in said
        lines = [line.what for line in JournalLine.select().order_by(JournalLine.id)]
        assert lines[-2:] == ["register.numbers_printed", "register.numbers_read"]
        sign_in(reader, "petugas")
        assert reader.get(f"/dokumen/{row.id}/berkas.pdf").status_code == 404
        assert kk.NIK not in reader.get("/register/2026/11").text

    @pytest.mark.parametrize(
        "path", ["2026/13", "2026/0", "1999/1", "0/1", "2026/11/buku.exe", "9999/99"]
    )
    def test_a_month_that_is_not_there(self, reader: FlaskClient, path: str) -> None:
        assert reader.get(f"/register/{path}").status_code in (404, 422)

    def test_only_the_head_closes_it_and_then_it_stays(
        self, reader: FlaskClient, later: Later
    ) -> None:
        kk.handed()
        enrol("hendro", staff.SECTION_HEAD)
        later(days=10)
        sign_in(reader, "petugas")
        assert send(reader, "register/2026/11/close")[0] == 403
        sign_in(reader, "hendro")
        assert "Buku Register bulan" in reader.get("/kasi").get_data(as_text=True)
        assert send(reader, "register/2026/12/close")[0] == 409
        assert send(reader, "register/2026/99/close")[0] == 404
        status, closed = send(reader, "register/2026/11/close")
        assert (status, closed["totals"]["received"]) == (200, 1)
        assert send(reader, "register/2026/11/close")[0] == 409
        page = reader.get("/register/2026/11").get_data(as_text=True)
        assert "Ditutup" in page
        assert "Hendro Percobaan" in page
        assert register.totals(2026, 11)["received"] == 1
