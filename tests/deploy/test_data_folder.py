"""The folder with all of the office's data is its owner's alone, also where it was open before."""

import os
import pwd
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import told
from shared import config, db, files
from shared.errors import SetupError
from tests.running import ORDINARY, Running, as_ordinary, until


def open_to_others(data: Path) -> list[str]:
    """What in the folder somebody else may read, write or enter."""
    return [
        str(path.relative_to(data.parent))
        for path in (data, *data.rglob("*"))
        if not path.is_symlink() and path.stat().st_mode & 0o077
    ]


@pytest.fixture
def usual_umask() -> Iterator[None]:
    """What a machine gives its users: everybody reads."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def an_open_office(data: Path) -> Path:
    """A folder as an earlier version, or a copy, left it."""
    (data / "log").mkdir(parents=True, mode=0o755)
    (data / "sheets").mkdir(mode=0o775)
    for name in ("antrean.sqlite3", "antrean.sqlite3-wal", "log/web.jsonl", "sheets/1.pdf"):
        (data / name).write_text("x")
        (data / name).chmod(0o644)
    (data / "elsewhere").symlink_to("/etc/hostname")
    data.chmod(0o755)
    return data


def test_all_that_the_processes_write_is_theirs_alone(tmp_path: Path, usual_umask: None) -> None:
    with Running(tmp_path) as office:
        with office.inside():
            pass
        data = office.settings.data
        until(lambda: (data / "log" / "printstation.jsonl").exists(), 20, "the station's log")
        of_the_test_itself = {"data/practice-clock.json", "data/LATIHAN"}
        assert set(open_to_others(data)) <= of_the_test_itself


def test_an_open_folder_is_closed_with_all_that_is_in_it(tmp_path: Path) -> None:
    data = an_open_office(tmp_path / "data")
    files.make_folder(data)
    assert open_to_others(data) == []
    assert Path("/etc/hostname").stat().st_mode & 0o044, "what a link points at stays as it is"


def test_a_database_beside_the_folder_is_closed_as_well(tmp_path: Path, usual_umask: None) -> None:
    file = tmp_path / "elsewhere.sqlite3"
    file.touch(0o644)
    settings = config.load({}, data=tmp_path / "data", database_url=f"sqlite:///{file}")
    db.open_database(settings, checkpoints=True)
    try:
        db.rows("CREATE TABLE one (a)")
        assert open_to_others(tmp_path / "data") == []
        assert {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.glob("else*")} == {0o600}
    finally:
        db.close_database()


def test_an_empty_folder_and_one_with_settings_only_become_an_offices(tmp_path: Path) -> None:
    for name, file in (("empty", None), ("settings", "office.toml")):
        data = tmp_path / name
        data.mkdir(0o755)
        if file:
            (data / file).touch(0o644)
        files.make_folder(data)
        assert open_to_others(data) == []


@pytest.mark.parametrize("what", ["home", "sticky"])
def test_a_folder_that_others_use_is_refused_and_left_as_it_is(tmp_path: Path, what: str) -> None:
    """`--data /tmp` as root would take everybody's temporary folder away."""
    data = tmp_path / "theirs"
    if what == "sticky":
        an_open_office(data).chmod(0o1777)
    else:
        (data / "Documents").mkdir(parents=True)
        data.chmod(0o755)
    before = stat.S_IMODE(data.stat().st_mode)
    with pytest.raises(SetupError, match="pilih folder lain"):
        files.make_folder(data)
    assert stat.S_IMODE(data.stat().st_mode) == before


@pytest.mark.skipif(os.getuid() != 0, reason="two users of one machine are made by root only")
@pytest.mark.parametrize("owner", ["mine", "theirs"])
def test_an_ordinary_user_closes_their_own_folder_and_is_refused_anothers(
    tmp_path: Path, usual_umask: None, owner: str
) -> None:
    data = tmp_path / "data"
    data.mkdir(0o777)
    data.chmod(0o777)
    if owner == "mine":
        os.chown(data, pwd.getpwnam(ORDINARY).pw_uid, -1)
    done = subprocess.run(
        [*as_ordinary(owns=False), sys.executable, "-P", "-m", "deploy.cli"]
        + ["--data", str(data), "setup"],
        capture_output=True,
        text=True,
        check=False,
    )
    if owner == "mine":
        assert (done.returncode, open_to_others(data)) == (0, []), done.stderr
        assert (data / "antrean.sqlite3").exists()
    else:
        assert done.returncode != 0
        said = [line for line in done.stderr.splitlines() if line]
        assert len(said) == 1, done.stderr
        assert "terbuka bagi pengguna lain" in said[0]
        assert list(data.iterdir()) == []


_DIES = """
import os, signal, sys, tempfile
from pathlib import Path
from deploy import data_folder
data_folder.keep_temporary(Path(sys.argv[1]), sys.argv[2])
tempfile.mkdtemp(prefix="antrean-voice-")
tempfile.NamedTemporaryFile(delete=False).close()
print(os.environ["TMPDIR"], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_that_was_killed_leaves_nothing_in_the_temporary_folder(tmp_path: Path) -> None:
    """What it was about lies in the data folder, and goes when it comes back."""
    data, usual = tmp_path / "data", tmp_path / "tmp"
    usual.mkdir()
    data.mkdir(0o700)
    for process in ("web", "printstation", "web"):
        died = subprocess.run(
            [sys.executable, "-P", "-c", _DIES, str(data), process],
            env={**os.environ, "TMPDIR": str(usual)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert died.returncode == -signal.SIGKILL, died.stderr
        assert died.stdout.strip() == str(data / "tmp" / process)
        assert list(usual.iterdir()) == []
    assert {one.name: len(list(one.iterdir())) for one in (data / "tmp").iterdir()} == {
        "web": 2,
        "printstation": 2,
    }
    assert open_to_others(data) == []


def test_a_failure_nobody_thought_of_is_kept_once_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A process that is started again and again fills nobody's disk."""
    usual = tmp_path / "tmp"
    usual.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(usual))
    monkeypatch.setenv("ANTREAN_DATA", str(tmp_path / "data"))
    for made in (False, True):
        if made:
            (tmp_path / "data").mkdir()
        for _ in range(3):
            with pytest.raises(SystemExit), told.in_one_sentence():
                raise ZeroDivisionError
        said = capsys.readouterr().err
        kept = tmp_path / "data" / "log" / "failure.txt"
        assert (said.count("Kesalahan yang tidak terduga"), str(kept) in said) == (3, made)
        assert "Traceback" not in said
        assert list(usual.iterdir()) == []
    assert kept.read_text().count("Traceback") == 1
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
