"""`antrean staff`: who may sign in."""

import secrets

import click

from deploy.commands import in_office
from shared.rules.admin import people
from shared.rules.common import staff as roster


@click.group(help="Petugas yang boleh masuk.")
def staff() -> None:
    pass


@staff.command(help="Tambah petugas NAMA_MASUK.")
@click.argument("username", metavar="NAMA_MASUK")
@click.option("--name", required=True, help="Nama lengkap.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice(roster.ROLES),
    help="Peran; boleh diulang.",
)
@click.option("--unit", default="", help="Seksinya, misalnya KESRA; perlu untuk kepala_seksi.")
@click.option("--generate", is_flag=True, help="Buat sandi acak dan tampilkan satu kali.")
@in_office
def add(username: str, name: str, roles: tuple[str, ...], unit: str, generate: bool) -> None:
    password = _password(generate)
    people.add(username, name, roles, password, unit=unit, must_change=generate)
    _told(username, password, generate)


@staff.command("list", help="Daftar petugas dan perannya.")
@in_office
def list_() -> None:
    for one in roster.everybody():
        state = "" if one.active else " (nonaktif)"
        unit = f" [{one.unit}]" if one.unit else ""
        click.echo(f"{one.username:<16}{one.name:<28}{', '.join(one.roles)}{unit}{state}")


@staff.command(help="Ganti kata sandi petugas; semua sesi masuknya berakhir.")
@click.argument("username", metavar="NAMA_MASUK")
@click.option("--generate", is_flag=True, help="Buat sandi acak dan tampilkan satu kali.")
@in_office
def password(username: str, generate: bool) -> None:
    new = _password(generate)
    people.set_password(username, new, must_change=generate)
    _told(username, new, generate)


@staff.command(help="Petugas ini tidak boleh masuk lagi.")
@click.argument("username", metavar="NAMA_MASUK")
@in_office
def disable(username: str) -> None:
    busy = people.occupies(username)
    if busy:
        click.echo(f"{username} sedang di {busy}; loketnya ditutup, nomornya kembali ke antrean.")
    people.set_active(username, False, busy=busy)
    click.echo(f"{username} tidak dapat masuk lagi.")


@staff.command(help="Petugas ini boleh masuk lagi.")
@click.argument("username", metavar="NAMA_MASUK")
@in_office
def enable(username: str) -> None:
    people.set_active(username, True)
    click.echo(f"{username} dapat masuk lagi.")


def _password(generate: bool) -> str:
    if generate:
        return secrets.token_urlsafe(12)
    return str(click.prompt("Kata sandi", hide_input=True, confirmation_prompt="Ulangi"))


def _told(username: str, password: str, generated: bool) -> None:
    click.echo(f"{username}: sandi {password}" if generated else f"{username}: tersimpan.")
