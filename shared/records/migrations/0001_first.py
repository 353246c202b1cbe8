"""The first form of the database: every table of version 0.2.0."""

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
)


class Table(Model):
    class Meta:
        legacy_table_names = False


class Office(Table):
    id = AutoField()
    slug = TextField(unique=True)
    name = TextField()


class OfficeTable(Table):
    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)


class CalendarDay(OfficeTable):
    id = AutoField()
    day = DateField()
    name = TextField()
    kind = TextField()
    source = TextField()

    class Meta:
        indexes = ((("office", "day"), True),)


class HourPeriod(OfficeTable):
    id = AutoField()
    title = TextField()
    first = DateField()
    last = DateField()
    week = JSONField()

    class Meta:
        indexes = ((("office", "last"), False),)


class JournalLine(OfficeTable):
    id = AutoField()
    sequence = IntegerField()
    at = BigIntegerField()
    who = TextField()
    role = TextField()
    what = TextField()
    subject = TextField()
    detail = TextField()
    previous = TextField()
    hash = TextField()

    class Meta:
        indexes = (
            (("office", "sequence"), True),
            (("office", "subject"), False),
        )


class SlipJob(OfficeTable):
    id = AutoField()
    token = TextField()
    kind = TextField()
    ticket_id = IntegerField(null=True)
    printer = TextField()
    copy = IntegerField(default=0)
    reprint_of = IntegerField(null=True)
    payload = JSONField()
    data = BlobField(null=True)
    state = TextField()
    station = TextField(null=True)
    attempts = IntegerField(default=0)
    reason = TextField(null=True)
    evidence = TextField(null=True)
    created_at = BigIntegerField()
    changed_at = BigIntegerField()

    class Meta:
        indexes = (
            (("office", "printer", "state", "id"), False),
            (("office", "ticket_id", "copy"), True),
            (("office", "reprint_of"), True),
            (("office", "token"), True),
        )


class SlipEvent(OfficeTable):
    id = AutoField()
    job_id = IntegerField()
    at = BigIntegerField()
    state = TextField()
    reason = TextField(null=True)

    class Meta:
        indexes = ((("office", "job_id"), False),)


class Station(OfficeTable):
    id = AutoField()
    name = TextField()
    seen_at = BigIntegerField()

    class Meta:
        indexes = ((("office", "name"), True),)


class PrinterState(OfficeTable):
    id = AutoField()
    station = TextField()
    printer = TextField()
    reasons = JSONField()
    since = BigIntegerField()
    seen_at = BigIntegerField()
    capability = TextField(null=True)

    class Meta:
        indexes = ((("office", "station", "printer"), True),)


class Staff(OfficeTable):
    id = AutoField()
    username = TextField()
    name = TextField()
    roles = JSONField()
    password_hash = TextField()
    active = BooleanField(default=True)
    epoch = IntegerField(default=0)
    created_at = BigIntegerField()
    unit = TextField(null=True)

    class Meta:
        indexes = ((("office", "username"), True),)


class SignInAttempt(OfficeTable):
    id = AutoField()
    username = TextField()
    address = TextField()
    at = BigIntegerField()

    class Meta:
        indexes = ((("office", "at"), False),)


class Device(OfficeTable):
    id = AutoField()
    name = TextField()
    counter = IntegerField(null=True)
    token_hash = TextField()
    created_at = BigIntegerField()
    revoked_at = BigIntegerField(null=True)

    class Meta:
        indexes = (
            (("office", "name"), True),
            (("office", "token_hash"), True),
        )


class DayCounter(OfficeTable):
    id = AutoField()
    day = DateField()
    letter = TextField()
    last = IntegerField()

    class Meta:
        indexes = ((("office", "day", "letter"), True),)


class Ticket(OfficeTable):
    id = AutoField()
    day = DateField()
    letter = TextField()
    number = IntegerField()
    service = TextField()
    kind = TextField(null=True)
    priority = TextField(null=True)
    language = TextField()
    channel = TextField()
    device = TextField(null=True)
    token = TextField()
    touch = TextField()
    state = TextField()
    place = IntegerField()
    place_sub = IntegerField(default=0)
    counter = IntegerField(null=True)
    only_counter = IntegerField(null=True)
    calls = IntegerField(default=0)
    ahead = IntegerField()
    estimate_low = IntegerField(null=True)
    estimate_high = IntegerField(null=True)
    issued_at = BigIntegerField()
    first_called_at = BigIntegerField(null=True)
    called_at = BigIntegerField(null=True)
    serving_at = BigIntegerField(null=True)
    left_at = BigIntegerField(null=True)
    finished_at = BigIntegerField(null=True)
    reason = TextField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "day", "letter", "number"), True),
            (("office", "touch"), True),
            (("office", "token"), True),
            (("office", "day", "state", "place"), False),
            (("office", "day", "place"), False),
        )


class TicketEvent(OfficeTable):
    id = AutoField()
    ticket_id = IntegerField()
    day = DateField()
    at = BigIntegerField()
    what = TextField()
    counter = IntegerField(null=True)
    who = TextField()
    priority = BooleanField(default=False)
    service = TextField()
    before = JSONField(null=True)
    undone_at = BigIntegerField(null=True)

    class Meta:
        indexes = (
            (("office", "ticket_id"), False),
            (("office", "day", "what"), False),
            (("office", "counter", "at"), False),
        )


class CounterSeat(OfficeTable):
    id = AutoField()
    counter = IntegerField()
    state = TextField()
    staff_id = IntegerField(null=True)
    ticket_id = IntegerField(null=True)
    since = BigIntegerField()

    class Meta:
        indexes = ((("office", "counter"), True),)


class HelpCall(OfficeTable):
    id = AutoField()
    place = TextField()
    at = BigIntegerField()
    answered_at = BigIntegerField(null=True)
    answered_by = TextField(null=True)
    topic = TextField(null=True)

    class Meta:
        indexes = ((("office", "answered_at", "at"), False),)


class YearCounter(OfficeTable):
    id = AutoField()
    book = TextField()
    year = IntegerField()
    last = IntegerField()

    class Meta:
        indexes = ((("office", "book", "year"), True),)


class Application(OfficeTable):
    id = AutoField()
    year = IntegerField()
    number = IntegerField()
    touch = TextField()
    ticket_id = IntegerField(null=True)
    state = TextField()
    kinds = JSONField()
    elements = JSONField()
    applicant = TextField()
    nik = BlobField()
    nik_print = TextField()
    phone = BlobField(null=True)
    submitted_by = TextField()
    submitter = TextField(null=True)
    head_of_family = TextField()
    kk_number = BlobField(null=True)
    kk_print = TextField(null=True)
    new_kk_number = BlobField(null=True)
    new_kk_print = TextField(null=True)
    hamlet = TextField(null=True)
    rt = TextField()
    rw = TextField()
    village = TextField()
    standard = TextField()
    code_hash = TextField()
    received_at = BigIntegerField()
    proposed_at = BigIntegerField(null=True)
    proposed_by = TextField(null=True)
    complete_at = BigIntegerField(null=True)
    complete_by = TextField(null=True)
    valid_at = BigIntegerField(null=True)
    valid_by = TextField(null=True)
    returns = IntegerField(default=0)
    siak_number = TextField(null=True)
    printed_at = BigIntegerField(null=True)
    printed_by = TextField(null=True)
    product_checks = JSONField(null=True)
    ready_at = BigIntegerField(null=True)
    handed_at = BigIntegerField(null=True)
    handed_by = TextField(null=True)
    taker = TextField(null=True)
    taker_relation = TextField(null=True)
    taker_identity = BlobField(null=True)
    taker_letter = BlobField(null=True)
    old_kk_withdrawn = BooleanField(null=True)
    data_checked = BooleanField(null=True)
    note = TextField(null=True)
    handwritten = BooleanField(default=False)
    version = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "year", "number"), True),
            (("office", "touch"), True),
            (("office", "state", "id"), False),
            (("office", "received_at"), False),
            (("office", "nik_print"), False),
            (("office", "kk_print"), False),
            (("office", "new_kk_print"), False),
            (("office", "applicant"), False),
        )


class ApplicationItem(OfficeTable):
    id = AutoField()
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
    at = BigIntegerField(null=True)

    class Meta:
        indexes = ((("office", "application_id"), False),)


class ApplicationEvent(OfficeTable):
    id = AutoField()
    application_id = IntegerField()
    at = BigIntegerField()
    what = TextField()
    before = TextField(null=True)
    after = TextField()
    who = TextField()
    role = TextField()
    reason = TextField(null=True)
    note = TextField(null=True)

    class Meta:
        indexes = ((("office", "application_id"), False),)


class ClockRun(OfficeTable):
    id = AutoField()
    application_id = IntegerField()
    decided_at = BigIntegerField()
    started_at = BigIntegerField()
    due_at = BigIntegerField()
    stopped_at = BigIntegerField(null=True)
    stopped_for = TextField(null=True)
    late_reason = TextField(null=True)
    late_note = TextField(null=True)

    class Meta:
        indexes = (
            (("office", "application_id"), False),
            (("office", "stopped_at", "due_at"), False),
        )


ClockRun.add_index(
    ClockRun.index(
        ClockRun.office,
        ClockRun.due_at,
        name="clock_run_unexplained",
        where=ClockRun.late_reason.is_null()
        & (ClockRun.stopped_at.is_null() | (ClockRun.stopped_at > ClockRun.due_at)),
    )
)


class Document(OfficeTable):
    id = AutoField()
    application_id = IntegerField(null=True)
    sha256 = TextField()
    file = TextField()
    size = IntegerField()
    pages = IntegerField()
    encrypted = BooleanField(default=False)
    signature = TextField()
    signer = TextField(null=True)
    signed_at = BigIntegerField(null=True)
    verdict = JSONField()
    override_by = TextField(null=True)
    override_reason = TextField(null=True)
    origin = TextField()
    attached_by = TextField()
    attached_at = BigIntegerField()
    removed_at = BigIntegerField(null=True)

    class Meta:
        indexes = (
            (("office", "application_id"), False),
            (("office", "sha256"), False),
        )


class Outage(OfficeTable):
    id = AutoField()
    kind = TextField()
    began_at = BigIntegerField()
    ended_at = BigIntegerField(null=True)
    note = TextField(null=True)
    by = TextField()

    class Meta:
        indexes = ((("office", "began_at"), False),)


class MonthClosing(OfficeTable):
    id = AutoField()
    year = IntegerField()
    month = IntegerField()
    closed_at = BigIntegerField()
    closed_by = TextField()
    totals = JSONField()
    rows_hash = TextField()
    sheet = BlobField()

    class Meta:
        indexes = ((("office", "year", "month"), True),)


class PaperLoad(OfficeTable):
    id = AutoField()
    day = DateField()
    at = BigIntegerField()
    what = TextField()
    sheets = IntegerField()
    note = TextField(null=True)
    by = TextField()

    class Meta:
        indexes = ((("office", "day"), False),)


class SheetJob(OfficeTable):
    id = AutoField()
    token = TextField()
    touch = TextField()
    kind = TextField()
    priority = IntegerField()
    application_id = IntegerField(null=True)
    document_id = IntegerField(null=True)
    file = TextField()
    sha256 = TextField()
    pages = IntegerField()
    printer = TextField()
    queue = TextField(null=True)
    copy = IntegerField(default=1)
    reason = TextField(null=True)
    reason_note = TextField(null=True)
    reprint_of = IntegerField(null=True)
    state = TextField()
    station = TextField(null=True)
    needs_pin = BooleanField(default=False)
    cups_job = IntegerField(null=True)
    cups_uuid = TextField(null=True)
    trouble = TextField(null=True)
    evidence = TextField(null=True)
    sheets_used = IntegerField(null=True)
    sheets_spoiled = IntegerField(default=0)
    cancel_asked = BooleanField(default=False)
    by = TextField()
    created_at = BigIntegerField()
    changed_at = BigIntegerField()
    released_at = BigIntegerField(null=True)
    media = TextField(null=True)
    sheets_faulty = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "token"), True),
            (("office", "touch"), True),
            (("office", "reprint_of"), True),
            (("office", "state", "priority", "id"), False),
            (("office", "application_id"), False),
            (("office", "changed_at"), False),
        )


class SheetEvent(OfficeTable):
    id = AutoField()
    job_id = IntegerField()
    at = BigIntegerField()
    state = TextField()
    trouble = TextField(null=True)

    class Meta:
        indexes = ((("office", "job_id"), False),)


class SheetSpoilage(OfficeTable):
    id = AutoField()
    job_id = IntegerField()
    at = BigIntegerField()
    faulty = IntegerField()
    spoiled = IntegerField()
    by = TextField()

    class Meta:
        indexes = ((("office", "at"), False),)


class Complaint(OfficeTable):
    id = AutoField()
    year = IntegerField()
    number = IntegerField()
    touch = TextField()
    day = DateField()
    recorded_at = BigIntegerField()
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
    name = BlobField(null=True)
    address = BlobField(null=True)
    phone = BlobField(null=True)
    code_hash = TextField()
    state = TextField()
    kind = TextField(null=True)
    guarded = BooleanField(default=False)
    unit = TextField(null=True)
    about_unit = TextField(null=True)
    about_staff = IntegerField(null=True)
    clock_from = BigIntegerField()
    report_due_at = BigIntegerField()
    classify_due_at = BigIntegerField()
    reply_due_at = BigIntegerField()
    due_at = BigIntegerField()
    next_due_at = BigIntegerField(null=True)
    incomplete_until = DateField(null=True)
    classified_at = BigIntegerField(null=True)
    reported_at = BigIntegerField(null=True)
    replied_at = BigIntegerField(null=True)
    closed_at = BigIntegerField(null=True)
    answer = TextField(null=True)
    answered_at = BigIntegerField(null=True)
    answered_by = TextField(null=True)
    settled = BooleanField(null=True)
    settled_at = BigIntegerField(null=True)
    reopened = IntegerField(default=0)
    escalation = IntegerField(default=0)
    escalated_at = BigIntegerField(null=True)
    public_text = TextField(null=True)
    public_action = TextField(null=True)
    public_by = TextField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "year", "number"), True),
            (("office", "touch"), True),
            (("office", "day"), False),
            (("office", "state", "id"), False),
            (("office", "next_due_at"), False),
            (("office", "category", "day"), False),
            (("office", "box_id"), False),
            (("office", "guarded", "about_unit", "about_staff", "unit"), False),
        )


class ComplaintEvent(OfficeTable):
    id = AutoField()
    complaint_id = IntegerField()
    at = BigIntegerField()
    what = TextField()
    before = TextField(null=True)
    after = TextField()
    who = TextField()
    role = TextField()
    name = TextField()
    reason = TextField(null=True)
    text = TextField(null=True)

    class Meta:
        indexes = ((("office", "complaint_id"), False),)


class BoxOpening(OfficeTable):
    id = AutoField()
    day = DateField()
    opened_at = BigIntegerField()
    by = TextField()
    slips = IntegerField()
    note = TextField(null=True)

    class Meta:
        indexes = ((("office", "day"), True),)


class CorrectiveAction(OfficeTable):
    id = AutoField()
    year = IntegerField()
    number = IntegerField()
    touch = TextField()
    source = TextField()
    complaint_id = IntegerField(null=True)
    category = TextField(null=True)
    guarded = BooleanField(default=False)
    about_unit = TextField(null=True)
    about_staff = IntegerField(null=True)
    unit = TextField()
    issued_at = BigIntegerField()
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
    verified_by = IntegerField(null=True)
    verified_at = BigIntegerField(null=True)
    effective = BooleanField(null=True)
    verdict = TextField(null=True)
    follows_id = IntegerField(null=True)
    state = TextField()
    closed_at = BigIntegerField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "year", "number"), True),
            (("office", "touch"), True),
            (("office", "state"), False),
            (("office", "complaint_id"), False),
        )


class CorrectiveEvent(OfficeTable):
    id = AutoField()
    action_id = IntegerField()
    at = BigIntegerField()
    what = TextField()
    after = TextField()
    who = TextField()
    role = TextField()
    name = TextField()
    text = TextField(null=True)

    class Meta:
        indexes = ((("office", "action_id"), False),)


class QuarterlyRecap(OfficeTable):
    id = AutoField()
    year = IntegerField()
    quarter = IntegerField()
    state = TextField()
    promise = TextField(null=True)
    figures = JSONField(null=True)
    figures_hash = TextField(null=True)
    submitted_at = BigIntegerField(null=True)
    submitted_by = TextField(null=True)
    approved_at = BigIntegerField(null=True)
    approved_by = TextField(null=True)
    returned_note = TextField(null=True)
    announced_at = BigIntegerField(null=True)
    announced_by = TextField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = ((("office", "year", "quarter"), True),)


class Notice(OfficeTable):
    id = AutoField()
    touch = TextField()
    kind = TextField()
    title = TextField()
    body = TextField()
    icon = TextField()
    starts_on = DateField()
    ends_on = DateField(null=True)
    recap_id = IntegerField(null=True)
    created_at = BigIntegerField()
    created_by = TextField()
    withdrawn_at = BigIntegerField(null=True)
    version = IntegerField(default=0)

    class Meta:
        indexes = (
            (("office", "touch"), True),
            (("office", "withdrawn_at", "starts_on"), False),
        )


class LongPaper(OfficeTable):
    id = AutoField()
    paper = TextField()
    subject = TextField()
    edition = TextField()
    state = TextField()
    done = IntegerField(default=0)
    total = IntegerField(default=0)
    file = TextField(null=True)
    by = TextField()
    asked_at = BigIntegerField()
    changed_at = BigIntegerField()

    class Meta:
        indexes = (
            (("office", "paper", "subject", "id"), False),
            (("office", "state"), False),
        )


TABLES = (
    Office,
    CalendarDay,
    HourPeriod,
    JournalLine,
    SlipJob,
    SlipEvent,
    Station,
    PrinterState,
    Staff,
    SignInAttempt,
    Device,
    DayCounter,
    Ticket,
    TicketEvent,
    CounterSeat,
    HelpCall,
    YearCounter,
    Application,
    ApplicationItem,
    ApplicationEvent,
    ClockRun,
    Document,
    Outage,
    MonthClosing,
    PaperLoad,
    SheetJob,
    SheetEvent,
    SheetSpoilage,
    Complaint,
    ComplaintEvent,
    BoxOpening,
    CorrectiveAction,
    CorrectiveEvent,
    QuarterlyRecap,
    Notice,
    LongPaper,
)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
