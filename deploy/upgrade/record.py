"""How far an upgrade has come, on disk before each step: who comes after a power cut reads it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel

from shared import files
from shared.errors import N_, Refused

_FILE, _LOCK, _BY = "upgrade.json", "upgrade.lock", "upgrading"
_BUSY = N_("Pembaruan lain sedang berjalan. Tunggu sampai selesai.")


class Step(StrEnum):
    """What may have been begun; each is written before anything of it is done."""

    LAYING = "laying"
    """The backup and the new version beside the old one; the office works on."""
    STOPPING = "stopping"
    """The office stops, its data are copied."""
    TRYING = "trying"
    """The data are brought along, the new version runs, held: all of it can be undone."""
    PASSED = "passed"
    """The check has passed: from here on the new version is the office's."""
    RETURNING = "returning"
    """The data and the version before are being put back."""
    RETURNED = "returned"
    """They are: what the office takes from here on stays."""


class Record(BaseModel):
    """The upgrade that is under way."""

    step: Step
    before: str
    after: str = ""


def read(program: Path) -> Record | None:
    """The upgrade that was begun here and not ended."""
    try:
        return Record.model_validate_json((program / _FILE).read_bytes())
    except FileNotFoundError:
        return None


def write(program: Path, record: Record) -> None:
    """Put this on disk. The version before is the one that ends it after a power cut."""
    if not (program / _BY).is_symlink():
        (program / _BY).symlink_to(record.before)
    files.write(program / _FILE, record.model_dump_json().encode(), 0o644)  # doctor reads it


def forget(program: Path) -> None:
    """It has ended, one way or the other."""
    (program / _FILE).unlink(missing_ok=True)
    (program / _BY).unlink(missing_ok=True)


@contextmanager
def alone(program: Path) -> Iterator[None]:
    """Nobody else upgrades this machine meanwhile; Refused if somebody does."""
    handle = os.open(program / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise Refused(_BUSY, code="busy") from error
    try:
        yield
    finally:
        os.close(handle)
