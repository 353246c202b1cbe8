"""The support bundle: what helps to find a fault is in it, and nothing of any person."""

import base64
import json
import os
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import peewee
import pytest
from click.testing import CliRunner

from deploy import cli
from deploy.doctor import bundle, log_lines
from deploy.environment import ROOT
from shared import clock
from shared.rules.admin import checkup
from shared.rules.admin.checkup import Checkup
from shared.rules.common import backups
from tests.samples.make import SAMPLES

NAME, NIK, PHONE = "Siti Zulaikhah", "3508014107650003", "081234567890"
WORDS, SECRET = "dimintai uang rokok", "kunci-rahasia-9f31"
PLANTED = f"{NAME} {NIK} {PHONE} {WORDS} {SECRET}"
QUEUE, APART = "Siti.Zulaikhah", f"{PHONE[:6]} {PHONE[6:]}"
MARKS = (NAME, NIK, PHONE, WORDS, SECRET, QUEUE, APART, "Zulaikhah", NIK[4:14], PHONE[2:11])
# What the office opens with, and what stays its own form.
_LEFT_ALONE = {"office", "schema_migration", "sqlite_sequence", "data_revision"}


def shapes(mark: str) -> Iterator[bytes]:
    """How a text could lie in a file."""
    for text in (mark, mark.lower(), mark.upper(), quote(mark), mark[::-1], json.dumps(mark)[1:-1]):
        for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
            yield text.encode(code)
    for raw in (mark.encode(), mark.encode("utf-16-le"), mark.encode("utf-16-be")):
        yield raw.hex().encode()
        for before in range(3):
            # The signs at both ends hold bits of the neighbours.
            whole = base64.b64encode(b"\0" * before + raw).rstrip(b"=")
            yield whole[4 if before else 0 : -1]


def seen(content: bytes) -> list[str]:
    """Which marks lie in these bytes, in whatever shape."""
    return [mark for mark in MARKS if any(shape in content for shape in shapes(mark))]


@pytest.mark.parametrize("mark", MARKS)
def test_the_seeker_sees_what_is_hidden_in_another_shape(mark: str) -> None:
    for content in (
        f"a{mark}b".encode(),
        f"x{mark}".encode("utf-16-be"),
        base64.b64encode(f"..{mark} und".encode()),
        base64.b64encode(f"ab{mark}c".encode("utf-16-le")),
        mark.encode().hex().encode(),
    ):
        assert mark in seen(content)


def plant_rows(file: Path) -> int:
    """Write it into every text and sealed column of every row; how many columns took it."""
    count = 0
    with closing(peewee.sqlite3.connect(file)) as db, db:
        made = db.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        guards = [(name, sql) for kind, name, sql in made if kind == "trigger"]
        for name, _ in guards:
            db.execute(f"DROP TRIGGER {name}")
        for table in [name for kind, name, _ in made if kind == "table"]:
            columns = db.execute(f"PRAGMA table_info({table})").fetchall()
            for column in [] if table in _LEFT_ALONE else columns:
                count += _planted(db, table, column[1], column[2].upper())
        for _, sql in guards:
            db.execute(sql)
    return count


def _planted(db: peewee.sqlite3.Connection, table: str, column: str, kind: str) -> bool:
    # No two rows of a unique column are the same.
    text = "json_array(? || rowid)" if kind == "JSON" else "? || rowid"
    if kind in ("TEXT", "BLOB", "JSON"):
        db.execute(f'UPDATE OR IGNORE {table} SET "{column}" = {text}', [PLANTED])
    return kind in ("TEXT", "BLOB", "JSON")


def plant_logs(folder: Path) -> None:
    """Lines of every kind with it in every place."""
    folder.mkdir(parents=True, exist_ok=True)
    template = {"at": "2026-11-23T02:00:00.000+00:00", "level": "error", "process": "web"}
    trace = (
        "Traceback (most recent call last):\n"
        f'  File "{ROOT}/deploy/app.py", line 40, in {NAME}\n    {WORDS}\n'
        f'  File "/home/{NAME}/x.py", line 3, in y\nValueError: {PLANTED}\n{NAME}: {NIK}'
    )
    events = [
        {**template, "source": "antrean.web", "event": "web is ready on port 8080"},
        {**template, "source": "antrean.web", "event": f"web is ready on port {PLANTED}"},
        {**template, "source": "antrean.web", "event": f"request refused: {APART}"},
        {**template, "source": PLANTED, "event": PLANTED, "trace": trace},
        dict.fromkeys(("at", "level", "process", "source", "event", "trace"), PLANTED),
        {**template, "event": "x", "printer": PLANTED, "reasons": [PLANTED, "paper-out"]},
        {**template, "event": "x", "job": int(NIK), "copy": 2, "who": PLANTED, PLANTED: 1},
    ]
    lines = [json.dumps(one) for one in events]
    text = "\n".join([*lines, PLANTED, json.dumps([PLANTED]), ""])
    for name in ("web.jsonl", "web.jsonl.1", "printstation.jsonl"):
        (folder / name).write_text(text)
    (folder / "failure.txt").write_text(trace)


@pytest.fixture
def office(tmp_path: Path) -> dict[str, str]:
    """The environment of a small office that has lived, with invented personal data everywhere."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    newest = max(SAMPLES.iterdir(), key=lambda one: (one.name == version, one.is_dir(), one.name))
    with tarfile.open(newest / "data.tar.xz") as kept:
        kept.extractall(tmp_path, filter="data")
    data = tmp_path / "data"
    CliRunner().invoke(cli.antrean, ["setup"], env={"ANTREAN_DATA": str(data)})
    assert plant_rows(data / "antrean.sqlite3") > 150
    plant_logs(data / "log")
    (data / f"{PLANTED}.pdf").write_text(PLANTED)
    wrong = backups.HowItWent(at=clock.now(), sentence=PLANTED)
    backups.keep(data, backups.State(failures={PLANTED: wrong}, rehearsal=wrong))
    backups.use_recipient(data, PLANTED)
    (data / "office.toml").write_text(
        f"""station = "{PLANTED}"
[web]
metrics_token = "{SECRET}"
public_url = "http://zulaikhah.invalid"
hosts = "{NAME}"
bind = "0.0.0.0"
port = 1
[printers]
sheet = "cups:{QUEUE}"
ticket = "serial:/dev/{QUEUE}"
[applications]
watch_folder = "/home/{NAME}"
[backup]
places = "/media/{NAME},sftp://{QUEUE}@192.0.2.1/{NIK}"
"""
    )
    return {"ANTREAN_DATA": str(data), "ANTREAN_VOICE": "off", "CUPS_SERVER": "/nowhere"}


def unpacked(folder: Path) -> dict[str, bytes]:
    """The files of the one archive in this folder."""
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o077 == 0
    assert seen(path.name.encode()) == []
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_planted_anywhere_is_in_the_bundle(office: dict[str, str], tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.antrean, ["support", "--to", str(tmp_path / "out")], env=office)
    assert done.exit_code == 0, done.output
    held = unpacked(tmp_path / "out")
    assert {
        *("BACA.txt", "version.json", "settings.json", "findings.json", "schema.sql", "rows.json"),
        *("plans.json", "printers.json", "cups.json", "log/web.jsonl", "log/printstation.jsonl"),
        "log/failure.txt",
    } == held.keys()
    found = {name: seen(content) for name, content in held.items()}
    assert {name: marks for name, marks in found.items() if marks} == {}
    assert seen("\n".join(held).encode()) == []


def test_what_helps_to_find_a_fault_is_in_it(office: dict[str, str], tmp_path: Path) -> None:
    CliRunner().invoke(cli.antrean, ["support", "--to", str(tmp_path / "out")], env=office)
    held = unpacked(tmp_path / "out")
    events = [json.loads(line) for line in held["log/web.jsonl"].splitlines()]
    assert events[0]["event"] == "web is ready on port 8080"
    assert events[1]["event"] == "web is ready on port …"
    assert events[3]["trace"] == ["deploy/app.py:40", "…:3", "ValueError"]
    assert (events[5]["printer"], events[5]["reasons"]) == ("…", ["paper-out"])
    assert (events[6]["job"], events[6]["copy"]) == ("…", "2")
    assert held["log/failure.txt"].decode().splitlines()[0] == "deploy/app.py:40"
    settings = json.loads(held["settings.json"])
    assert (settings["web.port"], settings["web.metrics_token"]) == (1, "…")
    assert settings["printers.sheet"] == ["cups"]
    codes = {one["code"] for one in json.loads(held["findings.json"])["findings"]}
    assert {"disk", "journal", "web", "public-name", "setting-missing"} <= codes
    assert b"CREATE TABLE" in held["schema.sql"]
    rows = json.loads(held["rows.json"])
    assert (rows["ticket"] > 0, rows["complaint"], rows["journal_line"]) == (True, "-", "-")
    assert any(
        "SEARCH ticket" in step for plan in json.loads(held["plans.json"]).values() for step in plan
    )


def test_a_database_that_cannot_be_opened_leaves_the_rest(tmp_path: Path) -> None:
    env = {"ANTREAN_DATA": str(tmp_path / "data")}
    CliRunner().invoke(cli.antrean, ["setup"], env=env)
    (tmp_path / "data" / "antrean.sqlite3").write_bytes(os.urandom(40_000))
    done = CliRunner().invoke(cli.antrean, ["support", "--to", str(tmp_path / "out")], env=env)
    assert (done.exit_code, "Tidak tercatat di jurnal" in done.output) == (0, True)
    held = unpacked(tmp_path / "out")
    assert "schema.sql" not in held
    assert {"findings.json", "settings.json", "version.json"} <= held.keys()


def test_a_number_as_long_as_a_person_s_is_hidden_too() -> None:
    assert [bundle.hidden(one) for one in (300_000, int(PHONE), 2.5, "x")] == [
        300_000,
        "…",
        2.5,
        "…",
    ]
    kept = Checkup(at=clock.now(), findings=[checkup.bad("a", NAME, "%(n)s", n=int(NIK))])
    assert seen(json.dumps(bundle._findings(kept)).encode()) == []


def test_every_sentence_of_the_source_is_known_again() -> None:
    templates = [template for _, template in log_lines._sentences()]
    assert len(templates) > 30
    assert log_lines._event("slip 7 broke off") == "slip 7 broke off"
    assert log_lines._event("slip 3508014107650003 broke off") == "slip … broke off"
    assert log_lines._event(NAME) == "…"
