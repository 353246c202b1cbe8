"""What every slip has around its matter: the office above, the promises below."""

from printstation.layouts.plain import plain
from printstation.printers.roll import Roll
from shared.rules.paper.slips import Slip


def header(roll: Roll, slip: Slip, copy: int, logo: bytes | None) -> None:
    """The office with its emblem, closed by a rule; above it what sets this slip apart."""
    if copy:
        roll.bar(f"CETAK ULANG {copy}", times=2).gap(10)
    if slip.practice:
        roll.bar("LATIHAN - TIDAK BERLAKU").gap(10)
    if logo:
        roll.picture(logo).gap(8)
    name, *rest = [plain(line) for line in slip.office] or [""]
    roll.words(name, bold=not rest)
    for line in rest[:1]:
        roll.words(line, bold=True)
    for line in rest[1:]:
        roll.words(line, font="b")
    roll.gap(10).rule(3).gap(14)


def footer(roll: Roll, slip: Slip) -> bytes:
    """The promises of the office, then the cut."""
    roll.gap(10).rule(3).gap(12)
    roll.words(plain(slip.free), bold=True)
    if slip.complaint:
        roll.words(plain(slip.complaint))
    if slip.practice:
        roll.gap(10).bar("LATIHAN")
    return roll.cut()


def when(roll: Roll, day: str, time: str) -> None:
    """Day and time, on one line where the paper is wide enough."""
    together = plain(day) + "  " + plain(time)
    for line in [together] if len(together) <= roll.columns() else [plain(day), plain(time)]:
        roll.line(line)


def fact(roll: Roll, label: str, value: str) -> None:
    """A small label and below it what it says."""
    roll.item("", plain(label), font="b")
    roll.item("", plain(value) or "-", bold=True).gap(14)
