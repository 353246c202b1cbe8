"""`antrean backup`: a backup now, its recovery key, a restore on trial."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from deploy import data_folder, environment
from deploy.commands import in_office, with_settings
from shared import files
from shared.config import Settings
from shared.errors import N_, Refused
from shared.rules.common import backups, chain, office
from shared.rules.common.actor import SYSTEM
from shared.rules.common.office import here

_NICE = 10


@click.group(
    invoke_without_command=True,
    help="Buat cadangan sekarang, di tempat-tempat dari setelan backup.places atau di --to.",
)
@click.option("--to", "place", metavar="TEMPAT", help="Folder di disk kedua, stik, atau jaringan.")
@click.option("--due", is_flag=True, hidden=True)
@click.pass_context
def backup(context: click.Context, place: str | None, due: bool) -> None:
    if context.invoked_subcommand is None:
        if due:
            _due()
        else:
            _now(place)


@with_settings
def _now(settings: Settings, place: str | None) -> None:
    data_folder.require_prepared(settings)
    with _chosen(settings) as chosen:
        wished = [_absolute(place)] if place else backups.places(chosen)
    _make(settings, backups.DAILY, wished, first=True)


@contextmanager
def _chosen(settings: Settings) -> Iterator[Settings]:
    """The office open, and the settings with what it chose in Admin."""
    office.open_office(settings, checkpoints=False)
    try:
        yield here().settings
    finally:
        office.close_office()


def _absolute(place: str) -> str:
    return place if place.startswith("sftp://") else str(Path(place).expanduser().resolve())


@with_settings
def _due(settings: Settings) -> None:
    """What the office starts by itself, behind everything else that this PC does."""
    os.nice(_NICE)
    data_folder.require_prepared(settings)
    with _chosen(settings) as chosen:
        last = chain.end()
        kind = backups.due(chosen, last.sequence if last else 0)
    if kind == backups.REHEARSAL:
        _rehearse(settings)
    elif kind:
        _make(settings, kind, backups.places(chosen), first=False)


@backup.command(hidden=True, help="Tempat yang dipilih kantor.")
@with_settings
def places(settings: Settings) -> None:
    data_folder.require_prepared(settings)
    with _chosen(settings) as chosen:
        click.echo(json.dumps(backups.places(chosen)))


@backup.command(hidden=True, help="Tempat yang ditemukan di komputer ini.")
@with_settings
def around(settings: Settings) -> None:
    from deploy.backup import places

    click.echo(json.dumps([asdict(one) for one in places.find(settings.data)]))


@backup.command(help="Buat kunci pemulihan baru; rahasianya hanya di lembar atau layar ini.")
@click.option("--sheet", type=click.Path(path_type=Path), help="Tulis lembar A4 (PDF) ke sini.")
@in_office
def key(sheet: Path | None) -> None:
    from shared.documents import maker
    from shared.rules.admin import recovery_key

    made = recovery_key.draw()
    if sheet:
        files.write(sheet, maker.make(recovery_key.sheet(made)), 0o600)
    recovery_key.use(made, SYSTEM)
    click.echo(f"Kunci pemulihan {made.mark} dibuat; cadangan berikutnya memakai kunci ini.")
    if sheet:
        click.echo(f"Cetak {sheet}, simpan di tempat terkunci, lalu hapus berkasnya.")
        return
    click.echo("Salin ke kertas dan simpan di tempat terkunci; tidak dapat ditampilkan lagi:\n")
    click.echo(f"{' '.join(made.words)}\n\n{made.secret}")


@backup.command(help="Segel sertifikat kantor ke kunci pemulihan yang sekarang; perlu root.")
@with_settings
def authority(settings: Settings) -> None:
    from deploy.office_network import certificates, spare

    public = backups.recipient(settings.data)
    if not (certificates.FOLDER / certificates.AUTHORITY_KEY).exists():
        raise Refused(N_("Komputer ini tidak punya sertifikat kantor."), code="no-authority")
    mark = backups.mark(spare.seal(certificates.FOLDER, public, anew=True))
    click.echo(f"Sertifikat kantor di cadangan berikutnya terbuka dengan lembar kunci {mark}.")


@backup.command(help="Coba pulihkan cadangan terbaru, tanpa kunci pemulihan.")
@with_settings
def rehearse(settings: Settings) -> None:
    data_folder.require_prepared(settings)
    _rehearse(settings)


def _rehearse(settings: Settings) -> None:
    from deploy.backup import restore

    tried = restore.rehearse(settings)
    click.echo(tried.sentence)
    if not tried.whole:
        click.get_current_context().exit(1)


def _make(settings: Settings, kind: str, places: list[str], *, first: bool) -> None:
    from deploy.backup import make

    file = environment.settings_file(click.get_current_context().obj)
    for one in make.make(settings, file, kind, places, first=first):
        click.echo(
            f"Cadangan {one.place}/{one.file} selesai dan sudah dibaca ulang: "
            f"{one.size / 1e6:.1f} MB, {one.lines} baris jurnal, {one.seconds:.1f} detik."
        )
    for place, wrong in backups.state(settings.data).failures.items():
        click.echo(f"{place}: {wrong.sentence}", err=True)
