"""A store that is locked, full, damaged or dying: what is said where, and nothing given is lost."""

import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import peewee
import pytest
import requests

from tests.running import Running, until

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(300)]


def _take(office: Running, touch: str = "") -> requests.Response:
    body = {"touch": touch or str(uuid4()), "service": "KK"}
    return requests.post(f"{office.url}/api/v1/tickets", json=body, timeout=30)


def _given(office: Running) -> int:
    with closing(
        peewee.sqlite3.connect(f"file:{office.settings.sqlite_path}?mode=ro", uri=True)
    ) as db:
        return int(db.execute("SELECT COUNT(*) FROM ticket").fetchone()[0])


def _ready(office: Running) -> dict[str, str]:
    answer = requests.get(f"{office.url}/readyz", timeout=10)
    told: dict[str, str] = answer.json()
    assert (answer.status_code == 200) == (told["status"] == "ready")
    return told


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Running]:
    with Running(tmp_path) as made:
        yield made


@contextmanager
def _small_disk(place: Path, megabytes: int) -> Iterator[None]:
    place.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk is mounted by root only")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_somebody_elses_lock_is_a_moment_and_no_fault(office: Running) -> None:
    first = _take(office)
    assert first.status_code == 201
    other = peewee.sqlite3.connect(office.settings.sqlite_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = _take(office)
        assert answer.status_code == 503
        assert answer.json()["code"] == "store-locked"
        assert answer.headers["Retry-After"] == "2"
        assert _ready(office)["store"] == "locked"
    finally:
        other.execute("ROLLBACK")
        other.close()
    touch = str(uuid4())
    assert _take(office, touch).json()["number"] == "A-002"
    assert _take(office, touch).json()["number"] == "A-002"
    until(lambda: _ready(office)["store"] == "ok", 10, "the store is well again")


def test_on_a_full_disk_the_reserve_gives_the_last_numbers_and_the_log_stays_small(
    tmp_path: Path,
) -> None:
    place = tmp_path / "data"
    with _small_disk(place, 160), Running(tmp_path) as office:
        until((place / "reserve").exists, 20, "the reserve")
        assert _take(office).status_code == 201
        with (place / "foreign").open("wb") as foreign:
            while True:
                try:
                    foreign.write(b"x" * 65536)
                    foreign.flush()
                except OSError:
                    break
        answers = [_take(office) for _ in range(3)]
        assert {one.status_code for one in answers} <= {201, 503}, answers[0].text
        touch = str(uuid4())
        until(lambda: _take(office, touch).ok, 10, "a number out of the reserve")
        assert _ready(office)["space"] == "scarce"
        before = _given(office)
        said = len(office.said())
        (place / "foreign2").write_bytes(b"")
        for _ in range(200):
            _take(office)
        assert len(office.said()) - said < 60_000
        assert _given(office) >= before
        (place / "foreign").unlink()
        until(lambda: _ready(office)["store"] == "ok", 20, "room again")
        assert _take(office).status_code == 201


def test_into_a_damaged_store_nothing_is_written_and_every_seat_says_so(office: Running) -> None:
    numbers = [_take(office).json()["number"] for _ in range(3)]
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
    saved = file.read_bytes()
    for damaged in (page, index):
        whole = bytearray(saved)
        whole[(damaged - 1) * size : damaged * size] = b"\x77" * size
        file.write_bytes(whole)
        office.web.start()
        office.wait_for_web()
        until(lambda: _ready(office)["store"] == "corrupt", 120, "the damage is found")
        answer = _take(office)
        assert (answer.status_code, answer.json()["code"]) == (503, "store-corrupt")
        assert "cadangan" in answer.json()["message"]
        token = {"Authorization": f"Bearer {office.tokens[1]}"}
        call = f"{office.url}/api/v1/counters/1/next"
        assert requests.post(call, json={}, headers=token, timeout=9).status_code == 503
        office.web.stop()
    file.write_bytes(saved)
    office.web.start()
    office.wait_for_web()
    assert _take(office).json()["number"] == "A-004"
