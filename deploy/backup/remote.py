"""A place for backups on another machine, by the program `sftp`: sftp://USER@HOST[:PORT]/FOLDER."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath, PurePosixPath
from typing import IO
from urllib.parse import urlsplit

from deploy.backup import folder
from deploy.backup.folder import AWAY, MARK, SAYS, BackupPlace, Name
from shared.errors import N_, Refused

_SECONDS = 3600.0
_CONNECT = ("-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15")
_NO_PROGRAM = N_("Program sftp belum terpasang: apt-get install openssh-client.")


class Remote(BackupPlace):
    """A folder of another machine; what goes there or comes from there lies in `stage` first."""

    def __init__(self, place: str, slug: str, stage: Path) -> None:
        super().__init__(place, slug)
        self._stage = stage
        self._at = PurePosixPath(urlsplit(place).path)
        self._listed: list[str] | None = None

    def require(self, *, first: bool) -> None:
        if MARK in self._files(first):
            return
        if not first:
            raise folder.strange(self.place)
        mark = self._stage / MARK
        mark.write_bytes(SAYS)
        self._do(f"put {_quoted(mark)} {_quoted(self._at / MARK)}")

    def names(self) -> list[Name]:
        return self._mine(self._files())

    def local(self, file: str) -> Path:
        path = self._stage / file
        self._do(f"get {_quoted(self._at / file)} {_quoted(path)}")
        return path

    def write(
        self, file: str, fill: Callable[[IO[bytes]], None], check: Callable[[Path], None]
    ) -> int:
        here, back = self._stage / file, self._stage / f"{file}.back"
        draft = self._at / f".{file}{folder.DRAFT}"
        with here.open("wb") as out:
            fill(out)
        size = here.stat().st_size
        old = [one for one in self._files() if self._is_draft(one)]
        self._do(
            *(f"-rm {_quoted(self._at / one)}" for one in old),
            f"put {_quoted(here)} {_quoted(draft)}",
            f"get {_quoted(draft)} {_quoted(back)}",
        )
        check(back)
        self._do(f"rename {_quoted(draft)} {_quoted(self._at / file)}")
        self._listed = None
        return size

    def delete(self, files: Sequence[str]) -> None:
        self._do(*(f"-rm {_quoted(self._at / one)}" for one in files))

    def _files(self, first: bool = False) -> list[str]:
        if self._listed is None:  # each question is a connection of its own
            said = self._do(f"ls -1a {_quoted(self._at)}", first=first)
            lines = [one for one in said.splitlines() if not one.startswith("sftp>")]
            self._listed = [PurePosixPath(one.strip()).name for one in lines]
        return self._listed

    def _do(self, *commands: str, first: bool = False) -> str:
        """What the other machine says to these commands; Refused with the reason if it cannot."""
        program = shutil.which("sftp")
        if program is None:
            raise Refused(_NO_PROGRAM, code="no-program")
        done = subprocess.run(
            self._command(program, first=first),
            input="\n".join(commands) + "\n",
            text=True,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C"},
            timeout=_SECONDS,
            check=False,
        )
        if done.returncode:
            why = (done.stderr.strip().splitlines() or ["?"])[-1].strip()
            raise Refused(AWAY, code="no-place", place=self.place, why=why)
        return done.stdout

    def _command(self, program: str, *, first: bool) -> list[str]:
        found = urlsplit(self.place)
        port = ["-P", str(found.port)] if found.port else []
        # A machine that is new is believed the first time, by whoever names it by hand.
        trust = ["-o", "StrictHostKeyChecking=accept-new"] if first else []
        who = f"{found.username}@{found.hostname}" if found.username else str(found.hostname)
        return [program, "-q", "-b", "-", *_CONNECT, *trust, *port, who]


def _quoted(path: PurePath) -> str:
    return '"{}"'.format(str(path).replace("\\", "\\\\").replace('"', '\\"'))
