"""The slip to take home: which papers an application needs, and where to get each."""

from printstation.layouts import frame
from printstation.layouts.plain import plain
from printstation.printers.roll import Roll
from shared.rules.applications.file_slips import ChecklistSlip, Wanted


def compose(roll: Roll, slip: ChecklistSlip) -> None:
    """Put the checklist on the roll."""
    roll.words(plain(slip.title).upper(), bold=True)
    roll.gap(14)
    for item in slip.items:
        _paper(roll, item)
    roll.rule(1).gap(12)
    if slip.number:
        roll.pair("Nomor antrean Anda", plain(slip.number)).gap(8)
    roll.words("Beri tanda pada kotak bila sudah ada. Bawa semuanya ke loket.")
    roll.gap(8)
    frame.when(roll, slip.day, slip.time)


def _paper(roll: Roll, item: Wanted) -> None:
    roll.item("[ ] ", plain(item.text), bold=True)
    if details := "; ".join(filter(None, (item.note, item.where))):
        roll.item("     ", plain(details), font="b")
    roll.gap(10)
