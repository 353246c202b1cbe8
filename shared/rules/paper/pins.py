"""PINs of encrypted KK files: handed from the operator to the print station, in memory only.

A PIN is a file that only we may read, on a memory disk where there is one, named by its job and
gone once read. It is never in the database, a log or a backup.
"""

import hashlib
import os
from collections.abc import Collection
from pathlib import Path

from shared import files
from shared.errors import N_, Invalid
from shared.records import SheetJob
from shared.rules.common.office import here

_MEMORY = Path("/dev/shm")
_LONGEST = 200
_ENDING = ".pin"


def keep(job: SheetJob, pin: str) -> None:
    """Hold the PIN of this job's document until the print station takes it."""
    if not pin or len(pin) > _LONGEST or "\0" in pin:
        raise Invalid(N_("Ketik PIN berkas PDF ini."), code="pin")
    private_folder()
    files.write(_path(job.token), pin.encode(), 0o600)


def take(job: SheetJob) -> str | None:
    """The PIN, which is gone from now on; None when nobody gave one."""
    path = _path(job.token)
    try:
        pin = path.read_text("utf-8")
        path.unlink()
    except FileNotFoundError:
        return None
    return pin


def given() -> set[str]:
    """Tokens of the jobs whose PIN waits to be taken."""
    return {path.stem for path in _place().glob(f"[!.]*{_ENDING}")}


def forget(token: str) -> None:
    """Drop a PIN that is no longer wanted."""
    _path(token).unlink(missing_ok=True)


def forget_all_but(tokens: Collection[str]) -> None:
    """Drop every PIN but those of these jobs."""
    for token in given() - set(tokens):
        forget(token)


def private_folder() -> Path:
    """A folder that only we may enter, on a memory disk where there is one."""
    folder = _place()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077:
        # Somebody else made it first, to read what we put there.
        raise PermissionError(f"{folder} is not ours alone")
    return folder


def _place() -> Path:
    data = here().settings.data
    name = hashlib.sha256(str(data).encode()).hexdigest()[:16]
    in_memory = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)
    return _MEMORY / f"antrean-{os.getuid()}-{name}" if in_memory else data / "run"


def _path(token: str) -> Path:
    return _place() / f"{token}{_ENDING}"
