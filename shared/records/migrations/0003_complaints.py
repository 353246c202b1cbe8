"""The complaint book, the suggestion box, corrective actions, recaps, notices."""

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
)


class Office(Model):
    id = AutoField()

    class Meta:
        legacy_table_names = False


class OfficeTable(Model):
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)

    class Meta:
        legacy_table_names = False


class Complaint(OfficeTable):
    id = AutoField()
    year = IntegerField()
    number = IntegerField()
    touch = TextField()
    day = DateField()
    recorded_at = BigIntegerField()
    recorded_by = TextField()
    recorded_role = TextField()
    received_on = DateField()
    channel = TextField()
    source = TextField(null=True)
    by_visitor = BooleanField(default=False)
    box_id = IntegerField(null=True)
    ticket_id = IntegerField(null=True)
    language = TextField(default="id")
    topic = TextField()
    category = TextField()
    service = TextField(null=True)
    village = TextField(null=True)
    text = TextField()
    requested = TextField(null=True)
    happened = TextField(null=True)
    anonymous = BooleanField(default=True)
    secret = BooleanField(default=True)
    name = BlobField(null=True)
    address = BlobField(null=True)
    phone = BlobField(null=True)
    code_hash = TextField()
    state = TextField()
    kind = TextField(null=True)
    guarded = BooleanField(default=False)
    unit = TextField(null=True)
    about_unit = TextField(null=True)
    about_staff = IntegerField(null=True)
    clock_from = BigIntegerField()
    report_due_at = BigIntegerField()
    classify_due_at = BigIntegerField()
    reply_due_at = BigIntegerField()
    due_at = BigIntegerField()
    next_due_at = BigIntegerField(null=True)
    incomplete_until = DateField(null=True)
    classified_at = BigIntegerField(null=True)
    reported_at = BigIntegerField(null=True)
    replied_at = BigIntegerField(null=True)
    closed_at = BigIntegerField(null=True)
    answer = TextField(null=True)
    answered_at = BigIntegerField(null=True)
    answered_by = TextField(null=True)
    settled = BooleanField(null=True)
    settled_at = BigIntegerField(null=True)
    reopened = IntegerField(default=0)
    escalation = IntegerField(default=0)
    escalated_at = BigIntegerField(null=True)
    public_text = TextField(null=True)
    public_action = TextField(null=True)
    public_by = TextField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "year", "number"), True),
            (("office", "touch"), True),
            (("office", "day"), False),
            (("office", "state", "id"), False),
            (("office", "next_due_at"), False),
            (("office", "category", "day"), False),
            (("office", "box_id"), False),
            (("office", "guarded", "about_unit", "about_staff", "unit"), False),
        )


class ComplaintEvent(OfficeTable):
    id = AutoField()
    complaint_id = IntegerField()
    at = BigIntegerField()
    what = TextField()
    before = TextField(null=True)
    after = TextField()
    who = TextField()
    role = TextField()
    name = TextField()
    reason = TextField(null=True)
    text = TextField(null=True)

    class Meta:
        indexes = ((("office", "complaint_id"), False),)


class BoxOpening(OfficeTable):
    id = AutoField()
    day = DateField()
    opened_at = BigIntegerField()
    by = TextField()
    slips = IntegerField()
    note = TextField(null=True)

    class Meta:
        indexes = ((("office", "day"), True),)


class CorrectiveAction(OfficeTable):
    id = AutoField()
    year = IntegerField()
    number = IntegerField()
    touch = TextField()
    source = TextField()
    complaint_id = IntegerField(null=True)
    category = TextField(null=True)
    guarded = BooleanField(default=False)
    about_unit = TextField(null=True)
    about_staff = IntegerField(null=True)
    unit = TextField()
    issued_at = BigIntegerField()
    issued_by = TextField()
    problem = TextField()
    severity = TextField()
    whys = JSONField()
    causes = JSONField()
    correction = TextField(null=True)
    corrected_on = DateField(null=True)
    corrective = TextField(null=True)
    preventive = TextField(null=True)
    owner_id = IntegerField(null=True)
    due_on = DateField(null=True)
    done_on = DateField(null=True)
    evidence = TextField(null=True)
    verified_by = IntegerField(null=True)
    verified_at = BigIntegerField(null=True)
    effective = BooleanField(null=True)
    verdict = TextField(null=True)
    follows_id = IntegerField(null=True)
    state = TextField()
    closed_at = BigIntegerField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "year", "number"), True),
            (("office", "touch"), True),
            (("office", "state"), False),
            (("office", "complaint_id"), False),
        )


class CorrectiveEvent(OfficeTable):
    id = AutoField()
    action_id = IntegerField()
    at = BigIntegerField()
    what = TextField()
    after = TextField()
    who = TextField()
    role = TextField()
    name = TextField()
    text = TextField(null=True)

    class Meta:
        indexes = ((("office", "action_id"), False),)


class QuarterlyRecap(OfficeTable):
    id = AutoField()
    year = IntegerField()
    quarter = IntegerField()
    state = TextField()
    promise = TextField(null=True)
    figures = JSONField(null=True)
    figures_hash = TextField(null=True)
    submitted_at = BigIntegerField(null=True)
    submitted_by = TextField(null=True)
    approved_at = BigIntegerField(null=True)
    approved_by = TextField(null=True)
    returned_note = TextField(null=True)
    announced_at = BigIntegerField(null=True)
    announced_by = TextField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = ((("office", "year", "quarter"), True),)


class Notice(OfficeTable):
    id = AutoField()
    touch = TextField()
    kind = TextField()
    title = TextField()
    body = TextField()
    icon = TextField()
    starts_on = DateField()
    ends_on = DateField(null=True)
    recap_id = IntegerField(null=True)
    created_at = BigIntegerField()
    created_by = TextField()
    withdrawn_at = BigIntegerField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "touch"), True),
            (("office", "withdrawn_at", "starts_on"), False),
        )


TABLES = (
    Complaint,
    ComplaintEvent,
    BoxOpening,
    CorrectiveAction,
    CorrectiveEvent,
    QuarterlyRecap,
    Notice,
)


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(
        migrator.add_column("staff", "unit", TextField(null=True)),
        migrator.add_column("help_call", "topic", TextField(null=True)),
        migrator.add_column("sheet_job", "media", TextField(null=True)),
    )
    with db.bind_ctx((Office, *TABLES)):
        db.create_tables(TABLES)
