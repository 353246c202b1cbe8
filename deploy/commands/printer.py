"""`antrean printer`: printers found; the A4 one in CUPS set up, repaired, let go on."""

import json
import os
import pwd
from dataclasses import asdict, replace

import click

from deploy import environment, prepare
from deploy.commands import with_settings
from deploy.cups import machine
from printstation.printers import finder, sheet_queue
from shared import terminal
from shared.config import Settings

_QUEUE = "KK"


@click.group(help="Pencetak kantor: dicari alamatnya, dipasang di CUPS, dilanjutkan.")
def printer() -> None:
    pass


@printer.command(
    help="Siapkan CUPS dan antrean cetak untuk pencetak di ALAMAT (misalnya ipp://192.0.2.9)."
)
@click.argument("address", metavar="ALAMAT")
@click.option("--queue", default=_QUEUE, show_default=True, help="Nama antrean cetak di CUPS.")
@click.option("--driver", default="everywhere", show_default=True, help="Driver, lihat lpinfo -m.")
@click.option("--only-queue", is_flag=True, help="Biarkan setelan CUPS sendiri apa adanya.")
@click.option(
    "--user", help="Pengguna yang menjalankan ./deploy/run (bawaan: pemilik folder data)."
)
@with_settings
def add(
    settings: Settings, address: str, queue: str, driver: str, only_queue: bool, user: str | None
) -> None:
    if not only_queue and machine.prepare(user or _owner(settings)):
        machine.restart()
    sheet_queue.set_up(queue, address, driver)
    click.echo(f'Antrean {queue} siap.\n{_write_it()}\nsheet = "cups:{queue}"')


@printer.command(help="Cari pencetak yang tersambung ke komputer ini, dengan alamatnya.")
@click.option("--json", "as_json", is_flag=True, help="Untuk program: satu daftar JSON.")
def find(as_json: bool) -> None:
    found = finder.find()
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found]))
        return
    click.echo(_write_it())
    for one in found:
        click.echo(f'{one.key} = "{one.address}"  # {one.name}')
    if not found:
        click.echo("# Tidak ada pencetak USB, jalur serial, atau antrean CUPS di komputer ini.")
    click.echo('# karcis di jaringan: ticket = "net:ALAMAT"')
    click.echo(f"# A4 baru: {terminal.typed('printer add ipp://ALAMAT-PENCETAK', root=True)}")


@printer.command(help="Periksa tulisan dua alamat: pencetak KARCIS dan A4.")
@click.argument("ticket", metavar="KARCIS")
@click.argument("sheet", metavar="A4")
@with_settings
def check(settings: Settings, ticket: str, sheet: str) -> None:
    written = replace(settings, printers_ticket=ticket, printers_sheet=sheet)
    for problem in prepare.wrong_addresses(written):
        click.echo(problem)


@printer.command(help="Lanjutkan antrean cetak yang dihentikan.")
@click.option("--queue", default=_QUEUE, show_default=True, help="Nama antrean cetak di CUPS.")
def resume(queue: str) -> None:
    sheet_queue.resume(queue)
    click.echo(f"Antrean {queue} mencetak lagi.")


def _write_it() -> str:
    """Where the address of a printer is written; the line that follows belongs there."""
    file = environment.settings_file(click.get_current_context().obj)
    return f"Tulis di {file}, lalu hentikan dan jalankan lagi ./deploy/run:\n\n[printers]"


def _owner(settings: Settings) -> str:
    """Who runs the print station: the owner of the data; before the first run, who called sudo."""
    if settings.data.exists():
        return settings.data.owner()
    return os.environ.get("SUDO_USER") or pwd.getpwuid(os.getuid()).pw_name
