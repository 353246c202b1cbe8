"""Tables of paper: what is to be printed, how it went, and how the printers are."""

from peewee import AutoField, BlobField, IntegerField, JSONField, TextField

from shared.records.base import InstantField, OfficeTable


class PrintJob(OfficeTable):
    """One slip to print, from the wish to the paper; `copy` above 0 is a CETAK ULANG."""

    id = AutoField()
    token = TextField()
    kind = TextField()
    ticket_id = IntegerField(null=True)
    printer = TextField()
    copy = IntegerField(default=0)
    reprint_of = IntegerField(null=True)
    payload = JSONField()
    data = BlobField(null=True)
    state = TextField()
    station = TextField(null=True)
    attempts = IntegerField(default=0)
    reason = TextField(null=True)
    evidence = TextField(null=True)
    created_at = InstantField()
    changed_at = InstantField()

    class Meta:
        indexes = (
            (("office", "printer", "state", "id"), False),
            (("office", "ticket_id", "copy"), True),
            (("office", "reprint_of"), True),
            (("office", "token"), True),
        )


class PrintEvent(OfficeTable):
    """One step of a print job."""

    id = AutoField()
    job_id = IntegerField()
    at = InstantField()
    state = TextField()
    reason = TextField(null=True)

    class Meta:
        indexes = ((("office", "job_id"), False),)


class Station(OfficeTable):
    """A print station and when it was last alive."""

    id = AutoField()
    name = TextField()
    seen_at = InstantField()

    class Meta:
        indexes = ((("office", "name"), True),)


class PrinterState(OfficeTable):
    """What a station saw of one printer: why it cannot print, or that it soon cannot."""

    id = AutoField()
    station = TextField()
    printer = TextField()
    reasons = JSONField()
    since = InstantField()
    seen_at = InstantField()
    capability = TextField(null=True)

    class Meta:
        indexes = ((("office", "station", "printer"), True),)
