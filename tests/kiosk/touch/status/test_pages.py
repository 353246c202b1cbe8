"""How a file stands, for whoever holds its receipt: state and due time, nothing else."""

import re
from dataclasses import replace
from datetime import date
from unittest.mock import patch

import pytest
from flask.testing import FlaskClient

from shared import clock
from shared.rules.admin import calendar
from shared.rules.applications import decisions, process, receipt_code, states
from shared.rules.applications.view import ApplicationView
from shared.rules.common import office as offices
from shared.rules.common.office import Here, here
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
    assert not re.search(r"(?<![\w-])9876(?![\w-])", page)


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


def told(citizen: FlaskClient, file: ApplicationView, place: str = "/status") -> str:
    """What the page says of the file."""
    return citizen.get(ask(citizen, place, str(file.id), code_of(file)).location).get_data(True)


@pytest.mark.parametrize("place", PLACES)
def test_a_ready_kk_is_told_since_when_where_and_when_it_is_handed_out(
    citizen: FlaskClient, later: Later, place: str
) -> None:
    file = kk.ready()
    later(days=1)
    page = told(citizen, file, place)
    assert "KK Anda siap sejak Senin, 23 November 2026." in page
    assert "Ambil di Loket 1, hari ini pukul 08.00–15.00" in page
    assert "laci" not in page


def test_when_no_number_is_given_any_more_the_next_working_day_is_told(
    citizen: FlaskClient, later: Later
) -> None:
    file = kk.ready()
    calendar.put_day(date(2026, 11, 24), "TUTUP_KANTOR", "Rapat", kk.KASI)
    later(hours=5, minutes=20)
    last = here().standard.hours.on(date(2026, 11, 23))
    assert last
    assert clock.local().time() <= last.last_ticket
    assert "hari ini pukul 08.00–15.00" in told(citizen, file)
    later(minutes=35)
    assert "Ambil di Loket 1, Rabu, 25 November 2026 pukul 08.00–15.00" in told(citizen, file)


def test_hours_that_the_office_added_are_the_ones_told(citizen: FlaskClient) -> None:
    file = kk.ready()
    week = {"Senin": ["09.30", "12.00", "11.30"]}
    first, last = date(2026, 11, 23), date(2026, 11, 30)
    calendar.add_period(title="Ramadan", first=first, last=last, week=week, by=kk.KASI)
    assert "hari ini pukul 09.30–12.00" in told(citizen, file)


def test_a_kk_that_lies_at_another_counter_is_fetched_there(
    citizen: FlaskClient, office: Here
) -> None:
    file = kk.ready()
    places = (replace(office.standard.places[0], counter=2), *office.standard.places[1:])
    other = replace(office, standard=replace(office.standard, places=places))
    with patch.object(offices, "_here", other):
        assert "Ambil di Meja Informasi," in told(citizen, file)


def test_the_counter_and_the_day_are_told_in_english_too(citizen: FlaskClient) -> None:
    file = kk.ready()
    citizen.set_cookie("latihan_bahasa", "en", path="/")
    page = told(citizen, file)
    assert "Your family card has been ready since Monday, 23 November 2026." in page
    assert "Collect it at Counter 1, today 08.00–15.00" in page


@pytest.mark.parametrize("token", ["x", "MQ.aaaa.bbbb", "%00", "1", "." * 300])
@pytest.mark.parametrize("place", PLACES)
def test_a_made_up_address_leads_back_to_the_form(
    citizen: FlaskClient, place: str, token: str
) -> None:
    kk.register()
    answer = citizen.get(f"{place}/{token}")
    assert (answer.status_code, "pesan=over" in answer.location) == (303, True)


def test_the_page_speaks_english_where_it_was_asked_for(citizen: FlaskClient) -> None:
    citizen.set_cookie("latihan_bahasa", "en", path="/kios")
    page = citizen.get("/kios/status").get_data(as_text=True)
    assert "How is my matter doing?" in page
    assert not re.search(r"Ketik nomor", page)


def test_home_leads_there(citizen: FlaskClient) -> None:
    assert 'href="/kios/status"' in citizen.get("/kios").get_data(as_text=True)


def test_it_is_kept_out_of_search_engines(citizen: FlaskClient) -> None:
    assert "noindex" in citizen.get("/status").get_data(as_text=True)
