"""The one place where an application changes state, with its event and its journal line."""

from typing import Any

from shared import clock, db
from shared.announce import announce
from shared.errors import N_, Invalid
from shared.records import Application, ApplicationEvent
from shared.rules.applications import states, view
from shared.rules.common import journal, versions, words
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.queue import outcomes
from shared.rules.queue.ticket import ACCEPTED, LACKING

UNDECIDED = dict.fromkeys(
    ("proposed_at", "proposed_by", "complete_at", "complete_by", "valid_at", "valid_by")
)
"""The columns of a file about which nobody has said anything yet."""


def move(
    row: Application,
    name: str,
    by: Actor,
    *,
    reason: str | None = None,
    note: str | None = None,
    **columns: Any,
) -> Application:
    """Make the named move inside the present transaction; the row as it is afterwards.

    Raises Refused from a wrong state or when somebody else was quicker, Invalid without a reason
    where one is needed.
    """
    db.require_transaction()
    after = states.target(row.state, name)
    if states.MOVES[name].needs_reason and not reason:
        raise Invalid(N_("Pilih alasannya."), code="reason")
    before = row.state
    change(row, state=after, **columns)
    record(row, name, by, before=before, reason=reason, note=note)
    return row


def change(row: Application, **columns: Any) -> None:
    """Set columns of a row that nobody else has changed meanwhile."""
    versions.change(row, N_("Berkas ini baru saja diubah orang lain. Muat ulang."), **columns)


def record(
    row: Application,
    what: str,
    by: Actor,
    *,
    before: str | None = None,
    reason: str | None = None,
    note: str | None = None,
) -> None:
    """Write down what happened to the file."""
    ApplicationEvent.create(
        office=here().id,
        application_id=row.id,
        at=clock.now(),
        what=what,
        before=before,
        after=row.state,
        who=by.who,
        role=by.signs,
        reason=reason,
        note=words.tidy_note(note),
    )
    journal.write(by, f"application.{what}", view.number_text(row.year, row.number), reason=reason)
    announce("applications")
    _tell_visit(row, what, by)


def _tell_visit(row: Application, what: str, by: Actor) -> None:
    """How the visit ends in which this happens, so that nobody has to be asked.

    Given back on its first day: that visit ended so, also where the section found it later.
    """
    if what == "hand":
        outcomes.tell_collected(by)
    elif row.ticket_id and what in ("register", "return"):
        outcomes.tell(row.ticket_id, ACCEPTED if what == "register" else LACKING)
    elif row.ticket_id and what == "resubmit":
        outcomes.tell(row.ticket_id, ACCEPTED, still_here=True)
