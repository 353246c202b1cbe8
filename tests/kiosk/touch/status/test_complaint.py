"""How a complaint stands, for whoever has its code; completing it; whether it is settled."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from shared.records import Complaint, ComplaintEvent
from shared.rules.complaints import entry, handling, states
from tests.complaint_book import People, named, people, wish
from tests.kiosk.seats.desks import sign_in
from tests.office import Later

PLACES = ["/status", "/kios/status"]
places = pytest.mark.parametrize("place", PLACES)


@pytest.fixture
def who(citizen: FlaskClient) -> People:
    """The people of the office."""
    return people()


def recorded(**other: object) -> entry.Recorded:
    return entry.enter(wish(**other))


def answered(who: People, **other: object) -> entry.Recorded:
    made = recorded(**other)
    handling.classify(made.complaint.id, states.ORDINARY, who.rina)
    handling.report(made.complaint.id, "PELAYANAN", who.rina)
    handling.answer(made.complaint.id, "Loket kedua dibuka mulai besok.", who.bambang)
    handling.close(made.complaint.id, who.bambang)
    return made


def ask(citizen: FlaskClient, place: str, made: entry.Recorded, code: str = ""):
    _, year, number = made.complaint.number.split("-")
    form = {"jenis": "P", "tahun": year, "nomor": number, "kode": code or made.code}
    return citizen.post(place, data=form)


def page_of(citizen: FlaskClient, place: str, made: entry.Recorded) -> tuple[str, str]:
    """Address and text of the complaint's page."""
    answer = ask(citizen, place, made)
    assert answer.status_code == 303
    return answer.location, citizen.get(answer.location).get_data(as_text=True)


@places
def test_the_right_code_opens_state_and_dates_and_nothing_of_anybody(
    citizen: FlaskClient, place: str
) -> None:
    made = recorded(**named(secret=True), text="Isi yang rahasia")
    _, page = page_of(citizen, place, made)
    assert "Pengaduan Anda sudah dicatat" in page
    assert "Senin, 30 November 2026, 15.00 WIB" in page
    for secret in ("Wati", "Percobaan", "0812", "Krajan", "Isi yang rahasia"):
        assert secret not in page


@places
def test_everything_else_is_one_sentence_and_slows_down(
    citizen: FlaskClient, place: str, later: Later
) -> None:
    made = recorded()
    wrong = "0000" if made.code != "0000" else "1111"
    for _ in range(5):
        answer = ask(citizen, place, made, wrong)
        assert parse_qs(urlsplit(answer.location).query)["pesan"] == ["no-match"]
    assert "slow-down" in ask(citizen, place, made).location
    later(minutes=16)
    assert "/pengaduan/" in ask(citizen, place, made).location


@places
def test_the_form_comes_back_with_the_kind_and_number_that_were_typed(
    citizen: FlaskClient, place: str
) -> None:
    made = recorded()
    page = citizen.get(ask(citizen, place, made, "x").location).get_data(as_text=True)
    assert 'value="P" checked' in page
    assert f'value="{made.complaint.number[7:]}"' in page


@places
def test_a_file_and_a_complaint_of_one_number_are_not_mixed_up(
    citizen: FlaskClient, place: str
) -> None:
    made = recorded()
    number = made.complaint.number[7:]
    form = {"jenis": "KK", "tahun": "2026", "nomor": number, "kode": made.code}
    assert "no-match" in citizen.post(place, data=form).location


@places
def test_a_question_is_answered_there(citizen: FlaskClient, who: People, place: str) -> None:
    made = recorded()
    handling.ask(made.complaint.id, "Loket yang mana?", who.rina)
    address, page = page_of(citizen, place, made)
    assert "Loket yang mana?" in page
    assert "Rabu, 23 Desember 2026" in page
    empty = citizen.post(address, data={"aksi": "lengkapi", "isi": " "})
    assert empty.status_code == 422
    assert "Tulis keterangan tambahannya." in empty.get_data(as_text=True)
    assert citizen.post(address, data={"aksi": "lengkapi", "isi": "Loket 2"}).status_code == 303
    assert Complaint.get().state == states.RECORDED
    assert "Loket yang mana?" not in citizen.get(address).get_data(as_text=True)


@places
def test_what_was_told_and_why_it_was_put_away_stand_there(
    citizen: FlaskClient, who: People, place: str
) -> None:
    made = recorded()
    one = made.complaint.id
    handling.classify(one, states.ORDINARY, who.rina)
    handling.report(one, "PELAYANAN", who.rina)
    handling.follow_up(one, "Catatan kantor.", who.bambang, told="Kami periksa minggu ini.")
    address, page = page_of(citizen, place, made)
    assert "Kami periksa minggu ini." in page
    assert "Diselesaikan paling lambat" in page
    assert "Jumat, 11 Desember 2026" in page
    assert "Catatan kantor." not in page
    handling.archive(one, "DICABUT", "Pengadu menelepon.", who.bambang)
    page = citizen.get(address).get_data(as_text=True)
    assert "Ditutup karena pengaduan dicabut." in page
    assert "Pengadu menelepon." in page


@places
def test_yes_is_said_once(citizen: FlaskClient, who: People, place: str) -> None:
    address, page = page_of(citizen, place, answered(who))
    assert "Loket kedua dibuka mulai besok." in page
    assert "Apakah masalah Anda sudah selesai?" in page
    citizen.post(address, data={"aksi": "sudah"})
    assert (Complaint.get().settled, Complaint.get().state) == (True, states.CLOSED)
    assert "Apakah masalah Anda sudah selesai?" not in citizen.get(address).get_data(as_text=True)
    again = citizen.post(address, data={"aksi": "belum", "isi": "berubah pikiran"})
    assert again.status_code == 409
    assert Complaint.get().state == states.CLOSED


@places
def test_no_opens_it_again_with_its_reason(citizen: FlaskClient, who: People, place: str) -> None:
    address, _ = page_of(citizen, place, answered(who))
    assert citizen.post(address, data={"aksi": "belum", "isi": ""}).status_code == 422
    form = {"aksi": "belum", "kata": ["Belum ada perubahan"], "isi": "Masih satu loket."}
    assert citizen.post(address, data=form).status_code == 303
    row = Complaint.get()
    assert (row.state, row.settled, row.reopened) == (states.REPORTED, False, 1)
    assert "dibuka lagi" in citizen.get(address).get_data(as_text=True)
    event = ComplaintEvent.get(ComplaintEvent.what == "reopen")
    assert event.text == "Belum ada perubahan. Masih satu loket."


@places
def test_the_second_no_goes_to_the_camat_and_after_that_the_ombudsman_is_named(
    citizen: FlaskClient, who: People, later: Later, place: str
) -> None:
    address, _ = page_of(citizen, place, answered(who))
    one = Complaint.get().id
    for by in (who.bambang, who.ratih):
        citizen.post(address, data={"aksi": "belum", "isi": "Masih sama."})
        later(minutes=5)
        page = citizen.get(address).get_data(as_text=True)
        assert ("sekarang ada pada Camat" in page) == (by is who.ratih)
        assert "Ombudsman" not in page
        handling.answer(one, "Jawaban baru.", by)
        handling.close(one, by)
    page = citizen.get(address).get_data(as_text=True)
    assert "Ombudsman Republik Indonesia" in page
    assert "Sudah selesai" in page
    assert "Belum selesai" not in page
    refused = citizen.post(address, data={"aksi": "belum", "isi": "Tetap."})
    assert refused.status_code == 409
    assert "Ombudsman" in refused.get_data(as_text=True)
    assert Complaint.get().state == states.CLOSED


def test_whoever_it_is_about_does_not_open_it_with_its_code(
    citizen: FlaskClient, who: People
) -> None:
    made = recorded(topic="PETUGAS", about_staff=who.sari.staff_id)
    sign_in(citizen, "sari")
    assert "no-match" in ask(citizen, "/status", made).location
    citizen.post("/keluar")
    sign_in(citizen, "dewi")
    assert "/pengaduan/" in ask(citizen, "/status", made).location


@places
def test_what_was_typed_too_long_is_kept(citizen: FlaskClient, who: People, place: str) -> None:
    address, _ = page_of(citizen, place, answered(who))
    answer = citizen.post(address, data={"aksi": "belum", "isi": "kata " * 500})
    assert answer.status_code == 422
    assert "kata kata kata" in answer.get_data(as_text=True)


@places
@pytest.mark.parametrize("token", ["x", "MQ.aaaa.bbbb", "%00", "." * 300])
def test_a_made_up_address_leads_back_to_the_form(
    citizen: FlaskClient, place: str, token: str
) -> None:
    recorded()
    for answer in (
        citizen.get(f"{place}/pengaduan/{token}"),
        citizen.post(f"{place}/pengaduan/{token}", data={"aksi": "sudah"}),
    ):
        assert (answer.status_code, "pesan=over" in answer.location) == (303, True)


def test_the_token_of_a_file_opens_no_complaint(citizen: FlaskClient) -> None:
    made = recorded()
    token = ask(citizen, "/status", made).location.rpartition("/")[2]
    assert "pesan=over" in citizen.get(f"/status/{token}").location


@places
def test_a_referred_complaint_says_whose_it_is(
    citizen: FlaskClient, who: People, place: str
) -> None:
    made = recorded()
    handling.refer(made.complaint.id, "Silakan ke Dinas Sosial.", who.yusuf)
    _, page = page_of(citizen, place, made)
    assert "Diteruskan ke instansi lain" in page
    assert "Silakan ke Dinas Sosial." in page


def test_every_state_has_its_words_in_english(citizen: FlaskClient, who: People) -> None:
    citizen.set_cookie("latihan_bahasa", "en", path="/kios")
    _, page = page_of(citizen, "/kios/status", answered(who))
    assert "Your complaint has been answered" in page
    assert "Is your problem settled?" in page
