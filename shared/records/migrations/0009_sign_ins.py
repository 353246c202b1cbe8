"""Who signed in at which browser today, a PIN for the change of officer, passwords of one use."""

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

    class Meta:
        legacy_table_names = False


class SignIn(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    browser = TextField()
    staff_id = IntegerField()
    epoch = IntegerField()
    address = TextField()
    at = BigIntegerField()
    misses = IntegerField(default=0)

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "browser", "staff_id"), True),)


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(
        migrator.add_column("staff", "pin_hash", TextField(null=True)),
        migrator.add_column("staff", "must_change", BooleanField(default=False)),
    )
    with db.bind_ctx([Office, SignIn]):
        db.create_tables([SignIn])
