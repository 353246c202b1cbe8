"""The database: one write at a time in each process, and one door for SQL that is written out.

SQLite's own waiting for the write lock is unfair, so a process takes its own lock before BEGIN.
A connection is kept per thread: closing the last one would checkpoint on every request.

Where the query builder takes longer than the engine, SQL is written out: in words that every
engine understands, with `:name` for a value (`IN :name` for those of a tuple).
"""

import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from peewee import Field, JSONField, Model, ModelObjectCursorWrapper

from shared import files
from shared.config import Settings
from shared.db import sqlite, store
from shared.db.sqlite import data_version, database, faults_told
from shared.errors import SetupError

__all__ = [
    "add",
    "add_many",
    "after_commit",
    "change",
    "close_database",
    "connect",
    "connected",
    "data_version",
    "database",
    "faults_told",
    "objects",
    "open_database",
    "plan",
    "require_transaction",
    "rows",
    "store",
    "transaction",
    "value",
]

_Table = TypeVar("_Table", bound=Model)

_Keeping = list[tuple[str, Callable[[Any], Any]]]

_NAMED = re.compile(r"(?P<of>\bIN )?:(?P<name>[a-z_]+)")
_PATIENCE_SECONDS = 5.0
_write_lock = threading.RLock()


def open_database(settings: Settings, *, checkpoints: bool) -> None:
    """Point the handle at the office's file and connect this thread.

    `checkpoints`: true in exactly one process. Raises SetupError on an unsound SQLite library.
    """
    files.make_folder(settings.data)
    store.trust()
    sqlite.point_at(settings.sqlite_path, checkpoints=checkpoints)
    connect()
    try:
        for file in sqlite.files_of(settings.sqlite_path):
            files.close_to_others(file)
    except PermissionError as error:
        reason = f"{settings.sqlite_path} terbuka bagi pengguna lain dan tidak dapat ditutup"
        raise SetupError("setelan", "database_url", reason) from error


def connect() -> None:
    """Give this thread its connection, kept until the thread ends."""
    database.connect(reuse_if_open=True)


def close_database() -> None:
    """Close this thread's connection; harmless when there is none."""
    if not database.is_closed():
        database.close()


@contextmanager
def connected() -> Iterator[None]:
    """A connection for as long as this lasts; one that was open before stays so."""
    opened = database.connect(reuse_if_open=True)
    try:
        yield
    finally:
        if opened:
            close_database()


@contextmanager
def transaction() -> Iterator[None]:
    """One write, whole or not at all; nested use joins the outer one.

    `@transaction()` over a function makes all of it one write. Raises Unavailable once the store is
    known to be corrupt.
    """
    connect()
    if database.in_transaction():
        yield
        return
    store.require_sound()
    # Whoever waits behind a lock of somebody else must not keep a thread for long.
    if not _write_lock.acquire(timeout=_PATIENCE_SECONDS):
        raise store.refusal(store.LOCKED)
    try:
        with database.atomic():
            yield
    except Exception as error:
        store.of(error)
        raise
    finally:
        _write_lock.release()


def require_transaction() -> None:
    """RuntimeError outside a transaction: for what must be undone with its caller's work."""
    if not database.in_transaction():
        raise RuntimeError("only inside a transaction")


def after_commit(call: Callable[[], Any]) -> None:
    """Run `call` once the present transaction is on disk (at once when there is none)."""
    database.after_commit(call)


def rows(sql: str, /, **values: Any) -> list[tuple[Any, ...]]:
    """All rows of a statement."""
    return _executed(sql, values).fetchall()


def value(sql: str, /, **values: Any) -> Any:
    """The first column of the first row; None when there is no row."""
    found = _executed(sql, values).fetchone()
    return found[0] if found else None


def objects(table: type[_Table], sql: str, /, **values: Any) -> list[_Table]:
    """All rows of a statement as rows of the table."""
    return list(ModelObjectCursorWrapper(_executed(sql, values), table, [], table))


def add(table: type[Model], /, **columns: Any) -> int:
    """Add a row with these columns, and what the table gives the others; its id.

    As `table.create`, without the time that composing the statement takes.
    """
    sql, usual, keeping = _adding(table, tuple(columns))
    return sqlite.inserted(sql, _kept(usual | columns, keeping))


def add_many(table: type[Model], many: Iterable[dict[str, Any]]) -> None:
    """Add rows that all tell the same columns, as `add` does, by one statement for all of them."""
    left = iter(many)
    if (first := next(left, None)) is None:
        return
    sql, usual, keeping = _adding(table, tuple(first))
    sqlite.insert_all(sql, (_kept(usual | row, keeping) for row in chain([first], left)))


def change(row: Model, unless_new: str, /, **columns: Any) -> bool:
    """Change the row and its object, unless the column `unless_new` has changed meanwhile.

    As an `update` of the query builder, without the time that composing the statement takes.
    """
    sql, keeping = _changing(type(row), tuple(columns), unless_new)
    told = columns | {"row_id": row.get_id(), "row_was": getattr(row, unless_new)}
    if value(sql, **_kept(told, keeping)) is None:
        return False
    for name, one in columns.items():
        setattr(row, name, one)
    return True


def plan(sql: str) -> list[str]:
    """By which steps the engine would answer this statement, whatever its values are."""
    _, several = _spoken(sql)
    text, _ = _spoken(sql, *(1 for _ in several))
    each = {name: None for name in re.findall(r":([a-z_]+)", sql) if name not in several}
    return sqlite.plan(text, each | {f"{name}_0": None for name in several})


def _executed(sql: str, values: dict[str, Any]) -> Any:
    text, several = _spoken(sql)
    if several:
        text, _ = _spoken(sql, *(len(values[name]) for name in several))
        each = ((name, place, one) for name in several for place, one in enumerate(values[name]))
        values |= {f"{name}_{place}": one for name, place, one in each}
    return database.execute_sql(text, values)


@cache
def _spoken(sql: str, *lengths: int) -> tuple[str, tuple[str, ...]]:
    """The statement with the engine's own marks, and the names of tuples in it."""
    left, several = iter(lengths), []

    def mark(found: re.Match[str]) -> str:
        if not found["of"]:
            return sqlite.MARK.format(found["name"])
        several.append(found["name"])
        each = (sqlite.MARK.format(f"{found['name']}_{n}") for n in range(next(left, 0)))
        return f"IN ({', '.join(each) or 'NULL'})"

    return _NAMED.sub(mark, sql), tuple(several)


@cache
def _adding(table: type[Model], given: tuple[str, ...]) -> tuple[str, dict[str, Any], _Keeping]:
    usual = {field.name: usual for field, usual in table._meta.defaults.items()}
    names = tuple(usual | dict.fromkeys(given))
    columns = ", ".join(f'"{table._meta.fields[name].column_name}"' for name in names)
    values = ", ".join(sqlite.MARK.format(name) for name in names)
    sql = f'INSERT INTO "{table._meta.table_name}" ({columns}) VALUES ({values})'
    return sql, usual, _keeping(table, names)


@cache
def _changing(table: type[Model], names: tuple[str, ...], unless: str) -> tuple[str, _Keeping]:
    columns = ", ".join(f'"{table._meta.fields[name].column_name}" = :{name}' for name in names)
    sql = f'UPDATE "{table._meta.table_name}" SET {columns} WHERE "id" = :row_id'
    return f'{sql} AND "{unless}" = :row_was RETURNING "id"', _keeping(table, names)


def _keeping(table: type[Model], names: tuple[str, ...]) -> _Keeping:
    """How values of those fields are kept that are not kept as they are given."""
    return [
        (field.name, _json if isinstance(field, JSONField) else field.db_value)
        for field in map(table._meta.fields.get, names)
        if type(field).db_value is not Field.db_value
    ]


def _kept(values: dict[str, Any], keeping: _Keeping) -> dict[str, Any]:
    for name, how in keeping:
        values[name] = how(values[name])
    return values


def _json(found: Any) -> str | None:
    # The field's own way is for statements of the query builder only.
    return None if found is None else json.dumps(found, ensure_ascii=False)
