"""Make a backup: copy, look through, seal, write, read back, and only then let it count."""

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

from pydantic import BaseModel

from deploy import data_folder
from deploy.backup import archive, remote, sealing, snapshot
from deploy.backup import folder as folders
from shared import clock, files, terminal
from shared.config import Settings
from shared.errors import N_, AppError, Refused
from shared.rules.common import backups
from shared.rules.common.backups import HowItWent, Made

_LOCK, _PARTS, _REHEARSAL_KEY = "backup.lock", "backup.parts", "rehearsal.key"
_BUSY = N_("Cadangan lain sedang dibuat. Tunggu sampai selesai.")
_NO_KEY = N_("Kunci pemulihan belum dibuat. Buat di Admin, Cadangan, atau dengan %(command)s.")
_NO_PLACE = N_("Belum ada tempat cadangan. Pilih di Admin, Cadangan, atau tulis --to TEMPAT.")
_INSIDE = N_("Tempat cadangan %(place)s ada di dalam folder data. Pilih disk atau stik lain.")


class _Base(BaseModel):
    """The parts of the newest whole backup, so that an hourly one need not hold them again.

    `publics`: to which it is sealed; one that stands on it opens with the same.
    """

    number: int
    publics: tuple[str, ...]
    parts: dict[str, archive.Part]


@dataclass(frozen=True)
class Taken:
    """A copy of the office, ready to be written to any place."""

    settings: Settings
    moment: datetime
    contents: archive.Contents
    sources: dict[str, Path]
    publics: tuple[str, ...]
    secret: str


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Nobody else makes, tries or restores a backup of this office meanwhile; Refused if so."""
    with (settings.data / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(_BUSY, code="busy") from error
        data_folder.keep_temporary(settings.data, "backup")
        try:
            yield
        finally:
            shutil.rmtree(settings.data / "tmp" / "backup", ignore_errors=True)


def make(
    settings: Settings, settings_file: Path, kind: str, places: list[str], *, first: bool
) -> list[Made]:
    """Make a backup at each of these places; those that came out well.

    `first`: a place may be a new one. What went wrong at a place is kept for whoever looks, and
    raised when it went wrong at all of them.
    """
    public = backups.recipient(settings.data)
    if not public:
        raise Refused(_NO_KEY, code="no-key", command=terminal.typed("backup key"))
    if not places:
        raise Refused(_NO_PLACE, code="no-place")
    if settings.practice:
        clock.follow(settings.data)
    moment = clock.now()
    with alone(settings):
        targets, wrong = _reached(settings, places, first=first)
        done: list[Made] = []
        taken: Taken | None = None
        for target in targets:
            try:
                taken = taken or _take(settings, settings_file, kind, public, targets, moment)
                done.append(_write(taken, kind, target))
            except AppError as error:
                wrong[target.place] = error
        _remember(settings.data, done, wrong, moment)
    if not done:
        raise next(iter(wrong.values()))
    return done


def at(settings: Settings, place: str) -> folders.BackupPlace:
    """The place as it is written: a folder here, or `sftp://…`."""
    slug = settings.standard.name
    if is_remote(place):
        return remote.Remote(place, slug, settings.data / "tmp" / "backup")
    return folders.Folder(place, slug)


def is_remote(place: str) -> bool:
    """Whether a place is on another machine."""
    return place.startswith("sftp://")


def _is_inside(place: str, data: Path) -> bool:
    return Path(place).resolve().is_relative_to(data.resolve())


def rehearsal_secret(data: Path) -> str:
    """The key of this PC alone with which a backup is read back; empty while there is none."""
    path = data / _REHEARSAL_KEY
    return path.read_text("ascii").strip() if path.exists() else ""


def _reached(
    settings: Settings, places: list[str], *, first: bool
) -> tuple[list[folders.BackupPlace], dict[str, AppError]]:
    found, wrong = [], {}
    for place in places:
        target = at(settings, place)
        try:
            if not is_remote(place) and _is_inside(place, settings.data):
                raise Refused(_INSIDE, code="inside", place=place)
            target.require(first=first)
            target.names()
            found.append(target)
        except AppError as error:
            wrong[place] = error
    return found, wrong


def _take(
    settings: Settings,
    settings_file: Path,
    kind: str,
    public: str,
    targets: list[folders.BackupPlace],
    moment: datetime,
) -> Taken:
    secret = _own_key(settings.data, kind)
    stage = settings.data / "tmp" / "backup" / "stage"
    examined = snapshot.take(settings, stage)
    numbers = [one.number for target in targets for one in target.names()]
    base = _base(settings.data)
    contents = archive.Contents(
        slug=settings.standard.name,
        number=max([*numbers, base.number if base else 0]) + 1,
        program=version("antrean"),
        made_at=moment.isoformat(timespec="seconds"),
        lines=examined.lines,
        mark=examined.mark,
    )
    sources = snapshot.sources(settings, stage, settings_file)
    return Taken(settings, moment, contents, sources, (public, _public(secret)), secret)


def _write(taken: Taken, kind: str, target: folders.BackupPlace) -> Made:
    began, settings, mark = time.monotonic(), taken.settings, backups.mark(taken.publics[0])
    base = _base(settings.data) if kind == backups.HOURLY else None
    there = [one.number for one in target.names() if one.base is None]
    if base and (base.number not in there or base.publics != taken.publics):
        base = None  # what it would stand on is not at this place, or opens with another key
    contents = taken.contents.model_copy(update={"base": base.number if base else None})
    known = _known(base) if base else {}
    when = clock.local(taken.moment).strftime("%Y%m%d-%H%M")
    name = folders.name(contents.slug, contents.number, when, contents.base, mark)
    whole = contents

    def fill(out: IO[bytes]) -> None:
        nonlocal whole
        with sealing.sealed(out, taken.publics) as inside:
            whole = archive.write(inside, contents, taken.sources, known)

    def check(path: Path) -> None:
        with path.open("rb") as file, sealing.opened(file, taken.secret, name) as inside:
            if archive.read(inside, name, archive.pass_over) != whole:
                raise Refused(sealing.DAMAGED, code="damaged", name=name)

    size = target.write(name, fill, check)
    if contents.base is None:
        kept = _Base(number=contents.number, publics=taken.publics, parts=whole.parts)
        files.write(settings.data / _PARTS, kept.model_dump_json().encode(), 0o600)
    target.prune(settings)
    return Made(
        kind=backups.HOURLY if base else backups.DAILY,
        place=target.place,
        file=name,
        at=taken.moment,
        size=size,
        seconds=round(time.monotonic() - began, 1),
        lines=contents.lines,
    )


def _known(base: _Base) -> dict[str, archive.Part]:
    return {
        name: part.model_copy(update={"of": base.number})
        for name, part in base.parts.items()
        if "/" in name  # what lies at the top is small, and what the database cannot do without
    }


def _base(data: Path) -> _Base | None:
    try:
        return _Base.model_validate_json((data / _PARTS).read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def _own_key(data: Path, kind: str) -> str:
    """This PC's key; another one with the first whole backup after one was restored on trial."""
    from pyrage import x25519

    path, tried = data / _REHEARSAL_KEY, backups.state(data).rehearsal
    is_spent = tried and tried.whole and path.exists() and _made_before(path, tried.at)
    if kind == backups.DAILY and is_spent:
        path.unlink()
    return files.made_once(path, lambda: str(x25519.Identity.generate()).encode()).decode()


def _made_before(path: Path, moment: datetime) -> bool:
    return path.stat().st_mtime < moment.timestamp()


def _public(secret: str) -> str:
    from pyrage import x25519

    return str(x25519.Identity.from_str(secret).to_public())


def _remember(data: Path, done: list[Made], wrong: dict[str, AppError], now: datetime) -> None:
    was = backups.state(data)
    newest: dict[str, Made] = {one.kind: one for one in done}
    failures = {place: one for place, one in was.failures.items() if place in wrong}
    failures |= {place: HowItWent(at=now, sentence=str(error)) for place, error in wrong.items()}
    change = {"failures": failures, "tried_at": now if wrong else None, **newest}
    backups.keep(data, was.model_copy(update=change))
