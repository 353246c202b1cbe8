"""Tables of the quality targets: the year's papers, their targets, the figures of what is over."""

from peewee import DateField, IntegerField, JSONField, TextField

from shared.records.base import InstantField, OfficeTable


class TargetPaper(OfficeTable):
    """A revision of a year's Sasaran Mutu, as the Camat approved it; never changed."""

    year = IntegerField()
    revision = IntegerField()
    touch = TextField()
    number = TextField()
    valid_from = DateField()
    approved_at = InstantField()
    approved_by = TextField()
    role = TextField()
    name = TextField()

    class Meta:
        indexes = (
            (("office", "year", "revision"), True),
            (("office", "touch"), True),
        )


class QualityTarget(OfficeTable):
    """A target of such a paper, written as a number, and the one that it replaces."""

    paper_id = IntegerField()
    code = TextField()
    target = TextField()
    replaces = IntegerField(null=True)
    reason = TextField(null=True)

    class Meta:
        indexes = ((("office", "paper_id", "code"), True),)


class ClosedPeriod(OfficeTable):
    """What was computed of a month, quarter or year once it was over.

    `figures`: by code, alike for everybody. `views`: those of complaints and what follows from
    them, as far as a reader may know: by staff id, under an empty key for all who do not oversee.
    """

    period = TextField()
    closed_at = InstantField()
    figures = JSONField()
    views = JSONField()

    class Meta:
        indexes = ((("office", "period"), True),)
