"""What lies in a backup: the parts of an office one after the other, and at its end what they are.

A part that the day's whole backup holds already is only named: `of` says in which it lies.
"""

import gzip
import hashlib
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from deploy.backup import sealing
from shared.errors import Refused

DATABASE = "antrean.sqlite3"
_CONTENTS = "CONTENTS.json"
_STEP = 1 << 20


class Reading(Protocol):
    """What can be read to its end."""

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes; fewer at the end."""


Take = Callable[[str, Reading], None]


class Part(BaseModel):
    """One file; `changed`: its time of change in nanoseconds, `of`: the backup that holds it."""

    model_config = ConfigDict(frozen=True)

    size: int
    changed: int
    sha256: str
    of: int | None = None


class Contents(BaseModel):
    """What a backup holds; `lines` and `mark`: the end of its journal."""

    slug: str
    number: int
    program: str
    made_at: str
    lines: int
    mark: str
    base: int | None = None
    parts: dict[str, Part] = {}


def write(
    out: IO[bytes], contents: Contents, sources: Mapping[str, Path], known: Mapping[str, Part]
) -> Contents:
    """Write the sources as parts, but for what is `known` to lie in the base; all that there is.

    A file that is gone meanwhile is left out: its time was over.
    """
    parts = {}
    with _packed(out) as tar:
        for name, path in sources.items():
            with suppress(FileNotFoundError), path.open("rb") as file:
                parts[name] = _held(file, known.get(name)) or _add(tar, name, file)
        whole = contents.model_copy(update={"parts": parts})
        text = whole.model_dump_json().encode()
        info = tarfile.TarInfo(_CONTENTS)
        info.size = len(text)
        tar.addfile(info, BytesIO(text))
    return whole


def read(source: IO[bytes], name: str, take: Take) -> Contents:
    """Hand each part that lies in the archive on; what it holds, once every hash was right.

    Raises Refused with the backup's `name` where anything is not as it was written.
    """
    seen, contents = {}, None
    try:
        with gzip.GzipFile(fileobj=source) as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
            for info in tar:
                file = tar.extractfile(info)
                if file is None or not _is_plain(info.name):
                    raise Refused(sealing.DAMAGED, code="damaged", name=name)
                if info.name == _CONTENTS:
                    contents = Contents.model_validate_json(file.read())
                else:
                    hashing = _Hashing(file)
                    take(info.name, hashing)
                    seen[info.name] = hashing.sha256()
    except (EOFError, zlib.error, gzip.BadGzipFile, tarfile.TarError, ValidationError) as error:
        raise Refused(sealing.DAMAGED, code="damaged", name=name) from error
    if contents is None or seen != _carried(contents):
        raise Refused(sealing.DAMAGED, code="damaged", name=name)
    return contents


def pass_over(name: str, file: Reading) -> None:
    """A `take` that only reads."""
    while file.read(_STEP):
        pass


def _carried(contents: Contents) -> dict[str, str]:
    return {name: one.sha256 for name, one in contents.parts.items() if one.of is None}


def _held(file: IO[bytes], known: Part | None) -> Part | None:
    """The part as the base has it, if the file is as it was then."""
    now = _stat(file)
    return known if known and now == (known.size, known.changed) else None


def _add(tar: tarfile.TarFile, name: str, file: IO[bytes]) -> Part:
    size, changed = _stat(file)
    info, hashing = tarfile.TarInfo(name), _Hashing(file)
    info.size, info.mode = size, 0o600
    tar.addfile(info, hashing)
    return Part(size=size, changed=changed, sha256=hashing.sha256())


def _stat(file: IO[bytes]) -> tuple[int, int]:
    found = Path(file.name).stat()
    return found.st_size, found.st_mtime_ns


@contextmanager
def _packed(out: IO[bytes]) -> Iterator[tarfile.TarFile]:
    with (
        gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1, mtime=0, filename="") as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        yield tar


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


class _Hashing:
    """Reads a file and hashes what was read."""

    def __init__(self, file: Reading) -> None:
        self._file, self._hash = file, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        return data

    def sha256(self) -> str:
        return self._hash.hexdigest()
