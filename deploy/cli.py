"""The command `antrean`: one door to everything an office does from a terminal."""

import os
from importlib import import_module

import click

from deploy import environment, told
from shared import files

_COMMANDS = (
    *("backup", "calendar", "deadline", "device", "doctor", "export", "journal"),
    *("printer", "printstation", "restore", "serve", "setup", "staff", "support"),
    "upgrade",
)
_TOGETHER = {"printstation": "processes", "serve": "processes"}


class _WhenAsked(click.Group):
    """Commands that are loaded when they are run: none waits for what only another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"deploy.commands.{_TOGETHER.get(cmd_name, cmd_name)}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=_WhenAsked, help="Antrean: loket kecamatan dari satu terminal.")
@click.option("--data", help="Folder data kantor (bawaan: ANTREAN_DATA, atau .data).")
@click.option("--demo", is_flag=True, help="Kerjakan pada kantor latihan.")
@click.pass_context
def antrean(context: click.Context, data: str | None, demo: bool) -> None:
    context.obj = environment.chosen(os.environ, data=data, demo=demo)


def main() -> None:
    """Run one command; a refusal is one sentence on the terminal and an exit code."""
    os.umask(files.OTHERS)
    with told.in_one_sentence(told.HOPELESS):
        antrean()


if __name__ == "__main__":
    main()
