"""Backups of every released version, restored by this program.

`python -m tests.campaigns.old_backups`: the sample of each version is backed up and restored by
this program; and, by git's history, backed up by the program of its own version where that makes
backups. Every row is compared with the sample as this program opens it. A minute.
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from deploy.backup import restore
from deploy.environment import ROOT
from shared import config, db
from shared.rules.common import office
from tests.deploy.backup.stick import rows
from tests.samples.make import SAMPLES, SECRET, back_up


def _of(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


VERSIONS = sorted((path.parent.name for path in SAMPLES.glob("*/data.tar.xz")), key=_of)
Rows = dict[str, list[object]]
_FIRST = (0, 10, 0)
# When this program brought the office along, which it did twice.
_TOLD = frozenset({"schema_migration", "sqlite_sequence"})


def main() -> int:
    """Tell of each version whether all rows came back; 1 when any did not."""
    wrong = 0
    for version in VERSIONS:
        with tempfile.TemporaryDirectory() as folder:
            wrong += _tell(version, "this program", backed_up(version, Path(folder)), Path(folder))
        if makes_backups(version):
            with tempfile.TemporaryDirectory() as folder:
                made = _by_its_own(version, Path(folder))
                wrong += _tell(version, "its own program", made, Path(folder))
    return int(wrong > 0)


def makes_backups(version: str) -> bool:
    """Whether that version could make one."""
    return _of(version) >= _FIRST


def backed_up(version: str, folder: Path) -> Path:
    """A backup of that version's office, brought along and made by this program."""
    data = _sample(version, folder / "made")
    office.prepare(config.load({}, data=data, practice=True, voice="off"))
    db.close_database()
    back_up(ROOT, data, folder / "today.age")
    return folder / "today.age"


def restored(version: str, backup: Path, folder: Path) -> tuple[Rows, Rows]:
    """Every row of that version's office as this program opens it, and as it is restored.

    What restoring tells the journal is left out of the second.
    """
    data = _sample(version, folder / "compared")
    office.prepare(config.load({}, data=data, practice=True, voice="off"))
    db.close_database()
    new = folder / "restored"
    restore.restore(backup, new, SECRET, {"ANTREAN_VOICE": "off"})
    before, after = rows(data), rows(new)
    lines = [line for line in after["journal_line"] if "backup.restored" not in line]
    after = {**after, "journal_line": lines}
    return _but_told(before), _but_told(after)


def _but_told(every: Rows) -> Rows:
    return {name: of for name, of in every.items() if name not in _TOLD}


def _by_its_own(version: str, folder: Path) -> Path:
    """The backup that the program of that version makes, out of git's history."""
    commit = _git("log", "--format=%H", "-1", f"--grep=^release:* *(version )*{version}", "-E")
    program = folder / "program"
    program.mkdir()
    packed = folder / "program.tar"
    _git("archive", f"--output={packed}", commit)
    with tarfile.open(packed) as tar:
        tar.extractall(program, filter="data")
    back_up(program, _sample(version, folder / "made"), folder / "own.age")
    return folder / "own.age"


def _sample(version: str, folder: Path) -> Path:
    with tarfile.open(SAMPLES / version / "data.tar.xz") as kept:
        kept.extractall(folder, filter="data")
    return folder / "data"


def _tell(version: str, by: str, backup: Path, folder: Path) -> bool:
    before, after = restored(version, backup, folder)
    differing = [name for name in before if before[name] != after[name]]
    count = sum(map(len, before.values()))
    said = f"{', '.join(differing)} differ" if differing else f"all {count} rows alike"
    sys.stdout.write(f"{version} by {by}: {said}\n")
    sys.stdout.flush()
    return bool(differing)


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
