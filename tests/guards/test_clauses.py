"""Which clauses of the service standard a test proves; no test names one that does not exist."""

import json
import subprocess
import sys

from deploy.environment import ROOT
from tests.guards import standard_clauses
from tests.guards.clause_marks import BEGINS


def _marked() -> dict[str, list[str]]:
    """The tests that bear each clause's mark."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "tests.guards.clause_marks"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith(BEGINS))
    marked: dict[str, list[str]] = {}
    for number, test in json.loads(line.removeprefix(BEGINS)):
        marked.setdefault(number, []).append(test)
    return marked


def test_every_marked_clause_exists_and_the_unproven_ones_are_told(capsys):
    existing, marked = standard_clauses.existing(), _marked()
    unknown = {number: tests for number, tests in marked.items() if number not in existing}
    assert unknown == {}
    unproven = sorted(existing - marked.keys(), key=lambda n: [int(part) for part in n.split(".")])
    with capsys.disabled():
        sys.stdout.write(f"\nClauses without a test: {', '.join(unproven) or 'none'}\n")
