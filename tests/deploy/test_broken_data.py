"""Every command on data and settings that are not as they should be: one sentence, no traceback."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import peewee
import pytest

from deploy import cli, environment, logs, told
from tests.running import free_port

COMMANDS = (
    "setup",
    "setup --check-only",
    "staff list",
    "staff add budi --name Budi --role petugas_loket --generate",
    "staff password sari --generate",
    "staff disable sari",
    "device add tombol",
    "device list",
    "device revoke tombol",
    "calendar list",
    "calendar list 2026",
    "calendar add 2026-12-01 Pilkades",
    "calendar remove 2026-12-01",
    "calendar fill 2031",
    "deadline",
    "deadline 2026-11-27T13:55",
    "doctor",
    "printer find",
    "printer resume",
    "printstation",
)
HARMLESS = {"setup --check-only", "printer find"}


def _overwrite(database: Path, part: slice, by: bytes) -> None:
    whole = bytearray(database.read_bytes())
    whole[part] = by
    database.write_bytes(whole)


def _made_later(database: Path) -> None:
    with closing(peewee.sqlite3.connect(database)) as opened, opened:
        opened.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', 1)")


def _folder(database: Path) -> None:
    database.unlink()
    database.mkdir()


def _file(database: Path) -> None:
    shutil.rmtree(database.parent)
    database.parent.write_text("")


BREAKS = {
    "none": lambda database: shutil.rmtree(database.parent),
    "a file": _file,
    "a folder": _folder,
    "empty": lambda database: database.write_bytes(b""),
    "no database": lambda database: _overwrite(database, slice(None), b"no database. " * 900),
    "cut off": lambda database: _overwrite(database, slice(200_000, None), b""),
    "overwritten": lambda database: _overwrite(database, slice(4096, None), b"\xff" * 400_000),
    "newer": _made_later,
    "wrong key": lambda database: (database.parent / "personal.key").write_bytes(b"short"),
    "another standard": lambda database: None,
}


def _broken(kind: str, data: Path) -> dict[str, str]:
    """Break the data of a prepared office so; the variables that go with it."""
    BREAKS[kind](data / "antrean.sqlite3")
    other = {"ANTREAN_STANDARD": str(environment.DEMO_STANDARD)}
    return other if kind == "another standard" else {}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """The data folder of an office that was set up."""
    data = tmp_path_factory.mktemp("office") / "data"
    environ = {"PATH": os.environ["PATH"], "ANTREAN_DATA": str(data)}
    subprocess.run([sys.executable, "-m", "deploy.cli", "setup"], env=environ, check=True)
    return data


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """No log outlives its test."""
    monkeypatch.setattr(logs, "to_terminal", lambda *_: None)
    monkeypatch.setattr(logs, "to_file", lambda *_: None)


def _said(words: str, monkeypatch, capsys) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["antrean", *words.split()])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    out = capsys.readouterr()
    return int(ended.value.code or 0), out.out + out.err


@pytest.mark.parametrize("kind", BREAKS)
def test_no_command_answers_broken_data_with_a_traceback(
    kind, prepared, tmp_path, monkeypatch, capsys
):
    for number, words in enumerate(COMMANDS):
        data = tmp_path / str(number)
        shutil.copytree(prepared, data)
        monkeypatch.setenv("ANTREAN_DATA", str(data))
        for name, value in _broken(kind, data).items():
            monkeypatch.setenv(name, value)
        code, said = _said(words, monkeypatch, capsys)
        assert "Traceback" not in said
        assert "tidak terduga" not in said, words
        refused = code != 0 and said.strip()
        may_work = words in HARMLESS or (words == "setup" and kind in ("none", "empty"))
        assert refused or may_work, (words, code, said)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (None, "office.toml"),
        ("[web]\nprot = 8080\n", "web.prot"),
        ("[web]\nport = 'lima'\n", "web.port"),
        ("[web]\nport = true\n", "web.port"),
        ("web = 3\n", "web"),
        ("[web\n", "baris 1"),
        ("languages = ['id', 'xx']\n", "languages"),
        ("languages = []\n", "languages"),
        ("languages = 3\n", "languages"),
        ("data = 3\n", "data"),
        ("data = 'kantor'\n", "data"),
        ("\x00", "office.toml"),
    ],
)
def test_a_settings_file_that_is_wrong_is_named_by_every_command(
    text, named, tmp_path, monkeypatch, capsys
):
    path = tmp_path / "office.toml"
    if text is not None:
        path.write_text(text)
    monkeypatch.setenv("ANTREAN_CONFIG", str(path))
    monkeypatch.delenv("ANTREAN_DATA", raising=False)
    for words in ("setup", "staff list", "doctor", "printstation"):
        code, said = _said(words, monkeypatch, capsys)
        assert code == told.HOPELESS
        assert named in said
        assert "Traceback" not in said


@pytest.mark.parametrize("kind", ["overwritten", "another standard"])
def test_the_web_process_says_why_and_that_no_restart_helps(kind, prepared, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    environ = {
        "PATH": os.environ["PATH"],
        "ANTREAN_DATA": str(data),
        "ANTREAN_PORT": str(free_port()),
    }
    done = subprocess.run(
        [sys.executable, "-P", "-m", "deploy.serve"],
        env=environ | _broken(kind, data),
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == told.HOPELESS
    assert "Berkas " in done.stderr
    assert "Traceback" not in done.stderr
