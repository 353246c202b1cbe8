"""Files that are whole or not there, whoever looks and whenever the power goes."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def write(path: Path, content: bytes, mode: int | None = None) -> None:
    """Put the content there, on disk when this returns; a reader sees the old one or the new one.

    Its folder is made when there is none. `mode`: who may read and write the file; without one,
    whomever the process lets.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _draft(path, content, mode) as draft:
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


@contextmanager
def _draft(path: Path, content: bytes, mode: int | None) -> Iterator[Path]:
    """The content on disk under another name beside `path`, then the folder on disk as well."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.draft")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            if mode is not None:
                os.fchmod(handle, mode)
            file.write(content)
            file.flush()
            os.fsync(handle)
        yield draft
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
