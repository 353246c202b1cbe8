"""What only the libraries of printers know, asked of a process of its own.

They would stay in the memory of the screens all day, and pycups may end whoever calls it.
"""

import json
import subprocess
import sys
from collections.abc import Sequence

from shared.config import Settings
from shared.errors import N_, Unavailable

_PRINTER = (sys.executable, "-P", "-m", "deploy.cli", "printer")
_PATIENCE_SECONDS = 20


def printers() -> list[dict[str, str]]:
    """Each that is connected to this computer: the key of its setting, its address, its name."""
    found: list[dict[str, str]] = json.loads(_asked("find", "--json"))
    return found


def wrong_addresses(settings: Settings) -> list[str]:
    """What is wrong with the addresses of its printers, which would stop the print station."""
    said = _asked("check", "--", settings.printers_ticket, settings.printers_sheet)
    return said.splitlines()


def _asked(*words: str) -> str:
    command: Sequence[str] = (*_PRINTER, *words)
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_PATIENCE_SECONDS, check=True, text=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Unavailable(N_("Pencetak tidak dapat diperiksa sekarang. Coba lagi.")) from error
    return done.stdout
