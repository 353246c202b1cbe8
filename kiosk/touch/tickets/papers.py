"""The papers of a kind of application: how to bring each, where to get a missing one."""

from dataclasses import dataclass

from kiosk.touch.common.translate import _
from shared import clock
from shared.rules.common.office import here
from shared.standard import text
from shared.standard.kinds import Kind
from shared.standard.requirements import RequiredItem
from shared.web import languages


@dataclass(frozen=True)
class ChecklistLine:
    """One line of the checklist.

    `condition`: when it is needed, and what else to know of it. `outside` tells on what it rests
    when no clause asks for it.
    """

    title: str
    bring: str
    icon: str
    condition: str
    where: str
    outside: str

    @property
    def spoken(self) -> str:
        """The line as the voice reads it."""
        return ", ".join(part for part in (self.title, self.bring, self.condition) if part)


@dataclass(frozen=True)
class ChecklistPart:
    """Lines that are asked in the same way; `enough` of them will do (0: only if it applies)."""

    title: str
    enough: int
    papers: tuple[ChecklistLine, ...]

    @property
    def ticks(self) -> str:
        """Which ticks the script waits for: one of them, or all."""
        if self.enough == 1 and len(self.papers) > 1:
            return " data-any"
        return " data-all" if self.enough else ""


_ICONS = {"ASLI": "file-certificate", "FOTOKOPI": "copy", "TUNJUKKAN": "eye", "FORMULIR": "writing"}


def checklist(kind: Kind) -> list[ChecklistPart]:
    """The papers of one kind, in the order in which people should look for them."""
    asked = here().standard.requirements([kind.code], clock.service_day())
    parts = [_part(_("Harus dibawa"), [one for one in asked if one.need == "W"], everything=True)]
    for code in dict.fromkeys(one.groups[0] for one in asked if one.need == "1"):
        group = here().standard.item_group(code)
        members = [one for one in asked if one.need == "1" and one.groups[0] == code]
        title = text(group, "title", languages.chosen())
        parts.append(ChecklistPart(title, group.min_met, tuple(map(_paper, members))))
    parts.append(_part(_("Hanya bila begitu"), [one for one in asked if one.need == "K"]))
    parts.append(_part(_("Bila ada"), [one for one in asked if one.need == "O"]))
    return [part for part in parts if part.papers]


def _part(title: str, asked: list[RequiredItem], *, everything: bool = False) -> ChecklistPart:
    return ChecklistPart(title, len(asked) if everything else 0, tuple(map(_paper, asked)))


def _paper(each: RequiredItem) -> ChecklistLine:
    item, tongue = each.item, languages.chosen()
    return ChecklistLine(
        title=text(item, "title", tongue),
        bring=text(here().standard.bring_as(item.bring), "title", tongue),
        icon=_ICONS.get(item.bring, "file"),
        condition=", ".join(filter(None, (text(each, "note", tongue), text(each, "when", tongue)))),
        where=text(item, "where", tongue),
        outside=each.basis if each.outside_standard else "",
    )
