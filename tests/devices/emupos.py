"""An ESC/POS printer not written here (emupos), as an independent judge of our bytes.

It needs Python 3.13 or newer, which is looked for with pyenv and uv and on the path; it gets a
virtual environment of its own in the temporary folder, kept for the next run.
"""

import contextlib
import fcntl
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

_VERSION = "0.4.0"
_HOME = Path(tempfile.gettempdir()) / f"antrean-emupos-{_VERSION}"
_PYTHONS = ("3.14", "3.13")

_PROFILE = """
type: printer
name: {width} mm
dpi: 203
width_dots: {dots}
font_a: {{ width: 12, height: 24 }}
font_b: {{ width: 9, height: 17 }}
code_pages: {{ 0: PC437 }}
default_code_page: 0
drawer_sensor_open_level: high
printer_id: {{ model: 0x63, autocutter: true, maker: EPSON, name: TM-T20III }}
serial: {{ baud: 9600, data_bits: 8, parity: none, stop_bits: 1 }}
"""

_CONFIG = """
schema: 1
api: {{ host: 127.0.0.1, port: {api} }}
devices:
  - id: loket
    type: printer
    profile: {folder}/profile.yaml
    connections: [{{ tcp: {{ port: {port} }} }}]
    job_idle_timeout_ms: 500
    receipts_dir: {folder}/receipts
"""


class Emupos:
    """A running simulator with one printer."""

    def __init__(self, folder: Path, port: int, api: int) -> None:
        self._api = f"http://127.0.0.1:{api}"
        self.receipts = folder / "receipts"
        self.address = f"net:127.0.0.1:{port}"

    def count(self) -> int:
        """Receipts printed so far."""
        return len(list(self.receipts.rglob("*.png")))

    def receipt(self, number: int, seconds: float = 10) -> tuple[str, Path]:
        """What its text says and its picture shows, of the n-th receipt."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            pictures = sorted(self.receipts.rglob("*.png"))
            if len(pictures) >= number and pictures[number - 1].with_suffix(".txt").exists():
                picture = pictures[number - 1]
                return picture.with_suffix(".txt").read_text(), picture
            time.sleep(0.05)
        raise AssertionError(f"emupos printed {self.count()} receipts")

    def fault(self, what: str, *, on: bool) -> None:
        """Make or end one of its faults: paper-out, paper-near-end, cover-open, offline."""
        order = urllib.request.Request(
            f"{self._api}/api/v1/devices/loket/faults/{what}", method="PUT" if on else "DELETE"
        )
        urllib.request.urlopen(order, timeout=10).close()


@contextlib.contextmanager
def running(folder: Path, width_mm: int) -> Iterator[Emupos]:
    """Start it with paper of this width; skips the test where it cannot be had."""
    program = installed()
    port, api = _free_port(), _free_port()
    dots = {80: 576, 58: 384}[width_mm]
    (folder / "profile.yaml").write_text(_PROFILE.format(width=width_mm, dots=dots))
    (folder / "emupos.yaml").write_text(_CONFIG.format(api=api, port=port, folder=folder))
    with open(folder / "emupos.log", "w") as log:
        process = subprocess.Popen(
            [program, "run", "--config", folder / "emupos.yaml"], stdout=log, stderr=log, cwd=folder
        )
        try:
            _wait_for(port, process, folder / "emupos.log")
            yield Emupos(folder, port, api)
        finally:
            process.terminate()
            process.wait(10)


def installed() -> Path:
    """The program, installed now if it is not yet; skips the test where that is not possible."""
    _HOME.mkdir(exist_ok=True)
    program = _HOME / "venv" / "bin" / "emupos"
    with open(_HOME / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (_HOME / "ready").exists():
            _install(_find_python())
            (_HOME / "ready").touch()
    return program


def _install(python: str) -> None:
    venv = _HOME / "venv"
    shutil.rmtree(venv, ignore_errors=True)
    subprocess.run([python, "-m", "venv", venv], check=True, timeout=120)
    pip = [venv / "bin" / "pip", "install", "-q", f"emupos=={_VERSION}"]
    done = subprocess.run(pip, capture_output=True, text=True, timeout=600)
    if done.returncode:
        pytest.skip(f"emupos cannot be installed here: {done.stderr.strip()[-200:]}")


def _find_python() -> str:
    for candidate in _candidates():
        asked = [candidate, "-c", "import sys; raise SystemExit(sys.version_info < (3, 13))"]
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            if subprocess.run(asked, capture_output=True, timeout=30).returncode == 0:
                return candidate
    pytest.skip("no Python 3.13 or newer found with pyenv, uv or on the path: emupos left out")


def _candidates() -> Iterator[str]:
    yield from (str(path) for path in sorted(Path.home().glob(".pyenv/versions/3.*/bin/python")))
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        found = subprocess.run(
            ["uv", "python", "find", ">=3.13"], capture_output=True, text=True, timeout=30
        )
        if found.returncode == 0:
            yield found.stdout.strip()
    yield from filter(None, (shutil.which(f"python{version}") for version in _PYTHONS))


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise AssertionError(f"emupos did not start: {log.read_text()[-1000:]}")


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
