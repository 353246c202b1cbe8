"""The checklist of a file: what was seen, what is missing or wrong, and where to get it."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared import clock, db
from shared.errors import N_, Invalid, NotFound, Refused
from shared.records import ApplicationItem
from shared.rules.applications import states
from shared.rules.applications.moves import UNDECIDED, change, move, record
from shared.rules.applications.view import row_by_id
from shared.rules.common.actor import Actor
from shared.rules.common.office import here
from shared.rules.common.words import tidy_note

ORIGINAL, COPY, SHOWN = "original", "copy", "shown"
FORMS = {ORIGINAL: N_("Asli"), COPY: N_("Fotokopi"), SHOWN: N_("Ditunjukkan")}
MISSING = N_("belum ada")
IF_NEEDED = N_("bila diperlukan")
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


@dataclass(frozen=True)
class Unmet:
    """A paper (or a choice of papers) that stops the file: which, why, where to get it."""

    wording: str
    why: str
    where: str


def items(application_id: int) -> list[ApplicationItem]:
    """The papers of the file, in the order in which they were asked for."""
    rows = ApplicationItem.select().where(
        ApplicationItem.office == here().id, ApplicationItem.application_id == application_id
    )
    return list(rows.order_by(ApplicationItem.id))


def tick(application_id: int, seen: Mapping[int, Seen], by: Actor) -> None:
    """Write down what was seen of each paper (by its row's id); opens the check of a new file.

    What was proposed and decided rests on the papers: it falls as soon as one of them changes.
    """
    with db.transaction():
        row = row_by_id(application_id)
        if row.state == states.RECEIVED:
            move(row, "check", by)
        if row.state != states.CHECKING:
            raise Refused(N_("Berkas ini tidak sedang diperiksa."), code="wrong-state")
        known = {item.id: item for item in items(application_id)}
        if not seen.keys() <= known.keys():
            raise NotFound(N_("Syarat ini tidak ada di berkas."), code="no-item")
        changed = [_write(known[item_id], what, by) for item_id, what in seen.items()]
        decided = any(getattr(row, column) for column in UNDECIDED)
        if decided and any(changed):
            change(row, **UNDECIDED)
            record(row, "recheck", by)
        else:
            record(row, "tick", by)


def unmet(application_id: int) -> list[Unmet]:
    """Exactly what is still missing or wrong; empty when the file is complete (clause 4.2)."""
    rows = items(application_id)
    single = [_single(item) for item in rows if _is_single(item)]
    choices = [_choice(rows, group) for group in _groups(rows)]
    return [one for one in (*single, *choices) if one is not None]


def to_bring(application_id: int) -> list[Unmet]:
    """What a returned file's applicant is told: what is unmet, and what may yet be needed."""
    open_ones = [item for item in items(application_id) if item.applies is None and not item.fault]
    may_need = [Unmet(one.wording, one.condition or IF_NEEDED, one.where) for one in open_ones]
    return [*unmet(application_id), *may_need]


def undecided(application_id: int) -> list[str]:
    """Conditional papers of which nobody has said whether they apply."""
    return [item.wording for item in items(application_id) if item.applies is None]


def reminders(application_id: int) -> list[str]:
    """Choices that do not block but that the officer should ask about (`blocking = false`)."""
    rows, standard = items(application_id), here().standard
    found = []
    for code in dict.fromkeys(group for item in rows for group in item.groups):
        group = standard.item_group(code)
        met = sum(_is_met(item) for item in rows if code in item.groups)
        if not group.blocking and met < group.min_met:
            found.append(group.title)
    return found


def _write(item: ApplicationItem, what: Seen, by: Actor) -> bool:
    """Keep what was seen; whether that is something else than before."""
    if what.form is not None and what.form not in FORMS:
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


def _is_single(item: ApplicationItem) -> bool:
    return item.need == "W" or (item.need == "K" and item.applies is True) or bool(item.fault)


def _is_met(item: ApplicationItem) -> bool:
    return bool(item.seen and not item.fault)


def _single(item: ApplicationItem) -> Unmet | None:
    if _is_met(item):
        return None
    return Unmet(item.wording, item.fault or MISSING, item.where)


def _groups(rows: list[ApplicationItem]) -> list[str]:
    codes = dict.fromkeys(group for item in rows if item.need == "1" for group in item.groups)
    return [code for code in codes if here().standard.item_group(code).blocking]


def _choice(rows: list[ApplicationItem], code: str) -> Unmet | None:
    group = here().standard.item_group(code)
    members = [item for item in rows if code in item.groups]
    met = sum(_is_met(item) for item in members)
    if met >= group.min_met:
        return None
    wording = f"{group.title}: " + " / ".join(item.wording for item in members)
    where = "; ".join(dict.fromkeys(item.where for item in members))
    return Unmet(wording, MISSING, where)
