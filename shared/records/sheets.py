"""Tables of A4 printing through CUPS: each print a row, each step written down."""

from peewee import AutoField, BooleanField, IntegerField, TextField

from shared.records.base import InstantField, OfficeTable


class SheetJob(OfficeTable):
    """One document on its way to A4 paper; a second copy is a row of its own with its reason."""

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
    created_at = InstantField()
    changed_at = InstantField()
    released_at = InstantField(null=True)
    media = TextField(null=True)
    sheets_faulty = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "token"), True),
            (("office", "touch"), True),
            (("office", "reprint_of"), True),
            (("office", "state", "priority", "id"), False),
            (("office", "application_id"), False),
            (("office", "changed_at"), False),
        )


class SheetSpoilage(OfficeTable):
    """Sheets spoiled with a print as they were noted: of its own (`faulty`), and beside them.

    A number that was noted too high is taken back by a row below zero.
    """

    id = AutoField()
    job_id = IntegerField()
    at = InstantField()
    faulty = IntegerField()
    spoiled = IntegerField()
    by = TextField()

    class Meta:
        indexes = ((("office", "at"), False),)


class SheetEvent(OfficeTable):
    """One step of an A4 job."""

    id = AutoField()
    job_id = IntegerField()
    at = InstantField()
    state = TextField()
    trouble = TextField(null=True)

    class Meta:
        indexes = ((("office", "job_id"), False),)
