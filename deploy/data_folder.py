"""The one folder that holds everything of an office: made private, used by one at a time."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared import files, terminal
from shared.config import Settings
from shared.errors import SetupError

_LOCK = "run.lock"


@contextmanager
def kept(data: Path) -> Iterator[None]:
    """Keep everybody else from running an office in this folder; SetupError when somebody does."""
    files.make_folder(data)
    try:
        lock = (data / _LOCK).open("w")
    except OSError as error:
        raise _unusable(data, str(error.strerror)) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _unusable(data, "kantor di folder ini sedang berjalan") from error
        yield


def keep_temporary(data: Path, process: str) -> None:
    """Let this process and its children keep in the data folder what they need for a moment.

    What one of the same name left there when it was killed goes.
    """
    folder = data / "tmp" / process
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.parent.chmod(0o700)
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)


def require_prepared(settings: Settings) -> None:
    """SetupError before the first set-up; opening the database would make an empty one."""
    if not settings.sqlite_path.exists():
        raise SetupError(
            str(settings.sqlite_path), "schema", f"belum disiapkan: {terminal.typed('setup')}"
        )


def _unusable(data: Path, why: str) -> SetupError:
    return SetupError("setelan", "data", f"folder {data} tidak dapat dipakai: {why}")
