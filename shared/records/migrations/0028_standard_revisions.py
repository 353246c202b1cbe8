"""The revisions of the service standard that are prepared, checked and approved in the browser."""

from typing import Any

from peewee import AutoField, DateField, ForeignKeyField, IntegerField, JSONField, Model, TextField


class Office(Model):
    id = AutoField()


class StandardRevision(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    state = TextField()
    version = IntegerField()
    label = TextField(null=True)
    clauses = JSONField()
    note = TextField()
    writers = JSONField()
    returned = TextField(null=True)
    made = JSONField(null=True)
    checked = JSONField(null=True)
    approved = JSONField(null=True)
    valid_from = DateField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = (
            (("office", "label"), True),
            (("office", "state", "valid_from"), False),
        )


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    with db.bind_ctx([Office, StandardRevision]):
        db.create_tables([StandardRevision])
