"""How a file stands, for whoever holds its receipt: state and due time, nothing else."""

import re

import pytest
from flask.testing import FlaskClient

from shared.rules.applications import decisions, process, receipt_code, states
from shared.rules.applications.view import ApplicationView
from tests import kk
from tests.office import Later

PLACES = ["/status", "/kios/status"]


def ask(citizen: FlaskClient, place: str, number: str, code: str, year: str = "2026"):
    return citizen.post(place, data={"tahun": year, "nomor": number, "kode": code})


def code_of(file: ApplicationView) -> str:
    return receipt_code.renew(file.id, kk.COUNTER)


@pytest.mark.parametrize("place", PLACES)
def test_the_right_code_opens_state_and_due_time_only(citizen: FlaskClient, place: str) -> None:
    file = kk.accepted(phone="0812345678")
    answer = ask(citizen, place, "1", code_of(file))
    assert answer.status_code == 303
    page = citizen.get(answer.location).get_data(as_text=True)
    assert "Berkas lengkap, akan diproses" in page
    assert "Selasa, 24 November 2026, 15.00 WIB" in page
    for secret in ("Wati", "Joko", kk.NIK, "3508", "0812345678", "Kaliboto", "Bayi"):
        assert secret not in page


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("number", "code", "year"),
    [
        ("1", "salah", "2026"),
        ("2", "0000", "2026"),
        ("", "", ""),
        ("x" * 50, "1", "abcd"),
        ("1", "", "2025"),
        ("-1", "0000", "2026"),
        ("%00", "\0", "2026"),
    ],
)
def test_everything_else_is_one_sentence(
    citizen: FlaskClient, place: str, number: str, code: str, year: str
) -> None:
    kk.register()
    answer = ask(citizen, place, number, code, year)
    assert (answer.status_code, "pesan=no-match" in answer.location) == (303, True)
    page = citizen.get(answer.location).get_data(as_text=True)
    assert "Nomor atau kode tidak cocok. Periksa tanda terima Anda." in page


def test_the_number_is_kept_and_the_code_is_not(citizen: FlaskClient) -> None:
    page = citizen.get(ask(citizen, "/status", "000123", "9876").location).get_data(as_text=True)
    assert 'value="000123"' in page
    assert "9876" not in page


def test_wrong_codes_are_slowed_down_and_time_heals(citizen: FlaskClient, later: Later) -> None:
    file = kk.register()
    code = code_of(file)
    wrong = "0000" if code != "0000" else "1111"
    for _ in range(5):
        ask(citizen, "/status", "1", wrong)
    assert "slow-down" in ask(citizen, "/status", "1", code).location
    later(minutes=16)
    assert "slow-down" not in ask(citizen, "/status", "1", code).location


def test_one_guesser_does_not_shut_the_touchscreen_for_the_next(citizen: FlaskClient) -> None:
    file, code = (one := kk.register()), code_of(one)
    for _ in range(6):
        ask(citizen, "/kios/status", "999", "0000")
    assert "/kios/status/" in ask(citizen, "/kios/status", str(file.id), code).location
    for number in range(100, 130):
        ask(citizen, "/kios/status", str(number), "0000")
    assert "slow-down" in ask(citizen, "/kios/status", str(file.id), code).location


STATES = [
    (kk.register, "Berkas diterima"),
    (
        lambda: decisions.give_back(kk.register().id, "TIDAK_LENGKAP", kk.COUNTER),
        "Mohon melengkapi berkas",
    ),
    (lambda: process.begin(kk.accepted().id, kk.OPERATOR), "Sedang diproses"),
    (kk.printed, "KK sedang dicetak"),
    (kk.ready, "KK siap diambil"),
    (kk.handed, "KK telah diserahkan"),
    (lambda: decisions.refer(kk.register().id, "luar", kk.COUNTER), "Silakan ke Dinas Dukcapil"),
    (lambda: decisions.withdraw(kk.register().id, "batal", kk.COUNTER), "Dibatalkan"),
]


@pytest.mark.parametrize(("make", "words"), STATES, ids=[words for _, words in STATES])
def test_every_state_has_its_public_words(citizen: FlaskClient, make, words: str) -> None:
    file = make()
    for place in PLACES:
        answer = ask(citizen, place, str(file.id), code_of(file))
        page = citizen.get(answer.location).get_data(as_text=True)
        assert words in page
        assert ("paling lambat" in page) == (file.state in states.CLOCK_RUNS)


@pytest.mark.parametrize("token", ["x", "MQ.aaaa.bbbb", "%00", "1", "." * 300])
@pytest.mark.parametrize("place", PLACES)
def test_a_made_up_address_leads_back_to_the_form(
    citizen: FlaskClient, place: str, token: str
) -> None:
    kk.register()
    answer = citizen.get(f"{place}/{token}")
    assert (answer.status_code, "pesan=over" in answer.location) == (303, True)


def test_the_page_speaks_english_where_it_was_asked_for(citizen: FlaskClient) -> None:
    citizen.set_cookie("bahasa", "en", path="/kios")
    page = citizen.get("/kios/status").get_data(as_text=True)
    assert "How is my matter doing?" in page
    assert not re.search(r"Ketik nomor", page)


def test_home_leads_there(citizen: FlaskClient) -> None:
    assert 'href="/kios/status"' in citizen.get("/kios").get_data(as_text=True)


def test_it_is_kept_out_of_search_engines(citizen: FlaskClient) -> None:
    assert "noindex" in citizen.get("/status").get_data(as_text=True)
