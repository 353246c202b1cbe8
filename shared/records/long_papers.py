"""Table of papers that take long to draw: who asked, how far it is, where the result lies."""

from peewee import AutoField, IntegerField, TextField

from shared.records.base import InstantField, OfficeTable


class LongPaper(OfficeTable):
    """One wish for a long paper; `edition` tells what it was drawn from."""

    id = AutoField()
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
