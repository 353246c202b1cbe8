"""What each A4 printer was found able to tell, remembered beside the data by its address.

Only abilities are remembered, never their absence: a printer that was busy is asked again.
"""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from shared import files


@dataclass(frozen=True)
class Knowledge:
    """`lists_jobs`: it shows its list; `remembers`: a finished job of ours was seen in it."""

    lists_jobs: bool = False
    remembers: bool = False


class KnownPrinters:
    """The printers known here."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _read(path)

    def of(self, device: str) -> Knowledge:
        """What is known of the printer at this address."""
        return self._known.get(device, Knowledge())

    def learn(self, device: str, knowledge: Knowledge) -> None:
        """Keep it. It may be the first that is known of this printer."""
        self._known[device] = knowledge
        told = json.dumps({name: asdict(each) for name, each in self._known.items()})
        files.write(self._path, told.encode())


def _read(path: Path) -> dict[str, Knowledge]:
    # A lost or spoiled memory costs one question at the next contact, so it is no error.
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        kept = json.loads(path.read_text())
        return {device: Knowledge(**each) for device, each in kept.items()}
    return {}
