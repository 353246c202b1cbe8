"""The office's data as it changes them in the browser, and how far its first set-up has come."""

from typing import Any

from peewee import AutoField, BigIntegerField, DateField, ForeignKeyField, Model, TextField


class Office(Model):
    id = AutoField()


class DataRevision(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    file = TextField()
    text = TextField()
    shipped = TextField()
    valid_from = DateField()
    at = BigIntegerField()
    who = TextField()
    reason = TextField()
    withdrawn_at = BigIntegerField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "file"), False),)


class SetupStep(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    step = TextField()
    at = BigIntegerField()
    who = TextField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "step"), True),)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    with db.bind_ctx([Office, DataRevision, SetupStep]):
        db.create_tables([DataRevision, SetupStep])
    # An office that works already was set up by somebody.
    db.execute_sql(
        "INSERT INTO setup_step (office_id, step, at, who)"
        " SELECT office_id, 'selesai', MIN(created_at), 'sistem' FROM staff GROUP BY office_id"
    )
