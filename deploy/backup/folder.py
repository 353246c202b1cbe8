"""A place for backups: a folder on a second disk, a stick or another machine, and what is kept."""

import errno
import os
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from shared import terminal
from shared.config import Settings
from shared.errors import N_, Refused

MARK = "antrean-cadangan.txt"
SAYS = b"Tempat cadangan Antrean. Jangan dihapus: tanpa berkas ini tempatnya dianggap tercabut.\n"
DRAFT = ".part"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NAME = re.compile(
    r"antrean-(?P<slug>[\w-]+)-(?P<number>\d{6})-(?P<when>\d{8}-\d{4})"
    r"-(?P<kind>harian|jam(?P<base>\d{6}))-(?P<mark>[0-9a-f]{8})\.age"
)
_MEDIUM_FULL = N_("Tempat cadangan %(place)s penuh. Hapus isinya yang lain, atau pakai yang besar.")
AWAY = N_("Tempat cadangan %(place)s tidak tersambung atau tidak dapat ditulis: %(why)s.")
_STRANGE = N_(
    "Tempat cadangan %(place)s tidak tersambung, atau belum pernah dipakai; bila baru, jalankan "
    "sekali %(command)s."
)


def strange(place: str) -> Refused:
    """Nothing marks this place as one for backups."""
    command = terminal.typed(f"backup --to {place}")
    return Refused(_STRANGE, code="no-place", place=place, command=command)


@dataclass(frozen=True)
class Name:
    """What a backup's file name tells; `base`: the whole one without which it is not complete."""

    file: str
    slug: str
    number: int
    when: str
    base: int | None
    mark: str


def name(slug: str, number: int, when: str, base: int | None, mark: str) -> str:
    """The file name of a backup."""
    kind = "harian" if base is None else f"jam{base:06}"
    return f"antrean-{slug}-{number:06}-{when}-{kind}-{mark}.age"


def told(file: str) -> Name | None:
    """What this file name tells; None when it is not of a backup."""
    found = _NAME.fullmatch(file)
    if not found:
        return None
    base = int(found["base"]) if found["base"] else None
    return Name(file, found["slug"], int(found["number"]), found["when"], base, found["mark"])


class BackupPlace(ABC):
    """Where backups lie; `slug`: of the office whose they are."""

    def __init__(self, place: str, slug: str) -> None:
        self.place, self._slug = place, slug

    @abstractmethod
    def require(self, *, first: bool) -> None:
        """Refused when it is not there; `first`: it may be one that was never used before.

        The folder of a stick that was pulled out is still there, empty, on the disk of the office.
        """

    @abstractmethod
    def names(self) -> list[Name]:
        """The office's backups, the newest last: by number, whatever the clocks said."""

    @abstractmethod
    def local(self, file: str) -> Path:
        """Where a backup of it can be read on this machine."""

    @abstractmethod
    def write(
        self, file: str, fill: Callable[[IO[bytes]], None], check: Callable[[Path], None]
    ) -> int:
        """Write a backup that is there only once it was read back; its size.

        `check` is given what was read back, and raises what is wrong with it.
        """

    @abstractmethod
    def delete(self, files: Sequence[str]) -> None:
        """Delete these backups."""

    def prune(self, settings: Settings) -> list[str]:
        """Delete what the office's rule does not keep; which."""
        every = self.names()
        keeping = kept(every, settings)
        gone = [one.file for one in every if one.file not in keeping]
        if gone:
            self.delete(gone)
        return gone

    def _mine(self, files: Iterable[str]) -> list[Name]:
        found = [one for one in map(told, files) if one and one.slug == self._slug]
        return sorted(found, key=lambda one: one.number)

    def _is_draft(self, file: str) -> bool:
        """Whether a backup that was cut short left this."""
        return file.startswith(f".antrean-{self._slug}-") and file.endswith(DRAFT)


class Folder(BackupPlace):
    """A folder of this machine: a second disk, a stick, a network folder that is mounted."""

    def __init__(self, place: str, slug: str) -> None:
        super().__init__(place, slug)
        self._path = Path(place)

    def require(self, *, first: bool) -> None:
        if not (self._path / MARK).is_file():
            if not first or not self._path.is_dir():
                raise strange(self.place)
            with self._told():
                (self._path / MARK).write_bytes(SAYS)

    def names(self) -> list[Name]:
        with self._told():
            return self._mine(os.listdir(self._path))

    def local(self, file: str) -> Path:
        return self._path / file

    def write(
        self, file: str, fill: Callable[[IO[bytes]], None], check: Callable[[Path], None]
    ) -> int:
        draft = self._path / f".{file}{DRAFT}"
        try:
            with self._told():
                self.delete([one for one in os.listdir(self._path) if self._is_draft(one)])
                handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "wb") as out:
                    fill(out)
                    out.flush()
                    os.fsync(handle)
                    # What is read back comes from the medium, not from memory.
                    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                check(draft)
                size = draft.stat().st_size
                draft.replace(self._path / file)
                _sync(self._path)
        except BaseException:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        return size

    def delete(self, files: Sequence[str]) -> None:
        with self._told():
            for file in files:
                (self._path / file).unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in _FULL:
                raise Refused(_MEDIUM_FULL, code="place-full", place=self.place) from error
            why = error.strerror or str(error)
            raise Refused(AWAY, code="no-place", place=self.place, why=why) from error


def kept(every: Iterable[Name], settings: Settings) -> set[str]:
    """The files that the rule keeps: counted from the newest, so that no clock deletes any.

    Of the hourly ones the newest, and the whole one that each stands on; of the daily ones the
    newest of each day and of each month.
    """
    newest_first = sorted(every, key=lambda one: -one.number)
    hourly = [one for one in newest_first if one.base is not None][: settings.backup_keep_hourly]
    daily = [one for one in newest_first if one.base is None]
    bases = {one.base for one in hourly}
    found = {one.file for one in hourly}
    found |= {one.file for one in daily if one.number in bases}
    found |= _newest_of(daily, 8, settings.backup_keep_daily)
    found |= _newest_of(daily, 6, settings.backup_keep_monthly)
    return found


def _newest_of(newest_first: list[Name], digits: int, most: int) -> set[str]:
    """The newest of each day (8 digits) or month (6), of the newest so many."""
    found: dict[str, str] = {}
    for one in newest_first:
        if one.when[:digits] not in found and len(found) < most:
            found[one.when[:digits]] = one.file
    return set(found.values())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # some network folders know no such thing
            os.fsync(handle)
    finally:
        os.close(handle)
