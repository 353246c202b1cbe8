"""The checklist of an application as a page has it: in the order in which it is gone through."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.records import ApplicationItem
from shared.rules.applications import papers
from shared.rules.common.office import here

_USUAL = {
    "ASLI": papers.ORIGINAL,
    "FOTOKOPI": papers.COPY,
    "ASLI_ATAU_FOTOKOPI": papers.COPY,
    "TUNJUKKAN": papers.SHOWN,
    "FORMULIR": papers.ORIGINAL,
}
_SECTIONS = (("W", "Wajib"), ("K", "Bila syaratnya ada"), ("O", "Bila ada"))
_ICONS = {
    "ok": "circle-check",
    "bad": "alert-triangle",
    "none": "circle-dashed",
    "skip": "circle-minus",
}


@dataclass(frozen=True)
class PaperLine:
    """One paper; `usual`: how it is usually brought, `stands`: ok, bad, none or skip."""

    id: int
    wording: str
    need: str
    condition: str
    clause: str
    basis: str
    where: str
    bring: str
    usual: str
    seen: bool
    form: str
    number: str
    note: str
    fault: str
    applies: bool | None
    stands: str

    @property
    def is_conditional(self) -> bool:
        """Whether somebody has to say if it is needed."""
        return self.need == "K"

    @property
    def is_skipped(self) -> bool:
        """Whether somebody has said that it is not needed."""
        return self.applies is False

    @property
    def icon(self) -> str:
        """How it stands, as a picture."""
        return _ICONS[self.stands]

    @property
    def how(self) -> str:
        """How it was seen, in words."""
        if self.stands == "skip":
            return "tidak perlu"
        if not self.seen:
            return papers.MISSING
        return papers.FORMS.get(self.form, "ada")


@dataclass(frozen=True)
class Section:
    """Papers of one kind of duty; `enough` of them must be there where it is a choice."""

    title: str
    papers: tuple[PaperLine, ...]
    enough: int = 0

    @property
    def met(self) -> int:
        """How many are there without a fault."""
        return sum(one.seen and not one.fault for one in self.papers)


def sections(rows: Sequence[ApplicationItem]) -> list[Section]:
    """The checklist in the order in which it is gone through: duties, choices, conditions."""
    left, found = list(rows), []
    choices = dict.fromkeys(group for item in left if item.need == "1" for group in item.groups)
    for code in choices:
        group = here().standard.item_group(code)
        members = [item for item in left if item.need == "1" and code in item.groups]
        left = [item for item in left if item not in members]
        if members:
            found.append(Section(group.title, tuple(map(_line, members)), group.min_met))
    by_need = {need: [item for item in left if item.need == need] for need, _ in _SECTIONS}
    rest = [
        Section(title, tuple(map(_line, by_need[need])))
        for need, title in _SECTIONS
        if by_need[need]
    ]
    return [*rest[:1], *found, *rest[1:]] if by_need["W"] else [*found, *rest]


def _line(item: ApplicationItem) -> PaperLine:
    return PaperLine(
        id=item.id,
        wording=item.wording,
        need=item.need,
        condition=item.condition or "",
        clause=item.clause,
        basis=item.basis,
        where=item.where,
        bring=here().standard.bring_as(item.bring).title,
        usual=_USUAL.get(item.bring, papers.ORIGINAL),
        seen=item.seen,
        form=item.form or "",
        number=item.number or "",
        note=item.note or "",
        fault=item.fault or "",
        applies=item.applies,
        stands=_stands(item),
    )


def _stands(item: ApplicationItem) -> str:
    if item.applies is False and not item.seen:
        return "skip"
    return "bad" if item.fault else "ok" if item.seen else "none"
