"""Table of days that differ from the ordinary week."""

from peewee import AutoField, DateField, TextField

from shared.records.base import OfficeTable


class CalendarDay(OfficeTable):
    """A holiday, a local closure, or a special working day (DOMAIN 5.3)."""

    id = AutoField()
    day = DateField()
    name = TextField()
    kind = TextField()
    source = TextField()

    class Meta:
        indexes = ((("office", "day"), True),)
