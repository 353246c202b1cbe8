"""`antrean restore FILE`: an office on a new PC, out of one of its backups."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import click

from deploy import data_folder, environment
from shared import clock, config, terminal
from shared.errors import AppError
from shared.rules.admin import recovery_key
from shared.rules.admin.recovery_key import RecoveryKey

_ASKED = "Kunci pemulihan dari lembarnya (29 kata, atau AGE-SECRET-KEY-…)"
_LIES = "Sertifikat kantor ada di {}, tersegel dengan kunci yang sama."


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
    aside, in_place = None, data is None
    with ExitStack() as here:
        if data is None:
            data = config.load(environ).data
            if data.is_dir() and any(data.iterdir()):
                here.enter_context(data_folder.kept(data))
                aside = data.with_name(f"{data.name}-sebelum-{clock.now():%Y%m%d-%H%M%S}")
        data = data.expanduser().resolve()
        contents = restoring.restore(file, data, key.secret, environ, aside=aside)
        told = _authority(data, key, environ, in_place=in_place)
    if aside is not None:
        click.echo(f"Yang ada sebelumnya disimpan di {aside}.")
    click.echo(
        f"Kantor {contents.slug} dipulihkan ke {data}: keadaan {contents.made_at}, "
        f"{contents.lines} baris jurnal, {len(contents.parts)} berkas, semuanya utuh."
    )
    if told:
        click.echo(told)
    standard = snapshot.standard_of(data, contents.slug)
    if standard.is_dir():
        click.echo(f'Tulis standard = "{standard}" di {data}/office.toml: itu standar kantor ini.')
    if not terminal.is_installed():
        click.echo(f"Nyalakan dengan ./deploy/run --data {data}")
    click.echo("Nomor dan berkas yang dicatat sesudah saat itu tidak ada di dalamnya.")


def _authority(data: Path, key: RecoveryKey, environ: Mapping[str, str], *, in_place: bool) -> str:
    """What became of the office's authority: this machine's, or a file that root may use."""
    from deploy.office_network import certificates, machine_names, spare

    part = data / spare.PART
    if not part.is_file():
        return ""
    if not (in_place and terminal.is_installed()):
        return _LIES.format(part)
    called = machine_names.called(config.load(environment.chosen(environ)))
    try:
        mark = spare.put_back(part, key.secret, key.public, certificates.FOLDER, called)
    except AppError as error:
        return f"{error} {_LIES.format(part)}"
    part.unlink()
    return f"Sertifikat kantor kembali, komputer petugas tetap percaya. Sidik jarinya: {mark}"
