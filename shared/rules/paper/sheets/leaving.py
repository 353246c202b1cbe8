"""A KK whose file goes another way: its print is stopped, and not begun."""

from shared.records import SheetJob
from shared.rules.applications import states as file_states
from shared.rules.applications.view import row_by_id
from shared.rules.common.actor import Actor
from shared.rules.paper.sheets.documents import KK
from shared.rules.paper.sheets.hands import cancel
from shared.rules.paper.sheets.rows import of_application
from shared.rules.paper.sheets.states import LIVE


def stop(application_id: int, by: Actor) -> None:
    """Cancel the prints of a file's KK that wait, ask back those that are under way."""
    for row in of_application(application_id):
        if row.state in LIVE and not row.cancel_asked:
            cancel(row.id, by)


def may_go(row: SheetJob) -> bool:
    """Whether the file of this print is where a KK is printed; a paper of ours always goes."""
    if row.kind != KK or row.application_id is None:
        return True
    return row_by_id(row.application_id).state in file_states.KK_PRINTED_IN
