"""The search of the handbook: asked as officers type, without a care for the book's words."""

import tomllib

import pytest
from flask.testing import FlaskClient

from deploy.handbook import books, search

SHOWN = 3
ASKED = {
    "printer macet": "kertas-macet",
    "kertas nyangkut": "kertas-macet",
    "karcis gak keluar": "cetakan-tidak-pasti",
    "salah ketik nama": "loket#membetulkan-salah-ketik",
    "lupa sandi": "masuk#lupa-atau-salah-kata-sandi",
    "lupa pasword": "masuk#lupa-atau-salah-kata-sandi",
    "ganti pasword": "masuk#ganti-kata-sandi",
    "bikin pin": "masuk#buat-pin",
    "ganti orang": "masuk#ganti-petugas-di-satu-komputer",
    "cara logout": "masuk#pulang",
    "antrian": "loket#membuka-loket-dan-memanggil",
    "manggil nomer": "loket#membuka-loket-dan-memanggil",
    "orangnya gak datang": "loket#orangnya-tidak-datang",
    "nomor kelewat": "panggil#tidak-datang",
    "istirahat makan siang": "loket#istirahat-dan-menutup-loket",
    "listrik mati": "listrik-padam",
    "mati lampu": "listrik-padam",
    "jam komputer ngaco": "jam-salah",
    "hardisk penuh": "penyimpanan-penuh",
    "karcis ilang": "informasi#mencari-nomor-dan-mencetak-ulang-karcis",
    "ambil antrian buat lansia": "informasi#mengambilkan-nomor-untuk-orang-lain",
    "ada yang komplain": "informasi#mencatat-pengaduan",
    "kotak saran": "kotak-saran",
    "pasang pengumuman": "informasi#menempel-pengumuman",
    "print ulang kk": "operator#mencetak-ulang-kk",
    "upload pdf": "operator#melampirkan-pdf-kk",
    "siak error": "operator#mencatat-gangguan",
    "berkas telat": "kasi#memberi-sebab-keterlambatan",
    "tambah user": "admin#menambah-orang-dan-peran",
    "backup data": "admin#membuat-cadangan",
    "update program": "admin#memasang-versi-baru",
    "suara gak kedengaran": "admin#memilih-suara-panggilan",
    "kk salah cetak": "operator#mencetak-ulang-kk",
    "berkas saya sampai mana": "informasi#menjawab-apa-syaratnya-dan-sampai-mana-berkas-saya",
    "libur lebaran": "admin#mengisi-hari-libur",
}


@pytest.mark.parametrize("words", ASKED)
def test_what_an_officer_types_finds_its_page(words: str) -> None:
    """The place is among the first three; a card by its name alone is meant whole."""
    name, _, anchor = ASKED[words].partition("#")
    shown = search.find(words)[:SHOWN]
    found = [(one.book.name, one.section.anchor if anchor else "") for one in shown]
    assert (name, anchor) in found


def test_the_search_finds_every_word_in_books_and_cards(client: FlaskClient) -> None:
    answer = client.get("/bantuan?cari=KERTAS+macet")
    assert "/bantuan/kartu/kertas-macet#" in answer.text
    assert "<mark>" in answer.text
    assert "Tidak ada yang cocok" in client.get("/bantuan?cari=gajah").text
    assert "<script>alert" not in client.get("/bantuan?cari=<script>alert").text


def test_a_word_that_no_book_knows_hides_nothing(client: FlaskClient) -> None:
    assert search.find("kertas gajah") == search.find("kertas")
    assert search.find("%&/ ?") == []
    assert "Tidak ada yang cocok" in client.get("/bantuan?cari=yang").text


def test_a_card_comes_first_for_its_own_title() -> None:
    for one in books.cards():
        assert search.find(one.title)[0].book == one, one.title


def test_every_word_that_is_meant_stands_in_a_book() -> None:
    kept = tomllib.loads((books.HOME / "kata.toml").read_text("utf-8"))
    meant = {one for words in kept["maksud"].values() for one in words}
    every = [(one, part) for one in (*books.books(), *books.cards()) for part in one.sections]
    said = " ".join(f"{one.title} {part.title} {part.plain}".casefold() for one, part in every)
    assert sorted(one for one in meant if one not in said) == []
