"""The papers for one or several kinds of application together: a union without doubles."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from shared.standard.items import EVERY_KIND, Choices, Item, ItemGroup, Level, Need
from shared.standard.kinds import Kind
from shared.standard.schema import Code, valid

_ORDER: tuple[Level, ...] = ("W", "1", "K", "O")
# What an item is asked as when several kinds ask it differently: the first of these that one says.
_STRENGTH: tuple[Level, ...] = ("W", "K", "1", "O")


@dataclass(frozen=True)
class RequiredItem:
    """One paper to bring; `when` is its condition, `groups` the choices it belongs to.

    `clause` and `basis` list every source; `outside_standard` when no clause asks for it.
    """

    item: Item
    need: Level
    kinds: tuple[str, ...]
    groups: tuple[str, ...]
    clause: str
    basis: str
    when: str
    when_en: str
    note: str
    note_en: str

    @property
    def outside_standard(self) -> bool:
        return not self.clause


@dataclass(frozen=True)
class Matrix:
    """Everything that decides which papers are asked."""

    kinds: tuple[Kind, ...]
    items: tuple[Item, ...]
    groups: tuple[ItemGroup, ...]
    needs: Mapping[Code, tuple[Need, ...]]
    choices: Choices

    def required(self, kinds: Collection[str], on: date) -> tuple[RequiredItem, ...]:
        """The union for those kinds on that day: required first, then choices, then the rest."""
        asked = [
            (kind.code, need)
            for kind in valid(self.kinds, on)
            if kind.code in kinds
            for need in self.needs_of(kind.code, on)
        ]
        replaced = {code for _, need in asked for code in need.replaces}
        found = [
            _combine(item, [(kind, need) for kind, need in asked if need.item == item.code])
            for item in self._items_on(on)
            if item.code not in replaced and any(need.item == item.code for _, need in asked)
        ]
        return tuple(sorted(found, key=lambda each: (_ORDER.index(each.need), each.groups)))

    def needs_of(self, kind: str, on: date) -> tuple[Need, ...]:
        """One row of the matrix on that day, without what the office has switched off."""
        known = {item.code for item in self._items_on(on)}
        row = self.needs.get(kind, ()) + self.needs.get(EVERY_KIND, ())
        kept = [
            need
            for need in valid(row, on)
            if need.item in known and not self.choices.drops(kind, need)
        ]
        return tuple(self._settled(need, kept) for need in kept)

    def _items_on(self, on: date) -> tuple[Item, ...]:
        return valid(self.items, on)

    def _settled(self, need: Need, row: Iterable[Need]) -> Need:
        """A choice that leaves no choice, because the others are switched off, is a duty."""
        members = [each for each in row if each.group == need.group and each.need == "1"]
        least = next((each.min_met for each in self.groups if each.code == need.group), 0)
        if need.need == "1" and len(members) <= least:
            return replace(need, need="W", group="", when="", when_en="")
        return need


def _combine(item: Item, asked: list[tuple[str, Need]]) -> RequiredItem:
    needs = [need for _, need in asked]
    strongest = next(level for level in _STRENGTH if level in [need.need for need in needs])
    bound = [need for need in needs if strongest != "W" and need.need in ("K", "1")]
    return RequiredItem(
        item=item,
        need=strongest,
        kinds=_distinct(kind for kind, _ in asked),
        groups=_distinct(need.group for need in needs),
        clause=", ".join(_distinct(need.clause for need in needs)),
        basis="; ".join(_distinct(need.basis for need in needs)),
        when="; ".join(_distinct(need.when for need in bound)),
        when_en="; ".join(_distinct(need.when_en for need in bound)),
        note="; ".join(_distinct(need.note for need in needs)),
        note_en="; ".join(_distinct(need.note_en for need in needs)),
    )


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Without doubles and blanks, in the order given."""
    return tuple(dict.fromkeys(word for word in words if word))
