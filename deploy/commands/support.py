"""`antrean support --to DIR`: one archive for whoever helps from outside, nothing of any person."""

from pathlib import Path

import click

from deploy.commands import in_office, with_settings
from deploy.commands.doctor import looked
from shared import clock
from shared.config import Settings
from shared.errors import AppError
from shared.rules.admin import checkup
from shared.rules.admin.checkup import Checkup
from shared.rules.common.actor import SYSTEM


@click.command(help="Kumpulkan keadaan sistem dalam satu berkas bantuan, tanpa data pribadi.")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help="Folder.")
@click.option("--kept", is_flag=True, hidden=True, help="Temuan yang terakhir, tanpa jurnal.")
@with_settings
def support(settings: Settings, folder: Path, kept: bool) -> None:
    from deploy.doctor import bundle

    nothing = Checkup(at=clock.now())
    found = checkup.last(settings.data) or nothing if kept else looked(settings)
    folder.mkdir(parents=True, exist_ok=True)
    path = bundle.write(settings, folder, found)
    if kept:
        click.echo(path)
        return
    try:
        _announce()
    except AppError as error:
        # Help is needed most where nothing can be written any more.
        click.echo(f"Tidak tercatat di jurnal: {error}", err=True)
    click.echo(f"Berkas bantuan: {path} ({path.stat().st_size // 1000} kB), tanpa data pribadi.")


@in_office
def _announce() -> None:
    from shared.rules.admin import support as bundles

    bundles.announce(SYSTEM)
