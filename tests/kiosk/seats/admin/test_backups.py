"""The admin's page of backups: the key told once, how they stand, what every seat is told."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from deploy import cli
from shared import clock
from shared.records import JournalLine
from shared.rules.admin import recovery_key
from shared.rules.common import backups
from shared.rules.common.office import Here, here
from shared.rules.queue import floor
from tests.office import having

PAGE = "/admin/cadangan"


def told(admin: FlaskClient) -> str:
    return admin.get(PAGE).get_data(as_text=True)


def looked_at(pdf: bytes) -> tuple[str, str]:
    """The words on the one page of a paper, and what a telephone reads off its code."""
    document = pypdfium2.PdfDocument(pdf)
    (page,) = document
    text = page.get_textpage().get_text_bounded()
    (code,) = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    document.close()
    return text, code.text


def test_the_key_is_told_on_one_sheet_and_kept_nowhere(admin: FlaskClient, office: Here) -> None:
    assert "Buat kunci dan lembarnya" in told(admin)
    answer = admin.post(f"{PAGE}/kunci")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    sheet, secret = looked_at(answer.data)
    key = recovery_key.read(secret)
    assert key.public == backups.recipient(office.settings.data)
    assert all(word in sheet for word in key.words)
    assert recovery_key.read(" ".join(key.words)) == key
    kept = [path for path in office.settings.data.rglob("*") if path.is_file()]
    assert [path for path in kept if secret.encode() in path.read_bytes()] == []
    (line,) = JournalLine.select().where(JournalLine.what == "backup.key-made")
    assert (line.who, line.subject) == ("kepala", key.mark)
    assert key.mark in told(admin)


def test_another_key_is_asked_about_first(admin: FlaskClient, office: Here) -> None:
    admin.post(f"{PAGE}/kunci")
    first = backups.recipient(office.settings.data)
    asked = admin.post(f"{PAGE}/kunci")
    assert asked.status_code == 409
    assert "jangan dibuang" in asked.get_data(as_text=True).replace("\n", " ")
    assert backups.recipient(office.settings.data) == first
    assert admin.post(f"{PAGE}/kunci", data={"sure": "sure"}).mimetype == "application/pdf"
    assert backups.recipient(office.settings.data) != first
    assert JournalLine.select().where(JournalLine.what == "backup.key-made").count() == 2


def test_what_lacks_is_told_before_a_backup_is_begun(
    admin: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(
        app.extensions["antrean.backups"], "start_now", lambda: begun.append("begun")
    )
    assert "Buat kunci pemulihan dahulu" in admin.post(PAGE).get_data(as_text=True)
    admin.post(f"{PAGE}/kunci")
    assert "Pilih dahulu tempat" in admin.post(PAGE).get_data(as_text=True)
    assert begun == []
    admin.post(f"{PAGE}/tempat", data={"other": f"{tmp_path}"})
    assert admin.post(PAGE).status_code == 302
    assert begun == ["begun"]


def test_how_the_backups_stand_is_told(
    admin: FlaskClient, monkeypatch: pytest.MonkeyPatch, office: Here, tmp_path: Path
) -> None:
    having(monkeypatch, backup_places=str(tmp_path))
    now = clock.now()
    wrong = backups.HowItWent(at=now, sentence="Tempat cadangan /media/stik penuh.")
    tried = backups.HowItWent(at=now, sentence="Dipulihkan untuk dicoba, utuh.", whole=True)
    stand = backups.State(daily=_made(office), failures={"/media/stik": wrong}, rehearsal=tried)
    backups.keep(office.settings.data, stand)
    page = told(admin)
    for said in ("12,3 MB", "4567 baris jurnal", "/media/stik penuh", "Berhasil", "disk yang sama"):
        assert said in page


def test_the_places_are_chosen_among_those_found_and_hold_for_whoever_makes_backups(
    admin: FlaskClient, app: Flask, office: Here
) -> None:
    found = [
        {"place": "/media/stik", "words": "Stik, sisa 12,0 GB", "why_not": ""},
        {"place": "/mnt/arsip", "words": "Disk lain, sisa 90,0 GB", "why_not": "tidak boleh"},
    ]
    app.extensions["antrean.find-places"] = lambda: found
    page = admin.get(f"{PAGE}?cari=1").get_data(as_text=True)
    assert "Stik, sisa 12,0 GB" in page
    assert re.search(r'value="/media/stik" checked>', page)
    assert re.search(r'value="/mnt/arsip" disabled>', page)
    form = {"place": "/media/stik", "other": "sftp://nama@192.168.1.20:2222/cadangan"}
    assert admin.post(f"{PAGE}/tempat", data=form).status_code == 302
    assert backups.places(here().settings) == list(form.values())
    line = JournalLine.select().order_by(JournalLine.sequence.desc()).get()
    assert (line.what, line.who) == ("data.kept", "kepala")
    # The program that makes backups is another process: it asks the office.
    done = CliRunner().invoke(
        cli.antrean, ["--data", str(office.settings.data), "backup", "places"]
    )
    assert json.loads(done.output) == list(form.values())


@pytest.mark.parametrize(
    "place",
    [
        *("", "media/stik", "/media/a,/media/b", '/media/"x', "/media/x\n!touch /tmp/x"),
        *("sftp://-oProxyCommand=id@kantor/x", "sftp://-x/y", "sftp://kantor", "http://kantor/x"),
        "sftp://kantor/x\n!id",
    ],
)
def test_what_is_no_place_is_never_kept(admin: FlaskClient, office: Here, place: str) -> None:
    """A place becomes a word of a command, and a line of what sftp is told."""
    answer = admin.post(f"{PAGE}/tempat", data={"other": place})
    assert answer.status_code == 422
    assert "sftp://nama@" in answer.get_data(as_text=True)
    assert backups.places(here().settings) == []


def _made(office: Here, **ago: float) -> backups.Made:
    at = clock.now() - timedelta(**ago)
    return backups.Made(
        kind=backups.DAILY,
        place="/media/stik",
        file="x.age",
        at=at,
        size=12_345_678,
        seconds=3.2,
        lines=4567,
    )


def test_every_seat_is_told_once_the_newest_backup_is_too_old(
    office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = office.settings.data
    assert floor.surroundings().store == ""  # nobody chose a place: doctor and the page tell
    having(monkeypatch, backup_places="/media/stik", backup_warn_hours=26)
    assert "Belum ada cadangan" in floor.surroundings().store
    backups.keep(data, backups.State(daily=_made(office, hours=25)))
    assert floor.surroundings().store == ""
    backups.keep(data, backups.State(daily=_made(office, hours=27)))
    assert "sudah lama" in floor.surroundings().store
    backups.keep(data, backups.State(daily=_made(office, hours=27), hourly=_made(office, hours=1)))
    assert floor.surroundings().store == ""
    backups.keep(data, backups.State(daily=_made(office, hours=-30)))  # by a clock that ran ahead
    assert "sudah lama" in floor.surroundings().store


def test_what_is_due_follows_the_clock_also_when_it_was_set_back(
    office: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = office.settings.data

    def due(lines: int = 4567) -> str:
        return backups.due(here().settings, lines)

    assert due() == ""
    having(monkeypatch, backup_places="/media/stik")
    assert due() == ""  # without a key there is nothing to seal to
    backups.use_recipient(data, "age1x")
    assert due() == backups.DAILY
    well = backups.HowItWent(at=clock.now(), sentence="", whole=True)
    known = backups.State(daily=_made(office, minutes=59), rehearsal=well)
    for stand, lines, wanted in (
        (known, 4568, ""),
        (known.model_copy(update={"daily": _made(office, minutes=61)}), 4567, ""),
        (known.model_copy(update={"daily": _made(office, minutes=61)}), 4568, backups.HOURLY),
        (known.model_copy(update={"daily": _made(office, days=1)}), 4567, backups.DAILY),
        (known.model_copy(update={"daily": _made(office, days=-3)}), 4567, backups.DAILY),
        (known.model_copy(update={"rehearsal": None}), 4567, backups.REHEARSAL),
        (known.model_copy(update={"rehearsal": None, "tried_at": clock.now()}), 4567, ""),
    ):
        backups.keep(data, stand)
        assert due(lines) == wanted
