"""A CUPS of the test's own: unprivileged, everything in one folder, only on a Unix socket."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

import cups

from deploy.cups import stopped_queues

CUPSD = "/usr/sbin/cupsd"
_FOLDERS = ("etc/ppd", "etc/ssl", "spool/tmp", "cache", "run", "log")
_READY_SECONDS = 20.0

_FILES = """\
ServerRoot {0}/etc
RequestRoot {0}/spool
TempDir {0}/spool/tmp
CacheDir {0}/cache
StateDir {0}/run
ServerKeychain {0}/etc/ssl
AccessLog {0}/log/access_log
ErrorLog {0}/log/error_log
PageLog {0}/log/page_log
Printcap {0}/run/printcap
User {1}
Group {2}
SystemGroup {3}
SyncOnClose Yes
Sandboxing Relaxed
LogFilePerm 0644
ConfigFilePerm 0640
"""

_DAEMON = """\
LogLevel debug
DefaultAuthType Basic
DefaultEncryption Never
MaxLogSize 0
JobKillDelay 5
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    AuthType None
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
DEBIAN = Path("/usr/share/cups/cupsd.conf.default")
"""cupsd.conf as the package cups-daemon brings it."""


class PrivateCups:
    """The daemon in a folder that it may write; runs as `nobody` when we are root."""

    def __init__(self, daemon: str = "") -> None:
        """`daemon`: a cupsd.conf to be used instead of one that lets everybody do everything."""
        self._daemon = daemon
        self.folder = Path(tempfile.mkdtemp(prefix="cups-", dir="/tmp"))
        self.socket = self.folder / "run" / "cups.sock"
        self.process: subprocess.Popen[bytes] | None = None
        self._orphans: list[int] = []
        self._settle()

    @property
    def server(self) -> str:
        """For CUPS_SERVER."""
        return str(self.socket)

    @property
    def error_log(self) -> str:
        return (self.folder / "log" / "error_log").read_text(errors="replace")

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, *, queues_stopped: bool = True) -> Self:
        """Start it as the office's systemd does: with its queues stopped."""
        if queues_stopped:
            stopped_queues.stop(self.folder / "etc" / "printers.conf")
        self.socket.unlink(missing_ok=True)
        command = [
            CUPSD,
            "-f",
            "-c",
            f"{self.folder}/cupsd.conf",
            "-s",
            f"{self.folder}/cups-files.conf",
        ]
        with (self.folder / "log" / "stdout").open("ab") as out:
            self.process = subprocess.Popen(
                [*_unprivileged(), *command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self._wait()
        return self

    def kill(self) -> None:
        """`kill -9` of the daemon alone: what it had started goes on for itself."""
        assert self.process
        self._orphans.append(self.process.pid)
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End the daemon and everything it started."""
        for group in self._orphans:
            _kill_group(group)
        self._orphans.clear()
        if self.process and self.alive:
            group = self.process.pid
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            _kill_group(group)
            self.process = None

    def connect(self) -> cups.Connection:
        """A connection for the test's own thread."""
        return cups.Connection(host=self.server)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _settle(self) -> None:
        for name in _FOLDERS:
            (self.folder / name).mkdir(parents=True)
        user = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        own = _group_name(user.pw_gid)
        names = str(self.folder), user.pw_name, own, "root" if self._daemon else own
        office = Path(stopped_queues.__file__).with_name("cupsd-antrean.conf").read_text()
        (self.folder / "cups-files.conf").write_text(_FILES.format(*names))
        self.configure(self._daemon or office + _DAEMON)
        self.folder.chmod(0o755)
        if os.getuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid)

    def configure(self, daemon: str) -> None:
        """Put a cupsd.conf in its place, listening on our socket alone; for the next start."""
        text = re.sub(r"(?m)^(Listen|Browsing|WebInterface) .*$", "", daemon)
        text += f"\nListen {self.socket}\nBrowsing No\nWebInterface No\n"
        (self.folder / "cupsd.conf").write_text(text)

    def _wait(self) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            assert self.process
            assert self.process.poll() is None, self._said()
            try:
                self.connect().getPrinters()
            except (RuntimeError, cups.IPPError):
                time.sleep(0.02)
            else:
                return
        raise AssertionError(self._said())

    def _said(self) -> str:
        return (self.folder / "log" / "stdout").read_text() + self.error_log[-2000:]


def _unprivileged() -> list[str]:
    die_with_us = ["setpriv", "--pdeathsig", "KILL"]
    if os.getuid() != 0:
        return [*die_with_us, "--"]
    user = pwd.getpwnam("nobody")
    return [
        *die_with_us,
        f"--reuid={user.pw_uid}",
        f"--regid={user.pw_gid}",
        "--clear-groups",
        "--",
    ]


def _group_name(number: int) -> str:
    import grp

    return grp.getgrgid(number).gr_name


def _kill_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
