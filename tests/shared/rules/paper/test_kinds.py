"""Every process knows every kind of slip and sheet, whatever it imports; what is missing shows."""

import subprocess
import sys

import pytest

from shared.rules.paper import slips
from shared.rules.paper.sheets.kinds import PAPER, SheetKind


def run(code: str) -> str:
    """What a fresh process prints and complains of."""
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=False)
    return done.stdout + done.stderr


def test_whoever_imports_only_the_outbox_knows_the_kinds_of_every_subject() -> None:
    told = run("from shared.rules.paper import sheets, slips; print(*sheets.KINDS, *slips.KINDS)")
    assert set(told.split()) == {
        *("kk", "paper", "receipt"),
        *("ticket", "checklist", "receipt", "return-note", "complaint", "test"),
    }


def test_a_station_without_a_layout_for_a_kind_does_not_start() -> None:
    stray = "class Stray(slips.Slip):\n    kind = 'stray'\n"
    told = run(f"from shared.rules.paper import slips\n{stray}import printstation.__main__")
    assert "no layout for" in told
    assert "Stray" in told


def test_no_two_subjects_take_one_name() -> None:
    with pytest.raises(TypeError, match="two kinds"):
        SheetKind(PAPER, priority=1)
    with pytest.raises(TypeError, match="two slips"):
        type("Twin", (slips.Slip,), {"kind": "ticket", "__module__": __name__})
