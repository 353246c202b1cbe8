"""Tables of KK applications: the file, its papers, its way, its clock, its document."""

from peewee import BooleanField, IntegerField, JSONField, TextField

from shared.records.base import BookRow, InstantField, OfficeTable, SealedField, Step


class Application(BookRow):
    """One file for a KK; a row of the register book."""

    ticket_id = IntegerField(null=True)
    kinds = JSONField()
    elements = JSONField()
    applicant = TextField()
    nik = SealedField()
    nik_print = TextField()
    phone = SealedField(null=True)
    submitted_by = TextField()
    submitter = TextField(null=True)
    head_of_family = TextField()
    name_key = TextField(default="")  # both names as shared.letters keys them, to be found by
    kk_number = SealedField(null=True)
    kk_print = TextField(null=True)
    new_kk_number = SealedField(null=True)
    new_kk_print = TextField(null=True)
    hamlet = TextField(null=True)
    rt = TextField()
    rw = TextField()
    village = TextField()
    standard = TextField()
    code_hash = TextField()
    received_at = InstantField()
    proposed_at = InstantField(null=True)
    proposed_by = TextField(null=True)
    complete_at = InstantField(null=True)
    complete_by = TextField(null=True)
    valid_at = InstantField(null=True)
    valid_by = TextField(null=True)
    returns = IntegerField(default=0)
    siak_number = TextField(null=True)
    printed_at = InstantField(null=True)
    printed_by = TextField(null=True)
    product_checks = JSONField(null=True)
    ready_at = InstantField(null=True)
    place = TextField(null=True)
    handed_at = InstantField(null=True)
    handed_by = TextField(null=True)
    taker = TextField(null=True)
    taker_relation = TextField(null=True)
    taker_identity_kind = TextField(null=True)
    taker_identity = SealedField(null=True)
    taker_letter = SealedField(null=True)
    old_kk_withdrawn = BooleanField(null=True)  # told until 0.2; `old_kk` says more
    old_kk = TextField(null=True)
    without_receipt = TextField(null=True)
    data_checked = BooleanField(null=True)
    note = TextField(null=True)
    handwritten = BooleanField(default=False)

    class Meta:
        indexes = (
            (("office", "year", "number"), True),
            (("office", "touch"), True),
            (("office", "state", "id"), False),
            (("office", "received_at"), False),
            (("office", "handed_at"), False),
            (("office", "nik_print"), False),
            (("office", "kk_print"), False),
            (("office", "new_kk_print"), False),
            (("office", "applicant"), False),
        )


# All that a search looks at but the dates, so that it reads no row in vain.
Application.add_index(
    Application.index(
        Application.office,
        Application.id,
        Application.state,
        Application.village,
        Application.number,
        Application.name_key,
        Application.kinds,
        name="application_looked_through",
    )
)


class ApplicationItem(OfficeTable):
    """One paper asked for, in the words of the day it was asked, and what was seen of it."""

    application_id = IntegerField()
    item = TextField()
    wording = TextField()
    need = TextField()
    groups = JSONField()
    bring = TextField()
    where = TextField()
    clause = TextField()
    basis = TextField()
    condition = TextField(null=True)
    applies = BooleanField(null=True)
    seen = BooleanField(default=False)
    form = TextField(null=True)
    number = TextField(null=True)
    fault = TextField(null=True)
    note = TextField(null=True)
    by = TextField(null=True)
    at = InstantField(null=True)

    class Meta:
        indexes = ((("office", "application_id"), False),)


class ApplicationEvent(Step):
    """One step of an application, never changed."""

    application_id = IntegerField()
    before = TextField(null=True)
    reason = TextField(null=True)
    note = TextField(null=True)

    class Meta:
        indexes = ((("office", "application_id"), False),)


class ContactTry(Step):
    """One try to tell an applicant that the KK is ready; a mistaken one is followed by another.

    `what`: the way; `after`: what came of it; `at`: when it was tried, also where it `corrects`.
    """

    application_id = IntegerField()
    touch = TextField()
    note = SealedField(null=True)
    corrects = IntegerField(null=True)

    class Meta:
        indexes = (
            (("office", "application_id"), False),
            (("office", "touch"), True),
            (("office", "corrects"), True),
        )


class ClockRun(OfficeTable):
    """One run of the one-working-day clock; a return ends it, completeness starts another."""

    application_id = IntegerField()
    decided_at = InstantField()
    started_at = InstantField()
    due_at = InstantField()
    stopped_at = InstantField(null=True)
    stopped_for = TextField(null=True)
    late_reason = TextField(null=True)
    late_note = TextField(null=True)

    class Meta:
        indexes = (
            (("office", "application_id"), False),
            (("office", "stopped_at", "due_at"), False),
            (("office", "due_at"), False),
        )


# Only the few late ones: the list of those without a reason is drawn again and again.
ClockRun.add_index(
    ClockRun.index(
        ClockRun.office,
        ClockRun.due_at,
        name="clock_run_unexplained",
        where=ClockRun.late_reason.is_null()
        & (ClockRun.stopped_at.is_null() | (ClockRun.stopped_at > ClockRun.due_at)),
    )
)
ClockRun.add_index(
    ClockRun.index(
        ClockRun.office,
        name="clock_run_explained",
        where=ClockRun.late_reason.is_null(False),
    )
)


class Document(OfficeTable):
    """A signed KK as it came from SIAK, kept byte for byte until it is no longer needed."""

    application_id = IntegerField(null=True)
    sha256 = TextField()
    file = TextField()
    size = IntegerField()
    pages = IntegerField()
    encrypted = BooleanField(default=False)
    signature = TextField()
    signer = TextField(null=True)
    signed_at = InstantField(null=True)
    verdict = JSONField()
    override_by = TextField(null=True)
    override_reason = TextField(null=True)
    signature_mark = TextField(null=True)
    kk_marks = JSONField(null=True)
    doubt = TextField(null=True)
    doubt_by = TextField(null=True)
    doubt_reason = TextField(null=True)
    origin = TextField()
    attached_by = TextField()
    attached_at = InstantField()
    removed_at = InstantField(null=True)

    class Meta:
        indexes = (
            (("office", "application_id"), False),
            (("office", "sha256"), False),
            (("office", "signature_mark"), False),
        )


# Only those whose bytes are still there.
Document.add_index(
    Document.index(
        Document.office, Document.file, name="document_kept", where=Document.removed_at.is_null()
    )
)


class Outage(OfficeTable):
    """A time in which something outside the office's hands stood still."""

    kind = TextField()
    began_at = InstantField()
    ended_at = InstantField(null=True)
    note = TextField(null=True)
    by = TextField()

    class Meta:
        indexes = ((("office", "began_at"), False),)


class MonthClosing(OfficeTable):
    """A closed month of the register: its totals and rows as they were, for good."""

    year = IntegerField()
    month = IntegerField()
    closed_at = InstantField()
    closed_by = TextField()
    totals = JSONField()
    rows_hash = TextField()
    sheet = SealedField()

    class Meta:
        indexes = ((("office", "year", "month"), True),)
