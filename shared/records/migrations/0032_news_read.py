"""Each officer reads once what a new version brings."""

from typing import Any

from peewee import TextField


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    migrator.migrate(migrator.add_column("staff", "news_read", TextField(default="")))
