"""The survey of satisfaction: answers, rights that are used up, presses counted by day."""

from typing import Any

from peewee import (
    AutoField,
    BigAutoField,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
)


class Office(Model):
    id = AutoField()


class OfficeTable(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)


class Questionnaire(OfficeTable):
    id = BigAutoField()
    form = TextField()
    month = DateField()
    service = TextField()
    source = TextField()
    answers = TextField()
    about = JSONField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "month"), False),)


class SpentRight(OfficeTable):
    id = BigAutoField()
    day = DateField()

    class Meta:
        legacy_table_names = False


class DayTally(OfficeTable):
    day = DateField()
    what = TextField()
    number = IntegerField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "day", "what"), True),)


def up(migrator: Any, db: Any) -> None:
    tables = [Questionnaire, SpentRight, DayTally]
    with db.bind_ctx([Office, *tables]):
        db.create_tables(tables)
