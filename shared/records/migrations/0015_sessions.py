"""Who sits at a browser is kept here, no longer in its cookie; a browser that was left stays known."""

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


class Session(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    browser = TextField()
    staff_id = IntegerField()
    by_pin = BooleanField()
    lent = BooleanField(default=False)
    began_at = BigIntegerField()
    seen_at = BigIntegerField()
    ends_at = BigIntegerField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "browser"), True),)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx([Office, Session]):
        db.create_tables([Session])
    migrator.migrate(
        migrator.add_column("sign_in", "left_at", BigIntegerField(null=True)),
        migrator.add_column("sign_in_attempt", "device", TextField(default="")),
        migrator.add_index("sign_in_attempt", ("office_id", "username", "at")),
        migrator.add_index("sign_in_attempt", ("office_id", "address", "at")),
    )
