"""A pytest plugin that only tells which clauses of the standard the collected tests prove.

python -m pytest --collect-only -q -p tests.guards.clause_marks
"""

import json
import sys

import pytest

BEGINS = "CLAUSES "


def pytest_collection_finish(session: pytest.Session) -> None:
    marks = {
        (str(mark.args[0]), item.nodeid)
        for item in session.items
        for mark in item.iter_markers("clause")
    }
    sys.stdout.write(f"\n{BEGINS}{json.dumps(sorted(marks))}\n")
