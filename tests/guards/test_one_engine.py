"""What only one engine speaks, and the marks of its values, stand in `shared/db` alone.

So another engine can take SQLite's place by a setting: every written statement passes one door.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from deploy.environment import ROOT

PARTS = ("shared", "kiosk", "display", "printstation", "deploy")
OURS = {
    "shared/db",  # the room itself
    "shared/records/migrations",  # each engine will have its own first form
    "deploy/benchmarks/ledger.py",  # the floor: SQLite with nothing around it
}
SQL = re.compile(
    r"\b(SELECT\s|INSERT INTO|UPDATE \w+ SET|DELETE FROM|\sFROM \w|WHERE\s|(ORDER|GROUP) BY)"
    r"|\w = :[a-z]|PRAGMA |VACUUM|INSERT OR |REPLACE INTO"
)
ONLY_ONE = {
    "a mark of one engine, not a name": r"\?|%s|%\(",
    "JSON in words of one engine": r"json_\w+\(|jsonb?_\w+\(|->",
    "a function of one engine": (
        r"\b(total|ifnull|nvl|group_concat|string_agg|julianday|strftime|unixepoch|typeof|iif|printf"
        r"|instr|changes|last_insert_rowid|random|hex|to_char|date_trunc|now|datetime|date|time)\s*\("
    ),
    "MAX or MIN of several": r"\b(MAX|MIN)\s*\([^()]*,",
    "a word of one engine": (
        r"\b(rowid|sqlite_\w+|PRAGMA|VACUUM|INSERT OR|REPLACE INTO|GLOB|REGEXP|MATCH|ILIKE"
        r"|INDEXED BY|NOT INDEXED|AUTOINCREMENT|ISNULL|NOTNULL|NOCASE|DISTINCT ON|FOR UPDATE)\b|::"
    ),
    "NOT NULL without IS": r"(?<!IS) NOT NULL",
    "a sign that only keeps one planner from an index": (
        r"(\b(BY|AND|OR|NOT|ON|WHERE|SELECT)\s|[(,=<>]\s*)\+\s*[a-z_]"
    ),
    "equal signs of a program": r"==",
    "LIMIT with a comma": r"LIMIT [^\s,]+,",
    "a column that could be of either row": r"DO UPDATE\s.*SET (\w+) = \1\b",
}
# Functions that every engine has, as far as the query builder is asked for them.
FUNCTIONS = {"SUM", "MIN", "MAX", "COUNT", "EXISTS", "COALESCE", "LOWER", "SUBSTR"}
DOORS = {"execute_sql", "raw", "SQL", "executescript"}


@cache
def _sources() -> list[tuple[str, ast.Module]]:
    paths = [path for part in PARTS for path in sorted((ROOT / part).rglob("*.py"))]
    return [
        (name, ast.parse(path.read_text("utf-8")))
        for path in paths
        for name in [path.relative_to(ROOT).as_posix()]
        if not any(name == ours or name.startswith(f"{ours}/") for ours in OURS)
    ]


def _texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """All text of the program but docstrings; what is put into a text is left out of it."""
    told = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inside = {
        part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(
                    part.value if isinstance(part, ast.Constant) else "x" for part in node.values
                ),
            )
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in told | inside
        ):
            yield node.lineno, node.value


def _faults(sql: str) -> list[str]:
    return [name for name, words in ONLY_ONE.items() if re.search(words, sql, re.IGNORECASE)]


def test_written_sql_is_understood_by_every_engine() -> None:
    statements, found = 0, {}
    for name, tree in _sources():
        for line, text in _texts(tree):
            if SQL.search(text):
                statements += 1
                if faults := _faults(text):
                    found[f"{name}:{line}"] = faults
    assert found == {}
    assert statements > 40


def test_written_sql_passes_the_one_door() -> None:
    found = [
        f"{name}:{node.lineno} {node.attr if isinstance(node, ast.Attribute) else node.id}"
        for name, tree in _sources()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in DOORS)
        or (isinstance(node, ast.Name) and node.id == "SQL")
    ]
    assert found == []


def test_the_query_builder_is_asked_only_for_what_every_engine_has() -> None:
    found = [
        f"{name}:{node.lineno} {node.attr}"
        for name, tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and (
            (
                isinstance(node.value, ast.Name)
                and node.value.id == "fn"
                and node.attr not in FUNCTIONS
            )
            or node.attr in ("on_conflict_ignore", "on_conflict_replace", "regexp")
        )
    ]
    assert found == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM ticket WHERE id = ?",
        "SELECT * FROM ticket WHERE id = %s",
        "SELECT json_extract(before, '$.calls') FROM ticket_event",
        "SELECT service FROM ticket GROUP BY +service",
        "SELECT TOTAL(sheets) FROM paper_load",
        "SELECT 1 FROM complaint WHERE next_due_at NOT NULL",
        "INSERT OR IGNORE INTO ticket (id) VALUES (1)",
        "SELECT name FROM sqlite_master",
        "SELECT MAX(left_at, issued_at) FROM ticket",
        "SELECT julianday(at) FROM ticket",
        "PRAGMA wal_checkpoint",
        "INSERT INTO day_counter (last) VALUES (1) ON CONFLICT (id) DO UPDATE SET last = last + 1",
    ],
)
def test_the_guard_sees(sql: str) -> None:
    assert SQL.search(sql)
    assert _faults(sql)
