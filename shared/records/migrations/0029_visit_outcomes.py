"""How a visit ended, where somebody said so or a file tells it."""

from typing import Any

from peewee import TextField


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(migrator.add_column("ticket", "outcome", TextField(null=True)))
