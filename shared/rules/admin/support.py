"""What of the database may leave the office when somebody from outside helps: its form, no row."""

import pkgutil
import re
import sys
from collections.abc import Iterator
from importlib import import_module

from peewee import DatabaseError

from shared import db, rules
from shared.db import sqlite
from shared.records import TABLES, JournalLine, PrinterState, YearCounter
from shared.rules.common import journal
from shared.rules.common.actor import Actor
from shared.rules.paper import printers

_WRITTEN = re.compile(r"\s*(?:SELECT|WITH)\s")
_ABOUT_COMPLAINTS = ("shared.records.complaints", "shared.records.corrective")


def announce(by: Actor) -> None:
    """Tell the journal who took a support bundle."""
    journal.note(by, "support.taken", "")


def schema() -> str:
    """The form of the database, as it is and not as it should be."""
    return ";\n".join(sqlite.schema()) + ";\n"


def counts() -> dict[str, int | str]:
    """About how many rows each table has: the first digit, then zeros.

    How many complaints there are is not for everybody, and neither is what grows with each.
    """
    return {table._meta.table_name: _about(table) for table in TABLES}


def plans() -> dict[str, list[str]]:
    """How the engine would answer each statement that the rules have written out."""
    return {name: steps for name, sql in _statements() if (steps := _plan(sql))}


def printer_states() -> list[dict[str, object]]:
    """What the stations saw of the printers, by the codes that this program knows."""
    alive = printers.alive_stations()
    return [
        {
            "printer": row.printer if row.printer in _of_settings() else "other",
            "reasons": [one if one in printers.WORDS else "other" for one in row.reasons],
            "station-alive": row.station in alive,
        }
        for row in PrinterState.select()
    ]


def _about(table: type[object]) -> int | str:
    told = table not in (JournalLine, YearCounter) and table.__module__ not in _ABOUT_COMPLAINTS
    if not told:
        return "-"
    count = str(table.select().count())  # type: ignore[attr-defined]
    return int(count[0] + "0" * (len(count) - 1))


def _of_settings() -> set[str]:
    return set(printers.addresses()) | {"ticket", "sheet"}


def _statements() -> Iterator[tuple[str, str]]:
    for found in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}."):
        import_module(found.name)
    for name, module in sorted(sys.modules.items()):
        for constant, value in sorted(vars(module).items()) if _is_ours(name) else ():
            if isinstance(value, str) and _WRITTEN.match(value):
                yield f"{name}:{constant}", value


def _is_ours(module: str) -> bool:
    return module.startswith(f"{rules.__name__}.")


def _plan(sql: str) -> list[str]:
    try:
        return db.plan(sql)
    except DatabaseError:
        return []  # a part of a statement, put together where it is asked
