"""`antrean doctor`: is everything there and well? One line each, with what to do."""

import os
import pwd
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click

from deploy import address, data_folder, prepare, vendor
from deploy.commands import journal as journal_command
from deploy.commands import with_settings
from printstation.printers import sheet_address, sheet_queue
from shared import clock, db, space, standard, terminal
from shared.config import Settings
from shared.db import sqlite
from shared.errors import AppError, SetupError
from shared.rules.admin import devices
from shared.rules.common import backups, chain, journal, office, words
from shared.rules.complaints import sight
from shared.rules.hours import special_days
from shared.rules.paper import power, printers

_LEAST_DAYS = 30  # of fewer nothing can be said for a year


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `text` says how it is, or what to do."""

    ok: bool
    name: str
    text: str


@click.command(help="Periksa apakah semuanya ada dan sehat; kode keluar 1 bila ada yang salah.")
@with_settings
def doctor(settings: Settings) -> None:
    findings = [finding for look in _LOOKS for finding in _looked(look, settings)]
    for finding in findings:
        click.echo(f"{'✓' if finding.ok else '✗'} {finding.name:<18}{finding.text}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)


def _looked(look: Callable[[Settings], Iterator[Finding]], settings: Settings) -> Iterator[Finding]:
    # One part that is broken in a way nobody thought of hides no other.
    try:
        yield from look(settings)
    except Exception as error:
        yield Finding(False, look.__name__.strip("_"), f"tidak dapat diperiksa: {error!r}")


def _sqlite(settings: Settings) -> Iterator[Finding]:
    sound = sqlite.is_sound(sqlite.version())
    text = ".".join(map(str, sqlite.version()))
    if not sound:
        text += " dapat merusak data; jalankan ./deploy/run"
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
        with db.faults_told():
            office.open_office(settings, checkpoints=False)
            yield _whole(settings)
            yield _size()
            yield _clock()
            yield _journal()
            yield _calendar()
            yield _devices()
            yield _ups()
            yield _complaints()
            yield from _backups(settings)
            yield from station(settings)
    except AppError as error:
        yield Finding(False, "Basis data", str(error))
    finally:
        office.close_office()


def _whole(settings: Settings) -> Finding:
    damaged: list[str] = []
    while not sqlite.check_next(lambda: damaged.append("rusak")):
        pass
    mend = "rusak; hentikan sistem, lalu pulihkan cadangan" if damaged else ""
    return Finding(not damaged, "Basis data", f"{settings.sqlite_path} {mend}".strip())


def _size() -> Finding:
    now, began = sqlite.size(), chain.began()
    text = f"{_mb(now.file)} ({_mb(now.empty)} di antaranya kosong), catatan {_mb(now.log)}"
    days = (clock.now() - began).days if began else 0
    if days < _LEAST_DAYS:
        return Finding(True, "Ukuran data", text)
    yearly = (now.file - now.empty) * 365 / days
    return Finding(True, "Ukuran data", f"{text}; tumbuh {_mb(yearly)} setahun")


def _mb(size: float) -> str:
    return f"{size / 1e6:.0f} MB"


def _clock() -> Finding:
    doubt = journal.doubt()
    said = words.day_and_time(clock.now())
    mend = "betulkan jam komputer, atau petugas mana pun membenarkannya di mejanya"
    return Finding(doubt is None, "Jam", f"{doubt.sentence} {mend}" if doubt else said)


def _journal() -> Finding:
    found = chain.verify()
    return Finding(found.whole, "Jurnal", " ".join(journal_command.sentences(found)))


def _ups() -> Finding:
    try:
        supply = power.ask()
    except (OSError, ValueError):
        mend = "NUT tidak memberi kabar; jalankan upsc -l, lalu sudo upsdrvctl start"
        return Finding(False, "UPS", mend)
    if supply is None:
        return Finding(True, "UPS", "tidak ada; listrik padam mematikan kantor seketika")
    return Finding(not supply.on_battery, "UPS", supply.sentence or "listrik menyala")


def _devices() -> Finding:
    known = [one for one in devices.everything() if not one.revoked]
    if copied := ", ".join(one.name for one in known if one.copied_at):
        text = f"kuki {copied} dipakai di dua tempat; lihat Admin, Perangkat"
        return Finding(False, "Perangkat", text)
    return Finding(True, "Perangkat", f"{len(known)} dikenal")


def _calendar() -> Finding:
    year = clock.service_day().year
    missing = special_days.unfilled(year, year + 1)
    text = ", ".join(
        f"libur {one} belum ada; {terminal.typed(f'calendar fill {one}')}" for one in missing
    )
    return Finding(not missing, "Kalender", text or f"libur {year} dan {year + 1} ada")


def _complaints() -> Finding:
    unseen = sight.unseen()
    text = f"{unseen} pengaduan tidak boleh dilihat siapa pun; angkat Sekretaris atau Camat lain"
    return Finding(not unseen, "Pengaduan", text if unseen else "semuanya ada yang menangani")


def _backups(settings: Settings) -> Iterator[Finding]:
    if settings.practice and not backups.places(settings):
        yield Finding(True, "Cadangan", "kantor latihan, tidak dicadangkan")
        return
    if not backups.places(settings):
        yield Finding(False, "Cadangan", "belum ada tempatnya; tulis setelan backup.places")
        return
    if not backups.recipient(settings.data):
        mend = "belum ada kunci pemulihan; buat di Admin, Cadangan"
        yield Finding(False, "Cadangan", mend)
        return
    found = backups.state(settings.data)
    for wrong in found.failures.values():
        yield Finding(False, "Cadangan", f"{words.day_and_time(wrong.at)}: {wrong.sentence}")
    for place in backups.on_our_disk(settings):
        yield Finding(False, "Cadangan", f"{place} di disk yang sama dengan data; pakai yang lain")
    late, newest = backups.overdue(), found.newest
    if late or newest is None:
        yield Finding(False, "Cadangan", late)
    else:
        text = f"terbaru {words.day_and_time(newest.at)} di {newest.place}"
        yield Finding(True, "Cadangan", text)
    if tried := found.rehearsal:
        text = f"{words.day_and_time(tried.at)}: {tried.sentence}"
        yield Finding(tried.whole, "Coba pulihkan", text)


def station(settings: Settings) -> Iterator[Finding]:
    """The print station and the printers, and those that the office does without."""
    alive = settings.station in printers.alive_stations()
    text = "hidup" if alive else "tidak terdengar; jalankan ./deploy/run"
    yield Finding(alive, "Penjaga pencetak", text)
    for printer in printers.printers():
        yield Finding(printer.ok, f"Pencetak {printer.name}", " ".join(printer.sentences) or "siap")
    for name, chosen in printers.without().items():
        if chosen:
            yield Finding(True, f"Pencetak {name}", "none, dipilih kantor")


def queues(settings: Settings) -> Iterator[Finding]:
    """The queues of CUPS: what lies behind, our right to them, what they do to others' pages."""
    if wrong := prepare.wrong_addresses(settings):
        yield from (Finding(False, "Alamat pencetak", sentence) for sentence in wrong)
        return
    user = pwd.getpwuid(os.getuid()).pw_name
    for place in sheet_address.addresses(settings.printers_sheet).values():
        kind, _, queue = place.partition(":")
        if kind == "cups":
            yield _queue(queue, user)


def _queue(queue: str, user: str) -> Finding:
    try:
        found, own = sheet_queue.stand(queue), sheet_queue.defaults(queue)
    except SetupError as error:
        return Finding(False, f"Antrean {queue}", str(error))
    again = f"printer add {found.device} --queue {queue} --user {user}"
    right = {
        True: f"{user} boleh melanjutkannya",
        False: f"{user} tidak boleh melanjutkannya; jalankan {terminal.typed(again, root=True)}",
        None: "sedang berhenti",
    }[found.may_open]
    text = f"{found.device}, {right}"
    if own:
        # Of other programs; ours say otherwise with each job.
        said = ", ".join(f"{name}={value}" for name, value in own.items())
        text += f"; bawaannya {said}, KK dan surat tetap dicetak apa adanya"
    return Finding(bool(found.may_open), f"Antrean {queue}", text)


def _web(settings: Settings) -> Iterator[Finding]:
    alive = address.answers(settings)
    yield Finding(alive, "Web", f"port {settings.port}" + ("" if alive else " tidak menjawab"))


def _disk(settings: Settings) -> Iterator[Finding]:
    place = settings.data if settings.data.exists() else settings.data.parent
    free = space.left(place)
    yield Finding(free >= space.LOW, "Ruang disk", f"sisa {free / 1e9:.1f} GB di {place}")


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
