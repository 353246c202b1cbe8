"""The checklist of a file: what was seen, what is missing or wrong, and where to get it."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.errors import N_
from shared.records import ApplicationItem
from shared.rules.common.office import here
from shared.standard.items import ItemGroup

ORIGINAL, COPY, SHOWN = "original", "copy", "shown"
FORMS = {ORIGINAL: N_("Asli"), COPY: N_("Fotokopi"), SHOWN: N_("Ditunjukkan")}
MISSING = N_("belum ada")
IF_NEEDED = N_("bila diperlukan")


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


def unmet(rows: Sequence[ApplicationItem]) -> list[Unmet]:
    """Exactly what is still missing or wrong; empty when the file is complete (clause 4.2)."""
    single = [
        Unmet(item.wording, item.fault or MISSING, item.where)
        for item in rows
        if not _is_met(item)
        and (item.need == "W" or (item.need == "K" and item.applies is True) or item.fault)
    ]
    to_choose = [item for item in rows if item.need == "1"]
    return [*single, *(_choice(rows, one) for one in _lacking(rows, to_choose, blocking=True))]


def to_bring(rows: Sequence[ApplicationItem]) -> list[Unmet]:
    """What a returned file's applicant is told: what is unmet, and what may yet be needed."""
    open_ones = [item for item in rows if item.applies is None and not item.fault]
    may_need = [Unmet(one.wording, one.condition or IF_NEEDED, one.where) for one in open_ones]
    return [*unmet(rows), *may_need]


def undecided(rows: Sequence[ApplicationItem]) -> list[str]:
    """Conditional papers of which nobody has said whether they apply."""
    return [item.wording for item in rows if item.applies is None]


def reminders(rows: Sequence[ApplicationItem]) -> list[str]:
    """Choices that do not block but that the officer should ask about (`blocking = false`)."""
    return [group.title for group in _lacking(rows, rows, blocking=False)]


def _lacking(
    rows: Sequence[ApplicationItem], asked: Sequence[ApplicationItem], *, blocking: bool
) -> list[ItemGroup]:
    """The choices to which these papers belong and of which too few are there."""
    codes = dict.fromkeys(code for item in asked for code in item.groups)
    groups = [here().standard.item_group(code) for code in codes]
    return [
        group
        for group in groups
        if group.blocking == blocking
        and sum(_is_met(item) for item in rows if group.code in item.groups) < group.min_met
    ]


def _is_met(item: ApplicationItem) -> bool:
    return bool(item.seen and not item.fault)


def _choice(rows: Sequence[ApplicationItem], group: ItemGroup) -> Unmet:
    members = [item for item in rows if group.code in item.groups]
    wording = f"{group.title}: " + " / ".join(item.wording for item in members)
    where = "; ".join(dict.fromkeys(item.where for item in members))
    return Unmet(wording, MISSING, where)
