"""The slips of the office, each composed from the payload of its print job."""

from collections.abc import Mapping
from typing import Any

from printstation.layouts import checklist, complaint, receipt, return_note, ticket, trial
from printstation.printers.roll import Roll

_LAYOUTS = {
    "ticket": ticket.compose,
    "checklist": checklist.compose,
    "complaint": complaint.compose,
    "receipt": receipt.compose,
    "return-note": return_note.compose,
    "test": trial.compose,
}


def compose(
    kind: str, payload: Mapping[str, Any], paper_width_mm: int, logo: bytes | None = None
) -> bytes:
    """The ESC/POS bytes of one slip; the same payload always gives the same bytes.

    Raises KeyError for an unknown kind or a payload that lacks what its layout prints.
    """
    return _LAYOUTS[kind](Roll(paper_width_mm), payload, logo)
