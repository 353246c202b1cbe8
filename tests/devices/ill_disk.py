"""A disk under the office's database that fails or dawdles on demand."""

import mmap
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.running import Process, Running

WRITING, SYNCING = 1, 2
_ORDERS = struct.Struct("4i")


class IllDisk:
    """What the web process of this office writes on; well until it is told otherwise."""

    def __init__(self, folder: Path, office: Running) -> None:
        program, orders = folder / "ill_disk.so", folder / "ill_disk"
        source = Path(__file__).with_suffix(".c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", program, source, "-ldl"], check=True)
        orders.write_bytes(bytes(_ORDERS.size))
        with orders.open("r+b") as file:
            self._orders = mmap.mmap(file.fileno(), _ORDERS.size)
        ails = {
            "LD_PRELOAD": str(program),
            "ILL_DISK": str(orders),
            "ILL_DISK_FILE": office.settings.sqlite_path.name,
        }
        before = ["env", *(f"{name}={value}" for name, value in ails.items())]
        office.web = Process("web", [*before, *office.web.command], office.environ)

    @contextmanager
    def fails(self, calls: int, error: int, after: int = 0) -> Iterator[None]:
        """These calls fail so, once so many have gone well."""
        with self._told(calls, error, after, 0):
            yield

    @contextmanager
    def dawdles(self, calls: int, seconds: float) -> Iterator[None]:
        """These calls take so long."""
        with self._told(calls, 0, 0, round(seconds * 1000)):
            yield

    @property
    def has_failed(self) -> bool:
        """Whether a call has failed since it was told."""
        return int(_ORDERS.unpack(self._orders[:])[2]) < 0

    @contextmanager
    def _told(self, *orders: int) -> Iterator[None]:
        self._orders[:] = _ORDERS.pack(*orders)
        try:
            yield
        finally:
            self._orders[:] = bytes(_ORDERS.size)
