"""The slips of the office: what stands around every slip, and a layout for what each kind says."""

from collections.abc import Callable
from typing import Any

from printstation.layouts import checklist, complaint, frame, receipt, return_note, ticket, trial
from printstation.printers.roll import Roll
from shared.rules.applications.file_slips import ChecklistSlip, ReceiptSlip, ReturnSlip
from shared.rules.complaints.slip import ComplaintSlip
from shared.rules.paper.slips import KINDS, Slip, TrialSlip
from shared.rules.queue.slip import TicketSlip

_LAYOUTS: dict[type[Slip], Callable[[Roll, Any], None]] = {
    TicketSlip: ticket.compose,
    ChecklistSlip: checklist.compose,
    ComplaintSlip: complaint.compose,
    ReceiptSlip: receipt.compose,
    ReturnSlip: return_note.compose,
    TrialSlip: trial.compose,
}
if without := set(KINDS.values()) - set(_LAYOUTS):
    raise RuntimeError(f"no layout for {without}")


def compose(slip: Slip, paper_width_mm: int, logo: bytes | None = None, *, copy: int = 0) -> bytes:
    """The ESC/POS bytes of one slip, the same for the same; a `copy` is marked CETAK ULANG."""
    roll = Roll(paper_width_mm)
    frame.header(roll, slip, copy, logo)
    _LAYOUTS[type(slip)](roll, slip)
    return frame.footer(roll, slip)
