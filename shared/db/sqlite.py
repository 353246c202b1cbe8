"""What only SQLite speaks: WAL with full syncs, its pragmas, which versions can be trusted.

Whatever another engine would be told otherwise stands here, behind a name.
"""

import sqlite3 as _stdlib_sqlite
from pathlib import Path
from typing import Any

import peewee
from peewee import SqliteDatabase

from shared.errors import SetupError

_FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}
_FIXED_SINCE = (3, 51, 3)

MARK = ":{}"
"""How a statement marks the place of a named value."""

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "busy_timeout": 15_000,
    "cache_size": -256,  # each thread has one; the system keeps the file in memory anyway
    "temp_store": "memory",
}

database = SqliteDatabase(None, lock_type="IMMEDIATE", autoconnect=False)


def version() -> tuple[int, int, int]:
    """Version of the SQLite library that the database handle really uses."""
    library = getattr(peewee, "sqlite3", _stdlib_sqlite)
    major, minor, patch = library.sqlite_version_info[:3]
    return major, minor, patch


def is_sound(found: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (sqlite.org/wal.html#walresetbug)."""
    branch = _FIXED_BRANCHES.get(found[:2])
    return found >= _FIXED_SINCE or (branch is not None and found[2] >= branch)


def point_at(path: Path, *, checkpoints: bool) -> None:
    """Point the handle at this file; SetupError when the library could damage it.

    `checkpoints`: true in exactly one process.
    """
    if not is_sound(version()):
        found = ".".join(map(str, version()))
        reason = f"pustaka SQLite {found} dapat merusak data; pasang pysqlite3"
        raise SetupError("lingkungan", "sqlite", reason)
    database.init(str(path), pragmas={**PRAGMAS, "wal_autocheckpoint": 1_000 if checkpoints else 0})


def inserted(sql: str, values: dict[str, Any]) -> int:
    """Add a row by this statement; its id."""
    return int(database.execute_sql(sql, values).lastrowid)


def data_version() -> int:
    """A number that changes when another connection has committed."""
    return int(database.execute_sql("PRAGMA data_version").fetchone()[0])
