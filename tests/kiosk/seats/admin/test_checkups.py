"""The admin's page of the office's health: what was found, the grave first, and a look anew."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deploy import found
from shared import clock
from shared.records import JournalLine
from shared.rules.admin import checkup
from shared.rules.admin.checkup import Checkup
from shared.rules.common import staff
from shared.rules.common.office import Here
from tests.running import until

PAGE = "/admin/pemeriksaan"


def told(admin: FlaskClient) -> str:
    return admin.get(PAGE).get_data(as_text=True)


def test_before_the_first_look_it_says_what_it_would_look_at(admin: FlaskClient) -> None:
    page = told(admin)
    assert "Periksa sekarang" in page
    assert "Perlu dibetulkan" not in page


def test_the_grave_stand_first_and_each_leads_to_where_it_is_mended(
    admin: FlaskClient, office: Here
) -> None:
    findings = [
        checkup.bad("calendar", "Kalender", "libur %(year)s belum ada", year=2031),
        checkup.grave("backup", "Cadangan", "belum ada <b>tempatnya</b>"),
        checkup.good("web", "Web", "port %(port)s", port=8099),
    ]
    kept = Checkup(at=clock.now(), findings=checkup.among("data", findings))
    checkup.keep(office.settings.data, kept)
    page = told(admin)
    order = [page.index(one) for one in ("&lt;b&gt;tempatnya", "libur 2031", "port 8099")]
    assert order == sorted(order)
    assert 'href="/admin/cadangan">Buka' in page
    assert "23 November 2026 pukul 09.00" in page
    assert "Semuanya baik" not in page


def test_while_somebody_looks_it_shows_how_far_and_comes_back_by_itself(
    admin: FlaskClient, app: Flask, office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkup.keep(office.settings.data, Checkup(at=clock.now(), now="network"))
    assert "terputus pada Jaringan" in told(admin)
    examination = app.extensions["antrean.examination"]
    monkeypatch.setattr(examination, "is_busy", lambda: True)
    answer = admin.get(PAGE)
    assert answer.headers["Refresh"]
    assert "Sedang diperiksa: Jaringan" in answer.get_data(as_text=True)
    assert "Periksa lagi" not in answer.get_data(as_text=True)


def test_what_was_kept_in_another_shape_is_as_if_nobody_had_looked(
    admin: FlaskClient, office: Here
) -> None:
    checkup.keep(office.settings.data, Checkup(at=clock.now()))
    (file,) = (office.settings.data / "tmp" / "doctor").iterdir()
    file.write_text(json.dumps({"at": "kemarin"}))
    assert "Periksa sekarang" in told(admin)


def test_a_look_is_taken_by_a_process_of_its_own_once_at_a_time(
    admin: FlaskClient, app: Flask, office: Here, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in (("PRACTICE", "true"), ("VOICE", "off"), ("PORT", "1")):
        monkeypatch.setenv(f"ANTREAN_{name}", value)
    begun: list[object] = []
    begin = found.subprocess.Popen

    def popen(*words: object, **options: object):
        begun.append(words)
        return begin(*words, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(found.subprocess, "Popen", popen)
    answers = [admin.post(PAGE).status_code for _ in range(2)]
    assert (answers, len(begun)) == ([302, 302], 1)
    until(lambda: not app.extensions["antrean.examination"].is_busy(), 60, "end of the look")
    kept = checkup.last(office.settings.data)
    assert kept is not None
    assert (kept.now, kept.ok) == ("", False)
    page = told(admin)
    assert "port 1 tidak menjawab" in page
    assert "Periksa lagi" in page


def test_who_took_a_support_bundle_is_in_the_journal(
    admin: FlaskClient, office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTREAN_PRACTICE", "true")
    finding = checkup.bad("calendar", "Kalender", "libur %(year)s belum ada", year=2031)
    checkup.keep(office.settings.data, Checkup(at=clock.now(), findings=[finding]))
    answer = admin.post(f"{PAGE}/bantuan")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "antrean-bantuan-" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert b"libur 2031 belum ada" in archive.read("findings.json")
    (line,) = JournalLine.select().where(JournalLine.what == "support.taken")
    assert (line.who, line.role) == ("kepala", staff.ADMIN)


def test_without_a_bundle_nobody_is_said_to_have_taken_one(
    admin: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.extensions["antrean.examination"], "_antrean", ("false",))
    answer = admin.post(f"{PAGE}/bantuan")
    assert answer.status_code == 503
    assert "antrean support" in answer.get_data(as_text=True)
    with app.extensions["antrean.examination"]._packing:
        assert admin.post(f"{PAGE}/bantuan").status_code == 409
    assert not JournalLine.select().where(JournalLine.what == "support.taken").exists()
