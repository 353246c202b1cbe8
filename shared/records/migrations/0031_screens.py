"""Boards are paired as touchscreens are, and a screen says what ails it."""

from typing import Any

from peewee import BigIntegerField, TextField


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(
        migrator.add_column("pairing_code", "kind", TextField(default="touchscreen")),
        migrator.add_column("device", "trouble", TextField(default="")),
        migrator.add_column("device", "trouble_since", BigIntegerField(null=True)),
    )
