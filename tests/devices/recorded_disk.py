"""A disk whose power may fail: replays what `write_log.c` recorded, up to any moment.

What was synced is on the disk. Of what was written since, a power cut leaves nothing, the first
part, a random part, or torn sectors.
"""

import random
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

LEFT = ("nothing", "the first part", "a random part", "torn sectors")
_HEADER = struct.Struct("<c7xqq64s")
_SECTOR = 512
_SOURCE = Path(__file__).with_name("write_log.c")


@dataclass(frozen=True)
class Record:
    """One thing that a program did to a file."""

    kind: str
    name: str
    offset: int
    data: bytes


@dataclass
class _File:
    content: bytearray = field(default_factory=bytearray)
    unsynced: list[Record] = field(default_factory=list)


class Disk:
    """The files of a recording, as far as it has been replayed."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}

    def do(self, record: Record) -> None:
        """Replay one record."""
        if record.kind == "U":
            self._files.pop(record.name, None)
            return
        file = self._files.setdefault(record.name, _File())
        if record.kind == "S":
            _apply(file.content, file.unsynced)
            file.unsynced = []
        else:
            file.unsynced.append(record)

    def after_power_cut(self, folder: Path, left: str, luck: random.Random) -> None:
        """Write the files as a power cut at this moment may have left them."""
        folder.mkdir()
        for name, file in self._files.items():
            content = bytearray(file.content)
            _apply(content, _survivors(file.unsynced, left, luck))
            (folder / name).write_bytes(content)


def recorder(folder: Path) -> Path:
    """The recorder compiled into the folder; the test is skipped where there is no gcc."""
    if shutil.which("gcc") is None:
        pytest.skip("gcc is not installed, and the disk's recorder must be compiled")
    library = folder / "write_log.so"
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O2", "-o", library, _SOURCE, "-ldl", "-lpthread"],
        check=True,
        timeout=60,
    )
    return library


def environment(library: Path, log: Path, folder: Path, *, lies: bool = False) -> dict[str, str]:
    """What makes a program record all that it does to the files of the folder."""
    told = {"LD_PRELOAD": str(library), "WRITE_LOG": str(log), "WRITE_LOG_FOLDER": f"{folder}/"}
    return told | ({"WRITE_LOG_LIES": "1"} if lies else {})


def read(log: Path) -> Iterator[Record]:
    """All records of a recording, in order."""
    with log.open("rb") as stream:
        while head := stream.read(_HEADER.size):
            kind, offset, length, name = _HEADER.unpack(head)
            yield Record(kind.decode(), name.rstrip(b"\0").decode(), offset, stream.read(length))


def _survivors(unsynced: list[Record], left: str, luck: random.Random) -> list[Record]:
    if left == "nothing":
        return []
    if left == "the first part":
        return unsynced[: luck.randint(0, len(unsynced))]
    if left == "a random part":
        return [record for record in unsynced if luck.random() < 0.5]
    return [sector for record in unsynced for sector in _sectors(record) if luck.random() < 0.5]


def _sectors(record: Record) -> list[Record]:
    return [
        Record(record.kind, record.name, record.offset + at, record.data[at : at + _SECTOR])
        for at in range(0, max(len(record.data), 1), _SECTOR)
    ]


def _apply(content: bytearray, records: list[Record]) -> None:
    for record in records:
        size = record.offset + (len(record.data) if record.kind == "W" else 0)
        if len(content) < size:
            content.extend(bytes(size - len(content)))
        if record.kind == "W":
            content[record.offset : size] = record.data
        else:
            del content[record.offset :]
