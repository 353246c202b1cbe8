"""The complaint book on screen: found, filtered, taken away; only what the reader may see."""

import csv
import io
import zipfile

import pytest
from flask.testing import FlaskClient

from shared.rules.complaints import states
from shared.rules.corrective import actions
from tests.complaint_book import People, closed, entered, named, number, people, reported
from tests.kiosk.seats.desks import sign_in, turns
from tests.office import Later
from tests.photos import PLACE, photo, small

pytestmark = pytest.mark.clause("11.5")
BOOK = "/pengaduan-kantor"


@pytest.fixture
def who(client: FlaskClient) -> People:
    """The office's people."""
    return people()


def rows(client: FlaskClient, query: str = "") -> list[str]:
    """The numbers that the page's table shows."""
    page = client.get(f"{BOOK}{query}").get_data(as_text=True)
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [part[:12] for part in table.split(f'<a href="{BOOK}/')[1:]]


def table(client: FlaskClient, query: str = "") -> list[list[str]]:
    """The CSV without its heading."""
    answer = client.get(f"{BOOK}/buku.csv{query}")
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))[1:]


def _some(who: People) -> None:
    reported(who, text="Antrean lama sekali.", **named())
    reported(who, "KESRA", topic="BANTUAN", text="Bantuan belum tiba.", channel="SURAT")
    entered(topic="UANG", text="Diminta uang di loket.")
    closed(who, topic="TEMPAT", text="Kursi kurang.")


@pytest.mark.parametrize(
    ("username", "seen"),
    [
        ("rina", [4, 2, 1]),
        ("bambang", [4, 1]),
        ("tuti", [2]),
        ("yusuf", [4, 3, 2, 1]),
        ("ratih", [4, 3, 2, 1]),
    ],
)
def test_each_reader_sees_their_own_book_on_screen_and_in_every_copy(
    client: FlaskClient, who: People, username: str, seen: list[int]
) -> None:
    _some(who)
    sign_in(client, username)
    numbers = [number(one) for one in seen]
    assert rows(client) == numbers
    assert [row[0] for row in table(client)] == numbers
    if 3 not in seen:
        page = client.get(BOOK).get_data(as_text=True)
        assert "Diminta uang" not in page
        assert f"{len(seen)} pengaduan" in page


@pytest.mark.parametrize(("username", "listed"), [("tuti", True), ("bambang", False)])
def test_a_head_without_a_seat_of_their_own_finds_here_what_waits(
    client: FlaskClient, who: People, username: str, listed: bool
) -> None:
    _some(who)
    sign_in(client, username)
    page = client.get(BOOK).get_data(as_text=True)
    inbox = page.partition('id="pengaduan-saya"')[2].partition("</section>")[0]
    assert (number(2) in inbox) == listed


@pytest.mark.parametrize("username", ["sari", "dewi", "agus"])
def test_others_have_no_book(client: FlaskClient, who: People, username: str) -> None:
    sign_in(client, username)
    for path in ("", "/buku.csv", "/P-2026-0001"):
        assert client.get(BOOK + path).status_code == 403


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("?cari=antrean", 1),
        ("?cari=p 2026 %(second)s", 1),
        ("?cari=%25", 0),
        ("?status=closed", 1),
        (f"?golongan={states.SUPERVISORY}", 1),
        ("?seksi=KESRA", 1),
        ("?sarana=SURAT", 1),
        ("?kategori=SARANA", 1),
        ("?dari=24-11-2026", 0),
        ("?sampai=23112026", 4),
        ("?sesudah=x&status=%00", 4),
        ("?sesudah=P-2026-99999", 4),
        ("?sebelum=P-2026-99999", 4),
    ],
)
def test_what_is_asked_for_is_found_and_can_be_taken_away(
    client: FlaskClient, who: People, query: str, hits: int
) -> None:
    _some(who)
    sign_in(client, "ratih")
    query = query.replace("%(second)s", number(2)[7:])
    assert len(rows(client, query)) == hits
    assert len(table(client, query)) == hits


def test_a_day_that_cannot_be_is_told_and_kept(client: FlaskClient, who: People) -> None:
    sign_in(client, "ratih")
    page = client.get(f"{BOOK}?dari=10112126").get_data(as_text=True)
    assert "Minggu, 10 November 2126 tidak di antara" in page
    assert 'value="10112126"' in page
    assert client.get(f"{BOOK}/buku.csv?dari=kemarin").status_code == 422


def test_a_search_stands_in_no_address_with_a_long_number(client: FlaskClient, who: People) -> None:
    sign_in(client, "rina")
    answer = client.post(BOOK, data={"cari": "3508170101900001 kursi", "status": "closed"})
    assert answer.status_code == 303
    assert "3508170101900001" not in answer.location
    assert "status=closed" in answer.location


def test_a_copy_names_nobody_and_runs_no_formula(client: FlaskClient, who: People) -> None:
    entered(text='=HYPERLINK("http://x","y")', requested="+62", **named())
    entered(text="Lain.", village="Jatiroto", **named(secret=True))
    sign_in(client, "ratih")
    secret, shown = table(client)
    assert (shown[3], shown[4]) == ("W*** P***", "*********001")
    assert (secret[3], secret[4], secret[5]) == ("Dirahasiakan", "", "")
    assert shown[9].startswith("'=")
    sheet = client.get(f"{BOOK}/buku.xlsx")
    with zipfile.ZipFile(io.BytesIO(sheet.data)) as parts:
        assert parts.testzip() is None
        assert b"Wati" not in b"".join(parts.read(name) for name in parts.namelist())
    assert client.get(f"{BOOK}/buku.exe").status_code == 404


def test_a_copy_has_the_columns_of_the_paper_book(client: FlaskClient, who: People) -> None:
    one = reported(who, service="KK", village="Jatiroto", **named())
    issued = [
        actions.issue(
            actions.Problem(
                f"7b2f6f0e-52c5-4b5f-9a5e-00000000000{place}",
                "complaint",
                "Antrean lama.",
                "minor",
                "PELAYANAN",
                one.id,
            ),
            who.bambang,
        )
        for place in (1, 2)
    ]
    sign_in(client, "bambang")
    (row,) = table(client)
    assert row[5:7] == ["Jatiroto", one.service]
    assert set(row[-1].split(", ")) == {action.number for action in issued}


@pytest.mark.parametrize("username", ["rina", "bambang", "yusuf"])
def test_of_a_secret_identity_nothing_stands_in_book_page_or_copy(
    client: FlaskClient, who: People, username: str
) -> None:
    one = reported(who, **named(secret=True), village="Rojopolo")
    sign_in(client, username)
    page = client.get(f"{BOOK}/{one.number}").get_data(as_text=True)
    book = client.get(f"{BOOK}/buku.csv").get_data(as_text=True)
    found = [page, book, client.get(BOOK).get_data(as_text=True)]
    assert all("Dirahasiakan" in text and "W***" not in text for text in found)
    assert all("*001" not in text for text in found)
    assert "Rojopolo" not in book
    assert ("Rojopolo" in page) is (username == "yusuf")


def test_pages_of_fifty_and_copies_of_all(client: FlaskClient, who: People) -> None:
    for _ in range(51):
        entered()
    sign_in(client, "rina")
    shown = rows(client, "?status=recorded")
    older = turns(client.get(f"{BOOK}?status=recorded").text)["next"]
    assert (len(shown), len(rows(client, older.removeprefix(BOOK)))) == (50, 1)
    newer = turns(client.get(older).text)["prev"]
    assert rows(client, newer.removeprefix(BOOK)) == shown
    assert len(table(client)) == 51


def test_a_page_beside_a_complaint_that_may_not_be_seen_is_the_first(
    client: FlaskClient, who: People
) -> None:
    _some(who)
    hidden = number(3)
    sign_in(client, "rina")
    assert (
        rows(client, f"?sesudah={hidden}") == rows(client, "?sesudah=P-2026-00000") == rows(client)
    )


class TestOnePage:
    """One complaint, as each role reads it."""

    def test_its_way_is_signed_by_name_and_post(self, client: FlaskClient, who: People) -> None:
        one = closed(who)
        sign_in(client, "bambang")
        page = client.get(f"{BOOK}/{one.number}").get_data(as_text=True)
        for words in (
            "Dilaporkan kepada Seksi Pelayanan Umum",
            "Digolongkan: Pengaduan biasa",
            "Bambang Percobaan · Kasi Pelayanan Umum",
            "Dinyatakan selesai",
            "Loket kedua dibuka mulai besok.",
        ):
            assert words in page, words

    def test_only_the_steps_of_the_role_are_offered(self, client: FlaskClient, who: People) -> None:
        one = reported(who, **named())

        def offered(username: str) -> set[str]:
            sign_in(client, username)
            page = client.get(f"{BOOK}/{one.number}").get_data(as_text=True)
            return {part.partition('"')[0] for part in page.split('data-open="')[1:]}

        assert offered("rina") == {
            "golongkan",
            "laporkan",
            "perbaiki",
            "tambah-foto",
            "untuk-umum-tulis",
            "buka-identitas",
        }
        assert offered("bambang") == {
            "tindaklanjuti",
            "jawab",
            "lengkapi",
            "bukan-wewenang",
            "arsipkan",
            "perbaiki",
            "tambah-foto",
            "untuk-umum-tulis",
            "buka-identitas",
        }
        assert "tindaklanjuti" not in offered("yusuf")

    def test_late_ones_are_red_and_handed_up(
        self, client: FlaskClient, who: People, later: Later
    ) -> None:
        from shared.rules.complaints import escalation

        one = reported(who)
        later(days=8)
        escalation.sweep()
        sign_in(client, "yusuf")
        page = client.get(f"{BOOK}/{one.number}").get_data(as_text=True)
        assert "Terlambat, dinaikkan kepada Sekretaris" in page
        assert "file-due--red" in page
        assert 'data-open="tindaklanjuti"' in page

    def test_words_with_markup_stay_words(self, client: FlaskClient, who: People) -> None:
        one = entered(text="<script>alert(1)</script> & 3508170101900001")
        sign_in(client, "rina")
        page = client.get(f"{BOOK}/{one.number}").get_data(as_text=True)
        assert "<script>alert" not in page
        assert "3508********0001" in page


def test_the_seats_show_what_waits(client: FlaskClient, who: People, later: Later) -> None:
    one, other = reported(who), entered()
    later(hours=8)
    sign_in(client, "bambang")
    assert one.number in client.get("/kasi").get_data(as_text=True)
    sign_in(client, "tuti")
    kasi = client.get(BOOK).get_data(as_text=True)
    assert f"{BOOK}/{one.number}" not in kasi
    assert "Tidak ada pengaduan yang menunggu." in kasi
    sign_in(client, "rina")
    desk = client.get("/informasi").get_data(as_text=True)
    assert other.number in desk
    assert "1 pengaduan belum dilaporkan kepada Kasi" in desk


class TestPhoto:
    """A photo is seen on the page of its complaint, by its readers, and nowhere else."""

    def test_each_reader_of_the_words_sees_it_and_everybody_else_finds_none(
        self, client: FlaskClient, who: People
    ) -> None:
        plain, hidden = reported(who, photo=small()), entered(topic="UANG", photo=small())
        for one, seen in (
            (plain, {"rina", "bambang", "yusuf", "ratih"}),
            (hidden, {"yusuf", "ratih"}),
        ):
            for username in vars(who):
                sign_in(client, username)
                answer = client.get(f"{BOOK}/{one.number}/foto.jpg")
                found = answer.status_code == 200
                assert found == (username in seen), (username, one.number, answer.status_code)
                if found:
                    assert answer.data == small()
                    assert (answer.mimetype, answer.cache_control.no_store) == ("image/jpeg", True)
                    assert "sandbox" in answer.headers["Content-Security-Policy"]
                    assert f"{one.number}/foto.jpg" in client.get(f"{BOOK}/{one.number}").text

    def test_without_one_the_page_names_none(self, client: FlaskClient, who: People) -> None:
        one = entered()
        sign_in(client, "rina")
        assert "foto.jpg" not in client.get(f"{BOOK}/{one.number}").text
        assert client.get(f"{BOOK}/{one.number}/foto.jpg").status_code == 404

    def test_what_is_handed_in_at_the_desk_is_made_small_too(
        self, client: FlaskClient, who: People
    ) -> None:
        one = entered()
        address = f"/api/v1/complaints/{one.id}/photo"

        def added(data: bytes) -> tuple[int, str]:
            answer = client.post(address, data={"file": (io.BytesIO(data), "foto.jpg")})
            return answer.status_code, answer.get_json().get("code", "")

        sign_in(client, "rina")
        assert 'id="tambah-foto"' in client.get(f"{BOOK}/{one.number}").text
        assert added(b"%PDF-1.7") == (422, "photo")
        assert added(photo()) == (201, "")
        assert added(photo()) == (409, "photo-twice")
        page = client.get(f"{BOOK}/{one.number}").text
        assert "Foto dari pengadu ditambahkan" in page
        assert 'id="tambah-foto"' not in page
        assert PLACE.encode() not in client.get(f"{BOOK}/{one.number}/foto.jpg").data
        sign_in(client, "bambang")
        assert added(photo())[0] == 404
        sign_in(client, "sari")
        assert added(photo())[0] == 403

    def test_no_list_and_nothing_that_is_taken_away_tells_of_it(
        self, client: FlaskClient, who: People
    ) -> None:
        sign_in(client, "ratih")
        one = entered(photo=small())
        for page in ("", "?cari=menunggu", "/buku.csv"):
            told = client.get(f"{BOOK}{page}").text
            assert one.number in told
            assert "foto" not in told.lower()
