"""What an indicator found, exactly; rounded half upwards only where it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from shared.errors import N_
from shared.rules.common import words
from shared.rules.quality import index
from shared.standard.objectives import Objective

MET, MISSED, SPARSE, NOTHING, SHOWN = "met", "missed", "sparse", "nothing", "shown"
VERDICTS = {
    MET: N_("Tercapai"),
    MISSED: N_("Tidak tercapai"),
    SPARSE: N_("Data belum cukup"),
    NOTHING: N_("Tidak ada data"),
    SHOWN: N_("Tanpa target"),
}
_MINUTE = 60_000

Rows = Sequence[tuple[int, int | Fraction]]
"""Of what was counted: its id, and whether it counts (0, 1), how many milliseconds it took, or
what it comes to by itself."""


@dataclass(frozen=True)
class Measured:
    """So many of so many, and the value that follows; None where nothing was there to count."""

    part: int
    whole: int
    value: Fraction | None

    def kept(self) -> list[Any]:
        """As it is stored: `read` makes it again."""
        return [self.part, self.whole, None if self.value is None else str(self.value)]


def read(kept: Sequence[Any]) -> Measured:
    """What `kept` wrote."""
    part, whole, value = kept
    return Measured(part, whole, None if value is None else Fraction(value))


def share(rows: Rows) -> Measured:
    """How many per cent of the rows count."""
    return of(sum(bool(counts) for _, counts in rows), len(rows))


def of(part: int, whole: int) -> Measured:
    """So many of so many, in per cent."""
    return Measured(part, whole, Fraction(100 * part, whole) if whole else None)


def median(rows: Rows) -> Measured:
    """The time in the middle, or halfway between the two in the middle, in minutes."""
    times, number = sorted(time for _, time in rows), len(rows)
    middle = times[(number - 1) // 2] + times[number // 2] if times else 0
    return Measured(number, number, Fraction(middle, 2 * _MINUTE) if times else None)


def nine_of_ten(rows: Rows) -> Measured:
    """The shortest time that nine of ten do not exceed, in minutes."""
    times, number = sorted(time for _, time in rows), len(rows)
    value = Fraction(times[-(-9 * number // 10) - 1], _MINUTE) if times else None
    return Measured(number, number, value)


def mean(rows: Rows) -> Measured:
    """What they come to on average."""
    number, value = len(rows), Fraction(sum(each for _, each in rows))
    return Measured(number, number, value / number if rows else None)


def number(rows: Rows) -> Measured:
    """How many there are."""
    return Measured(len(rows), len(rows), Fraction(len(rows)))


def total(rows: Rows) -> Measured:
    """All times together, in minutes."""
    return Measured(len(rows), len(rows), Fraction(sum(time for _, time in rows), _MINUTE))


def meets(found: Measured, objective: Objective, target: Decimal | None) -> str:
    """How it stands to the target, compared exactly; `SPARSE` of fewer than the least."""
    if found.value is None:
        return NOTHING
    if target is None or objective.direction == "trend":
        return SHOWN
    if found.whole < objective.least:
        return SPARSE
    wanted = Fraction(target)
    # The grades of the index begin at rounded values (DOMAIN 4.4): it is judged as it is told.
    value = Fraction(index.rounded(found.value)) if objective.unit == "index" else found.value
    reached = value >= wanted if objective.direction == "at_least" else value <= wanted
    return MET if reached else MISSED


def written(found: Measured, unit: str) -> str:
    """`95,5 %`, `12,0 menit`, `3`, `88,31`; `–` where there is nothing to tell."""
    if found.value is None:
        return "–"
    if unit == "percent":
        return words.percent(found.value, 100)
    if unit == "count":
        return str(found.part)
    if unit == "index":
        return index.written(found.value)
    return f"{index.written(found.value, 1)} menit"


def target_text(objective: Objective, target: Decimal | None) -> str:
    """`≥ 95 %`, `≤ 15 menit`, `≤ 0`; `tren` where that is all, `belum` where none is set."""
    if objective.direction == "trend":
        return "tren"
    if target is None:
        return "belum"
    sign = "≥" if objective.direction == "at_least" else "≤"
    unit = {"percent": " %", "minutes": " menit"}.get(objective.unit, "")
    plain = f"{target.normalize():f}".replace(".", ",")
    return f"{sign} {plain}{unit}"
