"""What a test shows of each clause of the service standard, and what none does yet, and why."""

import json
import subprocess
import sys
import tomllib

import pytest

from deploy.environment import ROOT
from tests.guards import planted_breaks, standard_clauses
from tests.guards.clause_marks import BEGINS, KINDS

LISTS = ("no software can show it", "not built yet")
FEW = ("2.2", "4.2", "11.6")
pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def marked() -> dict[str, dict[str, set[str]]]:
    """Of both kinds of marks: the tests that bear each clause's."""
    tests = (ROOT / "tests").rglob("test_*.py")
    marking = [str(one) for one in tests if "clause" in one.read_text("utf-8")]
    collect = ["-m", "pytest", "--collect-only", "-q", "-p", "tests.guards.clause_marks"]
    done = subprocess.run(
        [sys.executable, *collect, *marking], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith(BEGINS))
    found: dict[str, dict[str, set[str]]] = {kind: {} for kind in KINDS}
    for kind, number, test in json.loads(line.removeprefix(BEGINS)):
        found[kind].setdefault(number, set()).add(test.partition("::")[0])
    return found


@pytest.fixture(scope="module")
def listed() -> dict[str, dict[str, str]]:
    """The clauses without a behaviour test, by the kind of reason."""
    kept = tomllib.loads(planted_breaks.LISTED.read_text("utf-8"))
    return {kind: kept[kind] for kind in LISTS}


def test_every_marked_clause_exists(marked):
    existing = standard_clauses.existing()
    for kind in KINDS:
        assert marked[kind].keys() - existing == set(), kind


def test_a_clause_is_shown_by_a_behaviour_test_or_stands_in_one_list_with_its_reason(
    marked, listed, capsys
):
    clauses = standard_clauses.without_headings()
    without = {number: reason for kind in LISTS for number, reason in listed[kind].items()}
    assert len(without) == sum(map(len, listed.values())), "a clause stands in both lists"
    assert all(without.values())
    assert clauses - marked["clause"].keys() == without.keys()
    with capsys.disabled():
        sys.stdout.write(
            f"\nClauses not built yet: {', '.join(listed['not built yet']) or 'none'}\n"
        )


def test_what_is_read_of_every_clause_is_compared_with_the_printed_standard(marked):
    printed = "tests/shared/standard/test_words_of_the_standard.py"
    shown = "tests/kiosk/touch/reading/test_standard.py"
    for number in standard_clauses.without_headings():
        part = number.partition(".")[0]
        assert shown in marked["clause_text"][part], number
        if part != "2":  # the matrix of papers holds more than the printed lines
            assert printed in marked["clause_text"].get(number, ()), number


def test_every_clause_with_a_behaviour_test_has_a_break_that_still_fits(marked):
    breaks = planted_breaks.listed()
    assert breaks.keys() == marked["clause"].keys()
    for clause, one in breaks.items():
        assert one.fits, (clause, one.was)
        assert one.test in marked["clause"][clause], (clause, one.test)


@pytest.mark.campaign
def test_planted_breaks_turn_red():
    assert {one.clause: said for one, said in planted_breaks.table(list(FEW)) if said} == {}
