"""The papers people bring, and which kind of application asks for which of them."""

from typing import Annotated, Literal

from pydantic import Field

from shared.standard.schema import Code, Dated, Titled, Words, entry

# W required · K required when a condition holds · 1 at least so many of its group · O if there is
Level = Literal["W", "K", "1", "O"]

# The row of the matrix that counts for every kind.
EVERY_KIND = "SEMUA"


@entry
class Bring(Titled):
    """How a paper is brought: original, copy, shown, filled in."""


@entry
class Item(Titled):
    """A paper: short words for screens, its official name, and where one gets it.

    `repeatable`: one for each element of the KK that is to be changed. `for_proxy`: only when
    somebody comes in the applicant's place.
    """

    official: Words
    form: str = ""
    bring: Code
    hint: str = ""
    hint_en: str = ""
    where: Words
    where_en: Words
    repeatable: bool = False
    for_proxy: bool = False


@entry
class ItemGroup(Titled):
    """Papers of which `min_met` are enough; not `blocking`: only a reminder to the officer."""

    min_met: Annotated[int, Field(ge=1)]
    blocking: bool = True


@entry
class Need(Dated):
    """One cell of the matrix; `replaces` names papers that it makes unnecessary."""

    item: Code
    need: Level
    group: str = ""
    when: str = ""
    when_en: str = ""
    note: str = ""
    note_en: str = ""
    replaces: tuple[Code, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.need == "K" and not self.when:
            raise ValueError("need K harus punya when (syaratnya, misalnya 'bila diwakilkan')")
        if self.need == "1" and not self.group:
            raise ValueError("need 1 harus punya group (kelompok pilihannya)")
        if bool(self.when) != bool(self.when_en) or bool(self.note) != bool(self.note_en):
            raise ValueError("when dan note harus diisi bersama when_en dan note_en")


@entry
class Choices:
    """What this office decides: national papers it does not ask, kinds it sends to the Dinas."""

    switched_off: tuple[str, ...] = ()
    referred: tuple[Code, ...] = ()

    def drops(self, kind: str, need: Need) -> bool:
        """Whether the office has switched this need off; the standard's own cannot be."""
        off = need.item in self.switched_off or f"{kind}.{need.item}" in self.switched_off
        return off and need.outside_standard
