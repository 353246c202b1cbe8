"""Table of the notice board: cards of the office, each from one day to another."""

from peewee import DateField, IntegerField, TextField

from shared.records.base import InstantField, OfficeTable


class Notice(OfficeTable):
    """A card of the notice board, shown from one day to another."""

    touch = TextField()
    kind = TextField()
    title = TextField()
    body = TextField()
    icon = TextField()
    starts_on = DateField()
    ends_on = DateField(null=True)
    recap_id = IntegerField(null=True)
    created_at = InstantField()
    created_by = TextField()
    withdrawn_at = InstantField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "touch"), True),
            (("office", "withdrawn_at", "starts_on"), False),
        )
