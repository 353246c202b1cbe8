"""Papers of a file on the slip printer instead of A4: asked for once a press, forgotten in time."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.records import SlipJob
from shared.rules.common.office import here
from shared.rules.paper import own_papers, slip_texts
from shared.rules.paper import slips as prints

RECEIPT, RETURN_NOTE, COMPLAINT = "receipt", "return-note", "complaint"
KINDS = (RECEIPT, RETURN_NOTE)
SLIP = "slip"


def wanted(kind: str) -> bool:
    """Whether this paper comes out as a slip here: the office says so, or has no A4 printer."""
    settings = here().settings
    if kind not in KINDS or settings.printers_ticket == prints.NO_PRINTER:
        return False
    return settings.receipts == SLIP or settings.printers_sheet == prints.NO_PRINTER


def ask(kind: str, application_id: int, touch: str, code: str = "") -> int:
    """Ask for the slip of a file; the same press gives the same job."""
    say: dict[str, Callable[[], dict[str, Any]]] = {
        RECEIPT: lambda: slip_texts.receipt(application_id, code),
        RETURN_NOTE: lambda: slip_texts.return_note(application_id),
    }
    token = hashlib.sha256(f"{kind} {touch}".encode()).hexdigest()[:16]
    with db.transaction():
        job = prints.ask_once(kind, token, say[kind])
        announce("paper")
    return job


def purge() -> int:
    """Forget what slips said whose time is over: they hold a name and a code; how many."""
    old = clock.now() - timedelta(seconds=own_papers.KEPT_SECONDS)
    with db.transaction():
        spent = SlipJob.update(payload={}, data=None).where(
            SlipJob.office == here().id,
            SlipJob.kind.in_((*KINDS, COMPLAINT)),
            SlipJob.state.not_in(prints.LIVE),
            SlipJob.changed_at < old,
            SlipJob.data.is_null(False),
        )
        return int(spent.execute())
