"""A KK that is ready lies at a place, and each try to tell its applicant is kept."""

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class Office(Model):
    id = AutoField()


class ContactTry(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    at = BigIntegerField()
    what = TextField()
    after = TextField()
    who = TextField()
    role = TextField()
    application_id = IntegerField()
    touch = TextField()
    note = BlobField(null=True)
    corrects = IntegerField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = (
            (("office", "application_id"), False),
            (("office", "touch"), True),
            (("office", "corrects"), True),
        )


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx([Office, ContactTry]):
        db.create_tables([ContactTry])
    migrator.migrate(migrator.add_column("application", "place", TextField(null=True)))
