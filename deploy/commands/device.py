"""`antrean device`: programs that press with a token, and screens that are paired by their code."""

import click

from deploy.commands import in_office
from shared.rules.admin import devices


@click.group(help="Perangkat yang dikenal kantor: program bertoken, layar sentuh yang dipasangkan.")
def device() -> None:
    pass


@device.command(help="Tambah program NAMA; tokennya ditampilkan satu kali ini saja.")
@click.argument("name", metavar="NAMA")
@click.option("--counter", type=int, help="Nomor loket tempat program ini boleh memanggil.")
@in_office
def add(name: str, counter: int | None) -> None:
    click.echo(devices.add(name, counter))


@device.command(help="Pasangkan layar sentuh yang menampilkan KODE, dengan nama NAMA.")
@click.argument("code", metavar="KODE")
@click.argument("name", metavar="NAMA")
@in_office
def pair(code: str, name: str) -> None:
    click.echo(f"{name} dipasangkan (alamat {devices.accept(code, name)}).")


@device.command("list", help="Daftar perangkat.")
@in_office
def list_() -> None:
    for one in devices.everything():
        place = f"loket {one.counter}" if one.counter is not None else "tanpa loket"
        copied = " (kukinya dipakai di dua tempat: lihat Admin, Perangkat)" if one.copied_at else ""
        told = " (dicabut)" if one.revoked else copied
        click.echo(f"{one.name:<20}{place}{told}")


@device.command(help="Cabut perangkat NAMA.")
@click.argument("name", metavar="NAMA")
@in_office
def revoke(name: str) -> None:
    devices.revoke(name)
    click.echo(f"{name} dicabut.")
