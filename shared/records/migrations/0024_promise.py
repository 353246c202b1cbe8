"""What the office works with, what its people have learnt, its incidents."""

from typing import Any

from peewee import AutoField, BigIntegerField, DateField, ForeignKeyField, IntegerField, JSONField, Model, TextField


class Office(Model):
    id = AutoField()


class FacilityCheck(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    facility = TextField()
    day = DateField()
    present = IntegerField()
    condition = TextField()
    checked_at = BigIntegerField()
    checked_by = TextField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "facility", "day"), True),)


class Breakage(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    touch = TextField()
    facility = TextField()
    number = IntegerField()
    broke_on = DateField()
    what = TextField()
    reported_at = BigIntegerField()
    reported_by = TextField()
    mended_on = DateField(null=True)
    how = TextField(null=True)
    mended_by = TextField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = (
            (("office", "touch"), True),
            (("office", "mended_on", "broke_on"), False),
        )


class Qualification(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    staff_id = IntegerField()
    education = TextField(null=True)
    skills = JSONField()
    since = JSONField()
    changed_at = BigIntegerField()
    changed_by = TextField()
    version = IntegerField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "staff_id"), True),)


class Training(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    touch = TextField()
    staff_id = IntegerField()
    name = TextField()
    organiser = TextField()
    held_on = DateField()
    valid_until = DateField(null=True)
    added_at = BigIntegerField()
    added_by = TextField()
    struck_at = BigIntegerField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = (
            (("office", "touch"), True),
            (("office", "staff_id"), False),
        )


class Incident(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    year = IntegerField()
    number = IntegerField()
    touch = TextField()
    state = TextField()
    version = IntegerField()
    kind = TextField()
    happened_at = BigIntegerField()
    known_at = BigIntegerField()
    place = TextField()
    what = TextField()
    harm = TextField()
    written_by = IntegerField()
    written_at = BigIntegerField()
    notice_due = BigIntegerField(null=True)
    action_id = IntegerField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = (
            (("office", "year", "number"), True),
            (("office", "touch"), True),
        )


class IncidentEvent(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    at = BigIntegerField()
    what = TextField()
    after = TextField()
    who = TextField()
    role = TextField()
    incident_id = IntegerField()
    name = TextField()
    text = TextField(null=True)
    told = TextField(null=True)
    told_at = BigIntegerField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "incident_id"), False),)


TABLES = (FacilityCheck, Breakage, Qualification, Training, Incident, IncidentEvent)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    with db.bind_ctx([Office, *TABLES]):
        db.create_tables(TABLES)
