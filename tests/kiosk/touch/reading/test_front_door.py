"""Whoever types the address alone, or one that does not exist, finds a way on."""

import re
from datetime import datetime

import pytest

from shared import clock


def page(citizen, address):
    return citizen.get(address, headers={"Accept": "text/html"}).get_data(as_text=True)


def test_every_way_on_from_the_front_door_exists(app):
    citizen = app.test_client()
    ways = re.findall(r'<a [^>]*href="(/[^"]*)"', page(citizen, "/"))
    assert {"/status", "/pengaduan", "/pengumuman", "/masuk"} <= set(ways)
    assert {citizen.get(way).status_code for way in ways} == {200}


def test_outside_the_hours_it_says_when_the_office_opens(citizen, office):
    assert "layar sentuh" in page(citizen, "/")
    clock.move(office.settings.data, datetime(2026, 11, 28, 10))
    assert "Buka lagi Senin, 30 November 2026 pukul 08.00 WIB." in page(citizen, "/")


@pytest.mark.parametrize(
    ("address", "way"), [("/tidak-ada", "/"), ("/kios/tidak-ada", "/kios"), ("/t/salah", "/")]
)
def test_a_citizen_who_is_lost_is_led_to_a_page_that_exists(app, address, way):
    citizen = app.test_client()
    lost = citizen.get(address)
    said = lost.get_data(as_text=True)
    assert lost.status_code == 404
    assert f'href="{way}"' in said
    assert citizen.get(way).status_code == 200
    assert "petugas" not in said.lower().replace("tanyakan kepada petugas", "")
