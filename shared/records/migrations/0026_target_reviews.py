"""What follows from the figures of a period: analysis, judgement, the next target."""

from typing import Any

from peewee import AutoField, BigIntegerField, ForeignKeyField, IntegerField, Model, TextField


class Office(Model):
    id = AutoField()


class TargetReview(Model):
    id = AutoField()
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
    period = TextField()
    code = TextField()
    owner = TextField()
    state = TextField()
    since = BigIntegerField()
    cause = TextField(null=True)
    done = TextField(null=True)
    analysed_at = BigIntegerField(null=True)
    analysed_by = TextField(null=True)
    decision = TextField(null=True)
    reason = TextField(null=True)
    action_id = IntegerField(null=True)
    measure = TextField(null=True)
    evaluated_at = BigIntegerField(null=True)
    evaluated_by = TextField(null=True)
    role = TextField(null=True)
    target_id = IntegerField(null=True)
    version = IntegerField()

    class Meta:
        legacy_table_names = False
        indexes = ((("office", "period", "code"), True),)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx([Office, TargetReview]):
        db.create_tables([TargetReview])
    db.execute_sql(
        "CREATE INDEX target_review_open ON target_review (office_id, state) WHERE state <> 'done'"
    )
    migrator.migrate(migrator.add_column("closed_period", "reviewed_at", BigIntegerField(null=True)))
