"""The bytes of signed KK on disk: sealed, one file for the same content, gone with its last row."""

import time
from collections.abc import Collection
from pathlib import Path

from shared import files, vault
from shared.rules.common.office import here

# So old, a file without a row is no attachment under way but what a crash left behind.
_CRASH_SECONDS = 3600


def write(sha256: str, data: bytes) -> str:
    """Keep the bytes; the name under which they are found again."""
    name = f"{sha256}.sealed"
    path = _folder() / name
    if path.exists():
        path.touch()
    else:
        files.write(path, vault.seal_bytes(data), 0o600)
    return name


def read(name: str) -> bytes:
    """The bytes as they were given."""
    return vault.unseal_bytes((_folder() / name).read_bytes())


def delete(name: str) -> None:
    """Delete the bytes, if they are there."""
    (_folder() / name).unlink(missing_ok=True)


def sweep(known: Collection[str]) -> None:
    """Delete what belongs to none of these names."""
    old = time.time() - _CRASH_SECONDS
    for path in _folder().iterdir():
        if path.name not in known and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    folder = here().settings.data / "kk"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
