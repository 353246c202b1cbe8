"""`antrean restore FILE`: an office on a new PC, out of one of its backups."""

from contextlib import ExitStack
from pathlib import Path

import click

from deploy import data_folder
from shared import clock, config, terminal
from shared.rules.admin import recovery_key

_ASKED = "Kunci pemulihan dari lembarnya (29 kata, atau AGE-SECRET-KEY-…)"


@click.command(
    help="Pulihkan kantor dari BERKAS cadangan. Yang sudah ada di foldernya disimpan di sampingnya."
)
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path))
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder lain, yang harus kosong (bawaan: folder data kantor ini).",
)
@click.option(
    "--key-file", type=click.Path(path_type=Path, exists=True), help="Baca kuncinya dari berkas."
)
@click.pass_obj
def restore(environ: dict[str, str], file: Path, data: Path | None, key_file: Path | None) -> None:
    from deploy.backup import restore as restoring
    from deploy.backup import snapshot

    written = key_file.read_text("utf-8") if key_file else str(click.prompt(_ASKED))
    key = recovery_key.read(written)
    aside = None
    with ExitStack() as here:
        if data is None:
            data = config.load(environ).data
            if data.is_dir() and any(data.iterdir()):
                here.enter_context(data_folder.kept(data))
                aside = data.with_name(f"{data.name}-sebelum-{clock.now():%Y%m%d-%H%M%S}")
        data = data.expanduser().resolve()
        contents = restoring.restore(file, data, key.secret, environ, aside=aside)
    if aside is not None:
        click.echo(f"Yang ada sebelumnya disimpan di {aside}.")
    click.echo(
        f"Kantor {contents.slug} dipulihkan ke {data}: keadaan {contents.made_at}, "
        f"{contents.lines} baris jurnal, {len(contents.parts)} berkas, semuanya utuh."
    )
    standard = snapshot.standard_of(data, contents.slug)
    if standard.is_dir():
        click.echo(f'Tulis standard = "{standard}" di {data}/office.toml: itu standar kantor ini.')
    if not terminal.is_installed():
        click.echo(f"Nyalakan dengan ./deploy/run --data {data}")
    click.echo("Nomor dan berkas yang dicatat sesudah saat itu tidak ada di dalamnya.")
