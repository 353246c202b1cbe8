"""What papers say: plain values that go to another process as JSON, and no other way."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, computed_field

from shared import clock
from shared.rules.common import words
from shared.rules.common.office import here

COMPLAINTS_AT = "Pengaduan & saran: Meja Informasi"


class Said(BaseModel):
    """What a slip or a document says, or a part of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Cell = str | int | float | None


class Fact(Said):
    """One figure in large: what it is, how much, and of what it is made."""

    title: str
    value: str
    parts: str


class Grid(Said):
    """A table; `total` is its last row, of all together. Numbers are numbers here."""

    name: str
    columns: list[str]
    rows: list[list[Cell]]
    total: list[Cell] | None = None
    note: str = ""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def texts(self) -> list[list[str]]:
        """The rows as people read them."""
        return [[cell_text(cell) for cell in row] for row in self.rows]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def total_texts(self) -> list[str]:
        """The last row as people read it; empty where there is none."""
        return [cell_text(cell) for cell in self.total or ()]


def cell_text(cell: Cell) -> str:
    """What stands in a cell, as people read it."""
    if isinstance(cell, str):
        return cell
    return words.number(cell, 1 if isinstance(cell, float) else 0)


@dataclass(frozen=True)
class Frame:
    """What stands on every paper of ours: letterhead, price, where to complain."""

    office: str = field(default_factory=lambda: here().standard.office.name)
    letterhead: tuple[str, ...] = field(default_factory=lambda: here().standard.office.letterhead)
    logo: str = field(default_factory=lambda: here().settings.logo)
    village: str = field(default_factory=lambda: here().standard.office.words.village)
    place: str = field(default_factory=lambda: here().standard.office.kecamatan)
    practice: bool = field(default_factory=lambda: here().settings.practice)
    free: str = field(default_factory=lambda: here().standard.fee(clock.service_day()).words)
    complaint: str = COMPLAINTS_AT


@dataclass(frozen=True)
class OwnPaper:
    """A paper of ours as it was made at that moment: `said` goes into the frame by `template`.

    `sealed`: once drawn, nobody reads it without the office's key.
    """

    template: str
    said: Said
    sealed: bool = False
    frame: Frame = field(default_factory=Frame)
    made: datetime = field(default_factory=lambda: clock.now())

    def to_json(self) -> str:
        """All that the template needs."""
        made_at = clock.local(self.made).isoformat(timespec="seconds")
        return json.dumps(
            {**self._lasting(), "made_at": made_at, "printed": words.day_and_time(self.made)},
            ensure_ascii=False,
        )

    def edition(self) -> str:
        """The fingerprint of what it says; when it was made does not make it another paper."""
        return hashlib.sha256(json.dumps(self._lasting(), sort_keys=True).encode()).hexdigest()

    def _lasting(self) -> dict[str, Any]:
        return {**self.said.model_dump(mode="json"), **asdict(self.frame)}
