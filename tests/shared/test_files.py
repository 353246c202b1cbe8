"""A file is whole or not there: with a writer killed, with two at once, with the power gone."""

import ast
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from deploy.environment import ROOT
from shared import files

OLD, NEW = b"old " * 50_000, b"new " * 50_000
_KILLED = (
    "import os, signal, sys; from pathlib import Path; from shared import files\n"
    "die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
    "setattr({owner}, {name!r}, die)\n"
    "files.write(Path(sys.argv[1]), b'new ' * 50_000)"
)
_FIRST = (
    "import secrets, sys; from pathlib import Path; from shared import files\n"
    "sys.stdin.readline()\n"
    "print(files.made_once(Path(sys.argv[1]), lambda: secrets.token_bytes(32)).hex())"
)


def _python(program: str, path: Path) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    words = [sys.executable, "-c", program, str(path)]
    return subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)


def test_the_new_content_takes_the_place_of_the_old_and_nothing_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "note.txt"
    for content in (OLD, NEW):
        files.write(path, content)
        assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_the_mode_is_the_one_asked_for_from_the_first_moment(tmp_path: Path) -> None:
    files.write(tmp_path / "key", b"x", 0o600)
    files.write(tmp_path / "conf", b"x", 0o646)
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("key", "conf")] == [0o600, 0o646]


def test_the_file_and_its_folder_are_on_disk_when_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    files.write(tmp_path / "note.txt", NEW)
    assert synced == [(tmp_path / "note.txt").stat().st_ino, tmp_path.stat().st_ino]


def test_what_a_power_cut_may_take_waits_for_no_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: pytest.fail("waited"))
    files.write(tmp_path / "note.txt", NEW, lasting=False)
    assert (tmp_path / "note.txt").read_bytes() == NEW


@pytest.mark.parametrize(("owner", "name"), [("os", "fsync"), ("Path", "replace")])
def test_a_writer_that_is_killed_leaves_the_old_one_whole(
    tmp_path: Path, owner: str, name: str
) -> None:
    path = tmp_path / "note.txt"
    files.write(path, OLD)
    killed = _python(_KILLED.format(owner=owner, name=name), path)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == OLD
    files.write(path, NEW)
    assert path.read_bytes() == NEW


def test_a_writer_that_fails_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "note.txt").mkdir()
    with pytest.raises(OSError, match="note"):
        files.write(tmp_path / "note.txt", NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_of_two_writers_at_once_a_reader_sees_one_or_the_other_whole(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    files.write(path, OLD)

    def write(content: bytes) -> None:
        for _ in range(20):
            files.write(path, content)

    writers = [threading.Thread(target=write, args=(content,)) for content in (OLD, NEW)]
    for writer in writers:
        writer.start()
    for _ in range(200):
        assert path.read_bytes() in (OLD, NEW)
    for writer in writers:
        writer.join()
    assert list(tmp_path.iterdir()) == [path]


def test_processes_that_begin_at_once_agree_on_one_key(tmp_path: Path) -> None:
    path = tmp_path / "personal.key"
    starting = [_python(_FIRST, path) for _ in range(4)]
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert {process.communicate()[0].strip() for process in starting} == {path.read_bytes().hex()}
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_whoever_comes_second_takes_the_first_ones_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "personal.key"
    path.write_bytes(b"first")
    monkeypatch.setattr(Path, "exists", lambda _: False)  # it came after we looked
    assert files.made_once(path, lambda: b"second") == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_nobody_else_takes_the_place_of_a_file_by_hand() -> None:
    alone = {
        "shared/files.py",
        "deploy/cups/stopped_queues.py",  # the system's own Python runs it, without our packages
        "deploy/backup/folder.py",  # written as it comes, and read back before it counts
        "deploy/backup/restore.py",  # a folder
        "deploy/practice/office.py",  # a whole office, put away
        "deploy/upgrade/data.py",  # a whole folder of data, kept and put back as it was
        "deploy/vendor.py",  # a folder
    }
    found = set()
    for part in ("shared", "kiosk", "display", "printstation", "deploy"):
        for path in (ROOT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    moves = (
                        node.func.attr == "replace" and len(node.args) == 1 and not node.keywords
                    )
                    moves |= node.func.attr in ("rename", "renames") and len(node.args) < 3
                    if moves or node.func.attr == "fsync":
                        found.add(path.relative_to(ROOT).as_posix())
    assert found == alone
