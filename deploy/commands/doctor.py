"""`antrean doctor`: is everything there and well? One line each, with what to do."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click

from deploy import address, data_folder, vendor
from deploy.commands import with_settings
from printstation.printers.sheet_address import addresses
from printstation.printers.sheet_queue import defaults
from shared import clock, standard
from shared.config import Settings
from shared.db import sqlite
from shared.errors import AppError
from shared.rules.common import journal, office, words
from shared.rules.complaints import sight
from shared.rules.hours import special_days
from shared.rules.paper import printers

_LEAST_FREE = 1_000_000_000


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `text` says how it is, or what to do."""

    ok: bool
    name: str
    text: str


@click.command(help="Periksa apakah semuanya ada dan sehat; kode keluar 1 bila ada yang salah.")
@with_settings
def doctor(settings: Settings) -> None:
    findings = [finding for look in _LOOKS for finding in look(settings)]
    for finding in findings:
        click.echo(f"{'✓' if finding.ok else '✗'} {finding.name:<18}{finding.text}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)


def _sqlite(settings: Settings) -> Iterator[Finding]:
    sound = sqlite.is_sound(sqlite.version())
    text = ".".join(map(str, sqlite.version()))
    if not sound:
        text += " dapat merusak data; jalankan ./deploy/run untuk memasang pysqlite3"
    yield Finding(sound, "SQLite", text)


def _standard(settings: Settings) -> Iterator[Finding]:
    problems = standard.check(settings.standard)
    if not problems:
        yield Finding(True, "Standar", str(settings.standard))
    for problem in problems:
        yield Finding(False, "Standar", str(problem))


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        data_folder.require_prepared(settings)
        office.open_office(settings, checkpoints=False)
        yield Finding(True, "Basis data", str(settings.sqlite_path))
        yield _clock()
        yield _calendar()
        yield _complaints()
        yield from _station(settings)
    except AppError as error:
        yield Finding(False, "Basis data", str(error))
    finally:
        office.close_office()


def _clock() -> Finding:
    doubt = journal.doubt()
    said = words.day_and_time(clock.now())
    mend = "betulkan jam komputer, atau petugas mana pun membenarkannya di mejanya"
    return Finding(doubt is None, "Jam", f"{doubt.sentence} {mend}" if doubt else said)


def _calendar() -> Finding:
    year = clock.service_day().year
    missing = special_days.unfilled(year, year + 1)
    text = ", ".join(f"libur {one} belum ada; antrean calendar fill {one}" for one in missing)
    return Finding(not missing, "Kalender", text or f"libur {year} dan {year + 1} ada")


def _complaints() -> Finding:
    unseen = sight.unseen()
    text = f"{unseen} pengaduan tidak boleh dilihat siapa pun; angkat Sekretaris atau Camat lain"
    return Finding(not unseen, "Pengaduan", text if unseen else "semuanya ada yang menangani")


def _station(settings: Settings) -> Iterator[Finding]:
    alive = settings.station in printers.alive_stations()
    text = "hidup" if alive else "tidak terdengar; jalankan ./deploy/run atau antrean printstation"
    yield Finding(alive, "Penjaga pencetak", text)
    for printer in printers.printers():
        yield Finding(printer.ok, f"Pencetak {printer.name}", " ".join(printer.sentences) or "siap")


def queues(settings: Settings) -> Iterator[Finding]:
    """What a queue does by itself to the pages of other programs; ours say otherwise each time."""
    for given in addresses(settings.printers_sheet).values():
        kind, _, queue = given.partition(":")
        if kind != "cups":
            continue
        try:
            found = defaults(queue)
        except AppError:
            text = "CUPS tidak menjawab, atau antrean ini belum dibuat: antrean printer add"
            yield Finding(False, f"Antrean {queue}", text)
            continue
        own = ", ".join(f"{name}={value}" for name, value in found.items())
        text = f"bawaannya {own}; KK dan surat tetap dicetak apa adanya" if own else "tanpa bawaan"
        yield Finding(True, f"Antrean {queue}", text)


def _web(settings: Settings) -> Iterator[Finding]:
    alive = address.answers(settings)
    yield Finding(alive, "Web", f"port {settings.port}" + ("" if alive else " tidak menjawab"))


def _disk(settings: Settings) -> Iterator[Finding]:
    place = settings.data if settings.data.exists() else settings.data.parent
    free = shutil.disk_usage(place).free
    yield Finding(free >= _LEAST_FREE, "Ruang disk", f"sisa {free / 1e9:.1f} GB di {place}")


def _front_end(settings: Settings) -> Iterator[Finding]:
    ok = vendor.is_current()
    yield Finding(ok, "Berkas layar", "lengkap" if ok else "tidak lengkap; jalankan ./deploy/run")


def _voice(settings: Settings) -> Iterator[Finding]:
    if settings.voice == "off":
        yield Finding(True, "Suara", "dimatikan di setelan")
        return
    missing = [name for name in ("espeak-ng", "sox") if shutil.which(name) is None]
    yield Finding(not missing, "Suara", f"belum ada: {', '.join(missing)}" if missing else "siap")


_LOOKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    _sqlite,
    _standard,
    _database,
    queues,
    _web,
    _disk,
    _front_end,
    _voice,
)
