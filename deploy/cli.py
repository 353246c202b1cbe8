"""The command `antrean`: one door to everything an office does from a terminal."""

import os

import click

from deploy import environment, told
from deploy.commands import (
    calendar,
    deadline,
    device,
    doctor,
    journal,
    printer,
    processes,
    setup,
    staff,
)
from shared import files


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
    journal.journal,
):
    antrean.add_command(command)


def main() -> None:
    """Run one command; a refusal is one sentence on the terminal and an exit code."""
    os.umask(files.OTHERS)
    with told.in_one_sentence(told.HOPELESS):
        antrean()


if __name__ == "__main__":
    main()
