"""The floor of every number given: one row, durably committed, with nothing around it."""

import threading
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

_PRAGMAS = ("journal_mode = wal", "synchronous = full", "busy_timeout = 15000")
_TABLE = (
    "CREATE TABLE IF NOT EXISTS given (id INTEGER PRIMARY KEY, touch TEXT UNIQUE, day TEXT,"
    " number INTEGER, at INTEGER, UNIQUE (day, number))"
)
_GIVE = (
    "INSERT INTO given (touch, day, number, at)"
    " SELECT ?, '2026-11-23', COALESCE(MAX(number), 0) + 1, ? FROM given WHERE day = '2026-11-23'"
    " RETURNING number"
)


_AROUND = (
    "CREATE TABLE IF NOT EXISTS step (id INTEGER PRIMARY KEY, given INTEGER, at INTEGER, what)",
    "CREATE TABLE IF NOT EXISTS slip (id INTEGER PRIMARY KEY, given INTEGER UNIQUE, data BLOB)",
    "CREATE TABLE IF NOT EXISTS line (sequence INTEGER PRIMARY KEY, at INTEGER, what, hash TEXT)",
)
_SLIP, _HASH = b"x" * 900, "x" * 64


class Ledger:
    """A SQLite file with one table, opened as the office opens its own; safe between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._of_thread = threading.local()
        self._one_writer = threading.Lock()
        for table in (_TABLE, *_AROUND):
            self._connection().execute(table)

    def give(self, touch: str, at: int, *, whole: bool = False) -> int:
        """The next number of the day, on disk when this returns.

        `whole`: with its step, its slip and its line of the journal, as an office must keep them.
        """
        connection = self._connection()
        with self._one_writer:
            connection.execute("BEGIN IMMEDIATE")
            number = connection.execute(_GIVE, (touch, at)).fetchone()[0]
            if whole:
                connection.execute(
                    "INSERT INTO step (given, at, what) VALUES (?, ?, 'taken')", (number, at)
                )
                connection.execute("INSERT INTO slip (given, data) VALUES (?, ?)", (number, _SLIP))
                connection.execute(
                    "INSERT INTO line (at, what, hash) VALUES (?, 'ticket.taken', ?)", (at, _HASH)
                )
            connection.execute("COMMIT")
        return int(number)

    def last(self) -> int:
        """The last number given."""
        return int(self._connection().execute("SELECT MAX(id) FROM given").fetchone()[0])

    def close(self) -> None:
        """Close this thread's connection."""
        self._connection().close()

    def _connection(self) -> sqlite.Connection:
        if not hasattr(self._of_thread, "connection"):
            made = sqlite.connect(str(self._path), isolation_level=None)
            for pragma in _PRAGMAS:
                made.execute(f"PRAGMA {pragma}")
            self._of_thread.connection = made
        found: sqlite.Connection = self._of_thread.connection
        return found
