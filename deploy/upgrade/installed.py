"""The office as `deploy/install` lays it down: its versions, its service, its user."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from pathlib import Path

from deploy import environment
from shared.errors import N_, Refused

_SERVICE = "antrean.service"
_LONGEST_SECONDS = 3600  # a slow stick, years of rows
_START_SECONDS = 600  # systemd itself waits for ever
_FAILED = N_("%(what)s gagal: %(why)s")
_MUTE = N_("tidak ada keterangan")


class Installed:
    """What an upgrade asks of a machine; a deed that fails raises Refused with the reason."""

    user = "antrean"

    def __init__(
        self,
        program: Path = Path("/opt/antrean"),
        data: Path = Path("/var/lib/antrean"),
        *,
        booting: bool = False,
    ) -> None:
        self.program, self.data = program, data
        self._booting = booting

    def current(self) -> str:
        """The version that runs, as its folder is called."""
        return (self.program / "current").readlink().name

    def lay(self, source: Path) -> str:
        """Lay the version down beside the others; how its folder is called."""
        return self._did("bash", str(source / "deploy" / "install"), "--lay").splitlines()[-1]

    def switch(self, version: str) -> None:
        """Make it the version that runs, with its files of the machine; starts nothing."""
        self._did("bash", str(self.program / version / "deploy" / "install"), "--switch")

    def stop(self) -> None:
        """Stop the office, if it runs."""
        if not self._booting:
            self._did("systemctl", "stop", _SERVICE)

    def start(self) -> None:
        """Start the office and wait until its screens answer; at boot systemd does it after us."""
        if not self._booting:
            self._did("systemctl", "start", _SERVICE, seconds=_START_SECONDS)

    def run(self, version: str, module: str, *words: str) -> str:
        """Run a module of that version's program as the office's own user; what it says."""
        who = pwd.getpwnam(self.user)
        ids = (f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--init-groups")
        python = str(self.program / version / ".venv" / "bin" / "python")
        return self._did("setpriv", *ids, "--", python, "-P", "-m", module, *words)

    def environ(self) -> dict[str, str]:
        """That of the office's own processes."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("ANTREAN_")}
        kept |= {"ANTREAN_PROXY": "127.0.0.1", "HOME": str(self.data), "LANG": "C.UTF-8"}
        return environment.chosen(kept, data=str(self.data))

    def _did(self, *command: str, seconds: float = _LONGEST_SECONDS) -> str:
        try:
            done = subprocess.run(
                command,
                cwd="/",
                env=self.environ(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=seconds,
                start_new_session=True,  # Ctrl-C is ours to answer
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Refused(_FAILED, code="failed", what=_told(command), why=error) from error
        if done.returncode:
            raise Refused(_FAILED, code="failed", what=_told(command), why=_last(done.stderr))
        return done.stdout


def _told(command: Sequence[str]) -> str:
    """The command without the words that only make it another user's."""
    at = command.index("-m") + 1 if "-m" in command else 0
    return " ".join(command[at:])


def _last(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else _MUTE
