"""What the office's own rows tell: data, journal, complaints, backups, clock, calendar, screens."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from deploy import environment
from deploy.commands import journal as journal_command
from shared import clock, config, space, terminal
from shared.config import Settings
from shared.db import sqlite
from shared.records import migrate
from shared.rules.admin import certificates, devices, setup
from shared.rules.admin.checkup import Observation, bad, good, grave
from shared.rules.common import backups, chain, journal, words
from shared.rules.common.devices import TOUCHSCREEN
from shared.rules.common.office import here
from shared.rules.complaints import sight
from shared.rules.hours import special_days

_LEAST_DAYS = 30  # of fewer nothing can be said for a year
_SOON_DAYS, _LONGEST_DAYS = 90, 36_500
_UNSEEN = timedelta(days=5)
"""A screen is away longer than over a long weekend."""
_ENDS_SOON = timedelta(days=30)
_MB = 1_000_000
_REHEARSE = terminal.typed("backup rehearse")


def database(settings: Settings) -> Iterator[Observation]:
    """Read whole, of this version's form, and how it grows."""
    damaged: list[str] = []
    while not sqlite.check_next(lambda: damaged.append("rusak")):
        pass
    file = str(settings.sqlite_path)
    if damaged:
        mend = "%(file)s rusak; hentikan sistem, lalu pulihkan cadangan"
        yield grave("database", "Basis data", mend, file=file)
    else:
        yield good("database", "Basis data", "%(file)s", file=file)
    applied = migrate.applied()
    said = "%(count)s langkah, yang terakhir %(last)s"
    yield good("schema", "Susunan data", said, count=len(applied), last=applied[-1])
    yield size()


def size() -> Observation:
    """How large the database is, and what a year adds once that can be said."""
    now, began = sqlite.size(), chain.began()
    parts = {"whole": now.file, "empty": now.empty, "log": now.log}
    values: dict[str, int | float | str] = {name: _mb(part) for name, part in parts.items()}
    text = "%(whole)s MB (%(empty)s MB di antaranya kosong), catatan %(log)s MB"
    days = (clock.now() - began).days if began else 0
    if days >= _LEAST_DAYS:
        text += "; tumbuh %(yearly)s MB setahun"
        values["yearly"] = _mb((now.file - now.empty) * 365 / days)
    return good("size", "Ukuran data", text, **values)


def room(settings: Settings) -> Iterator[Observation]:
    """In how many days the disk is full as the data have grown, once that can be said."""
    began = chain.began()
    days = (clock.now() - began).days if began else 0
    grown = sum(map(_bytes, _files(settings.data)))
    if days < _LEAST_DAYS or not grown:
        return
    left = min(space.left(settings.data) * days // grown, _LONGEST_DAYS)
    name, text = "Ruang disk", "cukup untuk %(days)s hari lagi seperti tumbuhnya selama ini"
    if left < _SOON_DAYS:
        mend = "; hapus berkas lain, atau pindah ke disk yang lebih besar"
        yield bad("disk-full", name, text + mend, days=left)
    else:
        yield good("disk-full", name, text, days=left)


def _files(data: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(data):
        if place == str(data) and environment.PRACTICE in folders:
            folders.remove(environment.PRACTICE)  # made anew at will: it tells of no year
        yield from (Path(place, name) for name in names)


def _bytes(path: Path) -> int:
    with suppress(OSError):  # gone meanwhile
        return path.lstat().st_size
    return 0


def _mb(size: float) -> int:
    return round(size / _MB)


def journal_lines(settings: Settings) -> Iterator[Observation]:
    """Whether a line was changed, removed or put in."""
    found = chain.verify()
    if found.whole:
        # How many lines there are tells of complaints that the admin may not know of.
        yield good("journal", "Jurnal", f"utuh; rinciannya: {terminal.typed('journal verify')}")
    else:
        text = " ".join(journal_command.sentences(found))
        yield grave("journal", "Jurnal", "%(found)s", found=text)


def complaints(settings: Settings) -> Iterator[Observation]:
    """Whether each has somebody who may see it."""
    if unseen := sight.unseen():
        text = (
            "%(count)s pengaduan tidak boleh dilihat siapa pun; angkat Sekretaris atau Camat lain"
        )
        yield grave("complaints", "Pengaduan", text, count=str(unseen))
    else:
        yield good("complaints", "Pengaduan", "semuanya ada yang menangani")


def backup(settings: Settings) -> Iterator[Observation]:
    """Places, key, the newest good one, what went wrong since, the last one restored on trial."""
    name = "Cadangan"
    if not backups.places(settings):
        if settings.practice:
            yield good("backup", name, "kantor latihan, tidak dicadangkan")
        else:
            yield grave("backup", name, "belum ada tempatnya; tulis setelan backup.places")
        return
    if not backups.recipient(settings.data):
        yield grave("backup", name, "belum ada kunci pemulihan; buat di Admin, Cadangan")
        return
    found = backups.state(settings.data)
    for wrong in found.failures.values():
        text = "%(when)s: %(wrong)s"
        when = words.day_and_time(wrong.at)
        yield bad("backup-failed", name, text, when=when, wrong=wrong.sentence)
    for place in backups.on_our_disk(settings):
        text = "%(place)s di disk yang sama dengan data; pakai yang lain"
        yield bad("backup-disk", name, text, place=place)
    late, newest = backups.overdue(), found.newest
    if late or newest is None:
        yield grave("backup", name, "%(late)s", late=late)
    else:
        when = words.day_and_time(newest.at)
        yield good("backup", name, "terbaru %(when)s di %(place)s", when=when, place=newest.place)
    yield from _rehearsal(settings, found)


def _rehearsal(settings: Settings, found: backups.State) -> Iterator[Observation]:
    name, tried = "Coba pulihkan", found.rehearsal
    if tried is None:
        if found.newest:
            text = f"belum pernah dicoba; jalankan {_REHEARSE}"
            yield bad("rehearsal", name, text)
        return
    when = words.day_and_time(tried.at)
    late = clock.now() - tried.at > timedelta(days=2 * settings.backup_rehearsal_days)
    if tried.whole and late:
        text = f"terakhir %(when)s, sudah lama; jalankan {_REHEARSE}"
        yield bad("rehearsal", name, text, when=when)
    else:
        kind = good if tried.whole else bad
        yield kind("rehearsal", name, "%(when)s: %(how)s", when=when, how=tried.sentence)


def moment(settings: Settings) -> Iterator[Observation]:
    """The clock against the newest line of the journal."""
    if doubt := journal.doubt():
        mend = "betulkan jam komputer, atau petugas mana pun membenarkannya di mejanya"
        yield grave("clock", "Jam", f"%(doubt)s {mend}", doubt=doubt.sentence)
    else:
        yield good("clock", "Jam", "%(now)s", now=words.day_and_time(clock.now()))


def year(settings: Settings) -> Iterator[Observation]:
    """Whether holidays and collective leave of this year and the next are known."""
    now = clock.service_day().year
    missing = special_days.unfilled(now, now + 1)
    for one in missing:
        text = f"libur %(year)s belum ada; {terminal.typed('calendar fill')} %(year)s"
        yield bad("calendar", "Kalender", text, year=one)
    if not missing:
        yield good("calendar", "Kalender", "libur %(one)s dan %(two)s ada", one=now, two=now + 1)


def screens(settings: Settings) -> Iterator[Observation]:
    """The paired screens: when each was last seen, and whether one was copied."""
    known = [one for one in devices.everything() if not one.revoked]
    if copied := ", ".join(one.name for one in known if one.copied_at):
        text = "kuki %(names)s dipakai di dua tempat; lihat Admin, Perangkat"
        yield grave("device-copied", "Perangkat", text, names=copied)
        return
    yield good("devices", "Perangkat", "%(count)s dikenal", count=len(known))
    for one in known:
        if one.kind == TOUCHSCREEN:
            yield _screen(one)


def _screen(one: devices.DeviceView) -> Observation:
    seen = one.seen_at or one.created_at
    values = {"name": one.name, "when": words.day_and_time(seen)}
    if clock.now() - seen > _UNSEEN:
        text = "%(name)s terakhir terlihat %(when)s; nyalakan, atau cabut di Admin, Perangkat"
        return bad("screen", "Layar sentuh", text, **values)
    return good("screen", "Layar sentuh", "%(name)s terakhir terlihat %(when)s", **values)


def signers(settings: Settings) -> Iterator[Observation]:
    """The certificates whose signatures are believed: none, ending, over."""
    name, found = "Sertifikat TTE", certificates.everything()
    if not found and not settings.practice:
        text = "belum ada, jadi KK tidak dapat dicetak; tambahkan di Admin, Sertifikat"
        yield bad("signers", name, text)
    for one in found:
        values = {"whose": one.name, "day": words.day_of(one.last)}
        if one.is_over:
            text = "%(whose)s habis pada %(day)s; minta yang baru, hapus yang lama di Admin"
            yield bad("signer-over", name, text, **values)
        elif one.last - clock.now() < _ENDS_SOON:
            text = "%(whose)s berakhir %(day)s; minta yang baru dari Dinas"
            yield bad("signer-ends", name, text, **values)
        else:
            yield good("signers", name, "%(whose)s berlaku sampai %(day)s", **values)


def lacking(settings: Settings) -> Iterator[Observation]:
    """What the office still needs, told whole in Admin."""
    missing = sum(not one.ok for one in setup.lacks())
    if missing and not settings.practice:
        text = "%(count)s hal belum ada; lihat Admin, Yang masih kurang"
        yield bad("setup", "Persiapan", text, count=missing)
    else:
        yield good("setup", "Persiapan", "lengkap")


def overruled(settings: Settings) -> Iterator[Observation]:
    """Settings of the file that say nothing, since the office chose otherwise in Admin."""
    given = here().given
    for setting in config.declared():
        differs = getattr(given, setting.name) != getattr(settings, setting.name)
        if differs and setting.name in given.written:
            text = "%(key)s di office.toml tidak berlaku: di Admin dipilih lain; hapus baris itu"
            yield bad("setting-unused", "Setelan", text, key=config.key_of(setting))
