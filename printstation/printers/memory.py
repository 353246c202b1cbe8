"""What each printer was found able to tell, remembered beside the data by its address.

Only abilities are remembered, never their absence: a printer that once answered and now is
silent is busy or broken, and is asked again.
"""

from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from shared import files

Known = TypeVar("Known")


class Memory(Generic[Known]):
    """What is known of the printers here, and `nothing` of the others."""

    def __init__(self, path: Path, kept: TypeAdapter[dict[str, Known]], nothing: Known) -> None:
        self._path = path
        self._kept = kept
        self._nothing = nothing
        self._known: dict[str, Known] = {}
        # A lost or spoiled memory costs one question at the next contact, so it is no error.
        with suppress(OSError, ValueError):
            self._known = kept.validate_json(path.read_bytes())

    def of(self, address: str) -> Known:
        """What is known of the printer at this address."""
        return self._known.get(address, self._nothing)

    def learn(self, address: str, known: Known) -> None:
        """Keep what the printer has just shown."""
        self._known[address] = known
        files.write(self._path, self._kept.dump_json(self._known))
