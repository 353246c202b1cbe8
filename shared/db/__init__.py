"""The database: one write at a time in each process, and one door for SQL that is written out.

SQLite's own waiting for the write lock is unfair, so a process takes its own lock before BEGIN.
A connection is kept per thread: closing the last one would checkpoint on every request.

Where the query builder takes longer than the engine, SQL is written out: in words that every
engine understands, with `:name` for a value (`IN :name` for those of a tuple).
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from typing import Any, TypeVar

from peewee import (
    AutoField,
    BooleanField,
    DateField,
    Field,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
)

from shared.config import Settings
from shared.db import sqlite
from shared.db.sqlite import data_version, database
from shared.errors import N_, SetupError

__all__ = [
    "add",
    "after_commit",
    "change",
    "close_database",
    "connect",
    "data_version",
    "database",
    "objects",
    "open_database",
    "require_transaction",
    "rows",
    "transaction",
    "value",
]

_Table = TypeVar("_Table", bound=Model)

_Keep = list[tuple[int, Callable[[Any], Any]]]

_PLAIN = (AutoField, BooleanField, ForeignKeyField, IntegerField, TextField)
_NAMED = re.compile(r"(?P<of>\bIN )?:(?P<name>[a-z_]+)")
_write_lock = threading.RLock()


def open_database(settings: Settings, *, checkpoints: bool) -> None:
    """Point the handle at the office's file and connect this thread.

    `checkpoints`: true in exactly one process. Raises SetupError on an unsound SQLite library.
    """
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError("setelan", "data", N_("folder tidak dapat dibuat")) from error
    sqlite.point_at(settings.sqlite_path, checkpoints=checkpoints)
    connect()


def connect() -> None:
    """Give this thread its connection, kept until the thread ends."""
    database.connect(reuse_if_open=True)


def close_database() -> None:
    """Close this thread's connection; harmless when there is none."""
    if not database.is_closed():
        database.close()


@contextmanager
def transaction() -> Iterator[None]:
    """One write, whole or not at all; nested use joins the outer one."""
    connect()
    if database.in_transaction():
        yield
        return
    with _write_lock, database.atomic():
        yield


def require_transaction() -> None:
    """RuntimeError outside a transaction: for what must be undone with its caller's work."""
    if not database.in_transaction():
        raise RuntimeError("only inside a transaction")


def after_commit(call: Callable[[], Any]) -> None:
    """Run `call` once the present transaction is on disk (at once when there is none)."""
    database.after_commit(call)


def rows(sql: str, /, **values: Any) -> list[tuple[Any, ...]]:
    """All rows of a statement."""
    found: list[tuple[Any, ...]] = database.execute_sql(*_for_the_engine(sql, values)).fetchall()
    return found


def value(sql: str, /, **values: Any) -> Any:
    """The first column of the first row; None when there is no row."""
    found = database.execute_sql(*_for_the_engine(sql, values)).fetchone()
    return found[0] if found else None


def objects(table: type[_Table], sql: str, /, **values: Any) -> list[_Table]:
    """All rows of a statement as rows of the table."""
    text, parameters = _for_the_engine(sql, values)
    return list(table.raw(text, *parameters))


def add(table: type[Model], /, **columns: Any) -> int:
    """Add a row with these columns, and what the table gives the others; its id.

    As `table.create`, without the time that composing the statement takes.
    """
    sql, usual, keep = _adding(table, tuple(columns))
    found = _kept([*columns.values(), *usual], keep)
    return int(database.execute_sql(sql, found).fetchone()[0])


def change(row: Model, unless_new: str, /, **columns: Any) -> bool:
    """Change the row and its object, unless the column `unless_new` has changed meanwhile.

    As an `update` of the query builder, without the time that composing the statement takes.
    """
    sql, keep = _changing(type(row), tuple(columns), unless_new)
    found = _kept([*columns.values(), row.get_id(), getattr(row, unless_new)], keep)
    if database.execute_sql(sql, found).fetchone() is None:
        return False
    for name, each in columns.items():
        setattr(row, name, each)
    return True


def _for_the_engine(sql: str, values: dict[str, Any]) -> tuple[str, list[Any]]:
    text, names, several = _spoken(sql)
    if not several:
        return text, [values[name] for name in names]
    text, _, _ = _spoken(sql, *(len(values[name]) for name in several))
    parameters: list[Any] = []
    for name in names:
        parameters += values[name] if name in several else (values[name],)
    return text, parameters


@cache
def _spoken(sql: str, *lengths: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The statement with the engine's own marks, the names in it, and those of tuples."""
    left = iter(lengths)
    found = list(_NAMED.finditer(sql))

    def mark(one: re.Match[str]) -> str:
        if not one["of"]:
            return database.param
        return f"IN ({', '.join([database.param] * next(left, 0)) or 'NULL'})"

    several = tuple(one["name"] for one in found if one["of"])
    return _NAMED.sub(mark, sql), tuple(one["name"] for one in found), several


@cache
def _adding(table: type[Model], names: tuple[str, ...]) -> tuple[str, list[Any], _Keep]:
    usual = {one.name: value for one, value in table._meta.defaults.items()}
    others = [name for name in usual if name not in names]
    fields = [table._meta.fields[name] for name in (*names, *others)]
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    marks = ", ".join([database.param] * len(fields))
    sql = f'INSERT INTO "{table._meta.table_name}" ({columns}) VALUES ({marks}) RETURNING "id"'
    return sql, [usual[name] for name in others], _keeping(fields)


@cache
def _changing(table: type[Model], names: tuple[str, ...], unless_new: str) -> tuple[str, _Keep]:
    fields = [table._meta.fields[name] for name in (*names, "id", unless_new)]
    *changed, key, same = (f'"{field.column_name}" = {database.param}' for field in fields)
    sql = f'UPDATE "{table._meta.table_name}" SET {", ".join(changed)} WHERE {key} AND {same}'
    return f'{sql} RETURNING "id"', _keeping(fields)


def _keeping(fields: list[Field]) -> _Keep:
    """Those of the fields whose values are kept otherwise than given: their place, and how."""
    # JSONField's own way is for statements of the query builder only.
    ours: dict[type[Field], Callable[[Any], Any]] = {
        DateField: date.isoformat,
        JSONField: partial(json.dumps, ensure_ascii=False),
    }
    return [
        (place, ours.get(type(field), field.db_value))
        for place, field in enumerate(fields)
        if type(field) not in _PLAIN
    ]


def _kept(values: list[Any], keep: _Keep) -> list[Any]:
    for place, how in keep:
        if values[place] is not None:
            values[place] = how(values[place])
    return values
