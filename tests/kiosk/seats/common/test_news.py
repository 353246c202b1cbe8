"""What a new version brings is told to each officer once."""

import re

from flask import Flask

from deploy.environment import ROOT
from shared.records import Staff
from shared.rules.common import news, staff
from tests.kiosk.seats.desks import enrol, sign_in

ASKED = "Sudah saya baca"


def test_each_officer_is_told_once_after_an_update_and_goes_on_where_they_were(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    enrol("sari", staff.COUNTER)
    enrol("tono", staff.COUNTER)
    sari, tono = app.test_client(), app.test_client()
    sign_in(sari, "sari")
    sign_in(tono, "tono")
    assert ASKED not in sari.get("/loket").text  # who began with this version knows no other
    Staff.update(news_read="0.9.0").execute()
    page = sari.get("/loket").text
    assert ASKED in page
    assert f"Versi {news.newest()}." in page
    went = sari.post("/akun/baru", data={"lanjut": "/loket"})
    assert (went.status_code, went.headers["Location"]) == (302, "/loket")
    assert ASKED not in sari.get("/loket").text
    assert ASKED in tono.get("/loket").text


def test_all_versions_stand_on_one_page_in_words_without_marks(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    enrol("sari", staff.COUNTER)
    client = app.test_client()
    sign_in(client, "sari")
    page = client.get("/akun/baru").text
    told = re.findall(r"^## \[([\d.]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert [one.version for one in news.every()] == told
    assert all(f"Versi {version}<" in page for version in told)
    assert all(one.words.endswith(".") and "`" not in one.words for one in news.every())
    assert app.test_client().get("/akun/baru").status_code == 302
