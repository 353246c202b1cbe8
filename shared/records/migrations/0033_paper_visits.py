"""People with a hand-written number of a power cut are entered afterwards."""

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


class PaperVisit(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    day = DateField()
    number = IntegerField()
    service = TextField()
    came_at = BigIntegerField(null=True)
    called_at = BigIntegerField(null=True)
    done_at = BigIntegerField(null=True)
    state = TextField()
    outage_id = IntegerField()
    entered_at = BigIntegerField()
    entered_by = TextField()
    withdrawn_at = BigIntegerField(null=True)
    reason = TextField(null=True)
    ticket_id = IntegerField(null=True)
    version = IntegerField(default=0)

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "day", "number"), True),)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    with db.bind_ctx([Office, PaperVisit]):
        db.create_tables([PaperVisit])
