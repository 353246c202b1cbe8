"""`antrean printer`: the office's A4 printer in CUPS, set up, repaired, let go on."""

import click

from deploy.cups import machine
from printstation.printers import sheet_queue

_QUEUE = "KK"


@click.group(help="Pencetak A4 kantor di CUPS.")
def printer() -> None:
    pass


@printer.command(
    help="Siapkan CUPS dan antrean cetak untuk pencetak di ALAMAT (misalnya ipp://192.0.2.9)."
)
@click.argument("address", metavar="ALAMAT")
@click.option("--queue", default=_QUEUE, show_default=True, help="Nama antrean cetak di CUPS.")
@click.option("--driver", default="everywhere", show_default=True, help="Driver, lihat lpinfo -m.")
@click.option("--only-queue", is_flag=True, help="Biarkan setelan CUPS sendiri apa adanya.")
def add(address: str, queue: str, driver: str, only_queue: bool) -> None:
    if not only_queue and machine.prepare():
        machine.restart()
    sheet_queue.set_up(queue, address, driver)
    click.echo(f'Antrean {queue} siap. Tulis di office.toml: [printers] sheet = "cups:{queue}"')


@printer.command(help="Lanjutkan antrean cetak yang dihentikan.")
@click.option("--queue", default=_QUEUE, show_default=True, help="Nama antrean cetak di CUPS.")
def resume(queue: str) -> None:
    sheet_queue.resume(queue)
    click.echo(f"Antrean {queue} mencetak lagi.")
