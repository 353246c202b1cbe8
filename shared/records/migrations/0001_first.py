"""The first form of the database: offices, days, journal, paper, people, queue."""

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


class JournalLine(OfficeTable):
    id = AutoField()
    sequence = IntegerField()
    at = BigIntegerField()
    who = TextField()
    role = TextField()
    what = TextField()
    subject = TextField()
    detail = JSONField()
    previous = TextField()
    hash = TextField()

    class Meta:
        indexes = (
            (("office", "sequence"), True),
            (("office", "subject"), False),
        )


class PrintJob(OfficeTable):
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


class PrintEvent(OfficeTable):
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
            (("office", "service", "finished_at"), False),
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

    class Meta:
        indexes = ((("office", "answered_at", "at"), False),)


TABLES = (
    Office,
    CalendarDay,
    JournalLine,
    PrintJob,
    PrintEvent,
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
)


def up(migrator: Any, db: Any) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
