"""A printer is known by its own address too, not by its queue alone."""

from typing import Any

from peewee import TextField


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(migrator.add_column("printer_state", "device", TextField(null=True)))
