"""`antrean upgrade SOURCE`: a new version, and the old one back when it fails."""

import json
import os
import signal
from pathlib import Path
from types import FrameType

import click

from deploy import environment
from deploy.upgrade.installed import Installed
from shared.errors import N_, Refused
from shared.rules.common import backups

_CHECKOUT = N_(
    "Hanya kantor yang dipasang (sudo ./deploy/install) diperbarui begini. Untuk folder ini: "
    "antrean backup, hentikan kantor, git pull, lalu ./deploy/run."
)
_NOT_ROOT = N_("Hanya root yang dapat memperbarui kantor. Ketik: sudo antrean upgrade …")
_NOTHING = N_("Sebutkan ASAL: folder program, berkas paket, atau stik; atau --continue.")


@click.command(
    help="Perbarui kantor yang terpasang dari ASAL: folder program, berkas antrean_….deb atau "
    "antrean-….tar.xz, atau stik. Versi lama dan datanya kembali bila ada yang gagal."
)
@click.argument("source", metavar="ASAL", required=False, type=click.Path(path_type=Path))
@click.option("--without-backup", is_flag=True, help="Jangan buat cadangan dahulu.")
@click.option("--unattended", is_flag=True, hidden=True)
@click.option("--continue", "resumes", is_flag=True, help="Selesaikan pembaruan yang terputus.")
@click.option("--boot", is_flag=True, hidden=True)
def upgrade(
    source: Path | None, without_backup: bool, unattended: bool, resumes: bool, boot: bool
) -> None:
    from deploy.upgrade import walk

    machine = Installed(booting=boot)
    if environment.ROOT.parent != machine.program.resolve():
        raise Refused(_CHECKOUT, code="checkout")
    if os.getuid() != 0:
        raise Refused(_NOT_ROOT, code="not-root")
    if resumes:
        ended = walk.resume(machine, click.echo)
        click.echo("Pembaruan diselesaikan." if ended else "Tidak ada pembaruan yang terputus.")
        return
    if source is None:
        raise Refused(_NOTHING, code="no-source")
    # Whoever closes the window has not asked for anything; whoever stops us has.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _interrupt)
    backup = not without_backup and (not unattended or _keeps_backups(machine))
    try:
        new = walk.upgrade(machine, source.resolve(), click.echo, backup=backup)
    except Refused as refusal:
        if unattended and refusal.code == "same":
            return  # a package that is configured once more
        raise
    click.echo(f"Kantor berjalan dengan {new}. Versi sebelumnya tetap terpasang di sampingnya.")


def _keeps_backups(machine: Installed) -> bool:
    """Whether the office has chosen where its backups go, and made its key: nobody can be asked."""
    if not backups.recipient(machine.data):
        return False
    said = machine.run(machine.current(), "deploy.cli", "backup", "places")
    return bool(json.loads(said))


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
