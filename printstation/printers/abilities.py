"""What each thermal printer was found able to tell, remembered beside the data by its address.

Only abilities are remembered, never their absence: a printer that once answered and now is
silent is busy or broken and must not be printed on blindly.
"""

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from shared import files

PROCESS_ID, STATUS, NONE = "process-id", "status", "none"


@dataclass
class Abilities:
    """`status`: which DLE EOT numbers are answered; `receipt`: how a printed slip is confirmed."""

    status: tuple[int, ...] = ()
    receipt: str = ""


class KnownAbilities:
    """The abilities of the printer at one address."""

    def __init__(self, path: Path, address: str) -> None:
        self._path = path
        self._address = address
        self.known = _read(path).get(address, Abilities())

    def learn(self, known: Abilities) -> None:
        """Keep what the printer has just shown."""
        self.known = known
        kept = replace(known, receipt="") if known.receipt == NONE else known
        everyone = {**_read(self._path), self._address: kept}
        told = json.dumps({name: asdict(each) for name, each in everyone.items()})
        files.write(self._path, told.encode())

    def forget(self) -> None:
        """Ask everything anew at the next contact: another printer may stand here now."""
        self.learn(Abilities())


def _read(path: Path) -> dict[str, Abilities]:
    # A lost or spoiled memory costs one second at the next contact, so it is no error.
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        kept = json.loads(path.read_text())
        return {
            address: Abilities(tuple(each["status"]), str(each["receipt"]))
            for address, each in kept.items()
        }
    return {}
