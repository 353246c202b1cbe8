"""The command `antrean`: one door to everything an office does from a terminal."""

import os
import sys

import click

from deploy import environment
from deploy.commands import (
    calendar,
    deadline,
    device,
    doctor,
    printer,
    processes,
    setup,
    staff,
)
from shared.errors import AppError


@click.group(help="Antrean: loket kecamatan dari satu terminal.")
@click.option("--data", help="Folder data kantor (bawaan: ANTREAN_DATA, atau .data).")
@click.option("--demo", is_flag=True, help="Kerjakan pada kantor latihan.")
@click.pass_context
def antrean(context: click.Context, data: str | None, demo: bool) -> None:
    context.obj = environment.chosen(os.environ, data=data, demo=demo)


for command in (
    processes.serve,
    processes.printstation,
    setup.setup,
    staff.staff,
    device.device,
    printer.printer,
    calendar.calendar,
    deadline.deadline,
    doctor.doctor,
):
    antrean.add_command(command)


def main() -> None:
    """Run one command; a refusal is one sentence on the terminal and exit code 1."""
    try:
        antrean()
    except AppError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
