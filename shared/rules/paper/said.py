"""What papers say: plain values that go to another process as JSON, and no other way."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from shared import clock
from shared.rules.common import words
from shared.rules.common.office import here

COMPLAINTS_AT = "Pengaduan & saran: Meja Informasi"


class Said(BaseModel):
    """What a slip or a document says, or a part of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
