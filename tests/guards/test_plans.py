"""No statement walks through the past or sorts it: each goes straight to what it shows.

The statements are those of an office of some years (`asked.py`). The rows are not counted for the
planner, here as in every office: `deploy/decisions/plans.md` says why.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shared import db
from tests.guards.asked import Asked, asked

_ALLOWED = tomllib.loads(Path(__file__).with_name("plans.toml").read_text("utf-8"))
_STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")
_NAMES = re.compile(
    r'(?:FROM|JOIN|UPDATE|INTO) (?:"main"\.)?"?(\w+)"?'
    r'(?: AS)?(?: "?(?!WHERE|ON|LEFT|JOIN|SET|ORDER)(\w+)"?)?'
)
# An index of which only the office is asked is all of the table.
_WALK = re.compile(r"SCAN (?!CONSTANT)(?:main\.)?(\w+)|SEARCH (\w+) USING .*\(office_id=\?\)$")
# A list that is asked for with nothing in it reads no row, whatever its plan.
_EMPTY = re.compile(r"AND \(0 = 1\)")


def test_nothing_walks_through_the_past_or_sorts_it(tmp_path: Path) -> None:
    with asked(tmp_path) as heard:
        found = set(_faults(heard))
    allowed = {(kind, place) for kind in ("walks", "sorts") for place in _ALLOWED[kind]}
    assert found - allowed == set(), "mend it, or give its reason in plans.toml"
    assert allowed - found == set(), "no longer so: take it out of plans.toml"


def _faults(heard: dict[Asked, Any]) -> Iterator[tuple[str, str]]:
    for one, values in heard.items():
        if one.place and _STATEMENT.match(one.sql) and not _EMPTY.search(one.sql):
            for kind, table in _plan(one.sql, values):
                if table not in _ALLOWED["small"]:
                    yield kind, f"{one.place} {table}"


def _plan(sql: str, values: Any) -> Iterator[tuple[str, str]]:
    names = _NAMES.findall(sql)
    tables = {short or name: name for name, short in names}
    plan = db.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    for *_, step in plan:
        if "TEMP B-TREE" in step:
            yield "sorts", names[0][0]
        elif walk := _WALK.match(step):
            name = walk[1] or walk[2]
            if _ALLOWED["few"].keys().isdisjoint(step.split()):
                yield "walks", tables.get(name, name)
