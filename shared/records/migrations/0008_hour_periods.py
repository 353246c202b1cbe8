"""Stretches of days with service hours of their own."""

from typing import Any

from peewee import AutoField, DateField, ForeignKeyField, JSONField, Model, TextField


class Office(Model):
    id = AutoField()

    class Meta:
        legacy_table_names = False


class HourPeriod(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    title = TextField()
    first = DateField()
    last = DateField()
    week = JSONField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "last"), False),)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx((Office, HourPeriod)):
        db.create_tables([HourPeriod])
