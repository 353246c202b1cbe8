"""`antrean device`: machines that call people with a token instead of a sign-in."""

import click

from deploy.commands import in_office
from shared.rules.admin import devices


@click.group(help="Perangkat yang memanggil dengan token.")
def device() -> None:
    pass


@device.command(help="Tambah perangkat NAMA; tokennya ditampilkan satu kali ini saja.")
@click.argument("name", metavar="NAMA")
@click.option("--counter", type=int, help="Nomor loket tempat perangkat ini boleh memanggil.")
@in_office
def add(name: str, counter: int | None) -> None:
    click.echo(devices.add(name, counter))


@device.command("list", help="Daftar perangkat.")
@in_office
def list_() -> None:
    for one in devices.everything():
        place = f"loket {one.counter}" if one.counter is not None else "tanpa loket"
        click.echo(f"{one.name:<20}{place}{' (dicabut)' if one.revoked else ''}")


@device.command(help="Cabut token perangkat NAMA.")
@click.argument("name", metavar="NAMA")
@in_office
def revoke(name: str) -> None:
    devices.revoke(name)
    click.echo(f"Token {name} dicabut.")
