"""The commands of `antrean`, one file for each group."""

import functools
from collections.abc import Callable
from typing import ParamSpec

import click

from shared.config import Settings
from shared.rules import office

P = ParamSpec("P")


def in_office(command: Callable[P, None]) -> Callable[P, None]:
    """Run the command with the office of the settings open, and close it afterwards."""

    @click.pass_obj
    @functools.wraps(command)
    def opened(settings: Settings, /, *args: P.args, **kwargs: P.kwargs) -> None:
        office.open_office(settings, checkpoints=False)
        try:
            command(*args, **kwargs)
        finally:
            office.close_office()

    return opened
