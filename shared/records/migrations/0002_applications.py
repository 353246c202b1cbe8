"""KK applications, their clock and documents, A4 printing, and papers that take long."""

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


class YearCounter(OfficeTable):
    id = AutoField()
    book = TextField()
    year = IntegerField()
    last = IntegerField()

    class Meta:
        indexes = ((("office", "book", "year"), True),)


class Application(OfficeTable):
    id = AutoField()
    year = IntegerField()
    number = IntegerField()
    touch = TextField()
    ticket_id = IntegerField(null=True)
    state = TextField()
    kinds = JSONField()
    elements = JSONField()
    applicant = TextField()
    nik = BlobField()
    nik_print = TextField()
    phone = BlobField(null=True)
    submitted_by = TextField()
    submitter = TextField(null=True)
    head_of_family = TextField()
    kk_number = BlobField(null=True)
    kk_print = TextField(null=True)
    new_kk_number = BlobField(null=True)
    hamlet = TextField(null=True)
    rt = TextField()
    rw = TextField()
    village = TextField()
    standard = TextField()
    code_hash = TextField()
    received_at = BigIntegerField()
    proposed_at = BigIntegerField(null=True)
    proposed_by = TextField(null=True)
    complete_at = BigIntegerField(null=True)
    complete_by = TextField(null=True)
    valid_at = BigIntegerField(null=True)
    valid_by = TextField(null=True)
    returns = IntegerField(default=0)
    siak_number = TextField(null=True)
    printed_at = BigIntegerField(null=True)
    printed_by = TextField(null=True)
    product_checks = JSONField(null=True)
    ready_at = BigIntegerField(null=True)
    handed_at = BigIntegerField(null=True)
    handed_by = TextField(null=True)
    taker = TextField(null=True)
    taker_relation = TextField(null=True)
    taker_identity = BlobField(null=True)
    old_kk_withdrawn = BooleanField(null=True)
    data_checked = BooleanField(null=True)
    note = TextField(null=True)
    handwritten = BooleanField(default=False)
    version = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "year", "number"), True),
            (("office", "touch"), True),
            (("office", "state", "id"), False),
            (("office", "received_at"), False),
            (("office", "nik_print"), False),
            (("office", "kk_print"), False),
            (("office", "applicant"), False),
        )


class ApplicationItem(OfficeTable):
    id = AutoField()
    application_id = IntegerField()
    item = TextField()
    wording = TextField()
    need = TextField()
    groups = JSONField()
    bring = TextField()
    where = TextField()
    clause = TextField()
    basis = TextField()
    condition = TextField(null=True)
    applies = BooleanField(null=True)
    seen = BooleanField(default=False)
    form = TextField(null=True)
    number = TextField(null=True)
    fault = TextField(null=True)
    note = TextField(null=True)
    by = TextField(null=True)
    at = BigIntegerField(null=True)

    class Meta:
        indexes = ((("office", "application_id"), False),)


class ApplicationEvent(OfficeTable):
    id = AutoField()
    application_id = IntegerField()
    at = BigIntegerField()
    what = TextField()
    before = TextField(null=True)
    after = TextField()
    who = TextField()
    role = TextField()
    reason = TextField(null=True)
    note = TextField(null=True)

    class Meta:
        indexes = ((("office", "application_id"), False),)


class ClockRun(OfficeTable):
    id = AutoField()
    application_id = IntegerField()
    started_at = BigIntegerField()
    due_at = BigIntegerField()
    stopped_at = BigIntegerField(null=True)
    stopped_for = TextField(null=True)
    late_reason = TextField(null=True)
    late_note = TextField(null=True)

    class Meta:
        indexes = (
            (("office", "application_id"), False),
            (("office", "stopped_at", "due_at"), False),
        )


class Document(OfficeTable):
    id = AutoField()
    application_id = IntegerField(null=True)
    sha256 = TextField()
    file = TextField()
    size = IntegerField()
    pages = IntegerField()
    encrypted = BooleanField(default=False)
    signature = TextField()
    signer = TextField(null=True)
    signed_at = BigIntegerField(null=True)
    verdict = JSONField()
    override_by = TextField(null=True)
    override_reason = TextField(null=True)
    origin = TextField()
    attached_by = TextField()
    attached_at = BigIntegerField()
    removed_at = BigIntegerField(null=True)

    class Meta:
        indexes = (
            (("office", "application_id"), False),
            (("office", "sha256"), False),
        )


class Outage(OfficeTable):
    id = AutoField()
    kind = TextField()
    began_at = BigIntegerField()
    ended_at = BigIntegerField(null=True)
    note = TextField(null=True)
    by = TextField()

    class Meta:
        indexes = ((("office", "began_at"), False),)


class MonthClosing(OfficeTable):
    id = AutoField()
    year = IntegerField()
    month = IntegerField()
    closed_at = BigIntegerField()
    closed_by = TextField()
    totals = JSONField()
    rows_hash = TextField()
    sheet = BlobField()

    class Meta:
        indexes = ((("office", "year", "month"), True),)


class PaperLoad(OfficeTable):
    id = AutoField()
    day = DateField()
    at = BigIntegerField()
    what = TextField()
    sheets = IntegerField()
    note = TextField(null=True)
    by = TextField()

    class Meta:
        indexes = ((("office", "day"), False),)


class SheetJob(OfficeTable):
    id = AutoField()
    token = TextField()
    touch = TextField()
    kind = TextField()
    priority = IntegerField()
    application_id = IntegerField(null=True)
    document_id = IntegerField(null=True)
    file = TextField()
    sha256 = TextField()
    pages = IntegerField()
    printer = TextField()
    queue = TextField(null=True)
    copy = IntegerField(default=1)
    reason = TextField(null=True)
    reason_note = TextField(null=True)
    reprint_of = IntegerField(null=True)
    state = TextField()
    station = TextField(null=True)
    needs_pin = BooleanField(default=False)
    cups_job = IntegerField(null=True)
    cups_uuid = TextField(null=True)
    trouble = TextField(null=True)
    evidence = TextField(null=True)
    sheets_used = IntegerField(null=True)
    sheets_spoiled = IntegerField(default=0)
    cancel_asked = BooleanField(default=False)
    by = TextField()
    created_at = BigIntegerField()
    changed_at = BigIntegerField()
    released_at = BigIntegerField(null=True)

    class Meta:
        indexes = (
            (("office", "token"), True),
            (("office", "touch"), True),
            (("office", "reprint_of"), True),
            (("office", "state", "priority", "id"), False),
            (("office", "application_id"), False),
        )


class SheetEvent(OfficeTable):
    id = AutoField()
    job_id = IntegerField()
    at = BigIntegerField()
    state = TextField()
    trouble = TextField(null=True)

    class Meta:
        indexes = ((("office", "job_id"), False),)


class LongPaper(OfficeTable):
    id = AutoField()
    paper = TextField()
    subject = TextField()
    edition = TextField()
    state = TextField()
    done = IntegerField(default=0)
    total = IntegerField(default=0)
    file = TextField(null=True)
    by = TextField()
    asked_at = BigIntegerField()
    changed_at = BigIntegerField()

    class Meta:
        indexes = (
            (("office", "paper", "subject", "id"), False),
            (("office", "state"), False),
        )


TABLES = (
    YearCounter,
    Application,
    ApplicationItem,
    ApplicationEvent,
    ClockRun,
    Document,
    Outage,
    MonthClosing,
    PaperLoad,
    SheetJob,
    SheetEvent,
    LongPaper,
)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx((Office, *TABLES)):
        db.create_tables(TABLES)
