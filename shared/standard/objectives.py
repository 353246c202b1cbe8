"""What is measured of the service, and what is proposed to the Camat as each one's target."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from shared.standard.office import Role
from shared.standard.schema import Code, Dated, Words, entry, matching

Unit = Literal["percent", "minutes", "count", "index"]
Direction = Literal["at_least", "at_most", "trend"]
ObjectiveCode = Annotated[
    str, matching(r"[A-Z]{2}-\d\d[a-z]?", "harus seperti 'SM-01' atau 'SM-01n'")
]


@entry
class Objective(Dated):
    """An indicator of quality (Sasaran Mutu): what is counted, and which way is better.

    `formula` and `source` say it in words; `owner` answers for it. Of fewer than `least` nothing is
    judged. `of`: the category of complaints that is counted, where only one is. `later`: from what
    it will be computed, while nothing computes it.
    """

    code: ObjectiveCode
    title: Words
    unit: Unit
    direction: Direction
    proposed: Annotated[Decimal, Field(ge=0)] | None = None
    least: Annotated[int, Field(ge=0)] = 5
    owner: Role
    formula: Words
    source: Words
    of: Code | None = None
    later: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.direction == "trend") != (self.proposed is None):
            raise ValueError("proposed diisi, kecuali bila direction trend")
