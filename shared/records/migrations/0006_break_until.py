"""A counter's break may say until when."""

from typing import Any

from peewee import BigIntegerField


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(migrator.add_column("counter_seat", "until", BigIntegerField(null=True)))
