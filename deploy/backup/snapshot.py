"""An office at one moment: its database copied while it works, and every file beside it."""

import dataclasses
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy import environment
from deploy.backup import archive
from deploy.office_network import certificates, spare
from shared import hold, space, terminal
from shared.config import Settings
from shared.db import sqlite
from shared.errors import N_, Refused
from shared.rules.common import chain, office

UPGRADE = "upgrade"
"""Where an upgrade keeps the data as they were before it."""
# What is made anew by whoever needs it, or belongs to this machine and this hour alone.
LEFT_OUT = frozenset(
    {
        *("backup.json", "backup.lock", "backup.parts", "bell", "log", "printstation.lock"),
        *("rehearsal.key", "reserve", "run", "run.lock", "tmp", "voice"),
        *(UPGRADE, hold.FILE, environment.PRACTICE),
    }
)
_ENDS = "journal.ends"
_KEY = "personal.key"
_STANDARD = "standard"
_NO_ROOM = N_("Ruang simpan komputer ini tidak cukup untuk menyalin basis data: perlu %(mb)s MB.")
_ILL = N_("Basis data rusak: cadangan tidak dibuat, yang lama tetap ada. Jalankan %(command)s.")


@dataclass(frozen=True)
class Examined:
    """What the rules found in a copy of an office: the end of its journal."""

    lines: int
    mark: str


def take(settings: Settings, stage: Path) -> Examined:
    """Copy the database into the folder `stage` and look it through; Refused when it is ill."""
    stage.mkdir(mode=0o700)
    office.open_office(settings, checkpoints=False)
    try:
        _require_room(settings)
        for name in (_KEY, _ENDS):
            if (settings.data / name).exists():  # the ends first: they may not tell of more
                shutil.copy2(settings.data / name, stage / name)
        sqlite.copy_to(stage / archive.DATABASE)
    finally:
        office.close_office()
    return examine(settings, stage)


def examine(settings: Settings, stage: Path) -> Examined:
    """Open the office whose data lie in `stage` and read its tables and its whole journal.

    Raises Refused when any of it does not fit.
    """
    there = dataclasses.replace(settings, data=stage, database_url="")
    office.open_office(there, checkpoints=True)
    try:
        ill: list[str] = []
        sqlite.begin_checking()
        while not sqlite.check_next(lambda: ill.append("")):
            pass
        found = chain.verify()
        if ill or not found.whole:
            raise Refused(_ILL, code="store-corrupt", command=terminal.typed("doctor"))
        return Examined(found.lines, found.mark)
    finally:
        office.close_office()


def sources(settings: Settings, stage: Path, settings_file: Path) -> dict[str, Path]:
    """Where each part of the backup lies, by its name: the copies first, then all the others."""
    found = {path.name: path for path in sorted(stage.iterdir()) if path.is_file()}
    if settings_file.is_file():
        found.setdefault(environment.SETTINGS, settings_file)
    if terminal.is_installed() and not settings.practice:
        authority = certificates.FOLDER / spare.SEALED
        if authority.is_file():
            found[spare.PART] = authority
    for name, path in (*kept(settings), *_own_standard(settings)):
        found.setdefault(name, path)
    return found


def standard_of(data: Path, slug: str) -> Path:
    """Where a restored office's own standard lies, one that is not part of the program."""
    return data / _STANDARD / slug


def _own_standard(settings: Settings) -> Iterator[tuple[str, Path]]:
    folder = settings.standard
    if folder.is_relative_to(environment.ROOT) or folder.is_relative_to(settings.data):
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            inside = path.relative_to(folder).as_posix()
            yield f"{_STANDARD}/{folder.name}/{inside}", path


def kept(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Every file of the data folder beside the database, by its name in it."""
    own = set(sqlite.files_of(settings.sqlite_path))
    for path in sorted(settings.data.rglob("*")):
        name = path.relative_to(settings.data)
        is_ours = path in own or name.parts[0] in LEFT_OUT or path.name.startswith(".")
        if path.is_file() and not is_ours:
            yield name.as_posix(), path


def _require_room(settings: Settings) -> None:
    needed = sqlite.size().file + space.SCARCE
    if space.left(settings.data) < needed:
        raise Refused(_NO_ROOM, code="no-room", mb=needed // 1_000_000)
