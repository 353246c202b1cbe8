"""Screens are paired: what a device is, by whom it was let in, where it was seen; and open codes."""

from typing import Any

from peewee import AutoField, BigIntegerField, ForeignKeyField, Model, TextField


class Office(Model):
    id = AutoField()


class PairingCode(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    code = TextField()
    token_hash = TextField()
    address = TextField()
    ends_at = BigIntegerField()

    class Meta:
        legacy_table_names = False
        indexes = (
            (("office", "code"), True),
            (("office", "token_hash"), True),
        )


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx([Office, PairingCode]):
        db.create_tables([PairingCode])
    texts = {"kind": "program", "created_by": "", "place": "", "place_before": ""}
    moments = ("seen_at", "left_at", "copied_at")
    migrator.migrate(
        *(migrator.add_column("device", name, TextField(default=was)) for name, was in texts.items()),
        *(migrator.add_column("device", name, BigIntegerField(null=True)) for name in moments),
    )
