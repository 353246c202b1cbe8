"""The database handle: SQLite in WAL with full syncs, one write at a time in each process.

SQLite's own waiting for the write lock is unfair, so a process takes its own lock before BEGIN.
A connection is kept per thread: closing the last one would checkpoint on every request.
"""

import sqlite3 as _stdlib_sqlite
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import peewee
from peewee import SqliteDatabase

from shared.config import Settings
from shared.errors import N_, SetupError

_FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}
_FIXED_SINCE = (3, 51, 3)

_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "busy_timeout": 15_000,
    "cache_size": -256,  # each thread has one; the system keeps the file in memory anyway
    "temp_store": "memory",
}

database = SqliteDatabase(None, lock_type="IMMEDIATE", autoconnect=False)
_write_lock = threading.RLock()


def sqlite_version() -> tuple[int, int, int]:
    """Version of the SQLite library that the database handle really uses."""
    library = getattr(peewee, "sqlite3", _stdlib_sqlite)
    major, minor, patch = library.sqlite_version_info[:3]
    return major, minor, patch


def is_sound(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (sqlite.org/wal.html#walresetbug)."""
    branch = _FIXED_BRANCHES.get(version[:2])
    return version >= _FIXED_SINCE or (branch is not None and version[2] >= branch)


def open_database(settings: Settings, *, checkpoints: bool) -> None:
    """Point the handle at the office's file and connect this thread.

    `checkpoints`: true in exactly one process. Raises SetupError on an unsound SQLite library.
    """
    version = sqlite_version()
    if not is_sound(version):
        found = ".".join(map(str, version))
        reason = f"pustaka SQLite {found} dapat merusak data; pasang pysqlite3"
        raise SetupError("lingkungan", "sqlite", reason)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError("setelan", "data", N_("folder tidak dapat dibuat")) from error
    pragmas = {**_PRAGMAS, "wal_autocheckpoint": 1_000 if checkpoints else 0}
    database.init(str(settings.sqlite_path), pragmas=pragmas)
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


def after_commit(call: Callable[[], Any]) -> None:
    """Run `call` once the present transaction is on disk (at once when there is none)."""
    database.after_commit(call)


def rows(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """All rows of a statement, for the few places where the query builder is too slow."""
    return list(database.execute_sql(sql, parameters).fetchall())


def data_version() -> int:
    """A number that changes when another connection has committed."""
    return int(database.execute_sql("PRAGMA data_version").fetchone()[0])
