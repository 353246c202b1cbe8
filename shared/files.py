"""Files that are whole or not there, whoever looks and whenever the power goes."""

import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shared.errors import SetupError

_CHOOSE = "pilih folder lain, atau tutup dahulu: chmod 700 {}"
# What an office's own folder holds, if it holds anything.
_OURS = frozenset({"antrean.sqlite3", "office.toml", "secret.key"})


def write(path: Path, content: bytes, mode: int | None = None, *, lasting: bool = True) -> None:
    """Put the content there, on disk when this returns; a reader sees the old one or the new one.

    Its folder is made when there is none. `mode`: who may read and write the file; without one,
    whomever the process lets. `lasting`: false for what a power cut may take.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _draft(path, content, mode, lasting=lasting) as draft:
        draft.replace(path)


def made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    """The content of a file for our eyes only, made by whoever needs it first.

    All who begin at once get the same.
    """
    if not path.exists():
        with _draft(path, make(), 0o600) as draft:
            with suppress(FileExistsError):  # somebody was quicker
                path.hardlink_to(draft)
            draft.unlink()
    return path.read_bytes()


OTHERS = 0o077
"""What everybody but the owner may do with a file; a process that masks it makes none of that."""


def make_folder(data: Path) -> None:
    """Make an office's one folder for its owner's eyes only, or close one that was open.

    SetupError when that cannot be, and for an open one that holds other things and nothing of an
    office: that is somebody's for another purpose.
    """
    try:
        _make_private(data)
    except OSError as error:
        reason = f"{data} tidak dapat dipakai: {error.strerror}"
        raise SetupError("setelan", "data", reason) from error


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = folder.stat().st_mode
    if not mode & OTHERS:
        return
    held = os.listdir(folder)
    if mode & stat.S_ISVTX or (held and _OURS.isdisjoint(held)):
        raise PermissionError(0, f"dipakai juga untuk hal lain; {_CHOOSE.format(folder)}")
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            with suppress(PermissionError):  # nobody comes to it once the folder is closed
                close_to_others(Path(place, name))
    try:
        folder.chmod(0o700)  # last: cut short, all is done again
    except PermissionError as error:
        raise PermissionError(0, f"terbuka bagi pengguna lain; {_CHOOSE.format(folder)}") from error


def close_to_others(path: Path) -> None:
    """Let nobody but its owner do anything with a file or folder, if it is there."""
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if mode & OTHERS and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & ~OTHERS)


@contextmanager
def _draft(path: Path, content: bytes, mode: int | None, *, lasting: bool = True) -> Iterator[Path]:
    """The content on disk under another name beside `path`, then the folder on disk as well."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.draft")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            if mode is not None:
                os.fchmod(handle, mode)
            file.write(content)
            file.flush()
            if lasting:
                os.fsync(handle)
        yield draft
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    if not lasting:
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
