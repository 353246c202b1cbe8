"""`antrean deadline`: by when a file is due, and the days that were counted."""

from datetime import datetime

import click

from deploy.commands import in_office
from shared import clock, terminal
from shared.rules.common import words
from shared.rules.hours import deadlines
from shared.rules.hours.deadlines import Day, Deadline

_FORMS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]


@click.command(
    help="Kapan batas waktu berkas yang lengkap dan valid pada WAKTU, misalnya 2026-11-27T13:55 "
    "(bawaan: sekarang), dan mengapa."
)
@click.argument("moment", type=click.DateTime(_FORMS), required=False, metavar="[WAKTU]")
@in_office
def deadline(moment: datetime | None) -> None:
    asked = moment.replace(tzinfo=clock.zone()) if moment else clock.now()
    found = deadlines.count(asked)
    click.echo(f"Batas waktu: {_told(found.due)}")
    click.echo(f"Dihitung {found.reading}.")
    click.echo(f"  {_told(asked)}: lengkap dan valid")
    for one in found.days:
        click.echo(f"  {words.long_date(one.day)}: {_why(one, found)}")
    for year in found.unfilled:
        click.echo(
            f"Peringatan: libur tahun {year} belum ada di kalender, jadi tidak dihitung. "
            f"Isi dengan: {terminal.typed(f'calendar fill {year}')}",
            err=True,
        )


def _why(one: Day, found: Deadline) -> str:
    if one.closes is None:
        return f"tidak dihitung, {one.why}"
    parts = [f"buka sampai {words.clock_time(one.closes)}"]
    if one.day == clock.service_day(found.asked) and found.asked > one.closes:
        parts.append("sudah tutup, tidak dihitung")
    if one.day == clock.service_day(found.starts):
        parts.append(f"mulai dihitung {words.clock_time(found.starts)}")
    if one.day == clock.service_day(found.due):
        parts.append("batas waktu")
    return ", ".join(parts)


def _told(moment: datetime) -> str:
    return f"{words.long_date(clock.service_day(moment))} pukul {words.time_with_zone(moment)}"
