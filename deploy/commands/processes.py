"""`antrean serve` and `antrean printstation`: the two processes of an office."""

import click

from deploy import data_folder, logs
from deploy import serve as web
from deploy.commands import with_settings
from shared.config import Settings


@click.command(help="Jalankan proses layar (web) sampai dihentikan.")
@with_settings
def serve(settings: Settings) -> None:
    data_folder.require_prepared(settings)
    web.run(settings)


@click.command(help="Jalankan penjaga pencetak sampai dihentikan.")
@with_settings
def printstation(settings: Settings) -> None:
    print_papers(settings)


def print_papers(settings: Settings) -> None:
    """Be the print station of this office until told to stop."""
    from printstation.__main__ import run

    data_folder.require_prepared(settings)
    data_folder.keep_temporary(settings.data, "printstation")
    logs.to_terminal("pencetak")
    logs.to_file("printstation", settings.data)
    run(settings)
