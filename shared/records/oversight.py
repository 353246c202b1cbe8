"""Tables of the notice board and of the monthly samples of oversight."""

from peewee import DateField, IntegerField, JSONField, TextField

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


class OversightSample(OfficeTable):
    """The files of a month that are looked at, drawn once by `seed` from so many (10.1)."""

    year = IntegerField()
    month = IntegerField()
    seed = TextField()
    population = IntegerField()
    questions = JSONField()
    drawn_at = InstantField()
    drawn_by = TextField()

    class Meta:
        indexes = ((("office", "year", "month"), True),)


class OversightCheck(OfficeTable):
    """A drawn file and what was found when somebody looked at it; `answers` by question.

    `place`: its place in the draw. `action_id`: the corrective action that a finding opened.
    """

    sample_id = IntegerField()
    place = IntegerField()
    application_id = IntegerField()
    answers = JSONField(null=True)
    note = TextField(null=True)
    checked_at = InstantField(null=True)
    checked_by = TextField(null=True)
    action_id = IntegerField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = ((("office", "sample_id", "place"), True),)
