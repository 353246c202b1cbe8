"""Tables of paper: slips, sheets, the account of the A4 printer, and how the printers are."""

from peewee import BlobField, BooleanField, DateField, IntegerField, JSONField, TextField

from shared.records.base import InstantField, OfficeTable


class PrintJob(OfficeTable):
    """One piece of paper, from the wish to the printer, and what came of it."""

    token = TextField()
    kind = TextField()
    printer = TextField()
    reprint_of = IntegerField(null=True)
    state = TextField()
    station = TextField(null=True)
    reason = TextField(null=True)
    evidence = TextField(null=True)
    created_at = InstantField()
    changed_at = InstantField()


class SlipJob(PrintJob):
    """One slip to print, from the wish to the paper; `copy` above 0 is a CETAK ULANG."""

    ticket_id = IntegerField(null=True)
    copy = IntegerField(default=0)
    payload = JSONField()
    data = BlobField(null=True)
    attempts = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "printer", "state", "id"), False),
            (("office", "ticket_id", "copy"), True),
            (("office", "reprint_of"), True),
            (("office", "token"), True),
        )


# Only those that are not forgotten yet (`printers.slip_days`).
SlipJob.add_index(
    SlipJob.index(
        SlipJob.office,
        SlipJob.changed_at,
        name="slip_job_kept",
        where=SlipJob.data.is_null(False),
    )
)


class SlipEvent(OfficeTable):
    """One step of a print job."""

    job_id = IntegerField()
    at = InstantField()
    state = TextField()
    reason = TextField(null=True)

    class Meta:
        indexes = ((("office", "job_id"), False),)


class Station(OfficeTable):
    """A print station and when it was last alive."""

    name = TextField()
    seen_at = InstantField()

    class Meta:
        indexes = ((("office", "name"), True),)


class PrinterState(OfficeTable):
    """What a station saw of one printer: why it cannot print, or that it soon cannot."""

    station = TextField()
    printer = TextField()
    reasons = JSONField()
    since = InstantField()
    seen_at = InstantField()
    capability = TextField(null=True)
    device = TextField(null=True)

    class Meta:
        indexes = ((("office", "station", "printer"), True),)


class SheetJob(PrintJob):
    """One document on its way to A4 paper; a second copy is a row of its own with its reason."""

    touch = TextField()
    priority = IntegerField()
    application_id = IntegerField(null=True)
    document_id = IntegerField(null=True)
    file = TextField()
    sha256 = TextField()
    pages = IntegerField()
    queue = TextField(null=True)
    copy = IntegerField(default=1)
    reason_note = TextField(null=True)
    needs_pin = BooleanField(default=False)
    cups_job = IntegerField(null=True)
    cups_uuid = TextField(null=True)
    trouble = TextField(null=True)
    sheets_used = IntegerField(null=True)
    sheets_spoiled = IntegerField(default=0)
    cancel_asked = BooleanField(default=False)
    by = TextField()
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
            (("office", "id"), False),
        )


SheetJob.add_index(
    SheetJob.index(SheetJob.office, name="sheet_job_cancel_asked", where=SheetJob.cancel_asked)
)


class SheetSpoilage(OfficeTable):
    """Sheets spoiled with a print as they were noted: of its own (`faulty`), and beside them.

    A number that was noted too high is taken back by a row below zero.
    """

    job_id = IntegerField()
    at = InstantField()
    faulty = IntegerField()
    spoiled = IntegerField()
    by = TextField()

    class Meta:
        indexes = ((("office", "at"), False),)


class SheetEvent(OfficeTable):
    """One step of an A4 job."""

    job_id = IntegerField()
    at = InstantField()
    state = TextField()
    trouble = TextField(null=True)

    class Meta:
        indexes = ((("office", "job_id"), False),)


class PaperLoad(OfficeTable):
    """Sheets put into (or taken out of) the printer, and what was counted at the day's end.

    `cancels`: the line that this one takes back.
    """

    day = DateField()
    at = InstantField()
    what = TextField()
    sheets = IntegerField()
    note = TextField(null=True)
    by = TextField()
    cancels = IntegerField(null=True)

    class Meta:
        indexes = ((("office", "day"), False),)


class LongPaper(OfficeTable):
    """One wish for a long paper; `edition` tells what it was drawn from."""

    paper = TextField()
    subject = TextField()
    edition = TextField()
    state = TextField()
    done = IntegerField(default=0)
    total = IntegerField(default=0)
    file = TextField(null=True)
    by = TextField()
    asked_at = InstantField()
    changed_at = InstantField()

    class Meta:
        indexes = (
            (("office", "paper", "subject", "id"), False),
            (("office", "state"), False),
        )
