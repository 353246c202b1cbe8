"""The test slip: shows that printer, paper width and cutter are right."""

from printstation.layouts import frame
from printstation.printers.roll import Roll
from shared.rules.paper.slips import TrialSlip


def compose(roll: Roll, slip: TrialSlip) -> None:
    """Put the test slip on the roll."""
    roll.headline("CETAK UJI", tallest=4).gap(8)
    frame.when(roll, slip.day, slip.time)
    roll.gap(12).line(_ruler(roll.columns()))
    roll.line(_ruler(roll.columns("b")), font="b")
    roll.gap(8).line("0123456789 ABCDEFGHIJ", bold=True)
    roll.gap(8).bar("HURUF PUTIH DI ATAS HITAM")
    roll.gap(28).code("ANTREAN CETAK UJI").gap(24)
    roll.words("Kertas terpasang benar bila kedua tepi garis ini terlihat:")


def _ruler(columns: int) -> str:
    return "".join(str(column % 10) for column in range(1, columns + 1))
