"""The monthly report in one press: from the seats of the overseers, and from the list of months."""

from datetime import date, datetime

import pytest

from shared import clock
from tests import quality
from tests.complaint_book import people
from tests.kiosk.seats.desks import sign_in
from tests.shared.documents.reading import text

pytestmark = pytest.mark.clause("10.1")

APRIL = "/laporan-bulanan/2026-04/laporan.pdf"


@pytest.fixture
def who(office):
    found = people()
    quality.fill(first=date(2026, 4, 13), last=date(2026, 4, 30))
    clock.move(office.settings.data, datetime(2026, 5, 18, 9, 0))
    return found


@pytest.mark.parametrize(("name", "seat"), [("yusuf", "/sekretaris"), ("ratih", "/camat")])
def test_the_month_before_is_one_press_away(who, client, name, seat):
    sign_in(client, name)
    page = client.get(seat).text
    assert f'href="{APRIL}"' in page
    assert "Laporan April 2026" in page
    answer = client.get(APRIL)
    assert answer.mimetype == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    told = text(answer.data)
    assert "LAPORAN BULANAN Kecamatan Jatiroto, April 2026" in told


def test_every_month_with_a_record_is_listed_and_no_other(who, client):
    sign_in(client, "bambang")
    page = client.get("/laporan-bulanan").text
    assert [
        code for code in ("2026-02", "2026-03", "2026-04", "2026-05", "2026-06") if code in page
    ] == [
        "2026-03",
        "2026-04",
        "2026-05",
    ]
    assert page.count("sampai hari ini") == 1
    refused = {
        code: client.get(f"/laporan-bulanan/{code}/laporan.pdf").status_code
        for code in ("2026-02", "2026-06", "2026-T2", "2026", "x")
    }
    assert refused == {"2026-02": 409, "2026-06": 409, "2026-T2": 404, "2026": 404, "x": 404}


@pytest.mark.parametrize("name", ["sari", "dewi", "rina", "tuti", "agus"])
def test_it_is_for_those_who_lead_and_oversee(who, client, name):
    sign_in(client, name)
    assert [client.get(path).status_code for path in ("/laporan-bulanan", APRIL)] == [403, 403]


def test_an_office_that_began_this_month_offers_no_report_of_the_month_before(office, client):
    people()
    sign_in(client, "ratih")
    assert "laporan.pdf" not in client.get("/camat").text
    page = client.get("/laporan-bulanan").text
    assert page.count("laporan.pdf") == 1
    assert "2026-11" in page
