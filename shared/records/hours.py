"""Tables of what differs from the ordinary week: single days, and stretches with other hours."""

from peewee import DateField, JSONField, TextField

from shared.records.base import OfficeTable


class CalendarDay(OfficeTable):
    """A holiday, a local closure, or a special working day (DOMAIN 5.3)."""

    day = DateField()
    name = TextField()
    kind = TextField()
    source = TextField()

    class Meta:
        indexes = ((("office", "day"), True),)


class HourPeriod(OfficeTable):
    """A stretch of days with hours of its own, both ends included (DOMAIN 5.1).

    `week`: open, close and last ticket by weekday, as `{"Senin": ["08.00", "14.00", "13.30"]}`.
    """

    title = TextField()
    first = DateField()
    last = DateField()
    week = JSONField()

    class Meta:
        indexes = ((("office", "last"), False),)
