"""Oversight: monthly samples of files; lines of the journal found by the number of a book's row."""

from typing import Any

from peewee import AutoField, BigIntegerField, ForeignKeyField, IntegerField, JSONField
from peewee import Model, TextField

_INDEX = (
    "CREATE INDEX journal_line_numbered ON journal_line (office_id, subject, sequence)"
    " WHERE subject LIKE '%-2%-%'"
)


class Office(Model):
    id = AutoField()


class OversightSample(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    year = IntegerField()
    month = IntegerField()
    seed = TextField()
    population = IntegerField()
    questions = JSONField()
    drawn_at = BigIntegerField()
    drawn_by = TextField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "year", "month"), True),)


class OversightCheck(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    sample_id = IntegerField()
    place = IntegerField()
    application_id = IntegerField()
    answers = JSONField(null=True)
    note = TextField(null=True)
    checked_at = BigIntegerField(null=True)
    checked_by = TextField(null=True)
    action_id = IntegerField(null=True)
    version = IntegerField(default=0)

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "sample_id", "place"), True),)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx([Office, OversightSample, OversightCheck]):
        db.create_tables([OversightSample, OversightCheck])
    db.execute_sql(_INDEX)
