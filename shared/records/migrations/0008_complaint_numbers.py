"""People read a number of a complaint from which nothing follows; those already given stay.

With which other one it was archived; what a recap tells those who may not know of all.
"""

from typing import Any

from peewee import IntegerField, JSONField


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(migrator.add_column("complaint", "public_number", IntegerField(null=True)))
    db.execute_sql("UPDATE complaint SET public_number = number")
    migrator.migrate(
        migrator.add_not_null("complaint", "public_number"),
        migrator.add_index("complaint", ("office_id", "year", "public_number"), unique=True),
        migrator.add_column("complaint", "same_as", IntegerField(null=True)),
        migrator.add_column("quarterly_recap", "views", JSONField(null=True)),
    )
