"""Files of the office on disk: sealed, one for the same name, gone with their last row."""

import time
from collections.abc import Collection
from pathlib import Path

from shared import files, vault
from shared.rules.common.office import here

# So old, a file without a row is no attachment under way but what a crash left behind.
_CRASH_SECONDS = 3600


class SealedFiles:
    """The sealed files of one kind, in a folder of their own inside the data folder."""

    def __init__(self, folder: str) -> None:
        self._name = folder

    def write(self, key: str, data: bytes) -> str:
        """Keep the bytes; the name under which they are found again."""
        name = f"{key}.sealed"
        path = self._folder() / name
        if path.exists():
            path.touch()
        else:
            files.write(path, vault.seal_bytes(data), 0o600)
        return name

    def read(self, name: str) -> bytes:
        """The bytes as they were given."""
        return vault.unseal_bytes((self._folder() / name).read_bytes())

    def delete(self, name: str) -> None:
        """Delete the bytes, if they are there."""
        (self._folder() / name).unlink(missing_ok=True)

    def sweep(self, known: Collection[str]) -> None:
        """Delete what belongs to none of these names."""
        old = time.time() - _CRASH_SECONDS
        for path in self._folder().iterdir():
            if path.name not in known and path.stat().st_mtime < old:
                path.unlink(missing_ok=True)

    def _folder(self) -> Path:
        folder = here().settings.data / self._name
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder
