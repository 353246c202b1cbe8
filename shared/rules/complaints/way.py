"""The one place where a complaint changes, with its event and its journal line."""

from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid
from shared.records import Complaint, ComplaintEvent
from shared.rules.common import journal, staff, versions
from shared.rules.common.actor import CITIZEN, SYSTEM, Actor
from shared.rules.common.office import here
from shared.rules.complaints import dues, states
from shared.rules.complaints.names import number_of

LONGEST = 2000
CHANGED = N_("Pengaduan ini baru saja diubah orang lain. Muat ulang, lalu tulis lagi.")
_NAMES = {CITIZEN.who: N_("Pengadu"), SYSTEM.who: N_("Sistem")}


def move(
    row: Complaint,
    name: str,
    by: Actor,
    *,
    reason: str | None = None,
    text: str | None = None,
    **columns: Any,
) -> None:
    """Make the named move inside the present transaction; Refused from a wrong state."""
    db.require_transaction()
    before, after = row.state, states.target(row.state, name)
    change(row, state=after, **columns)
    record(row, name, by, before=before, reason=reason, text=text)


def change(row: Complaint, **columns: Any) -> None:
    """Set columns of a row that nobody else has changed meanwhile, and its next deadline.

    Raised because the desk was late, it comes down again once the desk has done its step; with the
    Camat because it was not settled twice, it stays there.
    """
    for name, value in columns.items():
        setattr(row, name, value)
    due = dues.next_due(row)
    raised = row.escalation and row.reopened < states.TWICE
    if raised and row.replied_at is None and (due is None or due >= clock.now()):
        columns |= {"escalation": 0, "escalated_at": None}
    versions.change(row, CHANGED, **columns, next_due_at=due)


def record(
    row: Complaint,
    what: str,
    by: Actor,
    *,
    before: str | None = None,
    reason: str | None = None,
    text: str | None = None,
) -> None:
    """Write down what happened; the journal learns that, and not what was written."""
    ComplaintEvent.create(
        office=here().id,
        complaint_id=row.id,
        at=clock.now(),
        what=what,
        before=before,
        after=row.state,
        who=by.who,
        role=by.signs,
        name=_NAMES.get(by.who) or staff.named(by.who),
        reason=reason,
        text=text,
    )
    journal.write(by, f"complaint.{what}", number_of(row))
    announce("complaints")


def words(text: str | None, missing: str) -> str:
    """A text that must be there, without stray blanks; Invalid when it is empty or too long."""
    kept = (text or "").strip()
    if not kept:
        raise Invalid(missing, code="text")
    if len(kept) > LONGEST:
        raise Invalid(
            N_("Tulisan terlalu panjang, paling banyak %(most)s huruf."), code="text", most=LONGEST
        )
    return kept
