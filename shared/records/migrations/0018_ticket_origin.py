"""A mark of the place at which a number was taken, kept for a day."""

from typing import Any

from peewee import TextField


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(migrator.add_column("ticket", "origin", TextField(null=True)))
    db.execute_sql(
        "CREATE INDEX ticket_origin ON ticket (office_id, day) WHERE origin IS NOT NULL"
    )
