"""What only SQLite speaks: WAL with full syncs, its pragmas, which versions can be trusted.

Whatever another engine would be told otherwise stands here, behind a name.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import peewee
from peewee import SqliteDatabase

from shared.errors import SetupError

_FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}
_FIXED_SINCE = (3, 51, 3)

_AILMENTS = {
    "is locked": "locked",
    "disk is full": "full",
    "disk I/O error": "broken",
    "readonly database": "broken",
    "unable to open database": "broken",
    "malformed": "corrupt",
    "not a database": "corrupt",
}
_unread: list[str] = []

MARK = ":{}"
"""How a statement marks the place of a named value."""

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "busy_timeout": 5_000,
    "cache_size": -256,  # each thread has one; the system keeps the file in memory anyway
    "temp_store": "memory",
    "journal_size_limit": 16 * 2**20,  # what one large write made of the WAL is given back
}

_WORTH_COMPACTING = 64 * 2**20


def is_sound(found: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (sqlite.org/wal.html#walresetbug)."""
    branch = _FIXED_BRANCHES.get(found[:2])
    return found >= _FIXED_SINCE or (branch is not None and found[2] >= branch)


def _handle() -> SqliteDatabase:
    """On x86-64 peewee takes pysqlite3; that has no wheel for arm64, so there it is cysqlite."""
    own = getattr(peewee, "sqlite3").sqlite_version_info  # noqa: B009 (its types do not tell)
    kind: Callable[..., SqliteDatabase] = SqliteDatabase
    if not is_sound(own[:3]):
        from playhouse.cysqlite_ext import CySqliteDatabase  # 2 MB that nobody else carries

        kind = partial(CySqliteDatabase, rank_functions=False)
    return kind(None, lock_type="IMMEDIATE", autoconnect=False)


database = _handle()


def version() -> tuple[int, int, int]:
    """Version of the SQLite library that the database handle really uses."""
    major, minor, patch = database.server_version
    return major, minor, patch


def point_at(path: Path, *, checkpoints: bool) -> None:
    """Point the handle at this file; SetupError when the library could damage it.

    `checkpoints`: true in exactly one process.
    """
    if not is_sound(version()):
        found = ".".join(map(str, version()))
        reason = f"pustaka SQLite {found} dapat merusak data; jalankan ./deploy/run"
        raise SetupError("lingkungan", "sqlite", reason)
    database.init(str(path), pragmas={**PRAGMAS, "wal_autocheckpoint": 1_000 if checkpoints else 0})


def files_of(path: Path) -> list[Path]:
    """The database's file and those that SQLite keeps beside it."""
    return [path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm"))]


@contextmanager
def faults_told() -> Iterator[None]:
    """SetupError in place of what SQLite says of a file that it cannot read or write."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, peewee.DatabaseError) and not ailment(error):
            raise
        reason = f"basis data tidak dapat dipakai ({error}); pakai cadangan, atau folder data lain"
        raise SetupError(str(database.database), "-", reason) from error


def ailment(error: BaseException) -> str:
    """`locked`, `full`, `broken` or `corrupt`: what SQLite means; empty for any other error.

    While rows are read the driver's own errors come through, not those of peewee.
    """
    kinds = {kind.__name__ for kind in type(error).__mro__}  # of PEP 249, whichever driver
    words = str(error) if "DatabaseError" in kinds else ""
    return next((found for said, found in _AILMENTS.items() if said in words), "")


def begin_checking() -> None:
    """The next table that is read through is the first one."""
    _unread.clear()


def check_next(found_bad: Callable[[], None]) -> bool:
    """Read one more table and its indexes through; true when that was the last.

    `found_bad` is called when something in it does not fit.
    """
    if not _unread:
        _unread.extend(database.get_tables())
    table = _unread.pop()
    rows = database.execute_sql(f'PRAGMA quick_check("{table}")').fetchall()
    if rows != [("ok",)]:
        found_bad()
    return not _unread


def lost_files() -> bool:
    """Whether a file of the database was removed while this process has it open."""
    file, _, _ = files_of(Path(str(database.database)).resolve())
    gone = {f"{file} (deleted)", f"{file}-wal (deleted)"}
    for handle in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            if os.readlink(f"/proc/self/fd/{handle}") in gone:
                return True
    return False


@contextmanager
def unsynced() -> Iterator[None]:
    """Nothing inside waits for the disk, all is on it at the end; a power cut takes the database.

    For what is made anew after a cut, by the only process that has it open.
    """
    database.pragma("synchronous", "off", permanent=True)
    try:
        yield
    finally:
        database.pragma("synchronous", PRAGMAS["synchronous"], permanent=True)
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def keep_log() -> None:
    """Bring into the file what stands in the log beside it, as far as this connection has it."""
    database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")


def inserted(sql: str, values: dict[str, Any]) -> int:
    """Add a row by this statement; its id."""
    return int(database.execute_sql(sql, values).lastrowid)


def insert_all(sql: str, values: Iterable[dict[str, Any]]) -> None:
    """Add a row by this statement for each of these values."""
    database.cursor().executemany(sql, values)


@dataclass(frozen=True)
class Size:
    """Bytes of the database: its file, what of it is empty, and the log beside it."""

    file: int
    empty: int
    log: int


def size() -> Size:
    """How large the opened database is."""
    path = Path(str(database.database))
    page, empty = (int(_pragma(name)) for name in ("page_size", "freelist_count"))
    log = path.with_name(f"{path.name}-wal")
    return Size(path.stat().st_size, page * empty, log.stat().st_size if log.exists() else 0)


def compact(day: date) -> bool:
    """Write a large file anew without its holes, once a month and if there is room; whether.

    Rows that forgot what they said leave holes that no page of the free list tells of. Takes about
    a second for 200 MB, in which nobody else may write, and as much memory as the file is long.
    """
    file, month = size().file, day.year * 12 + day.month
    room = shutil.disk_usage(Path(str(database.database)).parent).free
    if file < _WORTH_COMPACTING or month <= _pragma("user_version"):
        return False
    if min(room, _memory()) < 2 * file:
        return False
    database.execute_sql("VACUUM")
    database.execute_sql(f"PRAGMA user_version = {month}")
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return True


def copy_to(path: Path) -> None:
    """Write the database as it is at this moment into another file; writers go on meanwhile."""
    database.execute_sql("VACUUM INTO :path", {"path": str(path)})


def _memory() -> int:
    """Bytes of memory that the machine could still give."""
    told = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
    return int(told["MemAvailable"].split()[0]) * 1024


def _pragma(name: str) -> Any:
    return database.execute_sql(f"PRAGMA {name}").fetchone()[0]


def schema() -> list[str]:
    """The statements that make the database's tables and indexes, as they stand in it."""
    found = database.execute_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name"
    )
    return [sql for (sql,) in found.fetchall()]


def plan(sql: str, values: dict[str, Any]) -> list[str]:
    """By which steps the engine would answer this statement."""
    found = database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    return [str(step[-1]) for step in found]


def data_version() -> int:
    """A number that changes when another connection has committed."""
    return int(_pragma("data_version"))
