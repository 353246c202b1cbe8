"""Who stands in for a head of section, the secretary or the Camat, and from when to when."""

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class Office(Model):
    id = AutoField()

    class Meta:
        legacy_table_names = False


class Substitution(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    staff_id = IntegerField()
    role = TextField()
    standing = TextField()
    instead_of = IntegerField(null=True)
    first = DateField()
    last = DateField()
    ended_at = BigIntegerField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "last"), False),)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx([Office, Substitution]):
        db.create_tables([Substitution])
