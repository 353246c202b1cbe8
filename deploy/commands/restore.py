"""`antrean restore FILE --data DIR`: an office on a new PC, out of one of its backups."""

from pathlib import Path

import click

from shared.rules.admin import recovery_key

_ASKED = "Kunci pemulihan dari lembarnya (29 kata, atau AGE-SECRET-KEY-…)"


@click.command(help="Pulihkan kantor dari BERKAS cadangan ke folder --data, yang harus kosong.")
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path))
@click.option("--data", required=True, type=click.Path(path_type=Path), help="Folder data baru.")
@click.option(
    "--key-file", type=click.Path(path_type=Path, exists=True), help="Baca kuncinya dari berkas."
)
@click.pass_obj
def restore(environ: dict[str, str], file: Path, data: Path, key_file: Path | None) -> None:
    from deploy.backup import restore as restoring
    from deploy.backup import snapshot

    written = key_file.read_text("utf-8") if key_file else str(click.prompt(_ASKED))
    key, data = recovery_key.read(written), data.expanduser().resolve()
    contents = restoring.restore(file, data, key.secret, environ)
    click.echo(
        f"Kantor {contents.slug} dipulihkan ke {data}: keadaan {contents.made_at}, "
        f"{contents.lines} baris jurnal, {len(contents.parts)} berkas, semuanya utuh."
    )
    standard = snapshot.standard_of(data, contents.slug)
    if standard.is_dir():
        click.echo(f'Tulis standard = "{standard}" di {data}/office.toml: itu standar kantor ini.')
    click.echo(f"Nyalakan dengan ./deploy/run --data {data}")
    click.echo("Nomor dan berkas yang dicatat sesudah saat itu tidak ada di dalamnya.")
