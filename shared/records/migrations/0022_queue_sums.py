"""What came of finished days and months of the queue, summed once."""

from typing import Any

from peewee import AutoField, DateField, ForeignKeyField, IntegerField, Model, TextField


class Office(Model):
    id = AutoField()


class QueueSum(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    first = DateField()
    last = DateField()
    edition = IntegerField()
    sums = TextField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "first", "last"), True),)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx([Office, QueueSum]):
        db.create_tables([QueueSum])
