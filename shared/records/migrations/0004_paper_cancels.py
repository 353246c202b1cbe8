"""A line of the paper account may take back a wrong one."""

from typing import Any

from peewee import IntegerField


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(migrator.add_column("paper_load", "cancels", IntegerField(null=True)))
