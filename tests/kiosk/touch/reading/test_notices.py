"""The notice board as a page: what the public reads, and whom it never reads of."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from shared import clock
from shared.rules.complaints import handling, recap
from shared.rules.oversight import notice_board
from tests.complaint_book import People, closed, entered, named, people
from tests.office import Later

PLACES = ["/pengumuman", "/kios/pengumuman"]
places = pytest.mark.parametrize("place", PLACES)


@pytest.fixture
def who(citizen: FlaskClient) -> People:
    """The people of the office."""
    return people()


def announced(who: People, later: Later, promise: str = "Kami buka dua loket.") -> None:
    """The quarter is over, its recap approved and announced."""
    later(days=45)
    recap.promise(2026, 4, promise, who.rina, confirmed=True)
    recap.submit(2026, 4, who.rina)
    recap.approve(2026, 4, who.ratih)
    recap.announced(2026, 4, who.ratih)


def text(citizen: FlaskClient, place: str) -> str:
    answer = citizen.get(place)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@places
def test_the_pledge_and_the_standards_cards_are_always_there(
    citizen: FlaskClient, place: str
) -> None:
    page = text(citizen, place)
    assert "Camat Jatiroto menjamin seluruh pelayanan" in page
    assert "Semua layanan gratis" in page
    assert "08.00–15.00" in page
    assert "Rekap pengaduan" not in page.partition("<main")[2]


@places
def test_cards_show_from_their_first_day_to_their_last(
    citizen: FlaskClient, who: People, later: Later, place: str
) -> None:
    today = clock.service_day()
    first, last = today + timedelta(days=1), today + timedelta(days=2)
    card = (notice_board.NEWS, "Perekaman keliling", "Di Balai Desa <Rojopolo>.", first, last)
    notice_board.put(str(uuid4()), *card, who.ratih)
    assert "Perekaman keliling" not in text(citizen, place)
    later(days=1)
    page = text(citizen, place)
    assert "Perekaman keliling" in page
    assert "&lt;Rojopolo&gt;" in page
    assert "Sampai 25 November 2026" in page
    later(days=2)
    assert "Perekaman keliling" not in text(citizen, place)


@places
@pytest.mark.clause("11.9")
def test_an_announced_recap_shows_figures_matters_and_promise(
    citizen: FlaskClient, who: People, later: Later, place: str
) -> None:
    closed(who)
    announced(who, later)
    page = text(citizen, place)
    for expected in (
        "Triwulan IV 2026",
        "Meja Informasi",
        "Waktu",
        "Antrean lama",
        "Loket kedua dibuka",
        "Kami buka dua loket.",
        "100,0 %",
        "Tepat waktu: 1 dari 1 yang jatuh tempo, 0 terlambat.",
        "Disetujui Camat: Ratih Percobaan.",
    ):
        assert expected in page


@places
def test_before_it_is_announced_nothing_of_a_recap_is_public(
    citizen: FlaskClient, who: People, later: Later, place: str
) -> None:
    closed(who)
    later(days=45)
    recap.promise(2026, 4, "Belum diumumkan.", who.rina)
    recap.submit(2026, 4, who.rina)
    recap.approve(2026, 4, who.ratih)
    assert "Belum diumumkan." not in text(citizen, place)


@places
def test_a_quarter_without_complaints_says_nihil(
    citizen: FlaskClient, who: People, later: Later, place: str
) -> None:
    announced(who, later)
    assert "NIHIL" in text(citizen, place)


@places
def test_nobody_stands_on_it_and_no_raw_text(
    citizen: FlaskClient, who: People, later: Later, place: str
) -> None:
    row = closed(who, **named(name="Zubaidah Kencana", phone="0812-7777-0001"), text="Raw Xylofon.")
    guarded = entered(topic="UANG", text="Nama pelaku Qodir Zzyzx.")
    handling.describe(guarded.id, "Uang Yyteks", "Aksi Yyteks", who.yusuf)
    announced(who, later)
    page = text(citizen, place)
    for secret in ("Zubaidah", "Kencana", "7777", "Krajan", "Xylofon", "Qodir", "Zzyzx"):
        assert secret not in page, row.number


@places
def test_a_long_list_of_matters_is_shortened(
    citizen: FlaskClient, who: People, later: Later, place: str
) -> None:
    for number in range(15):
        row = entered(by=who.rina)
        handling.describe(row.id, f"Perkara ke-{number}", "", who.rina)
    announced(who, later)
    page = text(citizen, place)
    assert page.count("Perkara ke-") == 12
    assert "dan 3 pengaduan lain" in page


def test_the_standard_leads_there(citizen: FlaskClient) -> None:
    assert 'href="/kios/pengumuman"' in text(citizen, "/kios/standar")


def test_at_the_touchscreen_its_headings_speak_english(citizen: FlaskClient) -> None:
    citizen.set_cookie("latihan_bahasa", "en", path="/kios")
    assert "Service pledge" in text(citizen, "/kios/pengumuman")
