"""A place on another machine, reached by sftp: a real server of the loopback."""

import getpass
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.backup import folder
from shared.rules.common import backups as stands
from tests.deploy.backup.stick import backups
from tests.running import DIES_WITH_US, free_port, until

_SERVER = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
_PRIVILEGES = Path("/run/sshd")  # of the server; its package's service makes it

pytestmark = pytest.mark.skipif(_SERVER is None, reason="openssh-server is not installed")


def _key(path: Path) -> Path:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)]
    subprocess.run(command, check=True)
    return path


@pytest.fixture
def place(tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The folder `stick` as another machine offers it, to whoever holds the key of this test."""
    if os.getuid() == 0:
        _PRIVILEGES.mkdir(mode=0o755, exist_ok=True)
    host, ours, port = _key(tmp_path / "host"), _key(tmp_path / "ours"), free_port()
    settings = tmp_path / "sshd_config"
    settings.write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {host}\nPidFile none\nUsePAM no\n"
        f"AuthorizedKeysFile {ours}.pub\nStrictModes no\nSubsystem sftp internal-sftp\n"
    )
    # The office's own client, with the key and the list of machines of this test.
    program = tmp_path / "bin" / "sftp"
    program.parent.mkdir()
    known = f"-o IdentityFile={ours} -o UserKnownHostsFile={tmp_path / 'known'}"
    program.write_text(f'#!/bin/sh\nexec {shutil.which("sftp")} {known} "$@"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    words = ("-D", "-f", str(settings), "-E", str(tmp_path / "sshd.log"))
    server = subprocess.Popen([*DIES_WITH_US, str(_SERVER), *words])
    try:
        until(lambda: _answers(port), 20, "the server answers")
        yield f"sftp://{getpass.getuser()}@127.0.0.1:{port}{stick}"
    finally:
        server.kill()
        server.wait()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def test_a_backup_lies_on_another_machine_and_is_restored_and_tried_from_there(
    antrean, data, stick, secret, place, tmp_path, monkeypatch
):
    monkeypatch.setenv("ANTREAN_BACKUP_PLACES", place)
    assert "tidak tersambung" in str(antrean("backup", "--due").exception)  # nobody knows it yet
    done = antrean("backup")
    assert done.exit_code == 0, (done.output, done.exception)
    assert (stick / folder.MARK).is_file()
    (first,) = backups(stick)
    left = stick / f".{first.name}{folder.DRAFT}"
    left.write_text("what a broken line left")
    assert antrean("backup").exit_code == 0
    assert [folder.told(one.name).number for one in backups(stick)] == [2]
    assert not left.exists()
    tried = antrean("backup", "rehearse")
    assert tried.exit_code == 0, tried.output
    done = antrean("restore", backups(stick)[0], "--data", tmp_path / "baru", typed=f"{secret}\n")
    assert done.exit_code == 0


def test_another_machine_that_is_away_says_so(antrean, data, secret, tmp_path, monkeypatch):
    away = f"sftp://{getpass.getuser()}@127.0.0.1:{free_port()}/cadangan"
    monkeypatch.setenv("ANTREAN_BACKUP_PLACES", away)
    assert "tidak tersambung" in str(antrean("backup").exception)
    assert "127.0.0.1" in stands.state(data).failures[away].sentence
