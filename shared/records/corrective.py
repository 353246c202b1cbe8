"""Tables of corrective and preventive actions (PTPP): from problem to verification."""

from peewee import BooleanField, DateField, IntegerField, JSONField, TextField

from shared.records.base import BookRow, InstantField, OfficeTable, Step


class CorrectiveAction(BookRow):
    """A request for corrective and preventive action (PTPP), from problem to verification."""

    source = TextField()
    complaint_id = IntegerField(null=True)
    category = TextField(null=True)
    guarded = BooleanField(default=False)
    about_unit = TextField(null=True)
    about_staff = IntegerField(null=True)
    unit = TextField()
    issued_at = InstantField()
    issued_by = TextField()
    problem = TextField()
    severity = TextField()
    whys = JSONField()
    causes = JSONField()
    correction = TextField(null=True)
    corrected_on = DateField(null=True)
    corrective = TextField(null=True)
    preventive = TextField(null=True)
    owner_id = IntegerField(null=True)
    due_on = DateField(null=True)
    done_on = DateField(null=True)
    evidence = TextField(null=True)
    verify_from = DateField(null=True)
    verified_by = IntegerField(null=True)
    verified_at = InstantField(null=True)
    effective = BooleanField(null=True)
    verdict = TextField(null=True)
    follows_id = IntegerField(null=True)
    closed_at = InstantField(null=True)

    class Meta:
        indexes = (
            (("office", "year", "number"), True),
            (("office", "touch"), True),
            (("office", "state"), False),
            (("office", "complaint_id"), False),
        )


class CorrectiveEvent(Step):
    """One step of a corrective action, never changed."""

    action_id = IntegerField()
    name = TextField()
    text = TextField(null=True)

    class Meta:
        indexes = ((("office", "action_id"), False),)


class CorrectiveEvidence(OfficeTable):
    """A file that shows that a corrective action was carried out; its bytes lie sealed on disk."""

    action_id = IntegerField()
    sha256 = TextField()
    file = TextField()
    kind = TextField()
    size = IntegerField()
    added_at = InstantField()
    added_by = TextField()

    class Meta:
        indexes = ((("office", "action_id", "sha256"), True),)
