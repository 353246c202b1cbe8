"""A pytest plugin for the marks of clauses: tells them all, or leaves only one clause's tests.

python -m pytest --collect-only -q -p tests.guards.clause_marks [--only-clause 4.2]
"""

import json
import sys

import pytest

BEGINS = "CLAUSES "
KINDS = ("clause", "clause_text")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-clause")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if wanted := config.getoption("--only-clause"):
        items[:] = [
            one for one in items if any(wanted in mark.args for mark in one.iter_markers("clause"))
        ]


def pytest_collection_finish(session: pytest.Session) -> None:
    marks = {
        (kind, number, item.nodeid)
        for item in session.items
        for kind in KINDS
        for mark in item.iter_markers(kind)
        for number in mark.args
    }
    sys.stdout.write(f"\n{BEGINS}{json.dumps(sorted(marks))}\n")
