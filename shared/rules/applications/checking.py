"""The counter goes through the papers of an application: what was seen of each is written down."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared import clock, db
from shared.errors import N_, Invalid, NotFound
from shared.records import ApplicationItem
from shared.rules.applications import allowed, moves, papers, states
from shared.rules.common.actor import Actor
from shared.rules.common.words import tidy_note

_SEEN = ("seen", "form", "number", "note", "fault", "applies")


@dataclass(frozen=True)
class Seen:
    """What the officer ticks for one paper; `fault` says in words what is wrong with it."""

    seen: bool
    form: str | None = None
    number: str = ""
    note: str = ""
    fault: str = ""
    applies: bool | None = None


def tick(application_id: int, seen: Mapping[int, Seen], by: Actor) -> None:
    """Write down what was seen of each paper (by its row's id); opens the check of a new file.

    What was proposed and decided rests on the papers: it falls as soon as one of them changes.
    """
    with db.transaction():
        case = allowed.case_for(application_id, "tick", by)
        row, known = case.row, {item.id: item for item in case.items}
        if row.state == states.RECEIVED:
            moves.move(row, "check", by)
        if not seen.keys() <= known.keys():
            raise NotFound(N_("Syarat ini tidak ada di berkas."), code="no-item")
        changed = [_write(known[item_id], what, by) for item_id, what in seen.items()]
        decided = any(getattr(row, column) for column in moves.UNDECIDED)
        if decided and any(changed):
            moves.change(row, **moves.UNDECIDED)
            moves.record(row, "recheck", by)
        else:
            moves.record(row, "tick", by)


def _write(item: ApplicationItem, what: Seen, by: Actor) -> bool:
    """Keep what was seen; whether that is something else than before."""
    if what.form is not None and what.form not in papers.FORMS:
        raise Invalid(N_("Pilih asli, fotokopi, atau ditunjukkan."), code="form")
    before = [getattr(item, column) for column in _SEEN]
    item.seen, item.form = what.seen, what.form
    item.number = tidy_note(what.number)
    item.note, item.fault = tidy_note(what.note), tidy_note(what.fault)
    if item.need == "K":
        item.applies = what.applies if what.applies is not None else item.applies
        item.applies = True if what.seen else item.applies
    item.by, item.at = by.who, clock.now()
    item.save()
    return before != [getattr(item, column) for column in _SEEN]
