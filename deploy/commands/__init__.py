"""The commands of `antrean`, one file for each group."""

import functools
from collections.abc import Callable, Mapping
from typing import Concatenate, ParamSpec

import click

from deploy import data_folder
from shared import config, db
from shared.config import Settings
from shared.rules.common import office

P = ParamSpec("P")


def with_settings(command: Callable[Concatenate[Settings, P], None]) -> Callable[P, None]:
    """Give the command the settings, read only now: help is to be had without them."""

    @click.pass_obj
    @functools.wraps(command)
    def settled(environ: Mapping[str, str], /, *args: P.args, **kwargs: P.kwargs) -> None:
        command(config.load(environ), *args, **kwargs)

    return settled


def in_office(command: Callable[P, None]) -> Callable[P, None]:
    """Run the command with the office of the settings open, and close it afterwards."""

    @with_settings
    @functools.wraps(command)
    def opened(settings: Settings, /, *args: P.args, **kwargs: P.kwargs) -> None:
        data_folder.require_prepared(settings)
        office.open_office(settings, checkpoints=False)
        try:
            with db.faults_told():
                command(*args, **kwargs)
        finally:
            office.close_office()

    return opened
