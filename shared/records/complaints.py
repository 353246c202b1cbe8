"""Tables of the complaint book, the suggestion box and the recaps."""

from peewee import BooleanField, DateField, IntegerField, JSONField, TextField

from shared.records.base import BookRow, InstantField, OfficeTable, SealedField, Step


class Complaint(BookRow):
    """One row of the complaint book; `text` is what was entered and never changes.

    `number` is its place in the book, without a gap, and never leaves the database; people read
    `public_number`, which like `id` is drawn so that nothing follows from it.
    """

    public_number = IntegerField()
    day = DateField()
    recorded_at = InstantField()
    recorded_by = TextField()
    recorded_role = TextField()
    received_on = DateField()
    channel = TextField()
    source = TextField(null=True)
    by_visitor = BooleanField(default=False)
    box_id = IntegerField(null=True)
    ticket_id = IntegerField(null=True)
    language = TextField(default="id")
    topic = TextField()
    category = TextField()
    service = TextField(null=True)
    village = TextField(null=True)
    text = TextField()
    requested = TextField(null=True)
    happened = TextField(null=True)
    anonymous = BooleanField(default=True)
    secret = BooleanField(default=True)
    name = SealedField(null=True)
    address = SealedField(null=True)
    phone = SealedField(null=True)
    code_hash = TextField()
    kind = TextField(null=True)
    guarded = BooleanField(default=False)
    unit = TextField(null=True)
    about_unit = TextField(null=True)
    about_staff = IntegerField(null=True)
    clock_from = InstantField()
    report_due_at = InstantField()
    classify_due_at = InstantField()
    reply_due_at = InstantField()
    due_at = InstantField()
    next_due_at = InstantField(null=True)
    incomplete_until = DateField(null=True)
    classified_at = InstantField(null=True)
    reported_at = InstantField(null=True)
    replied_at = InstantField(null=True)
    closed_at = InstantField(null=True)
    answer = TextField(null=True)
    answered_at = InstantField(null=True)
    answered_by = TextField(null=True)
    settled = BooleanField(null=True)
    settled_at = InstantField(null=True)
    same_as = IntegerField(null=True)
    reopened = IntegerField(default=0)
    escalation = IntegerField(default=0)
    escalated_at = InstantField(null=True)
    public_text = TextField(null=True)
    public_action = TextField(null=True)
    public_by = TextField(null=True)

    class Meta:
        indexes = (
            (("office", "year", "number"), True),
            (("office", "year", "public_number"), True),
            (("office", "touch"), True),
            (("office", "day"), False),
            (("office", "state", "id"), False),
            (("office", "next_due_at"), False),
            (("office", "due_at"), False),
            (("office", "closed_at"), False),
            (("office", "category", "day"), False),
            (("office", "box_id"), False),
            (("office", "guarded", "about_unit", "about_staff", "unit"), False),
        )


class ComplaintEvent(Step):
    """One step or entry of a complaint, never changed; `name` is who signed it, as called then."""

    complaint_id = IntegerField()
    before = TextField(null=True)
    name = TextField()
    reason = TextField(null=True)
    text = TextField(null=True)

    class Meta:
        indexes = ((("office", "complaint_id"), False),)


class ComplaintPhoto(OfficeTable):
    """The small photo that came with a complaint; its bytes lie sealed on disk."""

    complaint_id = IntegerField()
    file = TextField()
    size = IntegerField()
    added_at = InstantField()
    added_by = TextField()

    class Meta:
        indexes = ((("office", "complaint_id"), True),)


class BoxOpening(OfficeTable):
    """The suggestion box was opened: one row for each working day, empty or not (11.4).

    `opened_at`, `by`: the last time that day. `any_hour`: written down when any hour still counted
    as the end of service.
    """

    day = DateField()
    opened_at = InstantField()
    by = TextField()
    slips = IntegerField()
    note = TextField(null=True)
    any_hour = BooleanField(default=False)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("office", "day"), True),)


class BoxStep(Step):
    """The box was opened, its slips counted anew, or that taken back; `after` is their number."""

    box_id = IntegerField()
    before = IntegerField(null=True)
    reason = TextField(null=True)

    class Meta:
        indexes = ((("office", "box_id"), False),)


class QuarterlyRecap(OfficeTable):
    """The recap of a quarter; `figures` are frozen when it is submitted (11.8).

    `views`: what they are, until the approval, for readers who may not know of all.
    """

    year = IntegerField()
    quarter = IntegerField()
    state = TextField()
    promise = TextField(null=True)
    figures = JSONField(null=True)
    figures_hash = TextField(null=True)
    views = JSONField(null=True)
    submitted_at = InstantField(null=True)
    submitted_by = TextField(null=True)
    approved_at = InstantField(null=True)
    approved_by = TextField(null=True)
    returned_note = TextField(null=True)
    announced_at = InstantField(null=True)
    announced_by = TextField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = ((("office", "year", "quarter"), True),)
