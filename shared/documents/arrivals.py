"""PDFs that arrive in a folder: looked at by polling, offered once whole, deleted once used."""

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from shared.errors import N_, NotFound, Unavailable

QUIET_SECONDS = 2.0
MOST = 50
_USED_BEFORE = "sudah-dilampirkan"
_ENDING = ".pdf"
_TAIL = 2048

_GONE = N_("PDF ini tidak ada lagi di folder. Muat ulang halaman ini.")
_NO_FOLDER = N_("Folder PDF tidak dapat dibuka. Minta admin memeriksa setelannya.")


@dataclass(frozen=True)
class Arrival:
    """A whole PDF in the folder; `name` is how it is asked for."""

    name: str
    size: int
    at: datetime
    sha256: str


def waiting(folder: Path, largest: int) -> list[Arrival]:
    """The whole PDFs of the folder, newest first; of twins only the newest.

    Raises Unavailable when the folder cannot be read.
    """
    try:
        seen = _whole(folder, largest)
    except OSError as error:
        raise Unavailable(_NO_FOLDER, code="no-folder") from error
    newest = sorted(seen, key=lambda one: (one.at, one.name), reverse=True)
    unlike = {one.sha256: one for one in reversed(newest)}
    return [one for one in newest if unlike[one.sha256] is one][:MOST]


@contextmanager
def taken(folder: Path, name: str, largest: int) -> Iterator[bytes]:
    """The bytes of an arrival; it is deleted when the block ends well, with its twins.

    Raises NotFound when there is no such arrival (any more).
    """
    found = _arrival(folder, name, largest)
    data = _content(folder, found) if found else None
    if found is None or data is None:
        raise NotFound(_GONE, code="no-arrival")
    yield data
    for twin in _whole(folder, largest):
        if twin.sha256 == found.sha256:
            (folder / twin.name).unlink(missing_ok=True)


def clear_used(folder: Path) -> None:
    """Delete the used PDFs that earlier versions kept in a folder within this one."""
    for path in (folder / _USED_BEFORE).glob(f"*{_ENDING}"):
        path.unlink(missing_ok=True)


def _whole(folder: Path, largest: int) -> list[Arrival]:
    return [found for name in os.listdir(folder) if (found := _arrival(folder, name, largest))]


def _arrival(folder: Path, name: str, largest: int) -> Arrival | None:
    """What lies there under that name, if it is a whole PDF and nothing else."""
    if not _is_plain(name):
        return None
    try:
        found = (folder / name).lstat()
        if not _is_settled(found, largest):
            return None
        sha256 = _fingerprint(str(folder / name), found.st_size, found.st_mtime_ns, found.st_ino)
    except OSError:
        return None
    at = datetime.fromtimestamp(found.st_mtime, UTC)
    return Arrival(name, found.st_size, at, sha256) if sha256 else None


def _is_plain(name: str) -> bool:
    """Whether this can only be a finished PDF of this very folder.

    Browsers write to `.crdownload`, `.part` or a hidden name until a download is whole.
    """
    return (
        name == Path(name).name
        and not name.startswith(".")
        and "\0" not in name
        and name.lower().endswith(_ENDING)
    )


def _is_settled(found: os.stat_result, largest: int) -> bool:
    # A copy may keep the old modification time of its source, but never the change time.
    quiet = time.time() - max(found.st_mtime, found.st_ctime) >= QUIET_SECONDS
    return stat.S_ISREG(found.st_mode) and 0 < found.st_size <= largest and quiet


@lru_cache(maxsize=512)
def _fingerprint(path: str, size: int, _mtime_ns: int, _inode: int) -> str:
    """The SHA-256 of a PDF with head and tail; empty for anything else."""
    data = _read(Path(path))
    whole = len(data) == size and b"%PDF-" in data[:1024] and b"%%EOF" in data[-_TAIL:]
    return hashlib.sha256(data).hexdigest() if whole else ""


def _content(folder: Path, found: Arrival) -> bytes | None:
    """Its bytes, unless they are no longer those that were offered."""
    try:
        data = _read(folder / found.name)
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == found.sha256 else None


def _read(path: Path) -> bytes:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        return file.read()
