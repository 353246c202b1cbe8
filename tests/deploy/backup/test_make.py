"""How a backup is made: alone, whole or not at all, and told when it cannot be."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
import requests

from deploy import environment
from deploy.backup import archive, folder, make, restore
from shared import clock, config
from shared.records import Ticket
from shared.records.base import to_ms
from shared.rules.admin import recovery_key
from shared.rules.common import backups as stands
from shared.rules.common import staff
from shared.rules.common.actor import SYSTEM
from tests.deploy.backup.stick import backups, paper, rows
from tests.running import MONDAY, Running

_BEFORE = 20
_COMMAND = (sys.executable, "-P", "-m", "deploy.cli", "backup")


def _may_mount() -> bool:
    return (
        subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode == 0
    )


def test_without_a_recovery_key_or_a_place_none_is_made(antrean, data, stick):
    assert "Kunci pemulihan belum dibuat" in str(antrean("backup", "--to", stick).exception)
    assert antrean("backup", "key").exit_code == 0
    assert "Belum ada tempat cadangan" in str(antrean("backup").exception)
    assert backups(stick) == []


def test_two_backups_at_once_are_one(antrean, data, stick, secret):
    settings = config.load(environment.chosen({}, data=str(data)))
    with make.alone(settings):
        assert "sedang dibuat" in str(antrean("backup", "--to", stick).exception)
    assert antrean("backup", "--to", stick).exit_code == 0
    assert len(backups(stick)) == 1


def test_the_empty_folder_of_a_stick_that_was_pulled_out_is_not_written(
    antrean, data, stick, secret, monkeypatch
):
    monkeypatch.setenv("ANTREAN_BACKUP_PLACES", str(stick))
    assert "tidak tersambung" in str(antrean("backup", "--due").exception)
    assert list(stick.iterdir()) == []
    assert "tidak tersambung" in stands.state(data).failures[str(stick)].sentence
    assert antrean("backup").exit_code == 0  # by hand a place may be a new one
    assert stands.state(data).failures == {}
    assert len(backups(stick)) == 1


def test_a_place_inside_the_data_is_refused(antrean, data, secret):
    (data / "cadangan").mkdir()
    done = antrean("backup", "--to", data / "cadangan")
    assert "di dalam folder data" in str(done.exception)


@pytest.mark.skipif(not _may_mount(), reason="only root mounts a small disk, and in no chroot")
def test_a_full_stick_says_so_in_one_sentence_and_keeps_the_good_backup(
    antrean, data, stick, secret
):
    mount = f"mount -t tmpfs -o size=1500k tmpfs {stick}"
    again = " ".join((*_COMMAND, "--to", str(stick)))
    more = f"head -c 3000000 /dev/urandom >{data}/besar"
    script = f"{mount} && {again} && {more}; {again}; ls -a {stick}"
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        cwd=environment.ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "penuh" in done.stderr
    assert "Traceback" not in done.stderr
    left = [name for name in done.stdout.split() if name.endswith((".age", ".part"))]
    assert len([name for name in left if "/" not in name]) == 1, done.stdout


def test_a_stick_that_is_pulled_out_mid_way_says_so(antrean, data, stick, secret, monkeypatch):
    written = archive.write

    def pulled_out(*what):
        done = written(*what)
        shutil.rmtree(stick)
        return done

    monkeypatch.setattr(archive, "write", pulled_out)
    done = antrean("backup", "--to", stick)
    assert done.exit_code == 1
    assert "tidak tersambung" in str(done.exception)
    assert stands.state(data).newest is None


def test_the_doctor_tells_how_backups_stand(antrean, data, stick, monkeypatch):
    assert "belum ada tempatnya" in antrean("doctor").output
    monkeypatch.setenv("ANTREAN_BACKUP_PLACES", str(stick))
    assert "belum ada kunci pemulihan" in antrean("doctor").output
    assert antrean("backup", "key").exit_code == 0
    assert antrean("backup").exit_code == 0
    assert antrean("backup", "rehearse").exit_code == 0
    said = antrean("doctor").output
    assert "✓ Cadangan          terbaru" in said
    assert "✓ Coba pulihkan" in said
    assert "di disk yang sama dengan data" in said


def test_a_backup_that_is_killed_replaces_no_good_one(antrean, data, stick, secret, tmp_path):
    assert antrean("backup", "--to", stick).exit_code == 0
    (good,) = backups(stick)
    for name in range(8):
        paper(data, f"{name:064}", secrets.token_bytes(4_000_000))
    child = subprocess.Popen(
        [*_COMMAND, "--to", str(stick)], cwd=environment.ROOT, stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + 60
    while not list(stick.glob(".*.part")):
        assert time.monotonic() < end
        time.sleep(0.002)
    child.send_signal(signal.SIGKILL)
    assert child.wait(20) == -signal.SIGKILL
    assert backups(stick) == [good]
    assert antrean("backup", "--to", stick).exit_code == 0
    assert [folder.told(one.name).number for one in backups(stick)] == [2]  # of a day the newest
    assert list(stick.glob(".*.part")) == []


def test_the_hourly_one_holds_what_changed_and_stands_on_the_daily_one(
    antrean, stick, tmp_path, monkeypatch
):
    data = tmp_path / "latihan"
    for name, value in (
        ("DATA", data),
        ("PRACTICE", "true"),
        ("PRACTICE_START", MONDAY),
        ("BACKUP_PLACES", stick),
    ):
        monkeypatch.setenv(f"ANTREAN_{name}", str(value))
    assert antrean("setup").exit_code == 0
    secret = antrean("backup", "key").output.split()[-1]
    paper(data, "a" * 64, secrets.token_bytes(2_000_000))
    assert antrean("backup").exit_code == 0
    paper(data, "b" * 64, b"sesudah cadangan harian")
    clock.move(data, datetime(2026, 11, 23, 9, 59))
    added = antrean("staff", "add", "budi", "--name", "Budi", "--role", staff.ADMIN, "--generate")
    assert added.exit_code == 0
    assert antrean("backup", "--due").exit_code == 0
    assert len(backups(stick)) == 1  # not yet; the first trial restore is due
    assert stands.state(data).rehearsal.whole
    clock.move(data, datetime(2026, 11, 23, 10, 1))
    assert antrean("backup", "--due").exit_code == 0
    daily, hourly = backups(stick)
    assert hourly.stat().st_size < daily.stat().st_size - 1_000_000
    assert antrean("backup", "rehearse").exit_code == 0
    assert "jam000001" in stands.state(data).rehearsal.sentence

    new = tmp_path / "pc-baru"
    done = antrean("restore", hourly, "--data", new, typed=f"{secret}\n")
    assert done.exit_code == 0, (done.output, done.exception)
    assert rows(new)["staff"] == rows(data)["staff"]
    for name in ("a", "b"):
        file = Path("kk") / f"{name * 64}.sealed"
        assert (new / file).read_bytes() == (data / file).read_bytes()

    clock.move(data, datetime(2026, 11, 23, 11, 2))
    assert antrean("backup", "key").exit_code == 0
    assert antrean("backup", "--due").exit_code == 0
    assert folder.told(backups(stick)[-1].name).base is None  # one sheet opens all that it needs

    backups(stick)[0].unlink()
    done = antrean("restore", hourly, "--data", tmp_path / "lain", typed=f"{secret}\n")
    assert "perlu cadangan harian" in str(done.exception)


def test_a_restore_is_rehearsed_without_the_recovery_key(antrean, data, stick, secret, monkeypatch):
    monkeypatch.setenv("ANTREAN_BACKUP_PLACES", str(stick))
    assert antrean("backup").exit_code == 0
    done = antrean("backup", "rehearse")
    assert done.exit_code == 0
    assert "semuanya utuh" in done.output
    assert secret not in "".join(
        path.read_text(errors="replace") for path in data.rglob("*") if path.is_file()
    )
    (file,) = backups(stick)
    content = bytearray(file.read_bytes())
    content[-1000] ^= 1
    file.write_bytes(content)
    done = antrean("backup", "rehearse")
    assert done.exit_code == 1
    assert "rusak" in done.output
    tried = stands.state(data).rehearsal
    assert tried
    assert not tried.whole


def test_the_key_of_this_pc_opens_no_backup_of_before_its_last_rehearsal(
    antrean, data, stick, secret, monkeypatch, tmp_path
):
    monkeypatch.setenv("ANTREAN_BACKUP_PLACES", str(stick))
    assert antrean("backup").exit_code == 0
    first = make.rehearsal_secret(data)
    earlier = backups(stick)[0].rename(tmp_path / "lama.age")
    shutil.copy(earlier, stick / stands.state(data).daily.file)
    os.utime(data / "rehearsal.key", (1, 1))
    assert antrean("backup", "rehearse").exit_code == 0
    assert antrean("backup").exit_code == 0
    second = make.rehearsal_secret(data)
    assert second != first
    with pytest.raises(Exception, match="kuncinya lain"):
        restore.unpack(earlier, second, data / "tmp" / "x")
    assert antrean("backup", "rehearse").exit_code == 0  # the newest one opens


def test_a_running_office_backs_itself_up_while_numbers_are_taken(tmp_path, stick):
    """What is restored is a state that there was: every number given before it, without a gap."""
    (stick / folder.MARK).write_bytes(folder.SAYS)
    key, given = recovery_key.draw(), 0
    with Running(tmp_path / "kantor", backup_places=str(stick)) as office:
        end = time.monotonic() + 120
        while not backups(stick):
            if given == _BEFORE:
                with office.inside():
                    recovery_key.use(key, SYSTEM)  # from now on a backup is due
            assert time.monotonic() < end, office.said()
            body = {"service": "KK", "touch": str(uuid4())}
            answer = requests.post(f"{office.url}/api/v1/tickets", json=body, timeout=10)
            assert answer.status_code == 201, answer.text
            given += 1
    new = tmp_path / "pc-baru"
    contents = restore.restore(backups(stick)[0], new, key.secret, office.environ)
    made = to_ms(datetime.fromisoformat(contents.made_at))
    with office.inside():
        before = {row.id for row in Ticket.select() if to_ms(row.issued_at) < made}
    there = sorted(row[0] for row in rows(new)["ticket"])
    assert len(before) >= _BEFORE
    assert before <= set(there)
    assert there == list(range(1, len(there) + 1))
    assert contents.lines == len(rows(new)["journal_line"]) - 1
