"""A store that is locked, full, damaged or dying: what is said where, and nothing given is lost."""

import errno
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import peewee
import pytest
import requests

from tests.devices.ill_disk import SYNCING, WRITING, IllDisk
from tests.running import Running, until

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(300)]


def take(office: Running, touch: str = "") -> requests.Response:
    """Somebody presses for a number."""
    body = {"touch": touch or str(uuid4()), "service": "KK"}
    return requests.post(f"{office.url}/api/v1/tickets", json=body, timeout=30)


def given(office: Running) -> int:
    """How many numbers stand in the database."""
    with closing(
        peewee.sqlite3.connect(f"file:{office.settings.sqlite_path}?mode=ro", uri=True)
    ) as db:
        return int(db.execute("SELECT COUNT(*) FROM ticket").fetchone()[0])


def ready(office: Running) -> dict[str, str]:
    """What `/readyz` says."""
    answer = requests.get(f"{office.url}/readyz", timeout=10)
    told: dict[str, str] = answer.json()
    assert (answer.status_code == 200) == (told["status"] == "ready")
    return told


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Running]:
    with Running(tmp_path) as made:
        yield made


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[None]:
    """A disk of that size at that place."""
    place.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk is mounted by root only")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_somebody_elses_lock_is_a_moment_and_no_fault(office: Running) -> None:
    first = take(office)
    assert first.status_code == 201
    other = peewee.sqlite3.connect(office.settings.sqlite_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = take(office)
        assert answer.status_code == 503
        assert answer.json()["code"] == "store-locked"
        assert answer.headers["Retry-After"] == "2"
        assert ready(office)["store"] == "locked"
    finally:
        other.execute("ROLLBACK")
        other.close()
    touch = str(uuid4())
    assert take(office, touch).json()["number"] == "A-002"
    assert take(office, touch).json()["number"] == "A-002"
    until(lambda: ready(office)["store"] == "ok", 10, "the store is well again")


def test_on_a_full_disk_the_reserve_gives_the_last_numbers_and_the_log_stays_small(
    tmp_path: Path,
) -> None:
    place = tmp_path / "data"
    with small_disk(place, 160), Running(tmp_path) as office:
        until((place / "reserve").exists, 20, "the reserve")
        assert take(office).status_code == 201
        # Unbuffered: what the full disk did not take would be written again at the closing.
        with (place / "foreign").open("wb", buffering=0) as foreign:
            while True:
                try:
                    foreign.write(b"x" * 65536)
                except OSError:
                    break
        answers = [take(office) for _ in range(3)]
        assert {one.status_code for one in answers} <= {201, 503}, answers[0].text
        touch = str(uuid4())
        until(lambda: take(office, touch).ok, 10, "a number out of the reserve")
        assert ready(office)["space"] == "scarce"
        before = given(office)
        said = len(office.said())
        (place / "foreign2").write_bytes(b"")
        for _ in range(200):
            take(office)
        assert len(office.said()) - said < 60_000
        assert given(office) >= before
        (place / "foreign").unlink()
        until(lambda: ready(office)["store"] == "ok", 20, "room again")
        assert take(office).status_code == 201


@pytest.mark.parametrize("ending", ["-wal", ""])
def test_when_somebody_removes_a_file_of_the_running_store_no_number_is_given_twice(
    office: Running, ending: str
) -> None:
    numbers = [take(office).json()["number"] for _ in range(5)]
    file = office.settings.sqlite_path
    file.with_name(f"{file.name}{ending}").unlink()
    until(lambda: ready(office)["store"] == "corrupt", 20, "the loss is noticed")
    answer = take(office)
    assert (answer.status_code, answer.json()["code"]) == (503, "store-corrupt")
    office.stop()
    if ending:
        with closing(peewee.sqlite3.connect(file)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            [(count,)] = db.execute("SELECT COUNT(*) FROM ticket").fetchall()
        assert count == len(numbers)


def test_into_a_damaged_store_nothing_is_written_and_every_seat_says_so(office: Running) -> None:
    numbers = [take(office).json()["number"] for _ in range(3)]
    assert numbers == ["A-001", "A-002", "A-003"]
    office.stop()
    file = office.settings.sqlite_path
    with closing(peewee.sqlite3.connect(file)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = db.execute("PRAGMA page_size").fetchone()[0]
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ticket'").fetchone()[0]
        index = db.execute(
            "SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'complaint'"
        ).fetchone()[0]
        others = db.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'printer_state'"
            " OR name = 'long_paper_office_id_state'"  # read at the start
        ).fetchall()
    saved = file.read_bytes()
    for damaged in (page, index, *(row[0] for row in others)):
        whole = bytearray(saved)
        whole[(damaged - 1) * size : damaged * size] = b"\x77" * size
        file.write_bytes(whole)
        office.web.start()
        office.wait_for_web()
        until(lambda: ready(office)["store"] == "corrupt", 120, "the damage is found")
        answer = take(office)
        assert (answer.status_code, answer.json()["code"]) == (503, "store-corrupt")
        assert "cadangan" in answer.json()["message"]
        token = {"Authorization": f"Bearer {office.tokens[1]}"}
        call = f"{office.url}/api/v1/counters/1/next"
        assert requests.post(call, json={}, headers=token, timeout=9).status_code == 503
        office.web.stop()
    file.write_bytes(saved)
    office.web.start()
    office.wait_for_web()
    assert take(office).json()["number"] == "A-004"


def fail_each(office: Running, disk: IllDisk, calls: int, error: int, every: int = 1) -> int:
    """Let the writes of a press fail from the n-th on, for each n, and press again; how many n."""
    after = 0
    while True:
        touch, before = str(uuid4()), given(office)
        with disk.fails(calls, error, after):
            answer, failed = take(office, touch), disk.has_failed
        if not failed:
            assert answer.status_code == 201, answer.text
            return after
        # Refused in words, or given and kept: nothing between.
        assert (answer.status_code, given(office)) in ((503, before), (201, before + 1)), after
        if answer.status_code == 503:
            assert answer.json()["code"] in ("store-full", "store-broken"), answer.text
            assert answer.headers["Retry-After"]
        # The screen presses again by itself, with the same touch.
        until(lambda touch=touch: take(office, touch).ok, 20, "the number")
        assert given(office) == before + 1
        after += every


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
def test_a_write_that_fails_is_refused_in_words_and_the_same_touch_gets_its_number(
    tmp_path: Path, error: int
) -> None:
    office = Running(tmp_path)
    disk = IllDisk(tmp_path, office)
    with office:
        assert take(office).status_code == 201
        assert fail_each(office, disk, WRITING, error, every=5) >= 5
        assert fail_each(office, disk, SYNCING, error) >= 1
        with disk.fails(WRITING | SYNCING, error):
            until(lambda: ready(office)["store"] in ("broken", "full"), 15, "it is said")
            assert ready(office)["status"] == "not-ready"
        until(lambda: ready(office)["store"] == "ok", 20, "the store is well again")
        numbers = given(office)
        assert take(office).json()["number"] == f"A-{numbers + 1:03}"


def test_a_disk_that_takes_two_seconds_is_waited_for(tmp_path: Path) -> None:
    office = Running(tmp_path)
    disk = IllDisk(tmp_path, office)
    with office:
        assert take(office).status_code == 201
        with disk.dawdles(SYNCING, 2):
            assert take(office).json()["number"] == "A-002"
            assert ready(office)["store"] == "ok"
        assert take(office).json()["number"] == "A-003"
