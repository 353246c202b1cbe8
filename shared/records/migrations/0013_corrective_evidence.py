"""What shows that a corrective action was carried out, and from when on it may be judged."""

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


class CorrectiveEvidence(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    action_id = IntegerField()
    sha256 = TextField()
    file = TextField()
    kind = TextField()
    size = IntegerField()
    added_at = BigIntegerField()
    added_by = TextField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "action_id", "sha256"), True),)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx([Office, CorrectiveEvidence]):
        db.create_tables([CorrectiveEvidence])
    migrator.migrate(migrator.add_column("corrective_action", "verify_from", DateField(null=True)))
