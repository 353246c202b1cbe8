"""The campaign itself: what it plants is Python, the same for the same seed, and it can tell."""

import ast

import pytest

from deploy.environment import ROOT
from tests.campaigns import mutants


@pytest.mark.parametrize("room", ["common", "queue"])
def test_what_is_planted_is_python_and_the_same_for_the_same_seed(room: str) -> None:
    some = mutants.chosen(room, 30, 1)
    assert len(some) == 60
    assert some == mutants.chosen(room, 30, 1) != mutants.chosen(room, 30, 2)
    for one in some:
        text = (ROOT / one.file).read_text("utf-8")
        assert ast.dump(ast.parse(one.planted())) != ast.dump(ast.parse(text)), one.name


@pytest.mark.campaign
@pytest.mark.timeout(300)
def test_a_change_that_a_test_notices_is_told_from_one_that_is_none() -> None:
    reach = mutants.measured(tests=["tests/shared/rules/corrective/test_way.py"])
    file = "shared/rules/corrective/allowed.py"
    text = (ROOT / file).read_text("utf-8")

    def change(was: str, now: str) -> mutants.Mutant:
        first = text.index(was)
        line = text[:first].count("\n") + 1
        return mutants.Mutant(
            "plain", file, range(line, line + 1), first, first + len(was), was, now
        )

    changes = [
        change("step == VERIFY and", "step == DO and"),
        change("step == VERIFY and", "(step == VERIFY) and"),
        # Read when the module is imported.
        change("VERIFY: (DONE,)", "VERIFY: (OPEN,)"),
        change("VERIFY: (DONE,)", "VERIFY: (DONE, DONE)"),
    ]
    assert mutants.noticed(reach, changes) == [True, False, True, False]
