"""`antrean export --to DIR`: every table as CSV and JSON lines, of one moment."""

import dataclasses
from pathlib import Path

import click

from deploy import data_folder
from deploy.commands import in_office, with_settings
from shared import files
from shared.config import Settings
from shared.errors import N_, Invalid, Refused
from shared.rules.common import office
from shared.rules.common.actor import SYSTEM

_FILLED = N_("Folder %(folder)s sudah berisi. Pilih folder yang belum ada, atau yang kosong.")


@click.command(help="Tulis semua tabel sebagai CSV dan JSON Lines, dengan kamus datanya.")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help="Folder baru.")
@click.option("--with-personal-data", "personal", is_flag=True, help="Sertakan data pribadi.")
@click.option("--reason", default="", help="Alasannya; wajib dengan data pribadi, masuk jurnal.")
@with_settings
def export(settings: Settings, folder: Path, personal: bool, reason: str) -> None:
    from deploy.backup import make, snapshot
    from shared.rules.admin import export as tables

    data_folder.require_prepared(settings)
    if folder.exists() and any(folder.iterdir()):
        raise Refused(_FILLED, code="not-empty", folder=folder)
    if reason and not personal:
        raise Invalid(N_("--reason hanya bersama --with-personal-data."), code="reason")
    if personal:
        _announce(reason)
    files.make_folder(folder)
    stage = settings.data / "tmp" / "backup" / "stage"
    with make.alone(settings):
        snapshot.take(settings, stage)
        office.open_office(
            dataclasses.replace(settings, data=stage, database_url=""), checkpoints=True
        )
        try:
            for name, rows in tables.write(folder, personal=personal):
                click.echo(f"{name:<24}{rows:>9} baris")
        finally:
            office.close_office()
    click.echo(f"Selesai di {folder}; arti kolomnya di {tables.DICTIONARY}.")
    if not personal:
        click.echo("Tanpa data pribadi; dengan itu: --with-personal-data --reason ALASAN.")


@in_office
def _announce(reason: str) -> None:
    from shared.rules.admin import export as tables

    tables.announce_personal(reason, SYSTEM)
