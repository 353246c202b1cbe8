"""Room on the disk: what is left of it, what stops first, and a reserve for the last numbers."""

import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path

from shared.errors import N_, Unavailable

LOW = 1_000_000_000
"""Below this many bytes somebody is told to look."""
SCARCE = 100_000_000
"""Below these no A4 paper is printed any more: numbers go on."""
RESERVE = 16 * 1024**2
_NONE = 4 * 1024**2
_FILE = "reserve"
_log = logging.getLogger("antrean.space")


def left(data: Path) -> int:
    """Bytes left where the data folder lies."""
    return shutil.disk_usage(data).free


def state(data: Path) -> str:
    """`ok`, `low` or `scarce`."""
    free = left(data)
    return "ok" if free >= LOW else "low" if free >= SCARCE else "scarce"


def require_for_paper(data: Path) -> None:
    """Raise Unavailable when what is left is kept for numbers."""
    if left(data) < SCARCE:
        raise Unavailable(
            N_("Ruang simpan hampir habis; nomor tetap jalan, cetak A4 berhenti. Panggil admin."),
            code="space",
        )


def keep_reserve(data: Path) -> None:
    """Set bytes aside while there are enough, and give them up when nothing else is left."""
    file, free = data / _FILE, left(data)
    if free < _NONE:
        release(data)
    elif free > SCARCE + RESERVE and not file.exists():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            with suppress(OSError):
                os.posix_fallocate(handle, 0, RESERVE)
        finally:
            os.close(handle)


def release(data: Path) -> None:
    """Give the reserve to whoever takes a number now."""
    with suppress(FileNotFoundError):
        (data / _FILE).unlink()
        _log.error("the disk is full: the reserve is given up")
