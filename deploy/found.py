"""What needs libraries that the screens do not, asked of a process of its own.

Those of printers would stay in the memory of the screens all day, and pycups may end whoever
calls it; a look at everything takes long.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Lock

from deploy import environment
from shared import terminal
from shared.config import Settings
from shared.errors import N_, Refused, Unavailable

_ANTREAN = (sys.executable, "-P", "-m", "deploy.cli")
_PRINTER = (*_ANTREAN, "printer")
_PRINTERS_MUTE = N_("Pencetak tidak dapat diperiksa sekarang. Coba lagi.")
_PLACES_MUTE = N_("Tempat cadangan tidak dapat dicari sekarang. Coba lagi.")
_PATIENCE_SECONDS = 20
_SUPPORT_SECONDS = 90
_PACKING = N_("Berkas bantuan sedang dibuat. Tunggu sebentar.")
_NO_SUPPORT = (
    "Berkas bantuan tidak dapat dibuat sekarang. Ketik di terminal: "
    f"{terminal.typed('support --to FOLDER')}"
)


def printers() -> list[dict[str, str]]:
    """Each that is connected to this computer: the key of its setting, its address, its name."""
    found: list[dict[str, str]] = json.loads(_asked(_PRINTERS_MUTE, *_PRINTER, "find", "--json"))
    return found


def places(settings: Settings) -> list[dict[str, str]]:
    """Where backups could go: the folder, what it is, what hinders; one that is away may hang."""
    command = (*_ANTREAN, "--data", str(settings.data), "backup", "around")
    found: list[dict[str, str]] = json.loads(_asked(_PLACES_MUTE, *command))
    return found


def wrong_addresses(settings: Settings) -> list[str]:
    """What is wrong with the addresses of its printers, which would stop the print station."""
    written = (settings.printers_ticket, settings.printers_sheet)
    return _asked(_PRINTERS_MUTE, *_PRINTER, "check", "--", *written).splitlines()


def authority() -> str:
    """By which fingerprint the office's authority is known; empty where this machine has none."""
    from deploy.office_network import certificates

    try:
        return certificates.fingerprint(certificates.FOLDER)
    except OSError:
        return ""


def _asked(mute: str, *command: str) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_PATIENCE_SECONDS, check=True, text=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Unavailable(mute) from error
    return done.stdout


class Examination:
    """Looks at everything, once at a time; it ends by itself, and with the office."""

    def __init__(self, settings: Settings) -> None:
        self._antrean = (*_ANTREAN, "--data", str(settings.data))
        self._child: subprocess.Popen[bytes] | None = None
        self._starting, self._packing = Lock(), Lock()

    def start(self) -> None:
        """Look now, unless somebody is looking."""
        with self._starting:
            if not self.is_busy():
                self._child = subprocess.Popen(
                    (*self._antrean, "doctor", "--keep"),
                    cwd=environment.ROOT,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=dict(os.environ),
                )

    def is_busy(self) -> bool:
        """Whether somebody is looking."""
        return self._child is not None and self._child.poll() is None

    def bundle(self) -> tuple[str, bytes]:
        """A support bundle with what was found last: its name and its bytes.

        Refused while another is being made: it holds a thread of the screens.
        """
        if not self._packing.acquire(blocking=False):
            raise Refused(_PACKING, code="busy")
        try:
            return self._packed()
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise Unavailable(_NO_SUPPORT) from error
        finally:
            self._packing.release()

    def _packed(self) -> tuple[str, bytes]:
        with tempfile.TemporaryDirectory(prefix="antrean-bantuan-") as folder:
            subprocess.run(
                (*self._antrean, "support", "--kept", "--to", folder),
                cwd=environment.ROOT,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SUPPORT_SECONDS,
                check=True,
            )
            (made,) = Path(folder).iterdir()
            return made.name, made.read_bytes()

    def close(self) -> None:
        """Nobody looks any more."""
        if self._child is not None and self.is_busy():
            self._child.kill()
            self._child.wait()
