"""The data of an office that stands still, kept as they are and put back: run as the office's user.

    python -P -m deploy.upgrade.data room|keep|hold VERSION|back|drop

What lies at the top of the folder is copied, the database above all. Papers are never changed once
they are written: a second name for each is enough.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from deploy import data_folder, environment, told
from deploy.backup import snapshot
from shared import config, files, hold, space
from shared.config import Settings
from shared.db import sqlite
from shared.errors import N_, Refused

_LIST = "kept.json"
_NO_ROOM = N_("Ruang simpan tidak cukup untuk menyimpan salinan data: perlu %(mb)s MB.")


def keep(settings: Settings) -> None:
    """Keep all that an upgrade may change."""
    folder = _folder(settings)
    with data_folder.kept(settings.data):
        shutil.rmtree(folder, ignore_errors=True)
        found = dict(_found(settings))
        for name, path in found.items():
            (_link if "/" in name else _copy)(path, folder / name)
        listed = {name: str(path) for name, path in found.items()}
        # Last, and on disk: without the list nothing is believed.
        files.write(folder / _LIST, json.dumps(listed).encode(), 0o600)


def require_room(settings: Settings) -> None:
    """Raise Refused where the copy, or what migrations write beside it, would not fit."""
    copied = [path for name, path in _found(settings) if "/" not in name]
    needed = 2 * sum(path.stat().st_size for path in copied) + space.SCARCE
    if space.left(settings.data) < needed:
        raise Refused(_NO_ROOM, code="no-room", mb=needed // 1_000_000)


def put_back(settings: Settings) -> None:
    """Make the data what they were; may be cut short and done again."""
    folder = _folder(settings)
    with data_folder.kept(settings.data):
        listed = json.loads((folder / _LIST).read_bytes())
        for path in sqlite.files_of(settings.sqlite_path):
            path.unlink(missing_ok=True)
        for name, place in listed.items():
            path = Path(place)
            if "/" not in name or not path.exists():
                _copy(folder / name, path)
        hold.end(settings.data)


def drop(settings: Settings) -> None:
    """The office works on with what it has."""
    hold.end(settings.data)
    shutil.rmtree(_folder(settings), ignore_errors=True)


def _folder(settings: Settings) -> Path:
    return settings.data / snapshot.UPGRADE


def _found(settings: Settings) -> Iterator[tuple[str, Path]]:
    for path in sqlite.files_of(settings.sqlite_path)[:2]:  # what both processes share is no data
        if path.exists():
            yield path.name, path
    yield from snapshot.kept(settings)


def _link(path: Path, place: Path) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        place.hardlink_to(path)
    except OSError:  # a file system without second names
        _copy(path, place)


def _copy(path: Path, place: Path) -> None:
    draft = place.with_name(f".{place.name}.draft")
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copy2(path, draft)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(place)


DEEDS: dict[str, Callable[..., None]] = {
    "room": require_room,
    "keep": keep,
    "hold": lambda settings, version: hold.begin(settings.data, version),
    "back": put_back,
    "drop": drop,
}

if __name__ == "__main__":
    os.umask(files.OTHERS)
    with told.in_one_sentence():
        DEEDS[sys.argv[1]](config.load(environment.chosen(os.environ)), *sys.argv[2:])
