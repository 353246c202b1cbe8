"""`antrean setup`: check the office's files, then prepare its database."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from deploy import prepare, unattended
from deploy.commands import with_settings
from shared import standard
from shared.config import Settings
from shared.rules.admin import office_data
from shared.rules.common import office


@click.command(help="Periksa berkas standar kantor, lalu siapkan basis data dan kalender.")
@click.option("--check-only", is_flag=True, help="Hanya periksa; tidak mengubah apa pun.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="BERKAS",
    help="Siapkan juga seperti halaman /mulai: isi kantor, pencetak, orang dari BERKAS (TOML).",
)
@with_settings
def setup(settings: Settings, check_only: bool, source: Path | None) -> None:
    wanted = unattended.read(source) if source else {}
    found = prepare.problems(settings)
    for problem in found:
        click.echo(f"✗ {problem}", err=True)
    if found:
        click.echo(f"{len(found)} hal harus diperbaiki.", err=True)
        sys.exit(1)
    click.echo(f"✓ Standar kantor di {settings.standard} lengkap dan benar.")
    click.echo(f"✓ Pencetak: karcis {settings.printers_ticket}, A4 {settings.printers_sheet}.")
    for advice in standard.advice(standard.load(settings.standard)):
        click.echo(f"· {advice}")
    if not check_only:
        _prepare(settings, wanted)


def _prepare(settings: Settings, wanted: Mapping[str, Any]) -> None:
    try:
        applied = prepare.database(settings)
        click.echo(f"✓ Basis data siap ({', '.join(applied) or 'tidak ada yang berubah'}).")
        note = prepare.first_sign_in(settings)
        if note is not None:
            click.echo(f"✓ Masuk pertama dicatat di {note}; hilang sendiri setelah sandi diganti.")
            click.echo(f"✓ Persiapan kantor di /mulai, kode {prepare.setup_code(settings)}.")
        _apply(wanted)
    finally:
        office.close_office()


def _apply(wanted: Mapping[str, Any]) -> None:
    try:
        for done in unattended.apply(wanted):
            click.echo(f"✓ {done}")
    except office_data.Unfit as unfit:
        for problem in unfit.problems:
            click.echo(f"✗ {problem}", err=True)
        raise
