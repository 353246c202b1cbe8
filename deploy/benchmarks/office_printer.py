"""An A4 printer of the test's own: CUPS's `ippeveprinter` on the loopback, failing on demand.

What came out lies in `papers`; the name of each begins with the job's name. Needs a private D-Bus,
which it starts too. The faults are in the file `fault`, read by `office_printer_engine`.
"""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

from shared import files

_DIES_WITH_US = ("setpriv", "--pdeathsig", "KILL", "--")
_READY_SECONDS = 20.0
_ENGINE = Path(__file__).with_name("office_printer_engine")


class OfficePrinter:
    """A printer with a tray, a cover and a power switch."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="printer-", dir="/tmp"))
        self.port = _free_port()
        self.papers = self.folder / "papers"
        self.papers.mkdir()
        (self.folder / "begun").mkdir()
        self.fault("ok")
        self._bus = _Bus(self.folder / "bus")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"ipp://localhost:{self.port}/ipp/print"

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def fault(self, name: str) -> None:
        """What the engine does with a job from now on: ok, slow, abort, crash, media-empty …"""
        files.write(self.folder / "fault", name.encode())

    def tray(self, *, sheets: int = 250) -> None:
        """Change the paper in both trays of the idle printer."""
        one = "size{0}=iso_a4_210x297mm&type{0}=stationery&level{0}={1}"
        self._page(f"/media?{one.format(1, sheets)}&{one.format(3, sheets)}")

    def switch_on(self) -> Self:
        """It forgets what it did before, as real ones do."""
        environ = {
            **os.environ,
            "DBUS_SYSTEM_BUS_ADDRESS": self._bus.address,
            "PRINTER_FOLDER": str(self.folder),
        }
        command = [
            "ippeveprinter",
            "-r",
            "off",
            "-n",
            "localhost",
            "-p",
            str(self.port),
            "-f",
            "application/pdf",
            "-d",
            str(self.folder / "spool"),
            "-k",
            "-c",
            str(_ENGINE),
            "Pencetak Uji",
        ]
        (self.folder / "spool").mkdir(exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*_DIES_WITH_US, *command],
                env=_with_sbin(environ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        _wait_for_port(self.port, self._process)
        return self

    def switch_off(self) -> None:
        """Power is gone, whatever it was doing."""
        if self._process:
            os.killpg(self._process.pid, 9)
            self._process.wait()
            self._process = None

    def came_out(self, token: str = "") -> list[Path]:
        """The papers of that job, or all of them."""
        return sorted(self.papers.glob(f"{token}*.pdf"))

    def __enter__(self) -> Self:
        self._bus.start()
        return self.switch_on()

    def __exit__(self, *_: object) -> None:
        self.switch_off()
        self._bus.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _page(self, path: str) -> None:
        caller = http.client.HTTPConnection("localhost", self.port, timeout=5)
        caller.request("GET", path)
        assert caller.getresponse().status == 200
        caller.close()


class _Bus:
    """The system D-Bus that `ippeveprinter` insists on, private and unused."""

    def __init__(self, path: Path) -> None:
        self.address = f"unix:path={path}"
        self._path = path
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [*_DIES_WITH_US, "dbus-daemon", "--session", "--nofork", f"--address={self.address}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _READY_SECONDS
        while not self._path.exists():
            assert self._process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _with_sbin(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "PATH": f"{environ.get('PATH', '/usr/bin:/bin')}:/usr/sbin"}


def _wait_for_port(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "ippeveprinter ended"
        try:
            socket.create_connection(("localhost", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("ippeveprinter does not answer")


if __name__ == "__main__":
    with OfficePrinter() as printer:
        sys.stdout.write(f"{printer.uri} {printer.folder}\n")
        sys.stdin.readline()
