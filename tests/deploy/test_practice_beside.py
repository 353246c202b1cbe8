"""The practice office beside a real one: opened by a wish, gone with it, no part of the other."""

import fcntl
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deploy import data_folder, keeper, start
from deploy.practice import beside, office
from deploy.practice.beside import MAKING, OFF, OPEN, Wish
from deploy.practice.door import settings_of
from shared import clock, config
from shared.config import Settings
from tests.running import DIES_WITH_US, free_port, until

_MAKING_SECONDS = 180
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


class Beside:
    """A real office as its keeper runs it, and what is beside it."""

    def __init__(self, folder: Path) -> None:
        self.settings = config.load(
            {}, data=folder / "data", port=free_port(), practice_port=free_port()
        )
        self.data = self.settings.data
        self._pressed = 0

    def start(self) -> None:
        plain = {name: text for name, text in os.environ.items() if not name.startswith("ANTREAN_")}
        plain["ANTREAN_PRACTICE_PORT"] = str(self.settings.practice_port)
        words = ("--data", str(self.data), "--port", str(self.settings.port))
        self.process = subprocess.Popen(
            [*DIES_WITH_US, sys.executable, "-P", "-m", "deploy.start", *words],
            env=plain,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        until(lambda: answers(self.settings.port), 90, "the real office answers")

    def wish(self, *, anew: bool = False, seconds: float = 3600) -> Wish:
        """What the screens write at a press."""
        self._pressed += 1
        ends = clock.now() + timedelta(seconds=seconds)
        made = Wish(f"{self._pressed}", ends.isoformat(), anew, settings_of(self.settings))
        beside.begin(self.data, made)
        return made

    @property
    def state(self) -> str:
        return beside.look(self.data).state

    def opened(self) -> None:
        until(lambda: self.state == OPEN, _MAKING_SECONDS, "the practice office is open")

    def practising(self) -> list[int]:
        """The processes of the practice office, its keeper first and its youngest last."""
        found = Path("/proc").glob("[0-9]*")
        ours = [int(one.name) for one in found if _is_practice(one, str(self.data))]
        kept = _children(self.process.pid)
        return sorted(ours, key=lambda pid: (pid not in kept, pid))


def _is_practice(place: Path, data: str) -> bool:
    try:
        words = (place / "cmdline").read_bytes().split(b"\0")
        told = (place / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"deploy.practice.office" in words and f"ANTREAN_DATA={data}".encode() in told


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beside]:
    running = Beside(tmp_path_factory.mktemp("real"))
    running.start()
    yield running
    running.process.terminate()
    running.process.wait(30)


@pytest.fixture
def quiet(tmp_path: Path) -> Beside:
    """A real office that nobody keeps: its practice office is started by the test itself."""
    made = Beside(tmp_path)
    made.data.mkdir(mode=0o700)
    return made


@pytest.fixture
def alone(quiet: Beside, monkeypatch: pytest.MonkeyPatch) -> Beside:
    """The same for what keeps it, run in this process."""
    monkeypatch.setenv("ANTREAN_DATA", str(quiet.data))
    monkeypatch.setattr(office, "_give_way", lambda: None)
    monkeypatch.setattr(office, "_load", lambda: None)
    return quiet


def table_rows(settings: Settings) -> str:
    """Every row of the real office, but for the heartbeat of its station."""
    rows = sqlite3.connect(f"file:{settings.sqlite_path}?mode=ro", uri=True)
    try:
        names = [
            name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return "\n".join(
            f"{name} {row}"
            for name in sorted(set(names) - {"station"})
            for row in rows.execute(f'SELECT * FROM "{name}"')
        )
    finally:
        rows.close()


class TestKept:
    """By the keeper of a real office; each test goes on where the last one ended."""

    def test_it_opens_at_a_port_of_its_own_and_the_real_office_stays_as_it_was(self, real):
        before = table_rows(real.settings)
        assert real.state == OFF
        real.wish()
        until(lambda: real.state == MAKING, 30, "it is being made")
        real.opened()
        with urllib.request.urlopen(
            f"http://127.0.0.1:{real.settings.practice_port}/masuk", timeout=20
        ) as page:
            shown = page.read().decode()
        assert "LATIHAN" in shown
        assert "Petugas latihan" in shown
        assert table_rows(real.settings) == before

    def test_whichever_of_its_processes_is_killed_it_comes_back(self, real):
        for which in (0, -1, 1):
            pids = real.practising()
            os.kill(pids[which], signal.SIGKILL)
            until(lambda gone=pids[which]: gone not in real.practising(), 20, "it is gone")
            real.opened()
            until(lambda: answers(real.settings.practice_port), 60, "it answers again")
            until(lambda: len(real.practising()) >= 4, 60, "all of its processes")
        assert answers(real.settings.port)

    def test_it_neither_dies_with_the_screens_of_the_real_office_nor_is_it_lost_to_them(self, real):
        kept = real.practising()
        web = [pid for pid in _children(real.process.pid) if pid not in kept and _serves(pid)]
        assert web
        os.kill(web[0], signal.SIGKILL)
        until(lambda: not answers(real.settings.port), 20, "the screens are away")
        until(lambda: answers(real.settings.port), 60, "the screens are back")
        assert real.practising() == kept
        assert real.state == OPEN

    def test_without_the_wish_all_of_it_ends_and_its_data_stay(self, real):
        beside.end(real.data)
        until(lambda: real.state == OFF, 30, "it has ended")
        until(lambda: real.practising() == [], 20, "none of its processes is left")
        assert not answers(real.settings.practice_port)
        assert (real.data / "latihan" / "antrean.sqlite3").exists()

    def test_it_ends_by_itself_when_its_time_is_over_also_while_it_is_made(self, real):
        real.wish(seconds=3)
        until(lambda: real.practising(), 30, "it begins")
        until(lambda: real.state == OFF and not real.practising(), 60, "it has ended")
        assert beside.look(real.data).why == ""

    def test_a_port_that_somebody_else_has_is_named(self, real):
        with socket.socket() as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(("127.0.0.1", real.settings.practice_port))
            taken.listen()
            real.wish()
            until(lambda: beside.look(real.data).why, 60, "the reason")
        assert str(real.settings.practice_port) in beside.look(real.data).why
        assert real.state == OFF

    def test_a_stop_of_the_real_office_ends_it_and_a_start_wishes_none(self, real):
        real.wish()
        until(lambda: real.practising(), 30, "it begins")
        real.process.terminate()
        assert real.process.wait(30) == 0
        until(lambda: real.practising() == [], 20, "it is gone too")
        assert beside.wish(real.data) is not None
        start._practice(real.settings)
        assert beside.wish(real.data) is None


def _children(pid: int) -> list[int]:
    stats = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            stats[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return [child for child, parent in stats.items() if parent == pid]


def _serves(pid: int) -> bool:
    return b"deploy.serve" in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_full_disk_is_said_and_nothing_is_made(alone, monkeypatch):
    monkeypatch.setattr(office.space, "left", lambda _data: office.ROOM - 1)
    alone.wish()
    assert office.main() == 1
    found = beside.look(alone.data)
    assert (found.state, "Ruang simpan" in found.why) == (OFF, True)
    assert not (alone.data / "latihan").exists()


def test_a_disk_that_fills_up_while_it_is_made_is_said(alone, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(office.files, "make_folder", full)
    alone.wish()
    assert office.main() == 1
    assert "No space left" in beside.look(alone.data).why


def test_what_cannot_be_prepared_is_said_with_the_way_out(alone):
    (alone.data / "latihan").mkdir(mode=0o700)
    (alone.data / "latihan" / "antrean.sqlite3").write_bytes(b"no database at all" * 100)
    (alone.data / "latihan" / "LATIHAN").touch()
    alone.wish()
    assert office.main() == 1
    assert "Mulai dari awal" in beside.look(alone.data).why
    assert beside.wish(alone.data) is None


def test_begun_anew_nothing_of_before_is_left_and_a_crash_then_loses_nothing(quiet):
    data, aside = quiet.data / "latihan", quiet.data / "tmp" / "practice"
    quiet.wish()
    data.mkdir()
    (data / "of-before").touch()
    office._wipe(data, aside, "mark")
    assert not (data / "of-before").exists()
    assert not (aside / "mark").exists()
    (data / "since").touch()
    office._wipe(data, aside, "mark")
    assert (data / "since").exists()
    office._wipe(data, aside, "another")
    assert not (data / "since").exists()


def test_without_a_wish_nothing_begins(alone):
    assert office.main() == 0
    assert not (alone.data / "latihan").exists()


def test_a_wish_that_came_later_outlives_the_failure_of_the_one_before(quiet):
    failed, later = quiet.wish(), quiet.wish()
    beside.give_up(quiet.data, failed, "rusak")
    assert beside.wish(quiet.data) == later


def test_half_a_wish_is_none(quiet):
    quiet.wish()
    (quiet.data / "tmp" / "practice" / "wish").write_text('{"mark": "1"')
    assert beside.wish(quiet.data) is None


def test_a_reader_never_keeps_it_from_living(quiet):
    with beside.living(quiet.data):
        assert beside._lives(quiet.data)
    assert not beside._lives(quiet.data)


def test_its_settings_reach_no_printer_and_no_backup_of_the_office_whatever_its_admin_writes(quiet):
    theirs = config.load(settings_of(quiet.settings), data=quiet.data / "latihan", practice=True)
    printers = "[printers]\nticket = 'usb:04b8:0e15'\nsheet = 'cups:KK'\n"
    written = f"{printers}[backup]\nplaces = '/media/stik'\n"
    chosen = config.chosen(theirs, written, "settings.toml")
    assert (chosen.printers_ticket, chosen.printers_sheet) == ("virtual:", "virtual:")
    assert chosen.backup_places == ""


def test_it_is_no_data_of_the_office(quiet):
    from deploy.backup import snapshot
    from deploy.doctor import office as looked_at

    inside = quiet.data / "latihan" / "kk"
    inside.mkdir(parents=True)
    (inside / "surat.pdf").write_bytes(b"x" * 1000)
    (quiet.data / "kk").mkdir()
    (quiet.data / "kk" / "asli.pdf").write_bytes(b"x")
    assert [name for name, _ in snapshot.kept(quiet.settings)] == ["kk/asli.pdf"]
    assert [one.name for one in looked_at._files(quiet.data)] == ["asli.pdf"]


def test_locks_of_its_keeper_are_not_its_children_s(quiet):
    with data_folder.kept(quiet.data):
        copy = office._Copy(lambda _: signal.pause(), quiet.settings, {})
    try:
        with (quiet.data / "run.lock").open("w") as lock:
            until(lambda: _is_free(lock), 20, "the lock is free although the copy lives")
        assert keeper._has_ended(copy) is False
    finally:
        os.kill(copy.pid, signal.SIGKILL)
    assert copy.wait() == -signal.SIGKILL


def _is_free(lock) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
