"""An upgrade under the real keeper, broken at each of its steps: nothing is lost, nothing half."""

import json
import shutil
import signal
import subprocess
import sys
import tarfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from deploy import address, environment
from deploy.upgrade import data, record, source, walk
from deploy.upgrade.installed import Installed
from deploy.upgrade.record import Record, Step
from shared import config, db, hold, space
from shared.errors import Refused
from shared.rules.common import chain
from tests.running import DIES_WITH_US, Running, until

OLD, NEW = "0.9.9-old", "9.9.9-new"
COLUMN = "def up(migrator, db):\n    db.execute_sql('ALTER TABLE outage ADD COLUMN told TEXT')\n"
MIGRATION = "shared/records/migrations/9999_next.py"
KEPT = ("ticket", "ticket_event", "day_counter", "staff", "device")
FAULTS = {
    "a migration that raises": (MIGRATION, "    raise RuntimeError('planted')\n"),
    "a program that does not start": ("deploy/keeper.py", "\n\nraise RuntimeError('planted')\n"),
    "a number that cannot be taken": (
        "shared/rules/queue/slip.py",
        "\n\ndef ask(issued):\n    raise RuntimeError('planted')\n",
    ),
}


class Bench(Installed):
    """Versions in a folder of the test; its service is the keeper, its user whoever runs this."""

    def __init__(self, folder: Path, office: Running) -> None:
        super().__init__(folder / "opt", office.settings.data)
        self.office = office
        self.held: list[str] = []
        self._keeper: subprocess.Popen[bytes] | None = None
        self.program.mkdir()
        (self.program / OLD).symlink_to(environment.ROOT)
        (self.program / "current").symlink_to(OLD)

    def environ(self) -> dict[str, str]:
        return self.office.environ

    def lay(self, source: Path) -> str:
        shutil.rmtree(self.program / NEW, ignore_errors=True)
        source.rename(self.program / NEW)
        return NEW

    def switch(self, version: str) -> None:
        (self.program / "new").symlink_to(version)
        (self.program / "new").replace(self.program / "current")

    def stop(self) -> None:
        if self._keeper:
            self._keeper.send_signal(signal.SIGTERM)
            self._keeper.wait(30)
        self._keeper = None

    def start(self) -> None:
        self._keeper = subprocess.Popen(
            [*DIES_WITH_US, sys.executable, "-P", "-m", "deploy.start"],
            cwd="/",
            env=self.environ() | {"PYTHONPATH": str(self.program / self.current())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._answers, 90, "the office")

    def run(self, version: str, module: str, *words: str) -> str:
        if module == "deploy.upgrade.probe":
            self.held.append(taken(self))
        path = f"PYTHONPATH={self.program / version}"
        return self._did("env", path, sys.executable, "-P", "-m", module, *words)

    def _answers(self) -> bool:
        if self._keeper and self._keeper.poll() is not None:
            raise Refused("Kantor tidak mau menyala.", code="no-start")
        return address.answers(self.office.settings)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """An office that works with the old version."""
    folder = tmp_path_factory.mktemp("upgrade")
    made = Bench(folder, Running(folder))
    try:
        made.start()
        yield made
    finally:
        made.stop()


def next_version(place: Path, fault: tuple[str, str] = ("", "")) -> Path:
    """A version with one migration more, and with this at the end of a file."""
    place.mkdir()
    for part in ("kiosk", "display", "printstation", "CHANGELOG.md", "pyproject.toml"):
        (place / part).symlink_to(environment.ROOT / part)
    for part in ("shared", "deploy"):
        left = shutil.ignore_patterns("__pycache__", "static", "data")
        shutil.copytree(environment.ROOT / part, place / part, ignore=left, symlinks=True)
    (place / "shared/web/static").symlink_to(environment.ROOT / "shared/web/static")
    (place / MIGRATION).write_text(COLUMN)
    if fault[0]:
        with (place / fault[0]).open("a") as file:
            file.write(fault[1])
    return place


def taken(bench: Bench) -> str:
    """The number of a press at the touchscreen; the code of the refusal when it got none."""
    asked = urllib.request.Request(
        f"{address.base(bench.office.settings)}/api/v1/tickets",
        json.dumps({"service": "KK", "touch": str(uuid4())}).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return str(json.load(answer)["number"])
    except urllib.error.HTTPError as error:
        return str(json.load(error)["code"])


def rows(bench: Bench) -> dict[str, list[tuple[object, ...]]]:
    """What an office may not lose; its journal is whole."""
    db.open_database(bench.office.settings, checkpoints=False)
    try:
        return {name: db.rows(f"SELECT * FROM {name} ORDER BY id") for name in KEPT}
    finally:
        db.close_database()


@pytest.mark.campaign
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_fails_the_old_version_and_its_data_come_back(
    bench: Bench, tmp_path: Path, fault: str
) -> None:
    number = taken(bench)
    assert number.startswith("A-")
    before = rows(bench)
    found = next_version(tmp_path / "program", FAULTS[fault])
    with pytest.raises(Refused) as refusal:
        walk.upgrade(bench, found, lambda _: None, backup=False)
    assert refusal.value.code == "returned"
    assert bench.current() == OLD
    assert rows(bench) == before
    assert record.read(bench.program) is None
    assert not hold.is_on(bench.data)
    assert int(taken(bench)[2:]) == int(number[2:]) + 1
    with bench.office.inside():
        assert chain.verify().whole
        assert "told" not in [row[1] for row in db.rows("PRAGMA table_info(outage)")]


@pytest.mark.campaign
def test_the_next_version_takes_nothing_until_it_is_checked_and_then_goes_on(
    bench: Bench, tmp_path: Path
) -> None:
    number = taken(bench)
    before = rows(bench)
    bench.held.clear()
    told: list[str] = []
    new = walk.upgrade(bench, next_version(tmp_path / "program"), told.append, backup=False)
    assert (new, bench.current()) == (NEW, NEW)
    assert bench.held == ["updating"]
    assert rows(bench) == before
    assert int(taken(bench)[2:]) == int(number[2:]) + 1
    assert not (bench.data / "upgrade").exists()
    assert told[-1] == f"Menyalakan {NEW} dan memeriksanya"


class PowerCut(BaseException):
    """Nobody answers it: what was begun ends where it stands."""


class Cut(Installed):
    """A machine without processes, whose power goes before one of its deeds."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "opt", folder / "data")
        self.at, self.deeds, self.given = -1, 0, 0
        self.runs = True
        self.program.mkdir()
        self.switch(OLD)
        (self.data / "papers").mkdir(parents=True)
        self.data.chmod(0o700)
        for name in ("antrean.sqlite3", "secret.key", "papers/1.pdf"):
            (self.data / name).write_text("as it was")

    def is_whole(self) -> bool:
        """Whether the office has what it had, and every number that was given since."""
        kept = dict.fromkeys(("secret.key", "papers/1.pdf"), "as it was")
        return self.said() == kept | {"antrean.sqlite3": "as it was" + "+" * self.given}

    def said(self) -> dict[str, str]:
        """What lies in the data folder."""
        left = ("upgrade", "run.lock")
        found = (one for one in self.data.rglob("*") if one.is_file())
        names = {str(one.relative_to(self.data)): one.read_text() for one in found}
        return {name: text for name, text in names.items() if not name.startswith(left)}

    def lay(self, source: Path) -> str:
        self._deed()
        return NEW

    def switch(self, version: str) -> None:
        self._deed()
        (self.program / "new").unlink(missing_ok=True)
        (self.program / "new").symlink_to(version)
        self._deed()
        (self.program / "new").replace(self.program / "current")

    def stop(self) -> None:
        self._deed()
        self.runs = False

    def start(self) -> None:
        self._deed()
        self.runs = True
        if not hold.is_on(self.data):  # and gives a number at once
            with (self.data / "antrean.sqlite3").open("a") as file:
                file.write("+")
            self.given += 1
        self._deed()

    def run(self, version: str, module: str, *words: str) -> str:
        self._deed()
        settings = config.load({}, data=self.data)
        if module == "deploy.prepare":
            (self.data / "antrean.sqlite3").write_text("half brought along")
            (self.data / "antrean.sqlite3-wal").write_text("half brought along")
            self._deed()
            (self.data / "antrean.sqlite3").write_text("brought along")
        if words:
            data.DEEDS[words[0]](settings, *words[1:])
        self._deed()
        return ""

    def _deed(self) -> None:
        self.deeds += 1
        if self.deeds == self.at:
            self.runs = False
            raise PowerCut


def test_wherever_the_power_goes_one_version_is_whole_with_its_own_data(tmp_path: Path) -> None:
    ends = set()
    for at in range(1, 60):
        folder = tmp_path / str(at)
        folder.mkdir()
        machine = Cut(folder)
        (folder / "deploy").mkdir()
        (folder / "deploy" / "install").touch()
        (folder / "pyproject.toml").touch()
        machine.at, machine.deeds = at, 0
        try:
            walk.upgrade(machine, folder, lambda _: None, backup=False)
            assert at > 10
            break
        except PowerCut:
            stood = record.read(machine.program)
        machine.at = -1
        walk.resume(machine, lambda _: None)
        new = machine.current() == NEW
        assert new == (stood is not None and stood.step == Step.PASSED)
        assert machine.is_whole() or new
        assert not hold.is_on(machine.data)
        assert machine.runs or stood is None or stood.step in (Step.LAYING, Step.PASSED)
        assert record.read(machine.program) is None
        assert not walk.resume(machine, lambda _: None)
        ends.add(stood.step if stood else None)
    assert {Step.LAYING, Step.STOPPING, Step.TRYING, Step.PASSED} <= ends


def test_where_the_data_would_not_fit_twice_the_office_is_not_even_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Cut(tmp_path)
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "install").touch()
    (tmp_path / "pyproject.toml").touch()
    stopped: list[str] = []
    monkeypatch.setattr(machine, "stop", lambda: stopped.append("stop"))
    monkeypatch.setattr(space, "left", lambda _: space.SCARCE)
    with pytest.raises(Refused) as refusal:
        walk.upgrade(machine, tmp_path, lambda _: None, backup=False)
    assert (refusal.value.code, stopped) == ("untouched", [])
    assert "Ruang simpan tidak cukup" in str(refusal.value)
    assert (machine.is_whole(), machine.current()) == (True, OLD)


def test_a_return_that_is_cut_short_as_well_is_done_again(tmp_path: Path) -> None:
    for at in range(1, 40):
        (tmp_path / str(at)).mkdir()
        machine = Cut(tmp_path / str(at))
        data.keep(config.load({}, data=machine.data))
        machine.run(NEW, "deploy.prepare")
        record.write(machine.program, Record(step=Step.TRYING, before=OLD, after=NEW))
        machine.at, machine.deeds = at, 0
        with pytest.raises(PowerCut):
            walk.resume(machine, lambda _: None)
            raise PowerCut  # it came to its end
        done, machine.at = machine.deeds < at, -1
        walk.resume(machine, lambda _: None)
        assert (machine.is_whole(), machine.current(), machine.runs) == (True, OLD, True)
        if done:
            return
    raise AssertionError("it never ends")


def test_a_stick_gives_its_newest_version_and_one_without_any_is_refused(tmp_path: Path) -> None:
    stick, stage = tmp_path / "stick", tmp_path / "stage"
    for version in ("0.9.0", "0.11.0", "0.10.2"):
        folder = tmp_path / f"antrean-{version}"
        (folder / "deploy").mkdir(parents=True)
        (folder / "deploy" / "install").write_text(version)
        (folder / "pyproject.toml").write_text(f'version = "{version}"\n')
        stick.mkdir(exist_ok=True)
        with tarfile.open(stick / f"antrean-{version}.tar.xz", "w:xz") as packed:
            packed.add(folder, folder.name)
    stage.mkdir()
    assert source.opened(stick, stage).joinpath("deploy/install").read_text() == "0.11.0"
    assert source.opened(folder, stage) == folder
    for wrong in (stage / "none", stick / "antrean-0.9.0.tar.xz"):
        (stick / "antrean-0.9.0.tar.xz").write_text("no archive")
        with pytest.raises(Refused):
            source.opened(wrong, stage)


def test_two_upgrades_at_once_are_refused_and_one_that_was_cut_short_goes_first(
    tmp_path: Path,
) -> None:
    machine = Cut(tmp_path)
    with record.alone(machine.program), pytest.raises(Refused) as refusal:
        walk.upgrade(machine, tmp_path, lambda _: None)
    assert refusal.value.code == "busy"
    record.write(machine.program, Record(step=Step.LAYING, before=OLD))
    with pytest.raises(Refused) as refusal:
        walk.upgrade(machine, tmp_path, lambda _: None)
    assert refusal.value.code == "unfinished"


def test_a_checkout_is_told_how_it_is_brought_along() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "deploy.cli", "upgrade", "."],
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "git pull" in done.stderr
