"""Make an office out of a backup, in a folder that is there only once all of it was right."""

import dataclasses
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from deploy import environment
from deploy.backup import archive, folder, make, sealing, snapshot
from shared import clock, config, files
from shared.config import Settings
from shared.errors import N_, Refused
from shared.rules.common import backups, journal, office
from shared.rules.common.actor import SYSTEM
from shared.rules.common.backups import HowItWent, Made

_NOT_SETTINGS = ("ANTREAN_CONFIG", "ANTREAN_DATABASE_URL")
_PRACTICE = "LATIHAN"
_STEP = 1 << 20
_FILLED = N_("Folder %(data)s sudah berisi. Pilih folder yang belum ada, atau yang kosong.")
_NO_FILE = N_("Berkas cadangan %(file)s tidak ada.")
_NO_BASE = N_(
    "Cadangan per jam %(file)s perlu cadangan harian nomor %(number)s di folder yang sama, dan itu "
    "tidak ada."
)
_NO_STANDARD = N_(
    "Standar kantor %(slug)s tidak ada di komputer ini. Salin foldernya, lalu ulangi dengan "
    "ANTREAN_STANDARD=/alamat/%(slug)s."
)
_NOT_TRIED = N_("Belum ada cadangan harian yang dapat dicoba dipulihkan.")
_WHOLE = "{file} dipulihkan untuk dicoba: {lines} baris jurnal dan {parts} berkas, semuanya utuh."


def restore(
    file: Path, data: Path, secret: str, environ: Mapping[str, str], *, aside: Path | None = None
) -> archive.Contents:
    """Restore the backup into the folder `data`, which must be empty; what it held.

    `aside`: where an office that lies there is moved to, once the restored one is known to be
    whole. Raises Refused, with nothing made or moved, for another key, a bit that changed or a
    part that lacks.
    """
    owner = data.stat() if data.exists() else None
    if data.exists() and (not data.is_dir() or any(data.iterdir())) and aside is None:
        raise Refused(_FILLED, code="not-empty", data=data)
    if not file.is_file():
        raise Refused(_NO_FILE, code="no-file", file=file)
    draft = data.with_name(f".{data.name}.memulihkan")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        contents = unpack(file, secret, draft)
        _require_same(_settings(draft, contents.slug, environ), contents, file)
        if aside is not None and data.exists():
            data.rename(aside)
        os.replace(draft, data)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _tell(_settings(data, contents.slug, environ), contents)
    if owner is not None and os.geteuid() == 0:  # of an installed office: its own user's again
        for path in (data, *data.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
    return contents


def rehearse(settings: Settings) -> HowItWent:
    """Restore the newest whole backup on trial, with the newest hourly one that stands on it.

    They are opened with the key that only this PC has. How it went is kept, and returned.
    """
    if settings.practice:
        clock.follow(settings.data)
    now = clock.now()
    try:
        with make.alone(settings):
            tried = HowItWent(at=now, sentence=_rehearsed(settings), whole=True)
    except Refused as error:
        tried = HowItWent(at=now, sentence=str(error))
    was = backups.state(settings.data)
    backups.keep(settings.data, was.model_copy(update={"rehearsal": tried}))
    return tried


def unpack(file: Path, secret: str, into: Path) -> archive.Contents:
    """Lay every part of the backup into the new folder `into`; what it held."""
    files.make_folder(into)
    contents = _opened(file, secret, lambda name, part: _lay(into / name, part))
    lent = {name: one.sha256 for name, one in contents.parts.items() if one.of is not None}
    if contents.base is None or not lent:
        return contents
    base = _base_of(file, contents.base)

    def lay_lent(name: str, part: archive.Reading) -> None:
        if name in lent:
            _lay(into / name, part)
        else:
            archive.pass_over(name, part)

    held = _opened(base, secret, lay_lent)
    if lent != {name: held.parts[name].sha256 for name in lent.keys() & held.parts.keys()}:
        raise Refused(sealing.DAMAGED, code="damaged", name=base.name)
    return contents


def _opened(file: Path, secret: str, take: archive.Take) -> archive.Contents:
    with file.open("rb") as source, sealing.opened(source, secret, file.name) as inside:
        return archive.read(inside, file.name, take)


def _lay(path: Path, part: archive.Reading) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        shutil.copyfileobj(part, out, _STEP)
        out.flush()
        os.fsync(handle)


def _base_of(file: Path, number: int) -> Path:
    own = folder.told(file.name)
    for path in file.parent.iterdir():
        one = folder.told(path.name)
        if one and own and (one.slug, one.number, one.base) == (own.slug, number, None):
            return path
    raise Refused(_NO_BASE, code="no-base", file=file.name, number=number)


def _settings(data: Path, slug: str, environ: Mapping[str, str]) -> Settings:
    """Those of the restored office, as far as they hold on this PC."""
    kept = {name: text for name, text in environ.items() if name not in _NOT_SETTINGS}
    found = config.load(environment.chosen(kept, data=str(data)))
    usual = (found.standard, snapshot.standard_of(data, slug), Settings().standard.with_name(slug))
    standard = next((one for one in usual if one.name == slug and one.is_dir()), None)
    if standard is None:
        raise Refused(_NO_STANDARD, code="no-standard", slug=slug)
    is_practice = (data / _PRACTICE).exists()
    return dataclasses.replace(
        found, data=data, database_url="", standard=standard, practice=is_practice
    )


def _require_same(settings: Settings, contents: archive.Contents, file: Path) -> None:
    """Refused unless the rules find in the restored office what was found when it was copied."""
    office.prepare(settings)  # of an older version: it is brought to this one
    office.close_office()
    found = snapshot.examine(settings, settings.data)
    if (found.lines, found.mark) != (contents.lines, contents.mark):
        raise Refused(sealing.DAMAGED, code="damaged", name=file.name)


def _tell(settings: Settings, contents: archive.Contents) -> None:
    office.open_office(settings, checkpoints=True)
    try:
        journal.note(SYSTEM, "backup.restored", str(contents.number), made_at=contents.made_at)
    finally:
        office.close_office()


def _rehearsed(settings: Settings) -> str:
    """What is told of it; Refused when anything is not right."""
    daily, hourly = (backups.state(settings.data).daily, backups.state(settings.data).hourly)
    secret = make.rehearsal_secret(settings.data)
    if not daily or not secret:
        raise Refused(_NOT_TRIED, code="none")
    made = hourly if hourly and hourly.at > daily.at else daily
    into = settings.data / "tmp" / "backup" / "coba"
    try:
        newest = _brought(settings, made)
        contents = unpack(newest, secret, into)
        _require_same(dataclasses.replace(settings, data=into, database_url=""), contents, newest)
    finally:
        shutil.rmtree(into, ignore_errors=True)
    return _WHOLE.format(file=newest.name, lines=contents.lines, parts=len(contents.parts))


def _brought(settings: Settings, made: Made) -> Path:
    """The backup, and the whole one that it stands on, where they can be read."""
    place = make.at(settings, made.place)
    place.require(first=False)
    every = place.names()
    wanted = next((one for one in every if one.file == made.file), None)
    if wanted is None:
        raise Refused(_NO_FILE, code="no-file", file=f"{made.place}/{made.file}")
    for one in every:
        if one.base is None and one.number == wanted.base:
            place.local(one.file)
    return place.local(made.file)
