"""The quality targets of each year, and what was computed of a period that is over."""

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
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


class TargetPaper(OfficeTable):
    year = IntegerField()
    revision = IntegerField()
    touch = TextField()
    number = TextField()
    valid_from = DateField()
    approved_at = BigIntegerField()
    approved_by = TextField()
    role = TextField()
    name = TextField()

    class Meta:
        legacy_table_names = False
        indexes = (
            (("office", "year", "revision"), True),
            (("office", "touch"), True),
        )


class QualityTarget(OfficeTable):
    paper_id = IntegerField()
    code = TextField()
    target = TextField()
    replaces = IntegerField(null=True)
    reason = TextField(null=True)

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "paper_id", "code"), True),)


class ClosedPeriod(OfficeTable):
    period = TextField()
    closed_at = BigIntegerField()
    figures = JSONField()
    views = JSONField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "period"), True),)


def up(migrator: Any, db: Any) -> None:
    tables = [TargetPaper, QualityTarget, ClosedPeriod]
    with db.bind_ctx([Office, *tables]):
        db.create_tables(tables)
    db.execute_sql(
        "CREATE INDEX application_office_id_handed_at ON application (office_id, handed_at)"
    )
