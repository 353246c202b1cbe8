"""What each thermal printer was found able to tell; never printed on blindly."""

from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from printstation.printers.memory import Memory

PROCESS_ID, STATUS, NONE = "process-id", "status", "none"


@dataclass
class Abilities:
    """`status`: which DLE EOT numbers are answered; `receipt`: how a printed slip is confirmed."""

    status: tuple[int, ...] = ()
    receipt: str = ""


class KnownAbilities:
    """The abilities of the printer at one address."""

    def __init__(self, path: Path, address: str) -> None:
        self._memory = Memory(path, TypeAdapter(dict[str, Abilities]), Abilities())
        self._address = address
        self.known = self._memory.of(address)

    def learn(self, known: Abilities) -> None:
        """Keep what the printer has just shown."""
        self.known = known
        kept = replace(known, receipt="") if known.receipt == NONE else known
        self._memory.learn(self._address, kept)

    def forget(self) -> None:
        """Ask everything anew at the next contact: another printer may stand here now."""
        self.learn(Abilities())
