"""The slips of the office: what stands around every slip, and a layout for what each kind says."""

from collections.abc import Callable
from typing import Any

from printstation.layouts import applications, complaints, frame, queue
from printstation.printers.roll import Roll
from shared.rules.applications.file_slips import ChecklistSlip, ReceiptSlip, ReturnSlip
from shared.rules.complaints.slip import ComplaintSlip
from shared.rules.paper.slips import KINDS, Slip, TrialSlip
from shared.rules.queue.slip import TicketSlip

_TRIED = "ANTREAN CETAK UJI"


def _trial(roll: Roll, slip: TrialSlip) -> None:
    """Put the test slip on the roll."""
    roll.headline("CETAK UJI", tallest=4).gap(8)
    frame.when(roll, slip.day, slip.time)
    roll.gap(12).line(_ruler(roll.columns()))
    roll.line(_ruler(roll.columns("b")), font="b")
    roll.gap(8).line("0123456789 ABCDEFGHIJ", bold=True)
    roll.gap(8).bar("HURUF PUTIH DI ATAS HITAM")
    roll.gap(28).code(_TRIED).gap(24)
    roll.words("Apakah kotak di bawah ini gambar?", bold=True)
    roll.words('Bila ya, pencetak ini menggambar kode sendiri: printers.codes = "printer"')
    roll.gap(16).printers_code(_TRIED).gap(24)
    roll.words("Kertas terpasang benar bila kedua tepi garis ini terlihat:")


def _ruler(columns: int) -> str:
    return "".join(str(column % 10) for column in range(1, columns + 1))


_LAYOUTS: dict[type[Slip], Callable[[Roll, Any], None]] = {
    TicketSlip: queue.ticket,
    ChecklistSlip: applications.checklist,
    ComplaintSlip: complaints.receipt,
    ReceiptSlip: applications.receipt,
    ReturnSlip: applications.return_note,
    TrialSlip: _trial,
}
if without := set(KINDS.values()) - set(_LAYOUTS):
    raise RuntimeError(f"no layout for {without}")


def compose(
    slip: Slip,
    paper_width_mm: int,
    logo: bytes | None = None,
    *,
    copy: int = 0,
    draws_codes: bool = False,
) -> bytes:
    """The ESC/POS bytes of one slip, the same for the same; a `copy` is marked CETAK ULANG.

    `draws_codes`: the printer is known to draw QR codes itself.
    """
    roll = Roll(paper_width_mm, draws_codes=draws_codes)
    frame.header(roll, slip, copy, logo)
    _LAYOUTS[type(slip)](roll, slip)
    return frame.footer(roll, slip)
