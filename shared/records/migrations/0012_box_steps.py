"""The suggestion box may be opened and counted more than once a day, each step by itself.

Days written down before this keep counting, whatever the hour of their opening.
"""

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class Office(Model):
    id = AutoField()


class BoxStep(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    at = BigIntegerField()
    what = TextField()
    after = TextField()
    who = TextField()
    role = TextField()
    box_id = IntegerField()
    before = IntegerField(null=True)
    reason = TextField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "box_id"), False),)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx([Office, BoxStep]):
        db.create_tables([BoxStep])
    migrator.migrate(
        migrator.add_column("box_opening", "any_hour", BooleanField(default=True)),
        migrator.add_column("box_opening", "version", IntegerField(default=1)),
    )
