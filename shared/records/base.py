"""What every table has: the office, and moments kept as whole milliseconds of UTC."""

from datetime import UTC, datetime, timedelta
from typing import Any

from peewee import AutoField, BigIntegerField, BlobField, ForeignKeyField, Model, TextField

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


class SealedField(BlobField):
    """Personal text, unreadable in the database file; it cannot be searched or sorted."""

    def db_value(self, value: Any) -> Any:
        return super().db_value(vault.seal(value) if isinstance(value, str) else value)

    def python_value(self, value: Any) -> Any:
        return None if value is None else vault.unseal(bytes(value))


class Table(Model):
    """A table of the office's database."""

    class Meta:
        database = database
        legacy_table_names = False


class Office(Table):
    """One office; every other row belongs to one."""

    id = AutoField()
    slug = TextField(unique=True)
    name = TextField()


class OfficeTable(Table):
    """A table whose rows belong to an office."""

    office = ForeignKeyField(Office, on_delete="RESTRICT", index=False)
