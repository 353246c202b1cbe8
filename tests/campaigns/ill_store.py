"""A store that dies in every way that there is, and what is said, lost and recovered: minutes.

`python -m tests.campaigns.ill_store` lets each write of a press fail, then many presses with their
checkpoint, damages each table and each index, and takes away what belongs to the database. It ends
with 1 where a number that was given is lost, or something was not said. The suite has a short form
(`tests/journeys/test_ill_store.py`).
"""

import argparse
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import peewee
import requests

import tests.conftest  # noqa: F401  # what the suite spares, this does too
from tests.devices.ill_disk import SYNCING, WRITING, IllDisk
from tests.journeys.test_ill_store import fail_each, given, ready, take
from tests.running import Running, until

_SAID_SECONDS = 120
_PRESSES = 40
_HEADER = 100


def each_write(folder: Path, every: int) -> Iterator[str]:
    """Each write and each fsync of one press, by each error."""
    office = Running(folder)
    disk = IllDisk(folder, office)
    with office:
        take(office)
        for calls, name in ((WRITING, "writes"), (SYNCING, "fsyncs")):
            for error in (errno.EIO, errno.ENOSPC, errno.EROFS):
                count = fail_each(office, disk, calls, error, every)
                yield f"{count} {name} of a press failed with {errno.errorcode[error]}, none lost"


def checkpoints(folder: Path, every: int) -> Iterator[str]:
    """Presses by the dozen, so that the log is carried into the file meanwhile; then a death."""
    office = Running(folder)
    disk = IllDisk(folder, office)
    with office:
        told: list[str] = []
        for error in (errno.EIO, errno.ENOSPC):
            for after in range(0, 1000, 50 * every):
                with disk.fails(WRITING | SYNCING, error, after):
                    answers = [take(office) for _ in range(_PRESSES)]
                told += [one.json()["number"] for one in answers if one.ok]
                assert {one.status_code for one in answers} <= {201, 503}
                until(lambda: take(office).ok, 20, "a number again")
        office.web.kill()
        office.web.start()
        office.wait_for_web()
        with closing(_opened(office)) as db:
            kept = {f"{a}-{n:03}" for a, n in db.execute("SELECT letter, number FROM ticket")}
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert set(told) <= kept, f"lost: {set(told) - kept}"
        assert len(told) == len(set(told))
        yield f"{len(told)} numbers given while checkpoints failed, all kept after kill -9"


def damage(folder: Path, every: int) -> Iterator[str]:
    """The first page of each table and each index, overwritten."""
    with Running(folder) as office:
        for _ in range(3):
            take(office)
        office.stop()
        file = office.settings.sqlite_path
        with closing(_opened(office)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            size = db.execute("PRAGMA page_size").fetchone()[0]
            places = db.execute(
                "SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0 ORDER BY rootpage"
            ).fetchall()
        saved = file.read_bytes()
        for name, page in places[::every]:
            whole = bytearray(saved)
            whole[(page - 1) * size : page * size] = b"\x77" * size
            _replace(office, bytes(whole))
            yield f"{name}: {_what_is_said(office)}"
        _replace(office, saved)
        assert _starts(office)
        assert take(office).json()["number"] == "A-004"
        yield f"{len(places[::every])} of {len(places)} tables and indexes damaged, each was found"


def takings(folder: Path, _every: int) -> Iterator[str]:
    """A header of zeros, a log that is gone, a folder that cannot be written."""
    with Running(folder) as office:
        for _ in range(3):
            take(office)
        office.web.kill()
        office.station.kill()
        file = office.settings.sqlite_path
        log = file.with_name(f"{file.name}-wal")
        saved = {one: one.read_bytes() for one in (file, log)}
        _replace(office, bytes(_HEADER) + saved[file][_HEADER:])
        yield f"a header of zeros: {_what_is_said(office)}"
        _replace(office, saved[file])
        yield f"a log that is gone: {_what_is_said(office, may_be_well=True)}"
        office.web.stop()
        for place, content in saved.items():
            place.write_bytes(content)
        file.with_name(f"{file.name}-shm").unlink(missing_ok=True)
        assert _starts(office)
        assert given(office) == 3
        yield "the file and its log as they were: all numbers are there"


def read_only(folder: Path, _every: int) -> Iterator[str]:
    """A disk that came up read-only, as after a power cut; only root can make one."""
    if os.getuid():
        yield "left out: only root mounts disks"
        return
    disk = folder / "data"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=700", "none", str(disk)], check=True)
    try:
        with Running(folder) as office:
            take(office)
            office.stop()
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            yield f"a read-only disk: {_what_is_said(office)}"
            subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
            assert _starts(office)
            assert given(office) == 1
            assert take(office).json()["number"] == "A-002"
            yield "writable again: the number is there, and the next one follows"
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _opened(office: Running) -> peewee.sqlite3.Connection:
    return peewee.sqlite3.connect(office.settings.sqlite_path)


def _replace(office: Running, content: bytes) -> None:
    office.web.stop()
    file = office.settings.sqlite_path
    for beside in ("-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)
    file.write_bytes(content)


def _starts(office: Running) -> bool:
    office.web.start()
    with suppress(AssertionError):
        office.wait_for_web()
        return True
    return False


def _what_is_said(office: Running, *, may_be_well: bool = False) -> str:
    """What a press, `/readyz` and `antrean doctor` say; fails where all is said to be well."""
    (office.settings.data.parent / "web.out").unlink(missing_ok=True)
    if not _starts(office):
        said = (office.settings.data.parent / "web.out").read_text().strip().splitlines()
        assert said
        assert not any("Traceback" in line for line in said), said
        sentence = next((line for line in said if "asis data" in line), said[-1])
        return f"does not start: {sentence}; doctor: {_doctor(office)}"
    if may_be_well:
        answer = take(office)
        return f"press {answer.status_code}, {ready(office)['store']}; doctor: {_doctor(office)}"
    until(lambda: ready(office)["store"] == "corrupt", _SAID_SECONDS, "the damage is found")
    answer = take(office)
    assert (answer.status_code, answer.json()["code"]) == (503, "store-corrupt"), answer.text
    page = requests.get(f"{office.url}/kios", timeout=30)
    assert page.status_code in (200, 503), page.status_code
    doctor = _doctor(office)
    assert "Basis data" in doctor, doctor
    return f"press 503, corrupt; /kios {page.status_code}; doctor: {doctor}"


def _doctor(office: Running) -> str:
    command = [sys.executable, "-P", "-m", "deploy.cli", "doctor"]
    found = subprocess.run(command, env=office.environ, capture_output=True, text=True, check=False)
    assert "Traceback" not in found.stdout + found.stderr, found.stderr
    bad = [line[1:22].strip() for line in found.stdout.splitlines() if line.startswith("✗")]
    return f"{found.returncode} ({', '.join(bad) or found.stderr.strip()})"


PARTS: tuple[Callable[[Path, int], Iterator[str]], ...] = (
    each_write,
    checkpoints,
    takings,
    read_only,
    damage,
)


def main() -> None:
    """Hurt, tell, and exit with 1 where something was lost or not said."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--every", type=int, default=1)
    asked.add_argument("--only", choices=[part.__name__ for part in PARTS])
    chosen, wrong = asked.parse_args(), False
    for part in PARTS:
        if chosen.only not in (None, part.__name__):
            continue
        folder = Path(tempfile.mkdtemp())
        try:
            for line in part(folder, chosen.every):
                _say(f"{part.__name__}: {line}")
        except AssertionError as error:
            wrong = True
            _say(f"{part.__name__}: WRONG: {error}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(wrong)


def _say(text: str) -> None:
    sys.stdout.write(text + os.linesep)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
