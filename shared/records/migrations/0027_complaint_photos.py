"""A small photo may come with a complaint."""

from typing import Any

from peewee import AutoField, BigIntegerField, ForeignKeyField, IntegerField, Model, TextField


class Office(Model):
    id = AutoField()


class ComplaintPhoto(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    complaint_id = IntegerField()
    file = TextField()
    size = IntegerField()
    added_at = BigIntegerField()
    added_by = TextField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "complaint_id"), True),)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx([Office, ComplaintPhoto]):
        db.create_tables([ComplaintPhoto])
