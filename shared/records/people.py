"""Tables of the people who sign in and of the devices that hold a token."""

from peewee import AutoField, BooleanField, IntegerField, JSONField, TextField

from shared.records.base import InstantField, OfficeTable


class Staff(OfficeTable):
    """A person who may sign in; `epoch` counts up to end every sign-in of theirs."""

    id = AutoField()
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

    id = AutoField()
    username = TextField()
    address = TextField()
    at = InstantField()

    class Meta:
        indexes = ((("office", "at"), False),)


class Device(OfficeTable):
    """A machine with a token of its own; only the token's hash is kept."""

    id = AutoField()
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
