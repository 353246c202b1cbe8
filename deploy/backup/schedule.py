"""Starts what is due in a process of its own: no press waits for a backup."""

import os
import subprocess
import sys

from deploy import environment
from shared import hold
from shared.config import Settings
from shared.rules.common import backups, chain
from shared.rules.common.office import here

_COMMAND = (sys.executable, "-P", "-m", "deploy.cli", "backup", "--due")


class Schedule:
    """Backups of the office, one at a time; it ends with the office, and begins anew with it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._child: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        """Start what is due now, unless something is under way."""
        if hold.is_on(self._settings.data):
            return  # a version that may be undone leaves no backup
        settings = here().settings  # with the places that were chosen in Admin
        if self.is_busy() or not backups.places(settings):
            return
        last = chain.end()
        if backups.due(settings, last.sequence if last else 0):
            self._start(*_COMMAND)

    def start_now(self) -> None:
        """Start a backup because somebody asks for one; its places may be new ones."""
        if not self.is_busy():
            self._start(*_COMMAND[:-1])

    def is_busy(self) -> bool:
        """Whether a backup is being made."""
        return self._child is not None and self._child.poll() is None

    def _start(self, *command: str) -> None:
        self._child = subprocess.Popen(
            command, cwd=environment.ROOT, stdin=subprocess.DEVNULL, env=dict(os.environ)
        )
