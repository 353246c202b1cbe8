"""`antrean calendar`: the days that differ from the ordinary week."""

from datetime import datetime

import click

from deploy.commands import in_office
from shared import clock
from shared.rules.admin.calendar import fill_year, put_day, remove_day
from shared.rules.hours import periods, special_days

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(help="Hari libur, tutup kantor, dan hari kerja khusus.")
def calendar() -> None:
    pass


@calendar.command("list", help="Daftar hari khusus satu tahun (bawaan: tahun ini).")
@click.argument("year", type=click.IntRange(2000, 2200), required=False, metavar="[TAHUN]")
@in_office
def list_(year: int | None) -> None:
    asked = year or clock.service_day().year
    for one in special_days.days(asked):
        source = special_days.BY_HAND if one.by_hand else special_days.LISTED
        click.echo(f"{one.day}  {one.kind:<20}{one.name} [{source}]")
    for period in periods.of_year(asked):
        click.echo(f"{period.first} sampai {period.last}: {period.title}, {period.week}")


@calendar.command(help="Tetapkan apa hari itu; menggantikan yang lama.")
@click.argument("day", type=_DAY, metavar="TANGGAL")
@click.argument("name", metavar="NAMA")
@click.option(
    "--kind",
    type=click.Choice(list(special_days.KINDS)),
    default="TUTUP_KANTOR",
    show_default=True,
    help="Jenis hari.",
)
@in_office
def add(day: datetime, name: str, kind: str) -> None:
    moved = put_day(day.date(), kind, name)
    click.echo(f"{day.date()}: {name}")
    _tell(moved)


@calendar.command(help="Jadikan hari itu hari biasa lagi.")
@click.argument("day", type=_DAY, metavar="TANGGAL")
@in_office
def remove(day: datetime) -> None:
    moved = remove_day(day.date())
    click.echo(f"{day.date()}: hari biasa")
    _tell(moved)


@calendar.command(help="Tambahkan libur nasional dan cuti bersama satu tahun.")
@click.argument("year", type=click.IntRange(2000, 2200), metavar="TAHUN")
@in_office
def fill(year: int) -> None:
    click.echo(f"{fill_year(year)} hari ditambahkan.")


def _tell(moved: int) -> None:
    if moved:
        click.echo(f"Batas waktu {moved} berkas ikut berubah.")
