"""Tables that every subject uses: the journal, people, devices, the numbers of books."""

from peewee import BooleanField, IntegerField, JSONField, TextField

from shared.records.base import InstantField, OfficeTable


class JournalLine(OfficeTable):
    """One line; `hash` covers the line and the hash before it, `detail` letter by letter."""

    sequence = IntegerField()
    at = InstantField()
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


class Staff(OfficeTable):
    """A person who may sign in; `epoch` counts up to end every sign-in of theirs."""

    username = TextField()
    name = TextField()
    roles = JSONField()
    password_hash = TextField()
    active = BooleanField(default=True)
    epoch = IntegerField(default=0)
    created_at = InstantField()
    unit = TextField(null=True)

    class Meta:
        indexes = ((("office", "username"), True),)


class SignInAttempt(OfficeTable):
    """A failed sign-in, kept to slow the next ones down."""

    username = TextField()
    address = TextField()
    at = InstantField()

    class Meta:
        indexes = ((("office", "at"), False),)


class Device(OfficeTable):
    """A machine with a token of its own; only the token's hash is kept."""

    name = TextField()
    counter = IntegerField(null=True)
    token_hash = TextField()
    created_at = InstantField()
    revoked_at = InstantField(null=True)

    class Meta:
        indexes = (
            (("office", "name"), True),
            (("office", "token_hash"), True),
        )


class YearCounter(OfficeTable):
    """The last number given in a year for a book; only ever counts up by one."""

    book = TextField()
    year = IntegerField()
    last = IntegerField()

    class Meta:
        indexes = ((("office", "book", "year"), True),)
