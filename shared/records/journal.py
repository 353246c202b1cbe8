"""Table of the journal: who did what, chained by hash so that a changed line shows."""

from peewee import AutoField, IntegerField, JSONField, TextField

from shared.records.base import InstantField, OfficeTable


class JournalLine(OfficeTable):
    """One line; `hash` covers the line and the hash before it."""

    id = AutoField()
    sequence = IntegerField()
    at = InstantField()
    who = TextField()
    role = TextField()
    what = TextField()
    subject = TextField()
    detail = JSONField()
    previous = TextField()
    hash = TextField()

    class Meta:
        indexes = (
            (("office", "sequence"), True),
            (("office", "subject"), False),
        )
