"""Lives of a print station with an A4 printer, that die or stand still at a chosen step.

    python -m tests.journeys.mortal_sheets

As `mortal`, with the steps of the way of a sheet. At a step named `still-…` the process does not
die: it stops (SIGSTOP) once, so that something else can be killed meanwhile.
"""

import os
import signal
from pathlib import Path
from typing import Any

from printstation.printers.sheet import OVER
from printstation.printers.sheet_cups import CupsSheets
from printstation.sheets import document
from shared.records import SheetEvent
from shared.rules.paper import sheets
from tests.journeys import lives, mortal
from tests.journeys.mortal import Die, Hang, after, before
from tests.running import until

WHICH = "sheets"


def _claimed(die: Die) -> None:
    claim = sheets.claim_next

    def dying(station: str, printer: str) -> Any:
        row = claim(station, printer)
        if row is not None:
            die()
        return row

    sheets.claim_next = dying


def _to(state: str) -> Any:
    return lambda _row, into, *_, **__: into == state


def _records(state: str) -> Any:
    return lambda *_, **columns: columns.get("state") == state


def _seen_over(die: Die) -> None:
    """Death when CUPS is done with the job and nothing of that is recorded."""
    see = CupsSheets.see

    def dying(*args: Any) -> Any:
        sight = see(*args)
        if sight.place in OVER:
            die()
        return sight

    CupsSheets.see = dying  # type: ignore[method-assign]


_STEPS: dict[str, Hang] = {
    "claimed": _claimed,
    "withdrawn": after(CupsSheets, "withdraw"),
    "document-written": before(CupsSheets, "submit"),
    "submitted": after(CupsSheets, "submit"),
    "held-not-committed": after(SheetEvent, "create", _records(sheets.HELD)),
    "held": after(sheets, "step", _to(sheets.HELD)),
    "releasing-not-committed": after(SheetEvent, "create", _records(sheets.RELEASING)),
    "releasing": after(sheets, "step", _to(sheets.RELEASING)),
    "released": after(CupsSheets, "release"),
    "printing": after(sheets, "step", _to(sheets.PRINTING)),
    "followed": after(CupsSheets, "see"),
    "seen-over": _seen_over,
    "before-printed": before(sheets, "printed"),
    "printed-not-committed": after(SheetEvent, "create", _records(sheets.PRINTED)),
    "printed": after(sheets, "printed"),
}


def _still(hang: Hang) -> Hang:
    def hung(_: Die) -> None:
        left = [1]

        def stand_still() -> None:
            if left.pop() if left else 0:
                os.kill(os.getpid(), signal.SIGSTOP)

        hang(stand_still)

    return hung


STEPS = {**_STEPS, **{f"still-{name}": _still(hang) for name, hang in _STEPS.items()}}
mortal.STEPS[WHICH] = STEPS
KILLED_AT = sorted(_STEPS)


class SheetLives(lives.Lives):
    """The lives of a print station with an A4 printer."""

    module = "tests.journeys.mortal_sheets"

    def __init__(self, environ: dict[str, str]) -> None:
        super().__init__(WHICH, environ)

    def stands_still(self, seconds: float, step: str) -> None:
        """Wait until the life stands still at its step."""
        until(lambda: _state(self._pid) == "T", seconds, f"standing still at {step}")

    def go_on(self) -> None:
        """Let a life that stands still go on."""
        os.kill(self._pid, signal.SIGCONT)


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


if __name__ == "__main__":
    assert document  # loaded before the first life, as everything else
    mortal.main(WHICH)
