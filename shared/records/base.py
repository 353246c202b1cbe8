"""What every table has: the office, and moments kept as whole milliseconds of UTC."""

from datetime import UTC, datetime, timedelta
from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    FieldAccessor,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from shared import vault
from shared.db import database
from shared.errors import N_, Invalid

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
# A moment beyond these could not be told in every zone.
_FIRST = datetime(2, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 1, 1, tzinfo=UTC)


def to_ms(moment: datetime) -> int:
    """Whole milliseconds since 1970 of an aware moment."""
    return (moment - _EPOCH) // _MILLISECOND


def from_ms(ms: int) -> datetime:
    """The aware UTC moment of `to_ms`."""
    return _EPOCH + ms * _MILLISECOND


class InstantField(BigIntegerField):
    """An aware moment, stored as whole milliseconds since 1970 in UTC; Invalid at time's ends."""

    def db_value(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            return value
        if not _FIRST <= value < _LAST:
            raise Invalid(N_("Tahun pada tanggal ini tidak masuk akal."), code="moment")
        return to_ms(value)

    def python_value(self, value: Any) -> Any:
        return None if value is None else from_ms(value)


class _SealedAccessor(FieldAccessor):
    """Seals what is set, so that a row never holds the text itself."""

    def __set__(self, instance: Any, value: Any) -> None:
        super().__set__(instance, _sealed(value))


class SealedField(BlobField):
    """Personal text, unreadable in the database file; it cannot be searched or sorted.

    A row holds it sealed, however it came there: `vault.opened` is the only way to read it.
    """

    accessor_class = _SealedAccessor

    def db_value(self, value: Any) -> Any:
        kept = _sealed(value)
        return super().db_value(kept.kept if isinstance(kept, vault.Sealed) else kept)

    def python_value(self, value: Any) -> Any:
        return None if value is None else vault.Sealed(bytes(value))


def _sealed(value: Any) -> Any:
    return vault.Sealed(vault.seal(value)) if isinstance(value, str) else value


class Table(Model):
    """A table of the office's database."""

    id = AutoField()

    class Meta:
        database = database
        legacy_table_names = False


class Office(Table):
    """One office; every other row belongs to one."""

    slug = TextField(unique=True)
    name = TextField()


class OfficeTable(Table):
    """A table whose rows belong to an office."""

    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)


class BookRow(OfficeTable):
    """A row of one of the office's books, with its number of the year and where it stands."""

    year = IntegerField()
    number = IntegerField()
    touch = TextField()
    state = TextField()
    version = IntegerField(default=0)


class Step(OfficeTable):
    """One step or entry of a book's row, never changed: what was done, by whom, what came of it."""

    at = InstantField()
    what = TextField()
    after = TextField()
    who = TextField()
    role = TextField()
