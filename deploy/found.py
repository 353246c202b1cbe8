"""What needs libraries that the screens do not, asked of a process of its own.

Those of printers would stay in the memory of the screens all day, and pycups may end whoever
calls it; a look at everything takes long.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from threading import Lock

from deploy import environment
from shared.config import Settings
from shared.errors import N_, Unavailable

_ANTREAN = (sys.executable, "-P", "-m", "deploy.cli")
_PRINTER = (*_ANTREAN, "printer")
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


class Examination:
    """Looks at everything, once at a time; it ends by itself, and with the office."""

    def __init__(self, settings: Settings) -> None:
        self._command = (*_ANTREAN, "--data", str(settings.data), "doctor", "--keep")
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def start(self) -> None:
        """Look now, unless somebody is looking."""
        with self._lock:
            if not self.is_busy():
                self._child = subprocess.Popen(
                    self._command,
                    cwd=environment.ROOT,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=dict(os.environ),
                )

    def is_busy(self) -> bool:
        """Whether somebody is looking."""
        return self._child is not None and self._child.poll() is None
