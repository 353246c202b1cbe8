"""Tables that every subject uses: the journal, people, devices, the numbers of books."""

from peewee import BlobField, BooleanField, DateField, IntegerField, JSONField, TextField

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
    hash = BlobField()

    class Meta:
        indexes = ((("office", "sequence"), True),)


# Only the few that are looked for by what they tell of.
JournalLine.add_index(
    JournalLine.index(
        JournalLine.office,
        JournalLine.subject,
        name="journal_line_closings",
        where=JournalLine.what == "register.closed",
    )
)
# Of those whose subject is a number of one of the books: all that ever happened to it.
JournalLine.add_index(
    JournalLine.index(
        JournalLine.office,
        JournalLine.subject,
        JournalLine.sequence,
        name="journal_line_numbered",
        where=JournalLine.subject ** "%-2%-%",
    )
)


class Staff(OfficeTable):
    """A person who may sign in; `epoch` counts up to end every sign-in of theirs.

    `must_change`: somebody else knows the password; nothing is done with it but change it.
    `news_read`: the newest version of which they have read what it brings.
    """

    username = TextField()
    name = TextField()
    roles = JSONField()
    password_hash = TextField()
    active = BooleanField(default=True)
    epoch = IntegerField(default=0)
    created_at = InstantField()
    unit = TextField(null=True)
    pin_hash = TextField(null=True)
    must_change = BooleanField(default=False)
    news_read = TextField(default="")

    class Meta:
        indexes = ((("office", "username"), True),)


class SignIn(OfficeTable):
    """Somebody signed in with the password at a browser (its hash is kept), until they leave it.

    `misses`: wrong PINs there since then. Also once they left, the browser is one of theirs.
    """

    browser = TextField()
    staff_id = IntegerField()
    epoch = IntegerField()
    address = TextField()
    at = InstantField()
    misses = IntegerField(default=0)
    left_at = InstantField(null=True)

    class Meta:
        indexes = ((("office", "browser", "staff_id"), True),)


class Session(OfficeTable):
    """Who of those who signed in at a browser sits there now; a browser without one is nobody's.

    `lent`: left to a visitor. `seen_at`: the last press, to the minute.
    """

    browser = TextField()
    staff_id = IntegerField()
    by_pin = BooleanField()
    lent = BooleanField(default=False)
    began_at = InstantField()
    seen_at = InstantField()
    ends_at = InstantField()

    class Meta:
        indexes = ((("office", "browser"), True),)


class SignInAttempt(OfficeTable):
    """A failed sign-in, kept to slow the next ones down.

    `device`: the mark of the browser, where it is one at which this person has signed in before.
    """

    username = TextField()
    address = TextField()
    at = InstantField()
    device = TextField(default="")

    class Meta:
        indexes = (
            (("office", "at"), False),
            (("office", "username", "at"), False),
            (("office", "address", "at"), False),
        )


class Substitution(OfficeTable):
    """Somebody who holds another's role from `first` to `last`, or until it was ended before.

    `standing`: how they sign, "Plh." in a short absence of `instead_of`, "Plt." in a vacancy.
    """

    staff_id = IntegerField()
    role = TextField()
    standing = TextField()
    instead_of = IntegerField(null=True)
    first = DateField()
    last = DateField()
    ended_at = InstantField(null=True)

    class Meta:
        indexes = ((("office", "last"), False),)


class Device(OfficeTable):
    """A machine that the office knows by a token or a cookie; only the hash is kept.

    `place`: from where it was seen last; `place_before`: from where until `left_at`, before it was
    seen at `place`. `copied_at`: when it was seen in turn from both. `trouble`: what ails a screen
    by its own word, since `trouble_since`.
    """

    name = TextField()
    kind = TextField(default="program")
    counter = IntegerField(null=True)
    token_hash = TextField()
    created_at = InstantField()
    created_by = TextField(default="")
    seen_at = InstantField(null=True)
    place = TextField(default="")
    place_before = TextField(default="")
    left_at = InstantField(null=True)
    copied_at = InstantField(null=True)
    trouble = TextField(default="")
    trouble_since = InstantField(null=True)
    revoked_at = InstantField(null=True)

    class Meta:
        indexes = (
            (("office", "name"), True),
            (("office", "token_hash"), True),
        )


class PairingCode(OfficeTable):
    """The code that a screen shows until somebody accepts it as a device of the office."""

    code = TextField()
    kind = TextField(default="touchscreen")
    token_hash = TextField()
    address = TextField()
    ends_at = InstantField()

    class Meta:
        indexes = (
            (("office", "code"), True),
            (("office", "token_hash"), True),
        )


class YearCounter(OfficeTable):
    """The last number given in a year for a book; only ever counts up by one."""

    book = TextField()
    year = IntegerField()
    last = IntegerField()

    class Meta:
        indexes = ((("office", "book", "year"), True),)


class StandardRevision(OfficeTable):
    """A revision of the service standard's words, from its draft on; never changed once approved.

    `clauses`: number, words, easy words in both languages. `writers`: who changed them. `made`,
    `checked`, `approved`: who signed, in which role, by which name, when. `label`: its number.
    """

    state = TextField()
    version = IntegerField(default=0)
    label = TextField(null=True)
    clauses = JSONField()
    note = TextField(default="")
    writers = JSONField()
    returned = TextField(null=True)
    made = JSONField(null=True)
    checked = JSONField(null=True)
    approved = JSONField(null=True)
    valid_from = DateField(null=True)

    class Meta:
        indexes = (
            (("office", "label"), True),
            (("office", "state", "valid_from"), False),
        )


class DataRevision(OfficeTable):
    """A data file of the office as the office wrote it; never changed, withdrawn at most.

    `file`: its name, `text` the whole of it from `valid_from` on. `shipped`: the file that the
    program brought when this was written.
    """

    file = TextField()
    text = TextField()
    shipped = TextField()
    valid_from = DateField()
    at = InstantField()
    who = TextField()
    reason = TextField()
    withdrawn_at = InstantField(null=True)

    class Meta:
        indexes = ((("office", "file"), False),)


class SetupStep(OfficeTable):
    """A page of the first set-up that somebody has gone through."""

    step = TextField()
    at = InstantField()
    who = TextField()

    class Meta:
        indexes = ((("office", "step"), True),)
